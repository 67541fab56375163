//! A family's copies as files, for printing or for a stick, and what became of them.

use std::fs;

use ipc::Refusal;
use ipc::visit::{Copied, CopyOf, FindDrives, GiveCopy, RemoveSaved, SaveCopy, SavePaper, SealedCard};

use super::leaving::{self, Left};
use super::{files, paper, seal};
use crate::error::{Result, TabletError};
use crate::state::{Open, Shared};
use crate::tablet::Tablet;

impl Tablet {
    /// Saves a copy of a sealed plan as a file. Asked again, it answers the same.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, there is no such copy, or the file cannot be written.
    pub fn save_copy(&self, asked: SaveCopy) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out::<SaveCopy, _>(|shared, state| {
            save(shared, state.open()?, &asked.copy, asked.drive.as_deref())?;
            seal::card(shared, state, asked.copy.plan)
        })
    }

    /// Saves a paper that is no copy of what was agreed.
    ///
    /// # Errors
    /// When the tablet is locked, it is such a copy, or is made of what is not sealed, or the file cannot be written.
    pub fn save_paper(&self, asked: SavePaper) -> std::result::Result<Copied, Refusal> {
        self.carry_out::<SavePaper, _>(|shared, state| {
            if asked.copy.form.is_copy() {
                return Err(TabletError::NotHere);
            }
            written(shared, state.open()?, &asked.copy, asked.drive.as_deref())
        })
    }

    /// The names of the drives a file can leave the tablet by.
    ///
    /// # Errors
    /// When the tablet is locked, and not because a newer program wrote what is on it.
    pub fn find_drives(&self, _: FindDrives) -> std::result::Result<Vec<String>, Refusal> {
        self.carry_out::<FindDrives, _>(|shared, state| {
            if !state.is_newer {
                state.open()?;
            }
            Ok((shared.drives)().into_iter().map(|drive| drive.name).collect())
        })
    }

    /// Removes the files of a sealed plan that lie on the tablet itself.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, or a file cannot be removed.
    pub fn remove_saved(&self, asked: RemoveSaved) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out::<RemoveSaved, _>(|shared, state| {
            let open = state.open()?;
            open.records.sealed(asked.plan)?.ok_or(TabletError::NotSealed)?;
            for file in files::of_plan(shared, asked.plan) {
                fs::remove_file(file).map_err(TabletError::file("removing a copy"))?;
            }
            open.records.forget_saved(asked.plan, &shared.folders.copies.display().to_string())?;
            seal::card(shared, state, asked.plan)
        })
    }

    /// Notes how a copy was given.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, or there is no such copy.
    pub fn give_copy(&self, asked: GiveCopy) -> std::result::Result<SealedCard, Refusal> {
        self.carry_out::<GiveCopy, _>(|shared, state| {
            let open = state.open()?;
            let copy = open.records.copy(asked.plan, asked.person)?;
            let when_and_by = (shared.environment.now(), open.user);
            open.records.set_given(asked.plan, copy.person, asked.given, when_and_by)?;
            seal::card(shared, state, asked.plan)
        })
    }
}

fn save(shared: &Shared, open: &mut Open, copy: &CopyOf, drive: Option<&str>) -> Result<()> {
    if !copy.form.is_copy() {
        return Err(TabletError::NotHere);
    }
    let row = open.records.copy(copy.plan, copy.person)?;
    let saved = written(shared, open, copy, drive)?;
    let is_same = |before: Copied| {
        before.file == saved.file && before.folder == saved.folder && before.form == copy.form
    };
    if row.saved.is_some_and(is_same) {
        return Ok(());
    }
    open.records.set_saved(copy.plan, copy.person, &saved)
}

/// Writes the file, onto the tablet or onto the drive of that name.
fn written(shared: &Shared, open: &mut Open, copy: &CopyOf, drive: Option<&str>) -> Result<Copied> {
    let pdf = paper::pdf(shared, open, copy)?;
    let Left { file, folder } = leaving::write(shared, (&files::name(open, copy)?, "pdf"), &pdf, drive)?;
    let on = shared.environment.now().date_naive();
    Ok(Copied { file, folder, on, form: copy.form.clone() })
}
