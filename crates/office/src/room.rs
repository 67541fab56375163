//! Room on the disk that the office's folder lies on. Where it becomes little, that is said; where it is gone, the office takes
//! nothing in any more, so that what is left is for whoever makes room, and for the rows that say who read what: a file that is there
//! for nothing else is deleted then. It goes on by itself.

use crate::disk::{room, take_room};
use std::fs;
use std::path::{Path, PathBuf};

const MIB: u64 = 1024 * 1024;
/// With less than this, nothing is taken in: what a database needs to put itself in order is more than it seems.
const LEAST: u64 = 8 * MIB;
const BALLAST: &str = "office.ballast";

/// What is kept back, and from when on a disk is nearly full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptBack {
    /// Bytes of the file that is given back on the day when there is no room. None is made of zero bytes.
    pub ballast: u64,
    /// With less room than so many bytes, people are warned.
    pub warning: u64,
}

/// The room of one folder.
#[derive(Debug)]
pub(crate) struct Room {
    folder: PathBuf,
    kept_back: KeptBack,
    stands: Stands,
}

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    Enough,
    Little,
    /// Nothing is taken in.
    Gone,
}

impl Default for KeptBack {
    fn default() -> Self {
        Self::of_mib(64, 2048)
    }
}

impl KeptBack {
    /// Both in MiB.
    #[must_use]
    pub const fn of_mib(ballast: u32, warning: u32) -> Self {
        Self { ballast: Self::mib(ballast), warning: Self::mib(warning) }
    }

    pub(crate) const fn mib(mib: u32) -> u64 {
        mib as u64 * MIB
    }
}

impl Room {
    pub(crate) const fn of(folder: PathBuf, kept_back: KeptBack) -> Self {
        Self { folder, kept_back, stands: Stands::Enough }
    }

    /// Looks how much there is, says what is another than before, and gives the file back or takes it. `was_full` tells that a
    /// write found none.
    pub(crate) fn look(&mut self, was_full: bool) -> (Option<u64>, Stands) {
        let room = room(&self.folder);
        let before = self.stands;
        self.stands = self.judge(room, was_full);
        let mib = room.map(|room| room / MIB);
        match (before, self.stands) {
            (Stands::Enough | Stands::Little, Stands::Gone) => {
                tracing::error!(mib, "the disk is full: nothing is taken in until there is room again");
                let _ = fs::remove_file(self.ballast());
            }
            (Stands::Gone, Stands::Enough | Stands::Little) => {
                tracing::info!(mib, "there is room on the disk again");
            }
            (Stands::Enough, Stands::Little) => tracing::warn!(mib, "the disk is nearly full"),
            (Stands::Enough, Stands::Enough)
            | (Stands::Little, Stands::Enough | Stands::Little)
            | (Stands::Gone, Stands::Gone) => {}
        }
        if self.stands != Stands::Gone && room.is_none_or(|room| room >= self.enough()) {
            self.keep_ballast();
        }
        (room, self.stands)
    }

    fn judge(&self, room: Option<u64>, was_full: bool) -> Stands {
        if was_full {
            return Stands::Gone;
        }
        // Where the system does not say it, a write has to try.
        let Some(room) = room else { return Stands::Enough };
        // What was gone is there again only with enough for the file too, so that it does not come and go.
        let least = if self.stands == Stands::Gone { self.enough() } else { LEAST };
        if room < least {
            Stands::Gone
        } else if room < self.kept_back.warning {
            Stands::Little
        } else {
            Stands::Enough
        }
    }

    /// Enough to take the file and to write beside it.
    const fn enough(&self) -> u64 {
        self.kept_back.ballast.saturating_add(2 * LEAST)
    }

    /// Having none is no reason not to serve.
    fn keep_ballast(&self) {
        let (path, bytes) = (self.ballast(), self.kept_back.ballast);
        let is_there = fs::metadata(&path).is_ok_and(|file| file.len() == bytes);
        if bytes > 0 && !is_there && take_room(&path, bytes).is_err() {
            tracing::warn!("nothing could be kept back for the day when the disk is full");
        }
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join(BALLAST)
    }
}

/// The file whose time tells when the last backup was whole: a backup that is taken is noted by it.
pub(crate) fn backup_mark(folder: &Path) -> PathBuf {
    folder.join("last-backup")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(now: Stands, room: Option<u64>, was_full: bool) -> Stands {
        let kept_back = KeptBack::of_mib(64, 1000);
        Room { folder: PathBuf::new(), kept_back, stands: now }.judge(room.map(|mib| mib * MIB), was_full)
    }

    #[test]
    fn it_does_not_come_and_go() {
        use Stands::{Enough, Gone, Little};
        for (now, room, was_full, then) in [
            (Enough, Some(2000), false, Enough),
            (Enough, Some(999), false, Little),
            (Little, Some(8), false, Little),
            (Little, Some(7), false, Gone),
            (Enough, Some(2000), true, Gone),
            (Gone, Some(79), false, Gone),
            (Gone, Some(80), false, Little),
            (Gone, Some(2000), false, Enough),
            (Gone, None, true, Gone),
            (Gone, None, false, Enough),
        ] {
            assert_eq!(stands(now, room, was_full), then, "{now:?} {room:?} {was_full}");
        }
    }

    #[test]
    fn the_file_has_its_room_and_is_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut room = Room::of(folder.path().to_owned(), KeptBack::of_mib(1, 0));
        let ballast = room.ballast();
        assert_eq!(room.look(false).1, Stands::Enough);
        assert_eq!(fs::metadata(&ballast).unwrap().len(), MIB);
        assert_eq!(room.look(true).1, Stands::Gone);
        assert!(!ballast.exists());
        assert_eq!(room.look(false).1, Stands::Enough, "there was room all the time");
        assert!(ballast.exists());
    }
}
