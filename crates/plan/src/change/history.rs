//! The history of a text: who made it what, and when. Typing in one go is one entry, also where the changes it was made of have
//! been folded into fewer. Where the changes are kept, and who they are by name, is not here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};

use super::field::Field;
use super::splice::{Splice, difference};
use super::{Change, ChangeError};
use crate::ids::UserId;
use crate::model::plan::Plan;

/// After a longer pause, typing on is another entry.
const PAUSE: TimeDelta = TimeDelta::minutes(2);

/// Who loses more characters than this at once may want them back: what stood before is kept as an entry of its own.
const A_FEW: usize = 20;

/// Whether what goes out at once is so much that somebody may want it back.
pub fn is_much(removed: &str) -> bool {
    removed.chars().count() > A_FEW
}

/// A change as it was made, or what several that followed one another came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What.
    pub change: Change,
    /// By whom.
    pub author: UserId,
    /// When; of several, the last.
    pub at: DateTime<FixedOffset>,
    /// The plan's revision after it; of several, after the first.
    pub first: u64,
    /// The plan's revision after it; of several, after the last.
    pub last: u64,
    /// Where changes were folded: the first revision of the entry it belongs to.
    pub entry: Option<u64>,
}

/// What somebody made of a text in one go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Who.
    pub author: UserId,
    /// When they last typed.
    pub at: DateTime<FixedOffset>,
    /// What stood there before.
    pub from: String,
    /// What stood there then.
    pub to: String,
}

/// The history of one text, oldest first. `begun` is the plan before the first change.
///
/// # Errors
/// [`ChangeError`] when the changes do not follow one another.
pub fn of_field(begun: &Plan, made: &[Made], field: Field) -> Result<Vec<Entry>, ChangeError> {
    let runs = runs(begun, made, [field].into())?.remove(&field).unwrap_or_default();
    let entry = |run: Run| Entry { author: run.author, at: run.at, from: run.from, to: run.to };
    Ok(runs.into_iter().map(entry).filter(|entry| entry.from != entry.to).collect())
}

/// The same changes, with each text's that were made in one go and directly after one another folded into one. The plan they come
/// to and the history of every text stay what they are; folding again changes nothing.
///
/// # Errors
/// [`ChangeError`] when the changes do not follow one another.
pub fn folded(begun: &Plan, mut made: Vec<Made>) -> Result<Vec<Made>, ChangeError> {
    let fields: BTreeSet<Field> = made.iter().filter_map(|made| typed_in(&made.change)).collect();
    let runs = runs(begun, &made, fields)?;
    let mut entries = BTreeMap::new();
    for run in runs.into_values().flatten() {
        entries.extend(run.of.iter().map(|revision| (*revision, run.entry)));
    }
    for made in &mut made {
        made.entry = entries.get(&made.last).copied().filter(|_| typed_in(&made.change).is_some());
    }
    let mut plan = begun.clone();
    let mut all = Vec::new();
    for group in made.chunk_by(|one, next| one.entry.is_some() && one.entry == next.entry) {
        let before = plan.clone();
        for made in group {
            plan.apply(&made.change)?;
        }
        match as_one(before, &plan, group) {
            Some(one) => all.push(one),
            None => all.extend_from_slice(group),
        }
    }
    Ok(all)
}

/// Several changes of a text as one, where it makes the same of the plan.
fn as_one(mut before: Plan, after: &Plan, group: &[Made]) -> Option<Made> {
    let [first, .., last] = group else { return None };
    let field = typed_in(&first.change)?;
    // What was typed and taken back stays a change: the revisions go on without a hole.
    let nothing = Splice { at: 0, remove: String::new(), insert: String::new() };
    let Splice { at, remove, insert } = difference(field.of(&before)?, field.of(after)?).unwrap_or(nothing);
    let change = Change::Edit { field, at, remove, insert };
    let is_same = before.apply(&change).is_ok() && before == *after;
    is_same.then(|| Made { change, first: first.first, ..last.clone() })
}

/// What came of a text in one go.
struct Run {
    author: UserId,
    at: DateTime<FixedOffset>,
    from: String,
    to: String,
    /// The first revision of it.
    entry: u64,
    /// The revisions after which its changes stand.
    of: Vec<u64>,
}

/// What came of each of these texts, in order. What took a text out of the plan is none of its history.
fn runs(
    begun: &Plan,
    made: &[Made],
    fields: BTreeSet<Field>,
) -> Result<BTreeMap<Field, Vec<Run>>, ChangeError> {
    let mut plan = begun.clone();
    let text = |field: Field| field.of(begun).unwrap_or_default().to_owned();
    let begun = |field| (field, Text { now: text(field), runs: Vec::new(), last: None });
    let mut found: BTreeMap<Field, Text> = fields.into_iter().map(begun).collect();
    for one in made {
        plan.apply(&one.change)?;
        let typed_in = typed_in(&one.change);
        match typed_in.and_then(|field| found.get_mut(&field)) {
            Some(text) => text.typed(typed_in.and_then(|field| field.of(&plan)).unwrap_or_default(), one),
            None if typed_in.is_none() => {
                for (field, text) in &mut found {
                    text.came_about(field.of(&plan), one);
                }
            }
            None => {}
        }
    }
    Ok(found.into_iter().map(|(field, text)| (field, text.runs)).collect())
}

/// A text and what came of it so far.
struct Text<'a> {
    now: String,
    runs: Vec<Run>,
    /// The change that the last of them ends with, where it was typed.
    last: Option<&'a Made>,
}

impl<'a> Text<'a> {
    fn typed(&mut self, now: &str, made: &'a Made) {
        let goes_on = self.last.is_some_and(|last| goes_on(last, made));
        self.last = Some(made);
        match self.runs.last_mut().filter(|_| goes_on) {
            Some(run) => {
                run.at = made.at;
                now.clone_into(&mut run.to);
                run.of.push(made.last);
                now.clone_into(&mut self.now);
            }
            None => self.begin(now, made),
        }
    }

    /// It stands otherwise, and nobody typed in it: it came into the plan with what it belongs to.
    fn came_about(&mut self, now: Option<&str>, made: &Made) {
        if let Some(now) = now.filter(|now| *now != self.now) {
            self.last = None;
            self.begin(now, made);
        }
    }

    fn begin(&mut self, now: &str, made: &Made) {
        let entry = made.entry.unwrap_or(made.first);
        let (from, to) = (std::mem::replace(&mut self.now, now.to_owned()), now.to_owned());
        self.runs.push(Run { author: made.author, at: made.at, from, to, entry, of: vec![made.last] });
    }
}

const fn typed_in(change: &Change) -> Option<Field> {
    if let Change::Edit { field, .. } = change { Some(*field) } else { None }
}

/// Whether somebody who typed goes on with it.
fn goes_on(last: &Made, next: &Made) -> bool {
    if last.entry.is_some() || next.entry.is_some() {
        return last.entry == next.entry;
    }
    let pause = next.at - last.at;
    last.author == next.author
        && (TimeDelta::zero()..=PAUSE).contains(&pause)
        && (takes_away(&last.change) || !takes_away(&next.change))
}

fn takes_away(change: &Change) -> bool {
    if let Change::Edit { remove, .. } = change { is_much(remove) } else { false }
}
