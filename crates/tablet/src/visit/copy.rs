//! A family's copies as files, for printing or for a stick. The only thing this program writes outside its store, and
//! only because a person asked for it.

use std::fs;
use std::path::Path;

use ipc::Refusal;
use ipc::visit::{Command, Copied, GiveCopy, SaveCopy, SealedCard};
use plan::compose;
use plan::ids::{PersonId, PlanId};

use super::seal;
use crate::disk;
use crate::error::{Result, TabletError};
use crate::store::CopyRow;
use crate::tablet::{Open, Shared, Tablet};

/// So many other files of the same name are stepped around.
const MOST_NAMES: u32 = 1000;

impl Tablet {
    /// Saves a copy of a sealed plan as a file. Asked again, it answers the same.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, there is no such copy, or the file cannot be written.
    pub fn save_copy(&self, asked: SaveCopy) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out(SaveCopy::NAME, |shared, state| {
            save(shared, state.open()?, asked.plan, asked.person)?;
            seal::card(shared, state, asked.plan)
        })
    }

    /// Notes how a copy was given.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, or there is no such copy.
    pub fn give_copy(&self, asked: GiveCopy) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out(GiveCopy::NAME, |shared, state| {
            let open = state.open()?;
            let copy = copy_for(open, asked.plan, asked.person)?;
            let when_and_by = (shared.environment.now(), open.user);
            open.device.set_given(asked.plan, copy.person, asked.given, when_and_by)?;
            seal::card(shared, state, asked.plan)
        })
    }
}

pub(super) fn copy_for(open: &Open, plan: PlanId, person: Option<PersonId>) -> Result<CopyRow> {
    let mut copies = open.device.copies(plan)?.into_iter();
    copies.find(|copy| copy.person == person).ok_or(TabletError::NotSealed)
}

fn save(shared: &Shared, open: &Open, plan: PlanId, person: Option<PersonId>) -> Result<()> {
    let copy = copy_for(open, plan, person)?;
    let pdf = open.device.blob(copy.sha256)?;
    let folder = &shared.folders.copies;
    disk::make_folder(folder)?;
    // The name says whose copy it is and nothing of the family.
    let number = open.device.copies(plan)?.iter().position(|other| other.person == person).unwrap_or(0);
    let reference = compose::reference(plan);
    let name = if number == 0 { reference } else { format!("{reference}-{number}") };
    let file = place(folder, &name, &pdf)?;
    if copy.saved.is_some_and(|before| before.file == file) {
        return Ok(());
    }
    let on = shared.environment.now().date_naive();
    open.device.set_saved(plan, person, &Copied { file, folder: folder.display().to_string(), on })
}

/// Puts the bytes where no other file is, or finds them where they are already. No file is ever overwritten.
fn place(folder: &Path, reference: &str, bytes: &[u8]) -> Result<String> {
    for number in 1..MOST_NAMES {
        let name =
            if number == 1 { format!("{reference}.pdf") } else { format!("{reference} ({number}).pdf") };
        let path = folder.join(&name);
        if !path.exists() {
            disk::write(&path, bytes)?;
            return Ok(name);
        }
        if fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok(name);
        }
    }
    Err(TabletError::File {
        doing: "finding a name for the copy",
        source: std::io::ErrorKind::AlreadyExists.into(),
    })
}
