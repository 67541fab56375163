//! Which tablets somebody should ask for: those of their teams that hold something for more than a day, cannot send something, or were
//! not heard of for three days. A tablet that is lost or shut out is none of them: that was seen to.

use crate::permissions::What;
use crate::store::By;
use crate::store::branches::{Branch, branches};
use crate::store::columns::time;
use crate::store::engine::{Fault, Row, Tx, bound};
use chrono::{DateTime, TimeDelta, Utc};
use ipc::office::today::TabletInNeed;
use record::DeviceId;

/// How long a tablet may hold something.
const HOLDS: TimeDelta = TimeDelta::hours(24);
/// How long it may say nothing.
const SILENT: TimeDelta = TimeDelta::days(3);

/// What is the matter with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InTrouble {
    Holds,
    Stuck,
    Silent,
}

/// A tablet, and all that may be the matter with it.
#[derive(Debug, Clone)]
pub(super) struct Tablet {
    id: DeviceId,
    name: String,
    worker: Option<String>,
    asked_at: Option<DateTime<Utc>>,
    held_since: Option<DateTime<Utc>>,
    held: u64,
    stuck: u64,
    is_silent: bool,
}

impl Tablet {
    /// The tablet, if this is the matter with it.
    pub(super) fn told(self, which: InTrouble) -> Option<TabletInNeed> {
        let (things, held_since, is_it) = match which {
            InTrouble::Holds => (self.held, self.held_since, self.held > 0),
            InTrouble::Stuck => (self.stuck, None, self.stuck > 0),
            InTrouble::Silent => (self.held, None, self.is_silent),
        };
        let Self { id, name, worker, asked_at, .. } = self;
        is_it.then(|| TabletInNeed { id: id.to_string(), name, worker, asked_at, held_since, things })
    }
}

/// What is held for so long and is still not here.
macro_rules! held {
    ($what:literal) => {
        concat!(
            "(SELECT ",
            $what,
            " FROM held_by_tablets h WHERE h.tenant = d.tenant AND h.device = d.device AND h.since < ?2
                AND NOT EXISTS (SELECT 1 FROM record r WHERE r.tenant = h.tenant AND r.hash = h.record
                    AND r.office_seq IS NOT NULL))"
        )
    };
}

/// Tablets that are in use.
macro_rules! tablets {
    ($of:literal) => {
        concat!(
            "SELECT d.device, d.name, d.joined_at, d.asked_at,
            (SELECT w.worker FROM agreement w WHERE w.tenant = d.tenant AND w.record =
                (SELECT a.record FROM agreement a WHERE a.tenant = d.tenant AND a.device = d.device
                ORDER BY a.came_at DESC, a.seq DESC, a.record DESC LIMIT 1)) AS worker, ",
            held!("COUNT(*)"),
            " AS held, ",
            held!("MIN(h.since)"),
            " AS held_since,
            (SELECT COUNT(*) FROM stuck s WHERE s.tenant = d.tenant AND s.device = d.device
                AND NOT EXISTS (SELECT 1 FROM record r WHERE r.tenant = s.tenant AND r.hash = s.record
                    AND r.office_seq IS NOT NULL)) AS stuck
            FROM device d WHERE d.tenant = ?1 AND d.is_office = 0 AND d.agency IS NULL
                AND d.confirmed_at IS NOT NULL AND d.revoked_at IS NULL AND d.lost_at IS NULL",
            $of,
            " ORDER BY d.name, d.device"
        )
    };
}

const ALL: &str = tablets!("");
const OF_TEAM: &str = tablets!(" AND d.team = ?3");

/// The tablets that they see, each team's by their names.
pub(super) fn tablets(tx: &dyn Tx, by: By<'_>) -> Result<Vec<Tablet>, Fault> {
    let (tenant, since) = (by.tenant.as_bytes(), time(by.now - HOLDS));
    let mut found = Vec::new();
    for branch in branches(by.actor, What::SeeToday, None) {
        let rows = match &branch {
            Branch::Everywhere => tx.rows(ALL, bound![tenant, since])?,
            Branch::OfTeam(team) => tx.rows(OF_TEAM, bound![tenant, since, team.as_bytes()])?,
            Branch::Apart => continue,
        };
        for row in &rows {
            found.push(read(row, by.now)?);
        }
    }
    Ok(found)
}

fn read(row: &Row, now: DateTime<Utc>) -> Result<Tablet, Fault> {
    let (asked_at, joined_at) = (row.some_time("asked_at")?, row.time("joined_at")?);
    Ok(Tablet {
        id: row.id("device")?,
        name: row.text("name")?,
        worker: row.some_text("worker")?,
        asked_at,
        held_since: row.some_time("held_since")?,
        held: row.number("held")?,
        stuck: row.number("stuck")?,
        is_silent: now - asked_at.unwrap_or(joined_at) > SILENT,
    })
}
