//! Sittings as far as they can be read. One that cannot be hides no plan and none of the others, and another can begin after it; who
//! asks for that one itself is refused.

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
        if plan_table::are_sittings_over(&self.connection, plan)? {
            return Ok(None);
        }
        Ok(self.in_either_way(|connection, way| signing::open_one(connection, plan, way))?.flatten())
    }

    /// The sittings of a plan. Each is read by itself.
    pub(crate) fn readable_sittings(&mut self, plan: PlanId) -> Result<Readable> {
        let places = self.in_either_way(|connection, way| signing::places_of(connection, plan, way))?;
        let Some(places) = places else { return Ok(Readable::default()) };
        let mut found = Readable { read: Vec::new(), is_all: true };
        for place in places {
            match self.connection.if_readable(|connection| signing::at(connection, place)) {
                Ok(Some(Some(sitting))) => found.read.push(sitting),
                Ok(_) | Err(TabletError::TooNew) => found.is_all = false,
                Err(error) => return Err(error),
            }
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
