//! One clause as patterns are held against it: who is meant by each of its words, seen from who does it.

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use super::clauses::Clause;
use super::lists::{Gender, HARM};
use super::pattern::{Kind, Line, Pattern};
use super::who::Who::{self, Word};
use super::who::{Harmers, Item, can_be};
use super::words::Gap;

/// A clause.
#[derive(Debug, Clone)]
pub(super) struct View<'a> {
    items: &'a [Item],
    range: Range<usize>,
    subject: Range<usize>,
    meant: Vec<Meant>,
    past_a_child: bool,
    /// Where words stand that are not read.
    unread: Vec<Range<usize>>,
    /// All that is said in it and perhaps more: words that are not read stay.
    said: Rc<HashSet<&'a str>>,
}

/// Whether a word means the one who harms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    No,
    /// Unless it is the child that was named before.
    PastAChild,
    Yes,
}

impl<'a> View<'a> {
    pub(super) fn of(items: &'a [Item], clause: &Clause, harmers: &Harmers) -> Self {
        let meant = clause.range.clone().map(|at| meant(items, clause, harmers, at)).collect();
        let range = items.get(clause.range.clone()).unwrap_or_default();
        let said = range.iter().filter(|it| !it.by_name).map(|it| it.small.as_str()).collect();
        Self {
            items,
            range: clause.range.clone(),
            subject: clause.subject.clone(),
            meant,
            past_a_child: false,
            unread: Vec::new(),
            said: Rc::new(said),
        }
    }

    /// The same, with each pronoun meaning the one who harms though a child was named before it.
    pub(super) fn past_a_child(&self) -> Self {
        Self { past_a_child: true, ..self.clone() }
    }

    /// The clause from one of its items on.
    pub(super) fn from(&self, at: usize) -> Self {
        let skipped = at.saturating_sub(self.range.start);
        Self {
            range: self.range.start + skipped..self.range.end,
            meant: self.meant.iter().skip(skipped).copied().collect(),
            ..self.clone()
        }
    }

