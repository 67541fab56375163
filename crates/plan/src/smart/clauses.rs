//! A goal's clauses: each has who does it and, with what it hangs on ("if he comes"), what is done.

use std::ops::Range;

use super::lists::Gender;
use super::own_verb;
use super::subject::{
    BESIDE, behind_a_condition, leading, leading_in_one_breath, subject_before, without_an_object,
};
use super::who::Who::{self, Word};
use super::who::{Harmers, Item, is_word};
use super::words::Gap;

/// Who does what a clause says; more than one of these when they do it together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Doers {
    /// The one who harms.
    pub(super) harmer: bool,
    /// A partner or parent who can be the one who harms, or a pronoun that can.
    pub(super) perhaps: bool,
    /// An adult who is not, or a child.
    pub(super) other: bool,
    /// Somebody with first and last name who is not in the plan.
    pub(super) stranger: bool,
    /// An agency.
    pub(super) agency: bool,
    /// Whether a child does it.
    pub(super) child: bool,
    /// A woman or a man, when it is one person.
    pub(super) gender: Option<Gender>,
}

impl Doers {
    pub(super) fn add(&mut self, item: &Item) {
        let alone = !(self.harmer || self.perhaps || self.other || self.agency || self.stranger);
        let gender = match item.who {
            Who::Harmer => {
                self.harmer = true;
                None
            }
            Who::Kin(gender) => {
                self.perhaps = true;
                gender
            }
            Who::Pronoun(gender) => {
                self.perhaps = true;
                Some(gender)
            }
            Who::Person(gender) | Who::Stranger(gender) | Who::Unclear(gender) => {
                self.other = true;
                gender
            }
            Who::Kid(gender) => {
                (self.other, self.child) = (true, true);
                gender
            }
            Who::Kids => {
                (self.other, self.child) = (true, true);
                None
            }
            Who::StrangerInFull => {
                self.stranger = true;
                None
            }
            Who::Agency => {
                self.agency = true;
                None
            }
            Word => return,
        };
        self.gender = gender.filter(|_| alone);
    }

    pub(super) const fn is_nobody(self) -> bool {
        !(self.harmer || self.perhaps || self.other || self.stranger || self.agency)
    }
}

/// One clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its items.
    pub(super) range: Range<usize>,
    /// Where those who do it stand; empty when they are named after "by", or not at all.
    pub(super) subject: Range<usize>,
    pub(super) doers: Doers,
}

/// Words that join who with what.
const JOINS: [&str; 15] = [
    "will",
    "won't",
    "must",
    "should",
    "shall",
    "can",
    "can't",
    "cannot",
    "mustn't",
    "shouldn't",
    "would",
    "may",
    "might",
    "needs",
    "agrees",
];

/// Whether a word here joins who with what: "will", "has to", "is expected to".
fn is_join(items: &[Item], at: usize) -> bool {
    const BEFORE_TO: [&str; 9] = ["need", "has", "have", "is", "are", "am", "agree", "agreed", "ought"];
    const PUT: [&str; 11] = [
        "agreed",
        "promised",
        "undertaken",
        "expected",
        "required",
        "asked",
        "going",
        "supposed",
        "advised",
        "told",
        "committed",
    ];
    let Some(Item { who: Word, small, .. }) = items.get(at) else { return false };
    let is_to =
        |at: usize| is_word(items, at, "to") || is_word(items, at, "not") && is_word(items, at + 1, "to");
    let is_put = items.get(at + 1).is_some_and(|it| it.who == Word && PUT.contains(&it.small.as_str()));
    JOINS.contains(&small.as_str())
        || BEFORE_TO.contains(&small.as_str()) && (is_to(at + 1) || is_put && is_to(at + 2))
}

/// The clauses of a text.
pub(super) fn clauses(items: &[Item], harmers: &Harmers) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut start = 0;
    while start < items.len() {
        let next =
            (start + 1..items.len()).find(|at| items.get(*at).is_some_and(|it| it.gap == Gap::Sentence));
        let end = next.unwrap_or(items.len());
        of_sentence(items, harmers, start..end, &mut clauses);
        start = end;
    }
    clauses
}

