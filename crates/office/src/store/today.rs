//! What needs somebody today: how much of it, and each list of it. What agreements need is kept ready in tables `need` and `due`, and
//! counted along the index of what a team sees, up to a bound; what tablets need is asked of their own tables, in `tablets` here.

mod tablets;

use self::tablets::{InTrouble, tablets};
use super::access::{Acted, Doing, Of};
use super::agreement_rows::{values, visible};
use super::branches::{Branch, Three, branches, three};
use super::columns::{day, number, time};
use super::engine::{Fault, Row, Tx, Value, bound};
use super::looking::Looking;
use super::pages::{Position, rows};
use super::sight::Sight;
use super::{By, Store, Wanted};
use crate::OfficeError;
use crate::listing;
use crate::permissions::What;
use chrono::{DateTime, Days, NaiveDate, Utc};
use ipc::office::Agreements;
use ipc::office::today::{FirstInNeed, Need, NeedCount, Needing, Today};

/// What is counted at most; then it is said that there is more.
const MOST: u64 = 1000;
/// News that are counted at most.
const MOST_NEWS: i64 = 100;
/// Agreements on the start page.
const CAME: u64 = 5;
/// In how many days a family that meets again is shown as due, today among them.
const SOON: Days = Days::new(7);

/// Counting, and the first of what is counted.
struct Counts {
    /// Quickly, for one team.
    of_team: &'static str,
    /// For the other ways in which somebody sees some.
    other: Three,
    first: Three,
}

const NEEDED: Counts = Counts {
    of_team: "SELECT COUNT(*) AS counted FROM (SELECT n.record FROM need n
        WHERE n.tenant = ?1 AND n.seen_by = ?2 AND n.what = ?3 LIMIT ?4) found",
    other: three! {
        select: ["SELECT COUNT(*) AS counted FROM (SELECT n.record"], from: "need n CROSS JOIN agreement a",
        apart: "agreement a CROSS JOIN need n", seen_by: "n.seen_by", team: "?8",
        which: "n.what = ?6", apart_which: "n.what = ?6",
        rest: [visible!(), " AND n.tenant = ?1 AND n.record = a.record LIMIT ?7) found"]
    },
    first: three! {
        select: ["SELECT a.title, n.since, n.by_day, n.name"], from: "need n CROSS JOIN agreement a",
        apart: "agreement a CROSS JOIN need n", seen_by: "n.seen_by", team: "?7",
        which: "n.what = ?6", apart_which: "n.what = ?6",
        rest: [visible!(), " AND n.tenant = ?1 AND n.record = a.record ORDER BY n.since, n.record LIMIT 1"]
    },
};

const DUE: Counts = Counts {
    of_team: "SELECT COUNT(*) AS counted FROM (SELECT u.record FROM due u
        WHERE u.tenant = ?1 AND u.seen_by = ?2 AND u.due_on >= ?3 AND u.due_on < ?4 LIMIT ?5) found",
    other: three! {
        select: ["SELECT COUNT(*) AS counted FROM (SELECT u.record"], from: "due u CROSS JOIN agreement a",
        apart: "agreement a CROSS JOIN due u", seen_by: "u.seen_by", team: "?9",
        which: "u.due_on >= ?6 AND u.due_on < ?7",
        apart_which: "NOT (u.due_on < ?6) AND NOT (u.due_on >= ?7)",
        rest: [visible!(), " AND u.tenant = ?1 AND u.case_id = a.case_id AND u.record = a.record LIMIT ?8) found"]
    },
    first: three! {
        select: ["SELECT a.title, a.review_on, a.review_at, u.due_on"], from: "due u CROSS JOIN agreement a",
        apart: "agreement a CROSS JOIN due u", seen_by: "u.seen_by", team: "?8",
        which: "u.due_on >= ?6 AND u.due_on < ?7",
        apart_which: "NOT (u.due_on < ?6) AND NOT (u.due_on >= ?7)",
        rest: [visible!(), " AND u.tenant = ?1 AND u.case_id = a.case_id AND u.record = a.record
            ORDER BY u.due_on, u.record LIMIT 1"]
    },
};

