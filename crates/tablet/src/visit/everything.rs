//! A copy of all that lies on a tablet whose files a newer program wrote, which this one refuses. Nothing of it is opened, and it
//! is as closed as it was: the office reads it with its own key, and so does a newer program beside this machine's keystore.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use ipc::Refusal;
use ipc::visit::{SaveEverything, SavedEverything};

use super::leaving;
use super::post_box::POST_KEY_FILE;
use crate::disk;
use crate::error::TabletError;
use crate::tablet::Tablet;

/// Tells nothing of any family.
const NAME: &str = "tablet-for-the-office";

impl Tablet {
    /// Copies it.
    ///
    /// # Errors
    /// When nothing of a newer program was found, or it cannot be read or written.
    pub fn save_everything(&self, asked: SaveEverything) -> Result<SavedEverything, Refusal> {
        self.carry_out::<SaveEverything, _>(|shared, state| {
            if !state.is_newer {
                return Err(TabletError::NotHere);
            }
            state.close()?;
            // A file that is copied while it is open here would lose its lock.
            shared.courier.take_back();
            // Where copies lie within the store they stay: they are in clear, and this one is among them.
            let (data, copies) = (&shared.folders.data, &shared.folders.copies);
            let copied =
                leaving::write_folder(shared, NAME, asked.drive.as_deref(), |into| copy(data, copies, into));
            shared.courier.ring();
            Ok(SavedEverything { folder: copied? })
        })
    }
}

/// Copies a folder of the store into one that was made for it, without what holds nothing, and without what could be used in the
/// tablet's name.
fn copy(from: &Path, except: &Path, into: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        let to = into.join(&name);
        if entry.path() == except {
        } else if kind.is_dir() {
            fs::create_dir(&to)?;
            copy(&entry.path(), except, &to)?;
        } else if kind.is_file() && !disk::holds_nothing(&name) && name != POST_KEY_FILE {
            let mut file = OpenOptions::new().write(true).create_new(true).open(&to)?;
            io::copy(&mut File::open(entry.path())?, &mut file)?;
            file.sync_all()?;
        }
    }
    Ok(())
}