    /// The same, without each part between "and" and "and" that is known to be harmless.
    pub(super) fn without(&self, is_harmless: impl Fn(&Self) -> bool) -> Self {
        let splits = self.subject.end.max(self.range.start)..self.range.end;
        let mut parts = vec![self.range.start];
        parts.extend(splits.filter(|at| {
            self.items.get(*at).is_some_and(|it| {
                it.who == Word && matches!(it.small.as_str(), "and" | "but" | "then") && !it.by_name
            })
        }));
        parts.push(self.range.end);
        let parts = parts.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?));
        let unread = parts.filter(|part| {
            let others = vec![self.range.start..part.start, part.end..self.range.end];
            is_harmless(&Self { unread: others, ..self.clone() })
        });
        let unread = self.unread.iter().cloned().chain(unread).collect();
        Self { unread, ..self.clone() }
    }

    /// The same, without what stands behind these words in their part: "she does not have to" frees her of no condition, and
    /// of nothing that was said before.
    pub(super) fn freed(&self, patterns: &[Pattern]) -> Self {
        const ENDS: [&str; 18] = [
            "and",
            "but",
            "then",
            "if",
            "as",
            "long",
            "provided",
            "providing",
            "unless",
            "except",
            "other",
            "than",
            "so",
            "because",
            "which",
            "or",
            "when",
            "until",
        ];
        let ends = |at: &usize| {
            self.items
                .get(*at)
                .is_some_and(|it| it.gap >= Gap::Comma || it.who == Word && ENDS.contains(&it.small.as_str()))
        };
        let starts = (0..self.len()).filter(|at| patterns.iter().any(|pattern| pattern.begins_at(self, *at)));
        let unread = starts.map(|at| {
            let from = self.range.start + at;
            from..(from + 1..self.range.end).find(ends).unwrap_or(self.range.end)
        });
        let unread = self.unread.iter().cloned().chain(unread).collect();
        Self { unread, ..self.clone() }
    }

    fn item(&self, at: usize) -> Option<&Item> {
        let at = self.range.start + at;
        self.items.get(at).filter(|_| at < self.range.end && !self.unread.iter().any(|it| it.contains(&at)))
    }

    fn is_subject(&self, at: usize) -> bool {
        self.subject.contains(&(self.range.start + at))
    }

    fn has(&self, wanted: impl Fn(&Item, Meant) -> bool) -> bool {
        (0..self.len()).filter(|at| !self.is_subject(*at)).any(|at| {
            let meant = self.meant.get(at).copied().unwrap_or(Meant::No);
            self.item(at).is_some_and(|item| wanted(item, meant))
        })
    }

    /// Whether the one who harms stands in it by name, or as "the perpetrator".
    pub(super) fn names_harmer(&self) -> bool {
        self.has(|item, _| item.who == Who::Harmer)
    }

    pub(super) fn has_kin(&self) -> bool {
        self.has(|item, _| matches!(item.who, Who::Kin(_)))
    }

    pub(super) fn has_pronoun(&self) -> bool {
        self.has(|item, meant| matches!(item.who, Who::Pronoun(_)) && meant == Meant::Yes)
    }

    /// Whether an adult of the plan is named in it who is neither the one who does it nor the one who harms.
    pub(super) fn names_adult(&self) -> bool {
        self.has(|item, _| item.by_name && matches!(item.who, Who::Person(_) | Who::Unclear(_)))
    }

    /// Whether a "he" or "she" that can mean the one who harms does something: "so that he cannot get in".
    pub(super) fn pronoun_acts(&self) -> bool {
        self.has(|item, meant| meant == Meant::Yes && matches!(item.small.as_str(), "he" | "she"))
    }

    /// Whether a name stands in it that the one who harms shares with somebody else.
    pub(super) fn is_unclear(&self) -> bool {
        self.has(|item, _| matches!(item.who, Who::Unclear(_)))
    }

    /// Whether something is not to be done.
    pub(super) fn is_denied(&self) -> bool {
        const NOT: [&str; 12] = [
            "not",
            "never",
            "won't",
            "can't",
            "cannot",
            "mustn't",
            "no",
            "refuse",
            "stop",
            "avoid",
            "prevent",
            "shouldn't",
        ];
        self.has(|item, _| item.who == Word && NOT.contains(&item.small.as_str()))
    }

    /// Whether somebody stands in it who cannot be the "he" or "she" that does it.
    pub(super) fn faces_another(&self, doer: Option<&Item>) -> bool {
        let Some(Item { who: Who::Pronoun(own) | Who::Kin(Some(own)), .. }) = doer else { return false };
        // "If Dean comes he will": he who was named before is the one who does it.
        let behind = self.items.get(self.subject.end..self.range.end).unwrap_or_default();
        behind.iter().any(|it| it.who == Who::Harmer)
            || self.has(|item, _| match item.who {
                Who::Pronoun(other) => other != *own,
                Who::Kin(other) => other.is_some_and(|other| other != *own),
                Who::Harmer => false,
                Who::Person(_)
                | Who::Unclear(_)
                | Who::Kid(_)
                | Who::Kids
                | Who::Stranger(_)
                | Who::StrangerInFull
                | Who::Agency
                | Word => false,
            })
    }

    /// Whether those who do it begin with a child, or a name that may be one.
    pub(super) fn child_does(&self) -> bool {
        self.subject.clone().any(|at| {
            self.items
                .get(at)
                .is_some_and(|it| matches!(it.who, Who::Kid(_) | Who::Kids | Who::Stranger(_)) && !it.owns)
        })
    }

    /// Whether "he", "she" or "they" do it, and the one named last before is a child: "Ben's things are packed and he will".
    pub(super) fn is_of_a_child(&self) -> bool {
        let Some([doer]) = self.items.get(self.subject.clone()) else { return false };
        let before = self.items.get(..self.subject.start).unwrap_or_default();
        let last = before.iter().rev().find(|it| it.is_somebody()).map(|it| it.who);
        match (doer.who, last) {
            (Who::Pronoun(gender), Some(Who::Kid(kid) | Who::Stranger(kid))) => {
                kid.is_none_or(|it| it == gender)
            }
            (Who::Person(None), Some(Who::Kid(_) | Who::Kids)) => doer.small == "they",
            _ => false,
        }
    }

    /// Whether "I" or "you" do it.
    pub(super) fn is_of_the_speaker(&self) -> bool {
        let them = self.items.get(self.subject.clone()).unwrap_or_default();
        them.iter().any(|it| matches!(it.small.as_str(), "i" | "you"))
    }

    /// Whether "the father" or the like does it.
    pub(super) fn is_of_kin(&self) -> bool {
        let them = self.items.get(self.subject.clone()).unwrap_or_default();
        them.iter().any(|it| matches!(it.who, Who::Kin(_)))
    }

    /// Where the first child stands.
    pub(super) fn first_child(&self) -> Option<usize> {
        (0..self.len()).find(|at| self.is(*at, Kind::Kid)).map(|at| self.range.start + at)
    }

    /// Where a child stands of whom it is said what they are to do: "for Tia to stay", "Tia going".
    pub(super) fn child_who(&self) -> Option<usize> {
        const DOES: [&str; 34] = [
            "are", "stop", "stops", "stopping", "bide", "settle", "split", "has", "have", "reside", "move",
            "live", "stay", "sleep", "go", "to", "can", "could", "may", "will", "should", "going", "being",
            "be", "living", "staying", "sleeping", "moving", "having", "goes", "stays", "lives", "sleeps",
            "is",
        ];
        (0..self.len())
            .find(|at| self.is(*at, Kind::Kid) && DOES.contains(&self.word(at + 1)))
            .map(|at| self.range.start + at)
    }

    /// The words from a place on, until the next comma or the end.
    pub(super) fn rest(&self, at: usize) -> impl Iterator<Item = &Item> {
        (at..self.len()).map_while(move |it| self.item(it).filter(|item| it == at || item.gap < Gap::Comma))
    }
}

