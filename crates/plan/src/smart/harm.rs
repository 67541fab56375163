//! Goals that could do harm by their very wording. Each clause is asked for itself: making a victim answer for the abuser,
//! harm without anybody who does it, children said to be no victims, moving a child out.
//!
//! Why: Ofsted criticised agreements that had a victim police the abuser (2018), and a joint inspection of January 2026
//! work in which the one who harms is absent, children are onlookers and safety rests on the adult who is harmed. A plan of
//! this kind is never a means of moving a child out of the home. Each is asked about, with a reason on record if it stands.
//!
//! The question is turned round: what mentions the one who harms, and is not theirs or an agency's to do, is looked at
//! unless it is known to be harmless. A miss can hurt somebody, a false alarm costs a sentence.

use serde::Serialize;

use super::away::is_away;
use super::clauses::{Clause, Doers, clauses};
use super::items::items;
use super::lists::HARM;
use super::model::{CONTACT, Heard, MOVES, Text};
use super::moves::{Moves, moves};
use super::pattern::Pattern;
use super::people::People;
use super::view::View;
use super::who::{Harmers, Item, Who, can_be};
use super::words::Word;

/// What the wording of a goal must be looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WordingGuard {
    /// A duty about the source of harm, or to answer for it, is put on someone who is not that source.
    NoContact,
    /// A child would live or stay away from home.
    MovesChildOut,
    /// Harm is named without anybody who does it.
    HarmHidden,
    /// A child who lives with harm is said to look on, or not to be touched by it.
    ChildNoVictim,
    /// The rules cannot tell: somebody who knows the family has to.
    AskColleague,
}

impl WordingGuard {
    /// Its key in the texts, under `guard`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoContact => "no_contact",
            Self::MovesChildOut => "moves_child_out",
            Self::HarmHidden => "harm_hidden",
            Self::ChildNoVictim => "child_no_victim",
            Self::AskColleague => "ask_colleague",
        }
    }
}

/// What the clauses of a text must be looked at for, each once.
pub(super) fn guards(words: &[Word], people: &People) -> Vec<WordingGuard> {
    let harmers = people.harmers();
    let items = items(words, people, &harmers);
    let mut found = Vec::new();
    let (mut are_theirs, mut are_care, mut are_home) = (true, true, true);
    for clause in clauses(&items, &harmers) {
        let view = View::of(&items, &clause, &harmers);
        let is_theirs = is_theirs_or_an_agencys(clause.doers, &harmers);
        are_theirs &= is_theirs;
        are_care &= is_theirs || is_care(&view);
        are_home &= is_theirs || any(&HARM.homely, &view) || any(&HARM.denied, &view);
        found.extend(contact(&items, &clause, &harmers));
        match moves(&view, &clause, &harmers) {
            Moves::Out => found.push(WordingGuard::MovesChildOut),
            Moves::Perhaps => found.push(WordingGuard::AskColleague),
            Moves::No => {}
        }
        if !is_theirs_alone(clause.doers, &harmers) && any(&HARM.absent, &without_own_acts(&view, &clause)) {
            found.push(WordingGuard::HarmHidden);
        }
        if any(&HARM.unseen, &view) {
            found.push(WordingGuard::ChildNoVictim);
        }
    }
    if is_away(&items, &harmers) {
        found.push(WordingGuard::MovesChildOut);
    }
    let text = Text::of(&items, &harmers);
    if !are_theirs {
        let doubt = if are_care { CARE } else { 0 };
        found.extend(heard(text.hear(CONTACT, doubt), WordingGuard::NoContact));
    }
    let doubt = if are_home { HOME } else { 0 };
    found.extend(heard(text.hear(MOVES, doubt), WordingGuard::MovesChildOut));
    found.sort_unstable();
    found.dedup();
    // Who has something to look at already needs no second question about the same words.
    if found.len() > 1 {
        found.retain(|guard| *guard != WordingGuard::AskColleague);
    }
    found
}

/// How much more the model has to hear of what the rules know as care or as harmless, in thousandths.
const CARE: i64 = 500;

/// The same of where a child would live, where the rules know a visit or a bed at home, or nobody of the family does it.
const HOME: i64 = 300;

/// What the model adds.
const fn heard(heard: Heard, guard: WordingGuard) -> Option<WordingGuard> {
    match heard {
        Heard::Yes => Some(guard),
        Heard::Perhaps => Some(WordingGuard::AskColleague),
        Heard::No => None,
    }
}

/// Whether nobody does it but the one who harms or an agency: there is no duty on anybody else.
fn is_theirs_or_an_agencys(doers: Doers, harmers: &Harmers) -> bool {
    is_theirs_alone(doers, harmers) || (doers.agency || doers.stranger) && !doers.other
}

/// Whether the rules know it as harmless, or as the care of a child.
fn is_care(view: &View<'_>) -> bool {
    any(&HARM.harmless, view) || any(&HARM.child_care, view) && !view.is_unclear()
}

fn any(patterns: &[Pattern], view: &View<'_>) -> bool {
    patterns.iter().any(|pattern| pattern.is_on(view))
}

/// Whether only the one who harms does it, as far as words can tell.
fn is_theirs_alone(doers: Doers, harmers: &Harmers) -> bool {
    let perhaps = doers.perhaps && can_be(harmers, doers.gender);
    (doers.harmer || perhaps) && !doers.other
}

