//! Goals that could do harm by their very wording: making a victim answer for the abuser, and moving a child out.
//!
//! Why: Ofsted criticised agreements that had a victim police the abuser (2018); a plan of this kind is never a means of
//! moving a child out of the home. Both are asked about, with a reason on record if they stand.

use serde::Serialize;

use super::actor::{Actor, Who};
use super::calendar::{MONTHS, WEEKDAYS};
use super::tokens::{Of, Tokens};

/// What the wording of a goal must be looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WordingGuard {
    /// A duty about contact with the source of harm is put on someone who is not that source.
    NoContact,
    /// A child would live or stay away from home.
    MovesChildOut,
}

impl WordingGuard {
    /// Its key in the texts, under `guard`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoContact => "no_contact",
            Self::MovesChildOut => "moves_child_out",
        }
    }
}

pub(super) fn guards(tokens: &Tokens, actor: Option<&Actor>) -> Vec<WordingGuard> {
    let who = actor.map_or(Who::Nobody, |actor| actor.who);
    let mut guards = Vec::new();
    if !matches!(who, Who::HarmDoer | Who::Helper) && is_about_contact(tokens) {
        guards.push(WordingGuard::NoContact);
    }
    if moves_a_child(tokens, actor) {
        guards.push(WordingGuard::MovesChildOut);
    }
    guards
}

/// Words of letting in, meeting, answering, telling on.
const CONTACT: [&str; 46] = [
    "contact",
    "let",
    "lets",
    "allow",
    "allows",
    "open",
    "see",
    "sees",
    "meet",
    "meets",
    "keep",
    "keeps",
    "message",
    "messages",
    "text",
    "texts",
    "reply",
    "calls",
    "call",
    "relationship",
    "break",
    "leave",
    "end",
    "report",
    "tell",
    "comes",
    "round",
    "back",
    "change",
    "block",
    "visit",
    "visits",
    "near",
    "alone",
    "away",
    "out",
    "speak",
    "talk",
    "invite",
    "invites",
    "rings",
    "return",
    "separate",
    "split",
    "stay",
    "place",
];

/// Phrases that are about contact whoever is meant.
const ALWAYS: [&[&str]; 14] = [
    &["no", "contact", "with"],
    &["not", "be", "in", "contact"],
    &["not", "have", "contact"],
    &["not", "have", "any", "contact"],
    &["any", "contact", "with"],
    &["end", "her", "relationship"],
    &["end", "his", "relationship"],
    &["end", "the", "relationship"],
    &["end", "their", "relationship"],
    &["restart", "the", "relationship"],
    &["resume", "the", "relationship"],
    &["resume", "her", "relationship"],
    &["continue", "the", "relationship"],
    &["continue", "a", "relationship"],
];

fn is_about_contact(tokens: &Tokens) -> bool {
    if ALWAYS.iter().any(|phrase| tokens.has(phrase)) {
        return true;
    }
    // A duty that names the source of harm at all is looked at, unless it is about someone of theirs: "Dean's mum".
    if (0..tokens.len()).any(|at| names_harm_doer(tokens, at)) {
        return true;
    }
    let partner = tokens.has_any(&[
        "ex",
        "ex-partner",
        "partner",
        "boyfriend",
        "ex-boyfriend",
        "girlfriend",
        "ex-husband",
    ]);
    let him = tokens.all.iter().any(|token| token.name.is_none() && is_pronoun(&token.small));
    (partner || him && is_him_the_other(tokens)) && tokens.has_any(&CONTACT)
}

fn names_harm_doer(tokens: &Tokens, at: usize) -> bool {
    const RELATIVES: [&str; 14] = [
        "mum",
        "mother",
        "dad",
        "father",
        "sister",
        "brother",
        "nan",
        "gran",
        "grandad",
        "aunt",
        "uncle",
        "parents",
        "family",
        "solicitor",
    ];
    tokens
        .name(at)
        .is_some_and(|name| name.of == Of::HarmDoer && !(name.owns && RELATIVES.contains(&tokens.at(at + 1))))
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "him" | "his" | "he's")
}

/// Whether "he" is someone to be kept away and not a boy who is looked after: no child is named whom it could mean.
fn is_him_the_other(tokens: &Tokens) -> bool {
    let pronoun = tokens.all.iter().position(|token| is_pronoun(&token.small));
    let child_before = pronoun.is_some_and(|at| {
        (0..at).any(|n| tokens.name(n).is_some_and(|name| name.of == Of::Child) || is_child(tokens, n))
    });
    let person_before = pronoun.is_some_and(|at| {
        // "Marcus will … his key": the actor himself.
        (0..at).any(|n| tokens.name(n).is_some_and(|name| name.of == Of::Person))
    }) && tokens.has_any(&["his"])
        && !tokens.has_any(&["he", "him", "messages", "calls", "texts"]);
    !child_before && !person_before
}

const CHILDREN: [&str; 14] = [
    "child", "children", "kids", "baby", "twins", "son", "daughter", "boys", "girls", "boy", "girl",
    "toddler", "kid", "sons",
];

