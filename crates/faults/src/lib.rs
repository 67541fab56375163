//! For tests: a disk below the databases that fails, or loses its power, when a test says so.
//!
//! It stands between SQLite and the operating system, below whatever encrypts pages, so that the program under test is the one that
//! is delivered. A [`Disk`] watches one folder; databases elsewhere are left alone. It makes operations fail by a [`Fault`], and it
//! notes every step, from which it lays out what a disk could hold after the power was cut at any of them.
//!
//! Files that are not opened through SQLite are not seen. Shared memory (`-shm`) is passed on and is no part of what a disk holds:
//! who opens a database first makes it anew.

mod after;
mod dice;
mod disk;
mod fault;
mod file;
mod steps;
mod vfs;
mod watched;

pub use dice::Dice;
pub use disk::Disk;
pub use fault::{Fault, Lasts, Trouble};