impl Store {
    /// The start page of whoever asks. `on` is the day where they are. A need that is not theirs to see is not in it.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`], [`OfficeError::Store`].
    pub fn today(&self, by: By<'_>, on: NaiveDate) -> Result<Today, OfficeError> {
        let doing = Doing::new(What::SeeToday, Of::default(), "find what is needed today");
        let today = self.act(by, &doing, |tx| {
            let tablets = tablets(tx, by)?;
            let theirs = Need::ALL.into_iter().filter(|need| by.actor.may(may_see(*need)));
            let counted = theirs.map(|need| match which(need, on) {
                Listed::Kept(kept) => Counting { tx, by, what: may_see(need) }.count(need, kept),
                Listed::Tablets(which) => Ok(of_tablets(need, which, &tablets)),
            });
            let needs = counted.collect::<Result<Vec<NeedCount>, Fault>>()?;
            let came = Looking::new(tx, by, doing.what).page(&Wanted::All, None, CAME)?;
            Ok(Acted::Done(Today { at: by.now, needs, more_came: came.next.is_some(), came: came.items }))
        })?;
        today.ok_or(OfficeError::Dropped)
    }

    /// A page of what needs this, or all tablets that do.
    ///
    /// # Errors
    /// [`OfficeError::NotAllowed`] also for a need that is not theirs to see; [`OfficeError::Store`].
    pub fn needing(
        &self,
        by: By<'_>,
        need: Need,
        on: NaiveDate,
        after: Option<&Position>,
        limit: Option<u64>,
    ) -> Result<Needing, OfficeError> {
        let (what, rows) = (may_see(need), rows(limit));
        let doing = Doing::new(What::SeeToday, Of::default(), "list what is needed");
        let needing = self.act(by, &doing, |tx| {
            if !by.actor.may(what) {
                return Ok(Acted::NotAllowed);
            }
            let looking = Looking::new(tx, by, what);
            let page = match which(need, on) {
                Listed::Kept(Kept::Need) => looking.in_need(listing::number(need), after, rows)?,
                Listed::Kept(Kept::Due { from, before }) => looking.due(from, before, after, rows)?,
                Listed::Tablets(which) => {
                    let items = tablets(tx, by)?.into_iter().filter_map(|it| it.told(which)).collect();
                    return Ok(Acted::Done(Needing::Tablets { items }));
                }
            };
            let next = page.next.map(|next| next.to_string());
            Ok(Acted::Done(Needing::Agreements(Agreements { items: page.items, next })))
        })?;
        needing.ok_or(OfficeError::Dropped)
    }

    /// How many agreements came since then that they see by a role in a team; at most 100. That somebody asked is not written: nothing
    /// is told of any of them.
    ///
    /// # Errors
    /// [`OfficeError::Store`].
    pub fn news(&self, by: By<'_>, since: DateTime<Utc>) -> Result<u64, OfficeError> {
        let of_team = "
            SELECT COUNT(*) AS counted FROM (SELECT a.record FROM agreement a
                WHERE a.tenant = ?1 AND a.came_at > ?2 AND a.seen_by = ?4 LIMIT ?3) found";
        let everywhere = "
            SELECT COUNT(*) AS counted FROM (SELECT a.record FROM agreement a
                WHERE a.tenant = ?1 AND a.came_at > ?2 LIMIT ?3) found";
        self.for_people("find whether anything came", |tx| {
            let mut came = 0;
            for branch in branches(by.actor, What::ListAgreements, None) {
                let (tenant, since) = (by.tenant.as_bytes(), time(since));
                let row = match &branch {
                    Branch::OfTeam(team) => {
                        tx.one(of_team, bound![tenant, since, MOST_NEWS, team.as_bytes()])?
                    }
                    Branch::Everywhere => tx.one(everywhere, bound![tenant, since, MOST_NEWS])?,
                    Branch::Apart => continue,
                };
                came += row.number("counted")?;
            }
            Ok(came.min(MOST_NEWS.unsigned_abs()))
        })
    }
}

/// Where it is read what needs something.
#[derive(Clone, Copy)]
enum Listed {
    Kept(Kept),
    Tablets(InTrouble),
}

/// What is kept ready of it.
#[derive(Clone, Copy)]
enum Kept {
    Need,
    /// What is due from this day on and before that one.
    Due {
        from: NaiveDate,
        before: NaiveDate,
    },
}

fn which(need: Need, on: NaiveDate) -> Listed {
    match need {
        Need::Countersign
        | Need::SaidNo
        | Need::Interpreter
        | Need::TimeOrAdvice
        | Need::CopyOwed
        | Need::Decide => Listed::Kept(Kept::Need),
        Need::Due => {
            Listed::Kept(Kept::Due { from: on, before: on.checked_add_days(SOON).unwrap_or(NaiveDate::MAX) })
        }
        Need::Overdue => Listed::Kept(Kept::Due { from: NaiveDate::MIN, before: on }),
        Need::NotSent => Listed::Tablets(InTrouble::Holds),
        Need::Stuck => Listed::Tablets(InTrouble::Stuck),
        Need::Silent => Listed::Tablets(InTrouble::Silent),
    }
}