fn is_child(tokens: &Tokens, at: usize) -> bool {
    if tokens.name(at).is_some_and(|name| name.of == Of::Child) {
        return true;
    }
    let token = tokens.all.get(at);
    if token.is_some_and(|token| token.in_name) {
        return false;
    }
    let next = tokens.at(at + 1);
    let before = if at > 0 { tokens.at(at - 1) } else { "" };
    let is_address = PLACES.contains(&next)
        || PLACES.contains(&tokens.at(at))
        || before.chars().any(|c| c.is_ascii_digit());
    let stranger = !tokens.knows_children && tokens.capital(at) && is_forename(tokens.at(at));
    CHILDREN.contains(&tokens.at(at)) || stranger && !is_address
}

/// Words that make a capital before them a place.
const PLACES: [&str; 22] = [
    "terrace", "street", "road", "lane", "avenue", "close", "court", "drive", "way", "house", "place", "row",
    "crescent", "gardens", "school", "nursery", "centre", "park", "bank", "estate", "hill", "surgery",
];

/// A capital that is no weekday, month, "I" or common beginning may be a child's name.
fn is_forename(word: &str) -> bool {
    const NOT_NAMES: [&str; 33] = [
        "i",
        "we",
        "you",
        "they",
        "the",
        "a",
        "an",
        "by",
        "on",
        "in",
        "at",
        "from",
        "until",
        "if",
        "when",
        "every",
        "each",
        "for",
        "with",
        "once",
        "after",
        "before",
        "mum",
        "dad",
        "parents",
        "christmas",
        "easter",
        "mr",
        "mrs",
        "ms",
        "he",
        "she",
        "no",
    ];
    word.len() > 2
        && word.chars().all(|c| c.is_alphabetic())
        && ![&NOT_NAMES[..], &MONTHS, &WEEKDAYS].iter().any(|list| list.contains(&word))
}

/// Where a child may sleep or stay without leaving home.
const HOMELY: [&str; 26] = [
    "own",
    "bed",
    "beds",
    "bedroom",
    "cot",
    "home",
    "club",
    "school",
    "nursery",
    "tea",
    "lunch",
    "dinner",
    "hospital",
    "class",
    "assembly",
    "downstairs",
    "upstairs",
    "room",
    "playgroup",
    "party",
    "crib",
    "basket",
    "library",
    "safe",
    "detention",
    "childminder",
];

fn moves_a_child(tokens: &Tokens, actor: Option<&Actor>) -> bool {
    let is_any_child = (0..tokens.len()).any(|at| is_child(tokens, at));
    if !is_any_child {
        return false;
    }
    let care = tokens.has_any(&["foster", "fostered", "fostering", "adopted", "adoption"])
        || tokens.has(&["into", "care"])
        || tokens.has(&["in", "care"])
        || tokens.has(&["residential", "care"])
        || tokens.has(&["section", "20"])
        || tokens.has(&["children's", "home"]);
    if care {
        return true;
    }
    (0..tokens.len()).any(|at| goes_to_live(tokens, at, actor))
}

fn goes_to_live(tokens: &Tokens, at: usize, actor: Option<&Actor>) -> bool {
    let verb = tokens.at(at);
    let moves = matches!(
        verb,
        "live"
            | "lives"
            | "living"
            | "stay"
            | "stays"
            | "staying"
            | "sleep"
            | "sleeps"
            | "sleeping"
            | "move"
            | "moves"
            | "moved"
            | "placed"
            | "sent"
            | "send"
            | "looked"
            | "cared"
            | "leave"
            | "removed"
            | "moving"
    );
    if !moves {
        return false;
    }
    let child_before = (0..at).rev().take(8).any(|n| is_child(tokens, n));
    let child_after = (at + 1..at + 6).any(|n| is_child(tokens, n));
    let after = |words: &[&str]| (at + 1..at + 9).any(|n| words.contains(&tokens.at(n)));
    let homely = after(&HOMELY) || tokens.has(&["bring", "them", "home"]) || tokens.has(&["back", "home"]);
    let next = tokens.at(at + 1);
    let somewhere = matches!(
        next,
        "with" | "at" | "away" | "elsewhere" | "over" | "round" | "in" | "there" | "overnight" | "to" | "out"
    );
    let is_adults_own = actor.is_some_and(|actor| {
        let is_adult = matches!(actor.who, Who::Person | Who::HarmDoer);
        is_adult && (actor.verb == Some(at) || actor.who == Who::HarmDoer)
    }) && !child_after;
    match verb {
        "live" | "lives" | "living" => {
            child_before && !is_adults_own && !after(&["home"])
                || tokens.stands(at, &["live", "away"]) && child_before
        }
        "stay" | "stays" | "staying" | "sleep" | "sleeps" | "sleeping" => {
            child_before && somewhere && !homely && !is_adults_own && next != "away"
        }
        "move" | "moves" | "moved" | "moving" | "sent" | "send" | "placed" | "removed" => {
            (child_after || child_before && !is_adults_own)
                && (after(&["to", "in", "into", "out", "with"]) || next == "from")
                && !homely
        }
        "looked" | "cared" => {
            child_before
                && after(&["by"])
                && (after(&["overnight", "until"]) || tokens.has_any(&["nights", "overnight"]))
                && !homely
        }
        "leave" => child_before && matches!(next, "home" | "the"),
        _ => false,
    }
}
