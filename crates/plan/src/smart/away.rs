//! Whether a whole sentence puts a child at somebody else's for longer than a visit, whatever its verb. What single clauses
//! say of a child is in `moves`.
//!
//! Turned round, as the question about the one who harms is: a child, a place that is somebody else's, and a time that goes
//! on, unless it is known to be a visit, a holiday or a bed at home.

use super::clauses::{Clause, Doers};
use super::lists::HARM;
use super::moves::is_lasting;
use super::pattern::Pattern;
use super::view::View;
use super::who::{Harmers, Item};

use super::words::Gap;

/// Whether any sentence of a text does.
pub(super) fn is_away(items: &[Item], harmers: &Harmers) -> bool {
    sentences(items).any(|range| {
        let subject = range.start..range.start;
        let sentence = Clause { range, subject, doers: Doers::default() };
        let view = View::of(items, &sentence, harmers);
        let any = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.is_on(&view));
        view.tells_of_a_child()
            && any(&HARM.away)
            && (is_lasting(&view) || any(&HARM.going_on))
            && !any(&HARM.homely)
            && !any(&HARM.visits)
    })
}

fn sentences(items: &[Item]) -> impl Iterator<Item = std::ops::Range<usize>> {
    let starts =
        (0..items.len()).filter(|at| *at == 0 || items.get(*at).is_some_and(|it| it.gap == Gap::Sentence));
    let starts: Vec<usize> = starts.chain([items.len()]).collect();
    let pairs: Vec<_> = starts.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?)).collect();
    pairs.into_iter()
}