impl Line for View<'_> {
    fn len(&self) -> usize {
        self.range.len()
    }

    fn word(&self, at: usize) -> &str {
        self.item(at).filter(|it| !it.by_name).map_or("", |it| it.small.as_str())
    }

    fn can_have(&self, word: &str) -> bool {
        self.said.contains(word)
    }

    fn is(&self, at: usize, kind: Kind) -> bool {
        let Some(item) = self.item(at) else { return false };
        let meant = self.meant.get(at).copied().unwrap_or(Meant::No);
        match kind {
            Kind::Harmer => {
                !self.is_subject(at)
                    && (meant == Meant::Yes || self.past_a_child && meant == Meant::PastAChild)
            }
            Kind::Kid => matches!(item.who, Who::Kid(_) | Who::Kids | Who::Stranger(_)) && !item.owns,
            Kind::Person => {
                matches!(item.who, Who::Person(_) | Who::Stranger(_) | Who::Unclear(_) | Who::Kin(_))
                    && !item.owns
            }
            Kind::Agency => matches!(item.who, Who::Agency | Who::StrangerInFull),
            Kind::Elsewhere => {
                matches!(
                    item.who,
                    Who::Person(_)
                        | Who::Unclear(_)
                        | Who::Kin(_)
                        | Who::Stranger(_)
                        | Who::StrangerInFull
                        | Who::Harmer
                ) && (!item.by_name || item.owns)
            }
        }
    }
}

/// Words after which "her" and "his" are somebody and not something of theirs.
const AFTER_SOMEBODY: [&str; 50] = [
    "in", "into", "inside", "near", "out", "back", "to", "at", "on", "off", "over", "round", "around",
    "with", "from", "for", "by", "and", "or", "if", "when", "while", "until", "unless", "before", "after",
    "again", "away", "alone", "see", "come", "stay", "have", "take", "know", "pick", "collect", "visit",
    "about", "anywhere", "up", "down", "that", "the", "a", "any", "through", "hold", "where", "so",
];

