//! Whether a whole sentence puts a child at somebody else's for longer than a visit, whatever its verb. What single clauses
//! say of a child is in `moves`.
//!
//! Turned round, as the question about the one who harms is: a child, a place that is somebody else's, and a time that goes
//! on, unless it is known to be a visit, a holiday or a bed at home.

use std::ops::Range;

use super::clauses::{Clause, Doers};
use super::lists::HARM;
use super::moves::is_lasting;
use super::pattern::Pattern;
use super::view::View;
use super::who::{Harmers, Item, Who};
use super::words::Gap;

/// Whether any sentence of a text does.
pub(super) fn is_away(items: &[Item], harmers: &Harmers) -> bool {
    sentences(items).into_iter().any(|range| {
        let is_said_of = |range: Range<usize>| {
            let subject = range.start..range.start;
            let view = View::of(items, &Clause { range, subject, doers: Doers::default() }, harmers);
            let any = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.is_on(&view));
            any(&HARM.away)
                && (is_lasting(&view) || any(&HARM.going_on))
                && !any(&HARM.homely)
                && !any(&HARM.visits)
                && (view.first_child().is_some() || !any(&HARM.things))
        };
        // What is a visit in one part of a sentence makes none of the next: "at Jean's from Friday, and Kelly will see them".
        tells_of_a_child(items.get(range.clone()).unwrap_or_default())
            && (is_said_of(range.clone()) || parts(items, range).into_iter().any(is_said_of))
    })
}

/// Whether a child stands in it, or something of theirs; or "both", where nobody else is.
fn tells_of_a_child(sentence: &[Item]) -> bool {
    let of = |at: usize| sentence.get(at).map_or("", |it| it.small.as_str());
    let is_them = |at: usize| of(at) == "both" && of(at + 1) == "of" && of(at + 2) == "them";
    sentence.iter().any(|it| matches!(it.who, Who::Kid(_) | Who::Kids))
        || (0..sentence.len()).any(is_them)
        || of(0) == "both" && matches!(of(1), "will" | "to" | "are")
}

/// The parts of a sentence between commas, "and" and "but".
fn parts(items: &[Item], sentence: Range<usize>) -> Vec<Range<usize>> {
    let splits = |at: &usize| {
        items.get(*at).is_some_and(|it| {
            it.gap >= Gap::Comma || it.who == Who::Word && matches!(it.small.as_str(), "and" | "but" | "then")
        })
    };
    split(sentence, splits)
}

fn sentences(items: &[Item]) -> Vec<Range<usize>> {
    split(0..items.len(), |at| items.get(*at).is_some_and(|it| it.gap == Gap::Sentence))
}

/// A range in pieces, each but the first from where something new begins.
fn split(whole: Range<usize>, begins: impl Fn(&usize) -> bool) -> Vec<Range<usize>> {
    let starts = std::iter::once(whole.start).chain((whole.start + 1..whole.end).filter(begins));
    let starts: Vec<usize> = starts.chain([whole.end]).collect();
    starts.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?)).collect()
}
