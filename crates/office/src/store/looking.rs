//! Lists of agreements, read for whoever looks: each has an order of its own, with an index that has it too, once for what each team sees
//! and once for all. What somebody sees in several ways is put together in that order.

use super::agreement_rows::{Placed, placed, read, told, values, visible};
use super::branches::{Branch, Three, branches, three};
use super::columns::{day, number, time};
use super::engine::{Fault, Row, Tx, Value, bound};
use super::pages::{Page, Position};
use super::sight::Sight;
use super::{By, Narrow, Wanted};
use crate::ids::TeamId;
use crate::listing::{decided, folded};
use crate::permissions::What;
use chrono::{NaiveDate, NaiveTime};
use ipc::office::AgreementRow;
use record::{DeviceId, Hash, UserId};
use std::cmp::Ordering;

const NEWEST: Three = three! {
    select: [told!()], from: "agreement a", apart: "agreement a", seen_by: "a.seen_by", team: "?11",
    which: "(a.came_at, a.seq, a.record) < (?6, ?7, ?8) AND a.came_at >= ?10",
    apart_which: "NOT ((a.came_at, a.seq, a.record) >= (?6, ?7, ?8)) AND NOT (a.came_at < ?10)",
    rest: [visible!(), " ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT ?9"]
};
const TO_LOOK_AT: Three = three! {
    select: [told!()], from: "agreement a", apart: "agreement a", seen_by: "a.seen_by", team: "?11",
    which: "a.marks <> 0 AND (a.came_at, a.seq, a.record) < (?6, ?7, ?8) AND a.came_at >= ?10",
    apart_which: "NOT (a.marks = 0) AND NOT ((a.came_at, a.seq, a.record) >= (?6, ?7, ?8)) AND NOT (a.came_at < ?10)",
    rest: [visible!(), " ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT ?9"]
};
const DECIDED: Three = three! {
    select: [told!()], from: "outcome_of o CROSS JOIN agreement a", apart: "agreement a CROSS JOIN outcome_of o",
    seen_by: "o.seen_by", team: "?12",
    which: "(o.came_at, o.seq, o.record) < (?6, ?7, ?8) AND o.came_at >= ?10",
    apart_which: "NOT ((o.came_at, o.seq, o.record) >= (?6, ?7, ?8)) AND NOT (o.came_at < ?10)",
    rest: [visible!(), " AND o.tenant = ?1 AND o.record = a.record AND o.outcome = ?11
        ORDER BY o.came_at DESC, o.seq DESC, o.record DESC LIMIT ?9"]
};
const DUE: Three = three! {
    select: [told!(), ", u.due_on"], from: "due u CROSS JOIN agreement a", apart: "agreement a CROSS JOIN due u",
    seen_by: "u.seen_by", team: "?10",
    which: "u.due_on < ?6 AND (u.due_on, u.record) > (?7, ?8)",
    apart_which: "NOT (u.due_on >= ?6) AND NOT ((u.due_on, u.record) <= (?7, ?8))",
    rest: [visible!(), " AND u.tenant = ?1 AND u.case_id = a.case_id AND u.record = a.record
        ORDER BY u.due_on, u.record LIMIT ?9"]
};
const IN_NEED: Three = three! {
    select: [told!(), ", n.since"], from: "need n CROSS JOIN agreement a", apart: "agreement a CROSS JOIN need n",
    seen_by: "n.seen_by", team: "?10",
    which: "(n.since, n.record) > (?7, ?8)",
    apart_which: "NOT ((n.since, n.record) <= (?7, ?8))",
    rest: [visible!(), " AND n.tenant = ?1 AND n.record = a.record AND n.what = ?6
        ORDER BY n.since, n.record LIMIT ?9"]
};

/// An agreement stands where the first of its words that begin so stands, and nowhere else. What somebody decided in it is asked where
/// it matters.
macro_rules! found {
    ($outcome:literal) => {
        concat!(
            visible!(),
            " AND a.record = w.record AND w.tenant = ?1
            AND NOT EXISTS (SELECT 1 FROM agreement_word o WHERE o.tenant = ?1
                AND o.record = w.record AND o.folded >= ?6 AND o.folded < w.folded)
            AND (",
            $outcome,
            " = '' OR EXISTS (SELECT 1 FROM outcome_of d WHERE d.tenant = ?1 AND d.record = w.record AND d.outcome = ",
            $outcome,
            "))"
        )
    };
}

// When a word came its agreement came. Of what is read apart nothing but its words is read of them, for SQLite looks for them by
// their agreement then.
const OF_THE_SAME_WORDS: Three = three! {
    select: [told!(), ", w.folded"], from: "agreement_word w CROSS JOIN agreement a",
    apart: "agreement a CROSS JOIN agreement_word w", seen_by: "w.seen_by", team: "?14",
    which: "w.folded = ?7 AND w.came_at <= ?8 AND (w.came_at < ?8 OR w.record > ?9)
            AND w.came_at >= ?11 AND w.came_at < ?12",
    apart_which: "w.folded = ?7 AND NOT (a.came_at > ?8) AND NOT (a.came_at = ?8 AND a.record <= ?9)
            AND NOT (a.came_at < ?11) AND NOT (a.came_at >= ?12)",
    rest: [found!("?13"), " ORDER BY w.came_at DESC, w.record LIMIT ?10"],
    apart_rest: [found!("?13"), " ORDER BY a.came_at DESC, a.record LIMIT ?10"]
};
const OF_FURTHER_WORDS: Three = three! {
    select: [told!(), ", w.folded"], from: "agreement_word w CROSS JOIN agreement a",
    apart: "agreement a CROSS JOIN agreement_word w", seen_by: "w.seen_by", team: "?13",
    which: "w.folded > ?7 AND w.folded < ?8 AND w.came_at >= ?10 AND w.came_at < ?11",
    apart_which: "w.folded > ?7 AND w.folded < ?8 AND NOT (a.came_at < ?10) AND NOT (a.came_at >= ?11)",
    rest: [found!("?12"), " ORDER BY w.folded, w.came_at DESC, w.record LIMIT ?9"],
    apart_rest: [found!("?12"), " ORDER BY w.folded, a.came_at DESC, a.record LIMIT ?9"]
};
const ONE: &str = concat!(told!(), " FROM agreement a WHERE ", visible!(), " AND a.record = ?6");
const WORKER: &str = concat!(
    "SELECT a.worker FROM agreement a WHERE ",
    visible!(),
    " AND a.device = ?6 AND a.user_id = ?7 AND a.worker IS NOT NULL
        ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT 1"
);

const FIRST: Hash = Hash::from_bytes([0; 32]);
const LAST: Hash = Hash::from_bytes([u8::MAX; 32]);

/// Who looks, and what they see.
pub(super) struct Looking<'a> {
    tx: &'a dyn Tx,
    by: By<'a>,
    what: What,
    sight: Sight,
}

/// In which order rows of several lists come together.
type Order = fn(&Position, &Position) -> Ordering;

fn newest_first(one: &Position, other: &Position) -> Ordering {
    (other.number, other.seq, other.record).cmp(&(one.number, one.seq, one.record))
}

fn lowest_first(one: &Position, other: &Position) -> Ordering {
    (one.number, one.record).cmp(&(other.number, other.record))
}

fn by_their_words(one: &Position, other: &Position) -> Ordering {
    one.text.cmp(&other.text).then(other.number.cmp(&one.number)).then(one.record.cmp(&other.record))
}

impl<'a> Looking<'a> {
    pub(super) fn new(tx: &'a dyn Tx, by: By<'a>, what: What) -> Self {
        Self { tx, by, what, sight: Sight::of(by.actor, what) }
    }

    pub(super) fn page(
        &self,
        wanted: &Wanted,
        after: Option<&Position>,
        rows: u64,
    ) -> Result<Page<AgreementRow, Position>, Fault> {
        let most = number(rows + 1);
        let all = Narrow::default();
        let found = match wanted {
            Wanted::All => self.by_time(&NEWEST, &all, after, most)?,
            Wanted::ToLookAt => self.by_time(&TO_LOOK_AT, &all, after, most)?,
            Wanted::DueBefore(before) => self.by_day(*before, after, most)?,
            Wanted::Found(words) => {
                self.narrowed(&Narrow { words: words.clone(), ..Narrow::default() }, after, most)?
            }
            Wanted::Narrowed(narrow) => self.narrowed(narrow, after, most)?,
        };
        Ok(page_of(found, rows))
    }

    /// What needs this, the longest waiting first. `need` is its number in a column.
    pub(super) fn in_need(
        &self,
        need: i64,
        after: Option<&Position>,
        rows: u64,
    ) -> Result<Page<AgreementRow, Position>, Fault> {
        let (since, record) = after.map_or((i64::MIN, FIRST), |after| (after.number, after.record));
        let values = values![self.by, self.sight, need, since, record.as_bytes(), number(rows + 1)];
        let placed = |row: &Row| placed(row, row.integer("since")?, String::new());
        Ok(page_of(self.together(&IN_NEED, None, values, rows + 1, (placed, lowest_first))?, rows))
    }

    /// The cases that are due from this day on and before that one, by their days.
    pub(super) fn due(
        &self,
        from: NaiveDate,
        before: NaiveDate,
        after: Option<&Position>,
        rows: u64,
    ) -> Result<Page<AgreementRow, Position>, Fault> {
        let behind = Position { number: day(from) - 1, seq: i64::MAX, record: LAST, text: String::new() };
        Ok(page_of(self.by_day(before, after.or(Some(&behind)), number(rows + 1))?, rows))
    }

    pub(super) fn one(&self, record: Hash) -> Result<Option<AgreementRow>, Fault> {
        let row = self.tx.row(ONE, values![self.by, self.sight, record.as_bytes()])?;
        row.map(|row| read(&row)).transpose()
    }

    pub(super) fn worker(&self, device: DeviceId, user: UserId) -> Result<Option<String>, Fault> {
        let values = values![self.by, self.sight, device.as_bytes(), user.as_bytes()];
        let row = self.tx.row(WORKER, values)?;
        row.map(|row| row.text("worker")).transpose()
    }

    /// By their words, where words are looked for: nothing to look for finds all.
    fn narrowed(&self, narrow: &Narrow, after: Option<&Position>, most: i64) -> Result<Vec<Placed>, Fault> {
        match folded(&narrow.words) {
            words if !words.is_empty() => self.by_words(&words, narrow, after, most),
            _ if narrow.outcome.is_some() => self.by_time(&DECIDED, narrow, after, most),
            _ => self.by_time(&NEWEST, narrow, after, most),
        }
    }

    fn by_time(
        &self,
        three: &Three,
        narrow: &Narrow,
        after: Option<&Position>,
        most: i64,
    ) -> Result<Vec<Placed>, Fault> {
        let (from, before) = moments(narrow);
        let beginning = (before, i64::MIN, FIRST);
        let (came_at, seq, record) =
            after.map_or(beginning, |after| (after.number, after.seq, after.record).min(beginning));
        let outcome = narrow.outcome.as_deref().map(decided);
        let mut values = values![self.by, self.sight, came_at, seq, record.as_bytes(), most, from].to_vec();
        values.extend(outcome.as_deref().map(Value::from));
        let placed = |row: &Row| placed(row, row.integer("came_at")?, String::new());
        self.together(three, narrow.team, &values, count(most), (placed, newest_first))
    }

    fn by_day(&self, before: NaiveDate, after: Option<&Position>, most: i64) -> Result<Vec<Placed>, Fault> {
        let (due_on, record) = after.map_or((i64::MIN, FIRST), |after| (after.number, after.record));
        let values = values![self.by, self.sight, day(before), due_on, record.as_bytes(), most];
        let placed = |row: &Row| placed(row, row.integer("due_on")?, String::new());
        self.together(&DUE, None, values, count(most), (placed, lowest_first))
    }

    /// Those with the words at this place, and then those with further ones that begin as the wanted do.
    fn by_words(
        &self,
        wanted: &str,
        narrow: &Narrow,
        after: Option<&Position>,
        most: i64,
    ) -> Result<Vec<Placed>, Fault> {
        let words = after.map_or(wanted, |after| after.text.as_str().max(wanted));
        let (came_at, record) = after.map_or((i64::MAX, LAST), |after| (after.number, after.record));
        let (from, before) = moments(narrow);
        let outcome = narrow.outcome.as_deref().map(decided).unwrap_or_default();
        let outcome = outcome.as_str();
        let placed = |row: &Row| placed(row, row.integer("came_at")?, row.text("folded")?);
        let how: How = (placed, by_their_words);
        let name = record.as_bytes();
        let values = values![self.by, self.sight, wanted, words, came_at, name, most, from, before, outcome];
        let mut found = self.together(&OF_THE_SAME_WORDS, narrow.team, values, count(most), how)?;
        let left = most - number(found.len() as u64);
        if left > 0 {
            let end = format!("{wanted}{}", char::MAX);
            let values =
                values![self.by, self.sight, wanted, words, end.as_str(), left, from, before, outcome];
            found.extend(self.together(&OF_FURTHER_WORDS, narrow.team, values, count(left), how)?);
        }
        Ok(found)
    }

    /// The rows of each way in which they see some, in their order; at most so many.
    fn together(
        &self,
        three: &Three,
        only: Option<TeamId>,
        values: &[Value<'_>],
        most: u64,
        (placed, order): How,
    ) -> Result<Vec<Placed>, Fault> {
        let mut found = Vec::new();
        for branch in branches(self.by.actor, self.what, only) {
            let mut values = values.to_vec();
            if let Branch::OfTeam(team) = &branch {
                values.push(Value::from(team.as_bytes()));
            }
            for row in self.tx.rows(three.of(branch), &values)? {
                found.push(placed(&row)?);
            }
        }
        found.sort_by(|(one, _), (other, _)| order(one, other));
        found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(found)
    }
}

/// How rows are read, and in which order they stand.
type How = (fn(&Row) -> Result<Placed, Fault>, Order);

fn page_of(found: Vec<Placed>, rows: u64) -> Page<AgreementRow, Position> {
    Page::of(found, usize::try_from(rows).unwrap_or(usize::MAX))
}

fn count(most: i64) -> u64 {
    u64::try_from(most).unwrap_or_default()
}

/// From which moment on and before which one they came.
fn moments(narrow: &Narrow) -> (i64, i64) {
    let begins = |day: NaiveDate| time(day.and_time(NaiveTime::MIN).and_utc());
    let before = narrow.to.and_then(|day| day.succ_opt());
    (narrow.from.map_or(i64::MIN, begins), before.map_or(i64::MAX, begins))
}
