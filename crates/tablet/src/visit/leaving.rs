//! Files that leave the tablet, into the folder for copies or onto a stick: the only thing this program writes outside its
//! store, and only because a person asked for it. No file is ever written over.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::{fs, io};

use ipc::Refusal;
use plan::ids::UserId;

use crate::disk;
use crate::environment::random;
use crate::error::{Result, TabletError};
use crate::state::Shared;
use crate::tablet::Tablet;

/// So many other files of the same name are stepped around.
const MOST_NAMES: u32 = 1000;

/// A file that was written.
pub(super) struct Left {
    pub(super) file: String,
    /// As a person would look for it.
    pub(super) folder: String,
}

impl Tablet {
    /// Writes a file of this name and ending onto the tablet, or onto the drive that is called so, for a worker who is in. A drive may
    /// take as long as it likes: nobody has the tablet in hand meanwhile. One file waits for the other, and whoever waited has to be
    /// in still.
    pub(super) fn leave(
        &self,
        (what, user): (&'static str, UserId),
        name: (&str, &str),
        bytes: &[u8],
        drive: Option<&str>,
    ) -> std::result::Result<Left, Refusal> {
        let _one = self.shared.leaves.lock().unwrap_or_else(PoisonError::into_inner);
        self.in_hand(
            what,
            |_, state| {
                if state.open()?.user == user { Ok(()) } else { Err(TabletError::Locked) }
            },
        )?;
        write(&self.shared, name, bytes, drive).map_err(|error| self.not_done(what, &error))
    }
}

fn write(shared: &Shared, (name, ending): (&str, &str), bytes: &[u8], drive: Option<&str>) -> Result<Left> {
    let (folder, file) = match drive {
        None => {
            let folder = shared.folders.copies.clone();
            disk::make_folder(&folder)?;
            let file = place(&folder, (name, ending), bytes, |path| disk::write(path, bytes))?;
            (folder, file)
        }
        Some(drive) => {
            let (folder, beside) = (folder_of(shared, drive)?, beside(shared)?);
            let write = |path: &Path| disk::write_onto_drive(path, &beside, bytes);
            let file = place(&folder, (name, ending), bytes, write)?;
            (folder, file)
        }
    };
    Ok(Left { file, folder: folder.display().to_string() })
}

/// Makes a folder of this name onto the tablet, or onto the drive that is called so, and fills it; the folder, as a person would
/// look for it. It is there whole or not at all.
pub(super) fn write_folder(
    shared: &Shared,
    name: &str,
    drive: Option<&str>,
    fill: impl FnOnce(&Path) -> io::Result<()>,
) -> Result<String> {
    let (within, failed): (_, fn(io::Error) -> TabletError) = match drive {
        None => {
            disk::make_folder(&shared.folders.copies)?;
            (shared.folders.copies.clone(), |error| TabletError::file("copying a folder")(error))
        }
        Some(drive) => (folder_of(shared, drive)?, TabletError::Drive),
    };
    let part = within.join(beside(shared)?);
    let written = fs::create_dir(&part).and_then(|()| fill(&part)).and_then(|()| {
        // A folder can take the place of an empty one, so a name that is there is not taken, whatever it is.
        let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
        let to = names(name, None).map(|name| within.join(name)).find(is_free);
        let to = to.ok_or(io::ErrorKind::AlreadyExists)?;
        disk::rename(&part, &to).map(|()| to)
    });
    if written.is_err() {
        let _ = fs::remove_dir_all(&part);
    }
    written.map(|folder| folder.display().to_string()).map_err(failed)
}

/// The folder of a drive that is there now.
fn folder_of(shared: &Shared, drive: &str) -> Result<PathBuf> {
    let drive = (shared.drives)().into_iter().find(|it| it.name == drive);
    drive.map(|drive| drive.folder).ok_or(TabletError::NoDrive)
}

/// A name that nobody can have laid out before.
fn beside(shared: &Shared) -> Result<String> {
    Ok(format!("{}.part", uuid::Uuid::from_bytes(random(&*shared.environment)?)))
}

/// The name, and others that step around what is there.
fn names(name: &str, ending: Option<&str>) -> impl Iterator<Item = String> {
    let ending = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    (1..MOST_NAMES).map(move |number| match number {
        1 => format!("{name}{ending}"),
        _ => format!("{name} ({number}){ending}"),
    })
}

/// Puts the bytes where no other file is, or finds them where they are already. No file is ever overwritten, and what is no
/// plain file of that length is not read.
fn place(
    folder: &Path,
    (name, ending): (&str, &str),
    bytes: &[u8],
    write: impl Fn(&Path) -> Result<()>,
) -> Result<String> {
    for number in 1..MOST_NAMES {
        let file =
            if number == 1 { format!("{name}.{ending}") } else { format!("{name} ({number}).{ending}") };
        let path = folder.join(&file);
        match fs::symlink_metadata(&path) {
            // Nothing is there; and where nothing can be, writing says why.
            Err(_) => {
                write(&path)?;
                return Ok(file);
            }
            Ok(there) if there.is_file() && there.len() == bytes.len() as u64 => {
                if fs::read(&path).is_ok_and(|there| there == bytes) {
                    return Ok(file);
                }
            }
            Ok(_) => {}
        }
    }
    Err(TabletError::File { doing: "finding a name for a file", source: io::ErrorKind::AlreadyExists.into() })
}
