//! Small files without which nothing opens, each kept twice with a checksum: one flipped bit, one torn write or one file that
//! is gone loses nothing. What the checksum proves is that nothing was damaged by chance; who changes both on purpose is met by
//! what stands in them.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use base::Hash;

use super::write;
use crate::error::{Result, TabletError};

/// What is added to the name of the second copy.
const SECOND: &str = ".2";

/// Hexadecimal digits of a checksum.
const SUM: usize = 64;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Neither copy is there.
    Nothing,
    /// Something is there, and neither copy is whole.
    Damaged,
    /// The bytes that were written.
    Whole(Vec<u8>),
}

/// Writes both copies, one after the other. After a power cut one of them is whole.
pub(crate) fn keep(path: &Path, bytes: &[u8]) -> Result<()> {
    let summed = summed(bytes);
    write(path, &summed)?;
    write(&second(path), &summed)
}

/// Writes over both copies where they lie, so that no room is needed for it. All that is ever kept there has one length. It is
/// kept once the first copy is: a second that is damaged may need room to be made anew.
pub(crate) fn overwrite(path: &Path, bytes: &[u8]) -> Result<()> {
    let summed = summed(bytes);
    let over = |path: &Path| {
        if fs::metadata(path).is_ok_and(|file| file.len() == summed.len() as u64) {
            let file = OpenOptions::new().write(true).open(path);
            let written = file.and_then(|mut file| file.write_all(&summed).and_then(|()| file.sync_all()));
            written.map_err(TabletError::file("writing a file"))
        } else {
            write(path, &summed)
        }
    };
    over(path)?;
    let _ = over(&second(path));
    Ok(())
}

/// Reads what was kept: the first copy, or where that is damaged the second. The damaged one is made whole again from it, where
/// there is room.
pub(crate) fn read(path: &Path) -> Kept {
    let [first, other] = [path.to_owned(), second(path)];
    let (kept, lost) = match (whole(&first), whole(&other)) {
        (Kept::Whole(bytes), Kept::Whole(_)) => return Kept::Whole(bytes),
        (Kept::Whole(bytes), Kept::Nothing | Kept::Damaged) => (bytes, other),
        (Kept::Nothing | Kept::Damaged, Kept::Whole(bytes)) => (bytes, first),
        (Kept::Nothing, Kept::Nothing) => return Kept::Nothing,
        (Kept::Damaged, _) | (_, Kept::Damaged) => return Kept::Damaged,
    };
    let _ = write(&lost, &summed(&kept));
    Kept::Whole(kept)
}

/// Whether a copy of it is there.
pub(crate) fn is_there(path: &Path) -> bool {
    path.exists() || second(path).exists()
}

/// Whether both are.
pub(crate) fn are_both_there(path: &Path) -> bool {
    path.exists() && second(path).exists()
}

fn second(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(SECOND);
    path.with_file_name(name)
}

fn summed(bytes: &[u8]) -> Vec<u8> {
    [Hash::of(bytes).to_string().as_bytes(), b"\n", bytes].concat()
}

/// A copy that cannot be read is there and damaged.
fn whole(path: &Path) -> Kept {
    let found = match fs::read(path) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Kept::Nothing,
        Err(_) => return Kept::Damaged,
    };
    let parts = found.split_at_checked(SUM).and_then(|(sum, rest)| Some((sum, rest.strip_prefix(b"\n")?)));
    match parts {
        Some((sum, bytes)) if Hash::of(bytes).to_string().as_bytes() == sum => Kept::Whole(bytes.to_vec()),
        Some(_) | None => Kept::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        (folder, path)
    }

    #[test]
    fn each_flipped_bit_and_each_cut_of_one_copy_is_mended_from_the_other() {
        let (_folder, path) = place();
        assert_eq!(read(&path), Kept::Nothing);
        keep(&path, b"a key").unwrap();
        for copy in [path.clone(), second(&path)] {
            let good = fs::read(&copy).unwrap();
            let flipped = (0..good.len() * 8).map(|bit| {
                let mut bytes = good.clone();
                bytes[bit / 8] ^= 1 << (bit % 8);
                bytes
            });
            let cut = (0..good.len()).map(|length| good[..length].to_vec());
            for bad in flipped.chain(cut) {
                fs::write(&copy, bad).unwrap();
                assert_eq!(read(&path), Kept::Whole(b"a key".to_vec()));
                assert!(fs::read(&copy).unwrap() == good, "it is whole again");
            }
            fs::remove_file(&copy).unwrap();
            assert!(is_there(&path));
            assert_eq!(read(&path), Kept::Whole(b"a key".to_vec()));
        }
    }

    #[test]
    fn two_damaged_copies_are_left_as_they_are() {
        let (_folder, path) = place();
        keep(&path, b"a key").unwrap();
        for copy in [path.clone(), second(&path)] {
            fs::write(copy, b"half").unwrap();
        }
        assert_eq!(read(&path), Kept::Damaged);
        assert!(fs::read(&path).unwrap() == b"half");
    }

    #[test]
    fn what_is_written_over_is_the_new_one_in_both_copies() {
        let (_folder, path) = place();
        for bytes in [b"1", b"2", b"3"] {
            overwrite(&path, bytes).unwrap();
            assert_eq!([whole(&path), whole(&second(&path))], [(); 2].map(|()| Kept::Whole(bytes.to_vec())));
        }
    }
}