fn of_sentence(items: &[Item], harmers: &Harmers, sentence: Range<usize>, clauses: &mut Vec<Clause>) {
    let mut main: Vec<Clause> = Vec::new();
    // What somebody else does, said within another clause, which keeps its words: "agrees that Kelly will ring 999".
    let mut within: Vec<Range<usize>> = Vec::new();
    for at in sentence.clone() {
        let is_note = is_word(items, at, "to") && at > sentence.start;
        let is_join = is_join(items, at);
        let since = main.last().map_or(sentence.start, |it| it.subject.end);
        if !(is_join || is_note) {
            if own_verb::begins(items, sentence.start, since, at) {
                within.push(at..at + 1);
            }
            continue;
        }
        // "Kelly will tell the school who can collect": who that is does nothing here.
        let is_asked_who = at.checked_sub(1).is_some_and(|who| {
            is_word(items, who, "who") && items.get(who).is_some_and(|it| it.gap == Gap::Space)
        });
        if is_asked_who && !main.is_empty() {
            continue;
        }
        let subject = subject_before(items, sentence.start, at);
        let subject = if main.is_empty() { subject } else { without_an_object(items, subject) };
        let before = subject.start.checked_sub(1).filter(|it| *it >= sentence.start);
        let is_before =
            |words: &[&str]| before.is_some_and(|it| words.iter().any(|word| is_word(items, it, word)));
        let subject = match subject.is_empty() && main.is_empty() && is_before(&["and", "but", "then"]) {
            // "Dean takes his tablets and will see Jo": he who was named does both.
            true => leading(items, sentence.clone()),
            // "Mrs Patel next door will": what stands between says more of her.
            false if subject.is_empty() && main.is_empty() && !is_note => {
                leading_in_one_breath(items, sentence.start..at).unwrap_or(subject)
            }
            false => subject,
        };
        let begins = before.is_none()
            || items.get(subject.start).is_some_and(|it| it.gap >= Gap::Comma)
            || is_before(&["and", "but", "then", "or"]);
        let is_said = is_before(&["that", "so", "because"]);
        // "Every reason Dean has to come" is what Kelly does something about, and nothing that Dean is to do.
        let is_plain = JOINS.contains(&items.get(at).map_or("", |it| it.small.as_str()));
        if !is_plain && (subject.is_empty() || !(begins || is_said)) {
            continue;
        }
        let follows = !main.is_empty();
        if subject.is_empty() && follows {
            continue;
        }
        let from = part_start(items, sentence.start, since, subject.start);
        let begun = if follows { condition_start(items, from, subject.start) } else { sentence.start };
        let is_behind_a_condition = is_behind_a_condition(items, begun, subject.start);
        if !is_behind_a_condition && is_beside(items, from, subject.start) {
            if !subject.is_empty() && is_said {
                within.push(subject);
            }
            continue;
        }
        let starts = if follows { subject.start } else { sentence.start };
        let doers = doers(items, harmers, sentence.start, subject.clone());
        if let Some(last) = main.last_mut() {
            last.range.end = starts;
        }
        main.push(Clause { doers, ..clause(items, starts..sentence.end, subject) });
    }
    if main.is_empty() {
        let end = (sentence.clone())
            .find(|at| items.get(*at).is_some_and(|it| !it.is_somebody() && !is_word(items, *at, "and")))
            .unwrap_or(sentence.end);
        // "Dean: DVIP, weekly": who stands before the colon does it.
        let and = (sentence.start..end).any(|at| is_word(items, at, "and"));
        let label = (sentence.start + 1..end)
            .find(|at| !and && items.get(*at).is_some_and(|it| it.gap >= Gap::Comma));
        let named = sentence.start..label.unwrap_or(end);
        let subject = behind_a_condition(items, sentence.clone()).unwrap_or(named);
        main.push(clause(items, sentence.clone(), subject));
    }
    for subject in within {
        let holds = |it: &&Clause| it.range.contains(&subject.start) && it.subject.end <= subject.start;
        if let Some(end) = main.iter().find(holds).map(|it| it.range.end) {
            main.push(clause(items, subject.start..end, subject));
        }
    }
    let ranges: Vec<Range<usize>> = main.iter().map(|it| it.range.clone()).collect();
    for (clause, range) in main.iter_mut().zip(ranges) {
        by_whom(items, clause, range);
    }
    clauses.append(&mut main);
}

/// Where the part of a sentence begins in which somebody is named who does something: after the last comma, or where the
/// last one who does something was named.
fn part_start(items: &[Item], sentence: usize, since: usize, subject: usize) -> usize {
    let comma = (sentence..subject).rev().find(|n| items.get(*n + 1).is_some_and(|it| it.gap >= Gap::Comma));
    comma.map_or(sentence, |n| n + 1).max(since)
}

/// Where a later condition begins: "and until he has finished it Kelly will".
fn condition_start(items: &[Item], from: usize, subject: usize) -> usize {
    let is_until =
        |at: &usize| ["until", "till", "once", "unless"].iter().any(|word| is_word(items, *at, word));
    (from..subject).find(is_until).unwrap_or(subject)
}