fn meant(items: &[Item], clause: &Clause, harmers: &Harmers, at: usize) -> Meant {
    let Some(item) = items.get(at) else { return Meant::No };
    let gender = match item.who {
        Who::Harmer => return Meant::Yes,
        Who::Kin(_) | Who::Unclear(_) => {
            return if clause.subject.contains(&at) { Meant::No } else { Meant::Yes };
        }
        Who::Pronoun(gender) if !clause.subject.contains(&at) => gender,
        Who::Person(_)
        | Who::Kid(_)
        | Who::Kids
        | Who::Stranger(_)
        | Who::StrangerInFull
        | Who::Agency
        | Who::Pronoun(_)
        | Word => return Meant::No,
    };
    if !can_be(harmers, Some(gender)) || is_the_doer(items, clause, at, gender) {
        return Meant::No;
    }
    let may_be = |it: &Item| match it.who {
        Who::Kid(kid) | Who::Stranger(kid) => kid.is_none_or(|kid| kid == gender) && !it.owns,
        Who::Person(person) => person == Some(gender) && !it.owns && it.by_name,
        Who::Agency => !HARM.kin.contains_key(&it.small) && !matches!(it.small.as_str(), "we" | "us" | "i"),
        Who::StrangerInFull => true,
        Who::Harmer | Who::Kin(_) | Who::Unclear(_) | Who::Kids | Who::Pronoun(_) | Word => false,
    };
    let start =
        (0..=at).rev().find(|it| items.get(*it).is_some_and(|it| it.gap == Gap::Sentence)).unwrap_or(0);
    if is_told_of_a_child(items, start, gender) {
        return Meant::PastAChild;
    }
    let named =
        (start.max(clause.range.start)..at).filter(|it| !clause.subject.contains(it) || clause.doers.child);
    if named.filter_map(|it| items.get(it)).any(may_be) { Meant::PastAChild } else { Meant::Yes }
}

/// Whether the sentences before name a child that a pronoun can mean, and nobody else: "Tia loves dancing. Marcus will take
/// her to ballet."
fn is_told_of_a_child(items: &[Item], end: usize, gender: Gender) -> bool {
    let mut before = items.iter().take(end).filter(|it| !it.owns).peekable();
    let may_be_meant = |it: &Item| {
        matches!(it.who, Who::Harmer | Who::Kin(_) | Who::Unclear(_))
            || matches!(it.who, Who::Person(person) | Who::Stranger(person) if person.is_none_or(|it| it == gender))
    };
    let is_child = |it: &Item| matches!(it.who, Who::Kid(kid) if kid.is_none_or(|kid| kid == gender));
    before.peek().is_some() && before.clone().any(is_child) && !before.any(may_be_meant)
}

/// Whether a pronoun is the one who does it: "Kelly will ring her mum", "if she is worried".
fn is_the_doer(items: &[Item], clause: &Clause, at: usize, gender: Gender) -> bool {
    let doer = clause.doers.gender;
    if doer.is_some_and(|doer| doer != gender) {
        return false;
    }
    let small = items.get(at).map_or("", |it| it.small.as_str());
    let next = items.get(at + 1).filter(|it| it.gap == Gap::Space);
    let is_object = next.is_none_or(|it| it.who == Word && AFTER_SOMEBODY.contains(&it.small.as_str()));
    let before = at.checked_sub(1).and_then(|it| items.get(it)).filter(|it| it.who == Word);
    let before = before.map_or("", |it| it.small.as_str());
    // "I see his van": what is his is not mine.
    let them = items.get(clause.subject.clone()).unwrap_or_default();
    let is_speaker = them.iter().any(|it| matches!(it.small.as_str(), "i" | "you"));
    let is_person = !is_speaker && (doer.is_some() || clause.doers.other && !clause.doers.child);
    match small {
        "his" => is_person,
        "her" if !is_object => is_person,
        "he" | "she" => doer.is_some(),
        // "in a caravan with her": the doer, when somebody else stands between.
        _ => {
            let is_after =
                matches!(before, "with" | "to" | "for" | "from" | "by" | "beside" | "about" | "near");
            let between = (clause.subject.end..at).any(|it| {
                items.get(it).is_some_and(|it| {
                    matches!(
                        it.who,
                        Who::Kid(_) | Who::Kids | Who::Person(_) | Who::Agency | Who::Stranger(_)
                    )
                })
            });
            is_after && between && is_person
        }
    }
}
