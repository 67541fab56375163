//! What a test starts, noted for the table of times that `cargo xtask test` writes. Nothing is noted when
//! nobody asked for it.

use std::fs::OpenOptions;
use std::io::Write;
use std::thread;
use std::time::Instant;

/// The variable that names the file the notes are added to: a line each, with tabs between test, what, and seconds.
const NOTES: &str = "DOORSTEP_TEST_NOTES";

/// Does something and notes how long it took.
pub(crate) fn noted<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let done = work();
    if let Some(file) = std::env::var_os(NOTES) {
        let here = thread::current();
        let test = here.name().unwrap_or("(another thread)");
        let line = format!("{test}\t{what}\t{:.3}\n", began.elapsed().as_secs_f64());
        // A note that cannot be written fails no test.
        if let Ok(mut notes) = OpenOptions::new().append(true).open(file) {
            let _ = notes.write_all(line.as_bytes());
        }
    }
    done
}
