//! Which operation fails, how, and for how long.

use std::thread::{self, ThreadId};

use rusqlite::ffi;

/// What is asked of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    Open,
    Read,
    Size,
    Write,
    Truncate,
    Sync,
    Delete,
    Access,
    Lock,
    Share,
}

/// What is wrong with the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It answers that something cannot be read or written (`EIO`).
    Broken,
    /// It has no room for a byte more (`ENOSPC`): reading goes on, and so does making an empty file.
    Full,
}

/// How long a fault goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    /// One operation fails.
    Once,
    /// That one and all after it, until the disk is repaired.
    UntilRepaired,
}

/// An operation that is to fail.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// Which one, counted from 1 and from now on. Only operations that this trouble can meet count, and only those of the
    /// thread that arms the fault: so the same one is met again.
    pub at: u64,
    /// How it fails.
    pub trouble: Trouble,
    /// How long.
    pub lasts: Lasts,
}

impl Trouble {
    /// What SQLite is told of an operation; nothing where this trouble does not touch it.
    pub(crate) const fn code(self, op: Op) -> Option<i32> {
        match (self, op) {
            (Self::Full, Op::Write) => Some(ffi::SQLITE_FULL),
            (Self::Broken, Op::Open) => Some(ffi::SQLITE_CANTOPEN),
            (Self::Full, Op::Share) => Some(ffi::SQLITE_IOERR_SHMSIZE),
            (Self::Broken, Op::Read) => Some(ffi::SQLITE_IOERR_READ),
            (Self::Broken, Op::Size) => Some(ffi::SQLITE_IOERR_FSTAT),
            (Self::Broken, Op::Write) => Some(ffi::SQLITE_IOERR_WRITE),
            (Self::Broken, Op::Truncate) => Some(ffi::SQLITE_IOERR_TRUNCATE),
            (Self::Broken, Op::Sync) => Some(ffi::SQLITE_IOERR_FSYNC),
            (Self::Broken, Op::Delete) => Some(ffi::SQLITE_IOERR_DELETE),
            (Self::Broken, Op::Access) => Some(ffi::SQLITE_IOERR_ACCESS),
            (Self::Broken, Op::Lock) => Some(ffi::SQLITE_IOERR_LOCK),
            (Self::Broken, Op::Share) => Some(ffi::SQLITE_IOERR_SHMMAP),
            (
                Self::Full,
                Op::Open | Op::Read | Op::Size | Op::Truncate | Op::Sync | Op::Delete | Op::Access | Op::Lock,
            ) => None,
        }
    }
}

/// A fault that waits for its operation.
pub(crate) struct Armed {
    fault: Fault,
    thread: ThreadId,
    seen: u64,
    /// How many operations failed.
    pub(crate) met: u64,
}

impl Armed {
    pub(crate) fn new(fault: Fault) -> Self {
        Self { fault, thread: thread::current().id(), seen: 0, met: 0 }
    }

    pub(crate) const fn seen(&self) -> u64 {
        self.seen
    }

    /// What SQLite is told instead of doing it. Once a lasting fault was met, no thread is spared.
    pub(crate) fn meets(&mut self, op: Op) -> Option<i32> {
        let code = self.fault.trouble.code(op)?;
        let goes_on = self.met > 0 && self.fault.lasts == Lasts::UntilRepaired;
        if self.thread == thread::current().id() {
            self.seen += 1;
        } else if !goes_on {
            return None;
        }
        if !goes_on && self.seen != self.fault.at {
            return None;
        }
        self.met += 1;
        Some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_fails_or_all_from_one_on_and_none_that_the_trouble_does_not_touch() {
        let fails = |trouble, lasts| {
            let mut armed = Armed::new(Fault { at: 2, trouble, lasts });
            [Op::Write, Op::Read, Op::Write, Op::Write].map(|op| armed.meets(op).is_some())
        };
        assert_eq!(fails(Trouble::Broken, Lasts::Once), [false, true, false, false]);
        assert_eq!(fails(Trouble::Broken, Lasts::UntilRepaired), [false, true, true, true]);
        assert_eq!(fails(Trouble::Full, Lasts::Once), [false, false, true, false]);
        assert_eq!(fails(Trouble::Full, Lasts::UntilRepaired), [false, false, true, true]);
    }
}
