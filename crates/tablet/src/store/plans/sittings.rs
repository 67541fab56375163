//! Sittings as far as they can be read, for whoever tells of a plan. One that cannot be hides no plan; who asks for a sitting itself
//! is refused.

use plan::ids::{PlanId, SigningId};

use super::Plans;
use crate::error::Result;
use crate::store::table::plan as plan_table;
use crate::store::table::signing::{self, Sitting};

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

    /// The sittings of a plan, oldest first; none where they cannot be read.
    pub(crate) fn readable_sittings(&mut self, plan: PlanId) -> Result<Vec<Sitting>> {
        for way in self.way.then_other() {
            let found = self.connection.if_readable(|connection| signing::all_of(connection, plan, way))?;
            if let Some(all) = found {
                self.way = way;
                return Ok(all);
            }
        }
        Ok(Vec::new())
    }

    /// A sitting; nothing where it cannot be read.
    pub(crate) fn readable_sitting(&mut self, id: SigningId) -> Option<Sitting> {
        let found = self.connection.if_readable(|connection| signing::read(connection, id));
        found.ok().flatten().flatten()
    }
}