/// What somebody has to be allowed, to see what needs this: what only some may do needs nobody else.
const fn may_see(need: Need) -> What {
    match need {
        Need::Countersign => What::Countersign,
        Need::Decide => What::Decide,
        Need::SaidNo
        | Need::Interpreter
        | Need::TimeOrAdvice
        | Need::CopyOwed
        | Need::Due
        | Need::Overdue
        | Need::NotSent
        | Need::Stuck
        | Need::Silent => What::SeeToday,
    }
}

fn of_tablets(need: Need, which: InTrouble, tablets: &[tablets::Tablet]) -> NeedCount {
    let mut told = tablets.iter().filter_map(|it| it.clone().told(which));
    let first = told.next();
    let count = u64::from(first.is_some()) + told.count() as u64;
    let first = first.map(|it| FirstInNeed {
        title: it.name,
        person: it.worker,
        since: it.held_since.or(it.asked_at),
        on: None,
        at: None,
    });
    NeedCount { need, count: count.min(MOST), more: count > MOST, first }
}

/// Who counts.
struct Counting<'a> {
    tx: &'a dyn Tx,
    by: By<'a>,
    what: What,
}

impl Counting<'_> {
    fn count(&self, need: Need, kept: Kept) -> Result<NeedCount, Fault> {
        let (counts, which) = match kept {
            Kept::Need => (&NEEDED, vec![listing::number(need)]),
            Kept::Due { from, before } => (&DUE, vec![day(from), day(before)]),
        };
        let (mut count, mut first) = (0, None::<(i64, FirstInNeed)>);
        for branch in branches(self.by.actor, self.what, None) {
            let counted = self.counted(counts, branch, &which)?;
            count += counted;
            if counted == 0 {
                continue;
            }
            let found = self.first(counts, branch, &which, kept)?;
            first = [first, found].into_iter().flatten().min_by_key(|(by, _)| *by);
        }
        let first = first.map(|(_, first)| first);
        Ok(NeedCount { need, count: count.min(MOST), more: count > MOST, first })
    }

    fn counted(&self, counts: &Counts, branch: Branch, which: &[i64]) -> Result<u64, Fault> {
        let most = number(MOST + 1);
        let numbers = which.iter().copied().chain([most]).map(Value::from);
        let row = if let Branch::OfTeam(team) = &branch {
            let mut values = bound![self.by.tenant.as_bytes(), team.as_bytes()].to_vec();
            values.extend(numbers);
            self.tx.one(counts.of_team, &values)?
        } else {
            let sight = Sight::of(self.by.actor, self.what);
            let mut values = values![self.by, sight].to_vec();
            values.extend(numbers);
            self.tx.one(counts.other.of(branch), &values)?
        };
        row.number("counted")
    }

    /// The first, and what it is first by.
    fn first(
        &self,
        counts: &Counts,
        branch: Branch,
        which: &[i64],
        kept: Kept,
    ) -> Result<Option<(i64, FirstInNeed)>, Fault> {
        let sight = Sight::of(self.by.actor, self.what);
        let mut values = values![self.by, sight].to_vec();
        values.extend(which.iter().copied().map(Value::from));
        if let Branch::OfTeam(team) = &branch {
            values.push(Value::from(team.as_bytes()));
        }
        let Some(row) = self.tx.row(counts.first.of(branch), &values)? else { return Ok(None) };
        Ok(Some(match kept {
            Kept::Need => (row.integer("since")?, needed(&row)?),
            Kept::Due { .. } => (row.integer("due_on")?, due(&row)?),
        }))
    }
}

fn needed(row: &Row) -> Result<FirstInNeed, Fault> {
    Ok(FirstInNeed {
        title: title(row)?,
        person: row.some_text("name")?,
        since: Some(row.time("since")?),
        on: row.some_day("by_day")?,
        at: None,
    })
}

fn due(row: &Row) -> Result<FirstInNeed, Fault> {
    let on = row.day("due_on")?;
    // The time is of the day that was agreed, and not of another that was said since.
    let is_agreed = row.some_day("review_on")? == Some(on);
    let at = row.some_time_of_day("review_at")?.filter(|_| is_agreed);
    Ok(FirstInNeed { title: title(row)?, person: None, since: None, on: Some(on), at })
}

fn title(row: &Row) -> Result<String, Fault> {
    Ok(row.some_text("title")?.unwrap_or_else(|| listing::NOT_RECORDED.to_owned()))
}
