//! The family's copy as a file, for printing or for a stick. The only thing this program writes outside its store, and
//! only because a person asked for it.

use std::fs;
use std::path::Path;

use ipc::Refusal;
use ipc::visit::{Command, Copied, SaveCopy};
use plan::compose;
use plan::ids::PlanId;

use crate::disk;
use crate::error::{Result, TabletError};
use crate::tablet::{Open, Shared, Tablet};

/// So many other files of the same name are stepped around.
const MOST_NAMES: u32 = 1000;

impl Tablet {
    /// Saves the family's copy of a sealed plan as a file. Asked again, it answers the same.
    ///
    /// # Errors
    /// When the tablet is locked, the plan is not sealed, or the file cannot be written.
    pub fn save_copy(&self, asked: SaveCopy) -> std::result::Result<Copied, Refusal> {
        self.carry_out(SaveCopy::NAME, |shared, state| save(shared, state.open()?, asked.plan))
    }
}

fn save(shared: &Shared, open: &Open, plan: PlanId) -> Result<Copied> {
    let sealed = open.device.sealed(plan)?.ok_or(TabletError::NotSealed)?;
    let pdf = open.device.blob(sealed.family_copy)?;
    let folder = &shared.folders.copies;
    disk::make_folder(folder)?;
    let file = place(folder, &compose::reference(plan), &pdf)?;
    if let Some(before) = open.device.saved_copy(plan)?.filter(|before| before.file == file) {
        return Ok(before);
    }
    let on = shared.environment.now().date_naive();
    let copied = Copied { file, folder: folder.display().to_string(), on };
    open.device.set_saved_copy(plan, &copied)?;
    Ok(copied)
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
