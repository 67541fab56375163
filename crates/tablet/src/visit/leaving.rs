//! Files that leave the tablet, into the folder for copies or onto a stick: the only thing this program writes outside its
//! store, and only because a person asked for it. No file is ever written over.

use std::fs;
use std::path::Path;

use crate::disk;
use crate::environment::random;
use crate::error::{Result, TabletError};
use crate::state::Shared;

/// So many other files of the same name are stepped around.
const MOST_NAMES: u32 = 1000;

/// A file that was written.
pub(super) struct Left {
    pub(super) file: String,
    /// As a person would look for it.
    pub(super) folder: String,
}

/// Writes a file of this name and ending onto the tablet, or onto the drive that is called so.
pub(super) fn write(
    shared: &Shared,
    (name, ending): (&str, &str),
    bytes: &[u8],
    drive: Option<&str>,
) -> Result<Left> {
    let (folder, file) = match drive {
        None => {
            let folder = shared.folders.copies.clone();
            disk::make_folder(&folder)?;
            let file = place(&folder, (name, ending), bytes, |path| disk::write(path, bytes))?;
            (folder, file)
        }
        Some(drive) => {
            let drive =
                (shared.drives)().into_iter().find(|it| it.name == drive).ok_or(TabletError::NoDrive)?;
            let beside = format!("{}.part", uuid::Uuid::from_bytes(random(&*shared.environment)?));
            let write = |path: &Path| disk::write_onto_drive(path, &beside, bytes);
            let file = place(&drive.folder, (name, ending), bytes, write)?;
            (drive.folder, file)
        }
    };
    Ok(Left { file, folder: folder.display().to_string() })
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
    Err(TabletError::File {
        doing: "finding a name for a file",
        source: std::io::ErrorKind::AlreadyExists.into(),
    })
}
