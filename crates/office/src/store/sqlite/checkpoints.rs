//! Folding the write-ahead log into the file, beside those who write and not while they wait: on a connection and a thread of its
//! own, which is there as long as there is something to fold. Nobody waits for it, and nothing that was promised rests on it.
//!
//! The log begins anew once all of it is folded and nobody reads it. Where writing never rests, that is when the writer itself folds
//! what is left, at [`MOST_PAGES`].

use super::lock;
use rusqlite::Connection;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// Pages that are not folded yet, from which on it is worth a wait for the disk: 4 MiB.
const WORTH_IT: i64 = 1024;

/// Pages of the log at which the writer folds it: 16 MiB, which is also how long its file stays.
const MOST_PAGES: i64 = 4096;

/// What the writer keeps of the file in memory, in KiB: what one transaction changes, and the inner pages of the indexes.
const MEMORY_KIB: i64 = 8 * 1024;

pub(super) struct Checkpoints {
    connection: Arc<Mutex<Connection>>,
    running: Mutex<Option<JoinHandle<()>>>,
}

impl Checkpoints {
    /// By a connection that nobody else uses, for a writer whose commits are from now on spared the folding.
    pub(super) fn new(connection: Connection, writer: &Connection) -> rusqlite::Result<Self> {
        writer.pragma_update(None, "wal_autocheckpoint", MOST_PAGES)?;
        writer.pragma_update(None, "cache_size", -MEMORY_KIB)?;
        Ok(Self { connection: Arc::new(Mutex::new(connection)), running: Mutex::default() })
    }

    /// Looks how far the log is ahead of the file, and begins to fold it where that is worth it.
    pub(super) fn look(&self, writer: &Connection) {
        if ahead(writer).is_ok_and(|pages| pages >= WORTH_IT) {
            self.begin();
        }
    }

    fn begin(&self) {
        let mut running = lock(&self.running);
        if running.as_ref().is_some_and(|thread| !thread.is_finished()) {
            return;
        }
        let connection = Arc::clone(&self.connection);
        let fold = move || {
            let folded = lock(&connection).query_row("PRAGMA main.wal_checkpoint(PASSIVE)", [], |_| Ok(()));
            if let Err(error) = folded {
                // The writer folds it later, or the next one to open the file.
                tracing::warn!(%error, "the write-ahead log is not folded into the file");
            }
        };
        *running = thread::Builder::new().name("checkpoint".to_owned()).spawn(fold).ok();
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        // The connection is closed with it, before those that are closed after this.
        if let Some(running) = lock(&self.running).take() {
            let _ = running.join();
        }
    }
}

/// How many pages of the log are not folded yet. Nothing is done by asking.
fn ahead(connection: &Connection) -> rusqlite::Result<i64> {
    let mut asked = connection.prepare_cached("PRAGMA main.wal_checkpoint(NOOP)")?;
    asked.query_row([], |row| Ok(row.get::<_, i64>("log")? - row.get::<_, i64>("checkpointed")?))
}

#[cfg(test)]
mod tests {
    use super::super::{Connections, open};
    use super::*;
    use crate::store::StoreKey;
    use crate::store::engine::{Engine, Tx, bound};
    use crate::store::form::Opening;

    #[test]
    fn the_log_is_folded_beside_the_writer_and_its_file_stays_short() {
        let folder = tempfile::tempdir().unwrap();
        let (file, log) = (folder.path().join("office.sqlite"), folder.path().join("office.sqlite-wal"));
        let sqlite = open(&file, &StoreKey::from_bytes([1; 32]), Opening::Make).unwrap();
        let mut folded = 0;
        for number in 0..40_i64 {
            // In the table and in its index: a MiB.
            let (bytes, code) = (vec![7_u8; 512 * 1024], number.to_be_bytes());
            let sql = "INSERT INTO enrolment_code (tenant, code, expires_at) VALUES (?1, ?2, ?3)";
            let values = bound![bytes.as_slice(), code.as_slice(), number];
            sqlite.write(&mut |tx: &dyn Tx| tx.execute(sql, values).map(drop)).unwrap();
            let connections = sqlite.connections.read().unwrap();
            let Connections::Each(each) = &*connections else { panic!("there is room") };
            let running = lock(&each.checkpoints.running).take();
            if let Some(running) = running {
                running.join().unwrap();
                assert_eq!(ahead(&lock(&each.writer)).unwrap(), 0, "all of it is in the file");
                folded += 1;
            }
        }
        assert!((5..20).contains(&folded), "{folded}: not at each write");
        let length = std::fs::metadata(&log).unwrap().len();
        assert!(length < 8 * 1024 * 1024, "{length}: it began anew");
        drop(sqlite);
        assert!(!log.exists(), "the last to close folds what is left");
    }
}
