//! Ways to break a finished paper, each as small as such a mistake would be.

mod about;
mod pages;
mod structure;

use lopdf::Document;

use crate::checker::Rule;

/// A deliberate fault.
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) make: fn(&mut Document) -> Option<()>,
    /// The rules that catch it, and no others.
    pub(crate) caught_by: &'static [Rule],
}

/// All of them.
pub(crate) fn faults() -> Vec<Fault> {
    [about::FAULTS, pages::FAULTS, structure::FAULTS].concat().into_iter().map(fault).collect()
}

type Row = (&'static str, fn(&mut Document) -> Option<()>, &'static [Rule]);

fn fault((name, make, caught_by): Row) -> Fault {
    Fault { name, make, caught_by }
}