/// What one person is to stop doing to a child hides nobody; where nobody or more than one is said to do it, it may.
fn without_own_acts<'a>(view: &View<'a>, clause: &Clause) -> View<'a> {
    let is_one = clause.doers.gender.is_some() || view.is_of_the_speaker();
    if is_one { view.freed(&HARM.own_act) } else { view.clone() }
}

/// What one clause puts on somebody the harm does not come from.
fn contact(items: &[Item], clause: &Clause, harmers: &Harmers) -> Option<WordingGuard> {
    let doers = clause.doers;
    let view = View::of(items, clause, harmers);
    let first = clause.subject.clone().next().and_then(|at| items.get(at));
    // "She will not let him in": he is the other one, so she is not.
    let faces = view.faces_another(first);
    if doers.other || doers.is_nobody() || doers.perhaps && (faces || !can_be(harmers, doers.gender)) {
        let is_told_of =
            items.iter().any(|it| it.who == Who::Harmer || it.by_name && matches!(it.who, Who::Unclear(_)));
        return on_somebody(&view, clause, harmers, is_told_of);
    }
    if doers.harmer || doers.perhaps {
        // "Dean must not be let in" is for somebody else to do; "if Kelly asks him" makes her answer for it.
        let banned = any(&HARM.banned, &view);
        let asked = any(&HARM.ask, &view);
        return banned.then_some(WordingGuard::NoContact).or(asked.then_some(WordingGuard::AskColleague));
    }
    if let Some(told) = told(items, clause) {
        return contact(items, &told, harmers);
    }
    if doers.agency && any(&HARM.put_on, &view) && puts_harm_on(&view) {
        return Some(WordingGuard::NoContact);
    }
    // Whatever services do about the two, the one who is harmed may be left to do it.
    if doers.agency && view.names_harmer() && view.names_adult() && !any(&HARM.informs, &view) {
        return Some(WordingGuard::AskColleague);
    }
    // A name in full that is not in the plan is mostly a worker's, and can be a relative's.
    let unknown = doers.stranger && any(&HARM.about, &view);
    unknown.then_some(WordingGuard::AskColleague)
}

/// Whether what services make somebody do is about the one who harms, or is a duty by its very words.
fn puts_harm_on(view: &View<'_>) -> bool {
    view.names_harmer() || any(&HARM.duty, view) || any(&HARM.about, view) || any(&HARM.anybody, view)
}

fn on_somebody(
    view: &View<'_>,
    clause: &Clause,
    harmers: &Harmers,
    is_told_of: bool,
) -> Option<WordingGuard> {
    let view = &view.freed(&HARM.freed);
    let is_harmless =
        |part: &View<'_>| any(&HARM.harmless, part) && !part.is_denied() && !any(&HARM.coming, part);
    if clause.doers.is_nobody() && is_harmless(view) {
        return None;
    }
    let view = &view.without(is_harmless);
    if any(&HARM.duty, view) {
        return Some(WordingGuard::NoContact);
    }
    // Together with the one who harms: only what the two are to do about each other.
    if clause.doers.harmer {
        return None;
    }
    if view.names_harmer()
        || harmers.is_some() && view.has_kin()
        || any(&HARM.past_a_child, &view.past_a_child())
    {
        return Some(WordingGuard::NoContact);
    }
    if any(&HARM.coming, view) || view.has_kin() && view.is_denied() {
        return Some(WordingGuard::NoContact);
    }
    if harmers.is_none() && any(&HARM.anybody, view) {
        return Some(WordingGuard::NoContact);
    }
    if any(&HARM.never_a_child, view) {
        return Some(WordingGuard::NoContact);
    }
    if !view.is_unclear() && any(&HARM.child_care, view) {
        return None;
    }
    let is_named = harmers.is_some();
    let is_acted = view.has_pronoun() && (view.is_denied() || view.pronoun_acts());
    if any(&HARM.about, view) || is_named && is_acted || is_told_of && any(&HARM.once_named, view) {
        return Some(WordingGuard::NoContact);
    }
    let is_perhaps = is_named && view.has_pronoun() || is_acted && view.is_denied();
    (view.is_unclear() || is_perhaps).then_some(WordingGuard::AskColleague)
}

/// "We will ask Kelly to ring 999": what she is to do.
fn told(items: &[Item], clause: &Clause) -> Option<Clause> {
    const TELL: [&str; 16] = [
        "ask",
        "asks",
        "tell",
        "tells",
        "expect",
        "expects",
        "want",
        "wants",
        "require",
        "remind",
        "advise",
        "instruct",
        "encourage",
        "need",
        "warn",
        "get",
    ];
    let at = clause.range.clone().find(|at| {
        let word =
            |at: usize| items.get(at).filter(|it| it.who == Who::Word).map_or("", |it| it.small.as_str());
        let to = word(at + 2) == "to" || matches!(word(at + 2), "not" | "never") && word(at + 3) == "to";
        let is_not = at.checked_sub(1).is_some_and(|it| matches!(word(it), "not" | "never" | "won't"));
        !is_not && TELL.contains(&word(*at)) && items.get(at + 1).is_some_and(Item::is_somebody) && to
    })?;
    let mut told =
        Clause { range: at + 1..clause.range.end, subject: at + 1..at + 2, doers: Doers::default() };
    told.doers.add(items.get(at + 1)?);
    Some(told)
}
