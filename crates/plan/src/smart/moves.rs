//! Whether a child would live or stay somewhere else. A visit, a meal, a night in hospital and a holiday with a parent are
//! no move.

use super::calendar::month;
use super::clauses::Clause;
use super::lists::HARM;
use super::pattern::{Line, Pattern};
use super::view::View;
use super::who::{Harmers, can_be};

/// What a clause says of where a child is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moves {
    No,
    /// With somebody of the plan, who may be the parent the child lives with.
    Perhaps,
    Out,
}

pub(super) fn moves(view: &View<'_>, clause: &Clause, harmers: &Harmers) -> Moves {
    let any = |patterns: &[Pattern], view: &View<'_>| patterns.iter().any(|pattern| pattern.is_on(view));
    // Where the one who harms goes is no move of a child, unless a child goes with them.
    let is_relative = view.is_of_kin() && harmers.is_some() && can_be(harmers, clause.doers.gender);
    let is_theirs =
        (clause.doers.harmer || is_relative) && !clause.doers.other && view.first_child().is_none();
    // The dog, a bike.
    if view.first_child().is_none() && any(&HARM.things, view) {
        return Moves::No;
    }
    if any(&HARM.denied, view) {
        return Moves::No;
    }
    if !is_theirs && any(&HARM.out, view) {
        return Moves::Out;
    }
    let homely = any(&HARM.homely, view);
    let lasting = is_lasting(view);
    if homely && !lasting {
        return Moves::No;
    }
    if !homely && lasting && any(&HARM.kept, view) {
        return Moves::Out;
    }
    let child = match () {
        () if view.child_does() || view.is_of_a_child() => Some(clause.range.start),
        () if clause.doers.is_nobody() => view.first_child(),
        () => view.child_who(),
    };
    let Some(child) = child.filter(|_| !homely) else { return Moves::No };
    let child = view.from(child);
    if any(&HARM.moves, &child) || lasting && any(&HARM.moves_for_long, &child) {
        return Moves::Out;
    }
    if any(&HARM.perhaps_moves, &child) { Moves::Perhaps } else { Moves::No }
}

/// Whether it goes on for nights: until something that is not later the same day, for weeks, full time.
pub(super) fn is_lasting(view: &View<'_>) -> bool {
    let until = (0..view.len()).filter(|at| matches!(view.word(*at), "until" | "till" | "til"));
    HARM.lasting.iter().any(|pattern| pattern.is_on(view))
        || until.into_iter().any(|at| !is_same_day(view, at + 1))
}

/// "until 6pm", "until she is back from work".
fn is_same_day(view: &View<'_>, at: usize) -> bool {
    const SAME_DAY: [&str; 26] = [
        "lunch",
        "lunchtime",
        "tea",
        "teatime",
        "bedtime",
        "dinner",
        "dinnertime",
        "breakfast",
        "noon",
        "midday",
        "lessons",
        "then",
        "work",
        "shift",
        "shopping",
        "collects",
        "collected",
        "picks",
        "picked",
        "awake",
        "o'clock",
        "am",
        "pm",
        "half",
        "quarter",
        "class",
    ];
    let rest: Vec<&str> = view.rest(at).map(|it| it.small.as_str()).collect();
    let Some((first, rest)) = rest.split_first() else { return false };
    let is_clock =
        first.starts_with(|c: char| c.is_ascii_digit()) && first.len() <= 6 && first.matches('/').count() < 2;
    let is_date = rest.first().is_some_and(|next| month(next));
    is_clock && !is_date
        || SAME_DAY.contains(first)
        || rest.iter().take(5).any(|word| SAME_DAY.contains(word))
}
