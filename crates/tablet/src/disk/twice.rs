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

/// Writes both copies, one after the other. After a power cut one of them is whole. It is kept once the first copy is: a second that
/// cannot be written is made at the next [`read`], and until then an older one is gone.
pub(crate) fn keep(path: &Path, bytes: &[u8]) -> Result<()> {
    let (summed, second) = (summed(bytes), second(path));
    write(path, &summed)?;
    let Err(error) = write(&second, &summed) else { return Ok(()) };
    match fs::remove_file(&second) {
        Ok(()) => Ok(()),
        Err(gone) if gone.kind() == std::io::ErrorKind::NotFound => Ok(()),
        // An older one that stays could come back.
        Err(_) => Err(error),
    }
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

/// Reads what was kept: the first copy, or where that is damaged the second. The damaged or older one is made whole again from it,
/// where there is room. Not beside somebody who writes: see [`look`].
pub(crate) fn read(path: &Path) -> Kept {
    let (kept, lost) = found(path);
    if let (Kept::Whole(bytes), Some(lost)) = (&kept, lost) {
        let _ = write(&lost, &summed(bytes));
    }
    kept
}

/// The same and writes nothing, for whoever reads beside somebody who may be writing just then: a copy that is not there yet would
/// be taken for a lost one.
pub(crate) fn look(path: &Path) -> Kept {
    found(path).0
}

/// What was kept, and which copy is to be made from it.
fn found(path: &Path) -> (Kept, Option<PathBuf>) {
    let [first, other] = [path.to_owned(), second(path)];
    match (whole(&first), whole(&other)) {
        (Kept::Whole(bytes), Kept::Whole(same)) if bytes == same => (Kept::Whole(bytes), None),
        (Kept::Whole(bytes), _) => (Kept::Whole(bytes), Some(other)),
        (Kept::Nothing | Kept::Damaged, Kept::Whole(bytes)) => (Kept::Whole(bytes), Some(first)),
        (Kept::Nothing, Kept::Nothing) => (Kept::Nothing, None),
        (Kept::Damaged, _) | (_, Kept::Damaged) => (Kept::Damaged, None),
    }
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
    fn who_only_looks_writes_nothing_and_of_two_the_first_holds() {
        let (_folder, path) = place();
        keep(&path, b"older").unwrap();
        let older = fs::read(second(&path)).unwrap();
        write(&path, &summed(b"newer")).unwrap();
        assert_eq!(look(&path), Kept::Whole(b"newer".to_vec()));
        assert!(fs::read(second(&path)).unwrap() == older);
        fs::remove_file(second(&path)).unwrap();
        assert_eq!(look(&path), Kept::Whole(b"newer".to_vec()));
        assert!(!second(&path).exists());
        fs::write(second(&path), older).unwrap();
        assert_eq!(read(&path), Kept::Whole(b"newer".to_vec()));
        assert_eq!(whole(&second(&path)), Kept::Whole(b"newer".to_vec()), "the older one is made the same");
    }

    /// A folder in the way of the second copy stands for a disk that is full by then.
    #[test]
    fn it_is_kept_once_the_first_copy_is_and_no_older_one_stays_behind() {
        let (_folder, path) = place();
        keep(&path, b"older").unwrap();
        let in_the_way = path.with_file_name("file.2.new");
        fs::create_dir(&in_the_way).unwrap();
        keep(&path, b"newer").unwrap();
        assert!(!second(&path).exists());
        fs::remove_dir(in_the_way).unwrap();
        fs::write(&path, b"damaged").unwrap();
        assert_eq!(read(&path), Kept::Damaged, "and not what stood there before");
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
