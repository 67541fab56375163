//! Sittings as far as they can be read. One that cannot be hides no plan and none of the others, and another can begin after it; who
//! asks for that one itself is refused.

use std::time::Duration;

use plan::ids::{PlanId, SigningId};
use rusqlite::Connection;

use super::Plans;
use crate::error::{Result, TabletError};
use crate::store::table::plan as plan_table;
use crate::store::table::signing::{self, Sitting};
use crate::store::table::way::Way;

/// The sittings of a plan that can be read.
#[derive(Debug, Default)]
pub(crate) struct Readable {
    /// They, oldest first.
    pub(crate) read: Vec<Sitting>,
    /// Whether there are no others.
    pub(crate) is_all: bool,
    /// How many of them are newer than the newest that cannot be read.
    newest: usize,
}

/// A disk that fails for a moment ends no sitting: only what cannot be read for so long is done without.
const LONG: Duration = Duration::from_secs(60);

impl Readable {
    /// Those with none between them or after them that cannot be read.
    pub(crate) fn newest(&self) -> &[Sitting] {
        self.read.get(self.read.len() - self.newest..).unwrap_or_default()
    }
}

impl Plans {
    /// Whether something could not be read since they were opened, and was done without.
    pub(crate) const fn met_damage(&self) -> bool {
        self.connection.met_damage()
    }

    /// The plans that have a sitting that goes on and in which something happened, as far as that can be read.
    pub(crate) fn plans_being_signed(&mut self) -> Result<Vec<PlanId>> {
        if let Some(all) = self.connection.if_readable(signing::plans_with_open)? {
            return Ok(all);
        }
        let mut being_signed = Vec::new();
        for known in plan_table::list(&self.connection)? {
            if self.is_being_signed(known.id)? {
                being_signed.push(known.id);
            }
        }
        Ok(being_signed)
    }

    /// Whether a plan is one of them.
    pub(crate) fn is_being_signed(&mut self, plan: PlanId) -> Result<bool> {
        let found = self.connection.if_readable(|connection| signing::is_open(connection, plan))?;
        Ok(found.unwrap_or(false))
    }

    /// The sitting of a plan that goes on. With one that cannot be read nobody can go on.
    pub(crate) fn open_sitting(&mut self, plan: PlanId) -> Result<Option<Sitting>> {
        Ok(self.find_open(plan)?.flatten())
    }

    /// The same, and nothing at all where it cannot be read whether there is one.
    pub(crate) fn find_open(&mut self, plan: PlanId) -> Result<Option<Option<Sitting>>> {
        if plan_table::are_sittings_over(&self.connection, plan)? {
            return Ok(Some(None));
        }
        self.in_either_way(|connection, way| signing::open_one(connection, plan, way))
    }

    /// Something of a plan's sittings cannot be read now, on the machine's own running time: whether that is so for long. All of them
    /// read in between begins it anew.
    pub(crate) fn is_unread_for_long(&mut self, plan: PlanId, mono_ns: u64) -> bool {
        let since = *self.unread_since.entry(plan).or_insert(mono_ns);
        Duration::from_nanos(mono_ns.saturating_sub(since)) >= LONG
    }

    /// The sittings of a plan. Each is read by itself.
    pub(crate) fn readable_sittings(&mut self, plan: PlanId) -> Result<Readable> {
        let places = self.in_either_way(|connection, way| signing::places_of(connection, plan, way))?;
        let Some(places) = places else { return Ok(Readable::default()) };
        let mut found = Readable { read: Vec::new(), is_all: true, newest: 0 };
        for place in places {
            match self.connection.if_readable(|connection| signing::at(connection, place)) {
                Ok(Some(Some(sitting))) => {
                    found.read.push(sitting);
                    found.newest += 1;
                }
                Ok(_) | Err(TabletError::TooNew) => (found.is_all, found.newest) = (false, 0),
                Err(error) => return Err(error),
            }
        }
        if found.is_all {
            self.unread_since.remove(&plan);
        }
        Ok(found)
    }

    /// A sitting; nothing where it cannot be read.
    pub(crate) fn readable_sitting(&mut self, id: SigningId) -> Option<Sitting> {
        let found = self.connection.if_readable(|connection| signing::read(connection, id));
        found.ok().flatten().flatten()
    }

    /// What is read of sittings in one of the two ways; nothing where it can be read in neither.
    pub(super) fn in_either_way<T>(
        &mut self,
        read: impl Fn(&Connection, Way) -> Result<T>,
    ) -> Result<Option<T>> {
        for way in self.way.then_other() {
            if let Some(found) = self.connection.if_readable(|connection| read(connection, way))? {
                self.way = way;
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}