/// "If Dean feels angry he will": who does what is behind a condition without a comma, which has its own person and verb.
fn is_behind_a_condition(items: &[Item], sentence: usize, subject: usize) -> bool {
    let first = items.get(sentence).filter(|it| it.who == Word && BESIDE.contains(&it.small.as_str()));
    let between = items.get(sentence + 1..subject).unwrap_or_default();
    let has_verb = between.iter().skip_while(|it| !it.is_somebody()).any(|it| !it.is_somebody());
    first.is_some() && has_verb && between.iter().all(|it| it.gap < Gap::Comma)
}

/// Whether a part of a sentence only says when or why.
fn is_beside(items: &[Item], from: usize, to: usize) -> bool {
    (from..to).any(|n| {
        items.get(n).is_some_and(|it| it.who == Word && BESIDE.contains(&it.small.as_str()))
            && !is_word(items, n + 1, "possible")
    })
}

/// Who does it; "she" is the one person who was named before in the same sentence, where only one can be meant.
fn doers(items: &[Item], harmers: &Harmers, sentence: usize, subject: Range<usize>) -> Doers {
    let doers = clause(items, subject.clone(), subject.clone()).doers;
    let [Item { who: Who::Pronoun(gender), .. }] = items.get(subject.clone()).unwrap_or_default() else {
        return doers;
    };
    let can_be = |it: &&Item| match it.who {
        Who::Person(of) | Who::Unclear(of) | Who::Stranger(of) | Who::Kid(of) => {
            of.is_none_or(|of| of == *gender)
        }
        // Never taken for the one who harms: "If Donna comes she will ring 999" may be the other.
        Who::Harmer
        | Who::Kin(_)
        | Who::Kids
        | Who::StrangerInFull
        | Who::Agency
        | Who::Pronoun(_)
        | Word => false,
    };
    let before = items.get(sentence..subject.start).unwrap_or_default();
    // "Dean has said he will": nobody else was named, it begins with him, and he can be meant.
    let is_only_one =
        harmers.as_ref().is_some_and(|all| !all.is_empty() && all.iter().all(|one| *one == Some(*gender)));
    let is_harmers = is_only_one
        && before.first().is_some_and(|it| it.who == Who::Harmer && it.by_name && !it.owns)
        && !before.iter().skip(1).any(|it| it.is_somebody() && it.who != Who::Pronoun(*gender))
        && !before
            .iter()
            .any(|it| it.who == Word && matches!(it.small.as_str(), "so" | "because" | "if" | "when"));
    if is_harmers {
        return Doers { harmer: true, gender: Some(*gender), ..Doers::default() };
    }
    let mut named = before.iter().filter(|it| it.by_name && !it.owns).filter(can_be);
    let (Some(one), None) = (named.next(), named.next()) else { return doers };
    let mut meant = Doers::default();
    meant.add(one);
    Doers { gender: Some(*gender), ..meant }
}

fn clause(items: &[Item], range: Range<usize>, subject: Range<usize>) -> Clause {
    let mut doers = Doers::default();
    items.get(subject.clone()).unwrap_or_default().iter().filter(|it| !it.owns).for_each(|it| doers.add(it));
    Clause { range, subject, doers }
}

/// "… will not be let in by Kelly": she does it, and what stands before is what it is done to.
fn by_whom(items: &[Item], clause: &mut Clause, range: Range<usize>) {
    let after = clause.subject.end..range.end;
    let passive = after
        .clone()
        .take(5)
        .any(|at| ["be", "get", "been", "being"].iter().any(|word| is_word(items, at, word)));
    if !passive {
        return;
    }
    let by = after
        .clone()
        .find(|at| is_word(items, *at, "by") && items.get(at + 1).is_some_and(Item::is_somebody));
    if let Some(by) = by {
        let mut doers = Doers::default();
        let is_owned = items.get(by + 1).is_some_and(|it| matches!(it.small.as_str(), "his" | "her"))
            && items.get(by + 2).is_some_and(|it| it.who == Word && it.gap == Gap::Space);
        if is_owned {
            return;
        }
        let them = items.get(by + 1..range.end).unwrap_or_default();
        them.iter()
            .take_while(|it| it.is_somebody() || it.small == "and")
            .filter(|it| !it.owns)
            .for_each(|it| doers.add(it));
        if !doers.is_nobody() {
            clause.doers = doers;
            clause.subject = clause.subject.start..clause.subject.start;
        }
    }
}
