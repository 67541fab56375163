//! Writing the plan, a screen for each part, up to the look at the whole.

pub(crate) mod before;
pub(crate) mod check;
pub(crate) mod family;
pub(crate) mod goal;
pub(crate) mod goals;
pub(crate) mod meeting;
pub(crate) mod needs;
pub(crate) mod promises;
pub(crate) mod short;
pub(crate) mod voice;
pub(crate) mod workers;
pub(crate) mod worries;

mod born;
mod guards;
mod how_it_reads;
mod library;
mod outsiders;
mod reads;
mod sentence;
mod steps;
