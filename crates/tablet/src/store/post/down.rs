//! What came down from the office and waits for its worker, closed to them, and for whom and from where the next can be fetched.

use plan::ids::UserId;
use record::wire::{Change, Cursor};
use record::{Hash, WorkerKey};
use rusqlite::OptionalExtension;

use super::Post;
use crate::error::Result;
use crate::store::text;

/// Somebody for whom something can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Worker {
    pub(crate) key: WorkerKey,
    /// How far was fetched; nothing before the first time.
    pub(crate) after: Option<Cursor>,
}

/// What came and was not read yet.
pub(crate) struct Came {
    pub(crate) id: i64,
    /// Its hash, as the office said.
    pub(crate) record: Hash,
    pub(crate) closed: Vec<u8>,
}

impl Post {
    /// Notes a worker's key. How far was fetched for them stays.
    pub(crate) fn put_worker(&self, key: &WorkerKey) -> Result<()> {
        let sql = "INSERT INTO worker (user, told) VALUES (?1, ?2)
             ON CONFLICT (user) DO UPDATE SET told = excluded.told WHERE worker.told <> excluded.told";
        self.connection.execute(sql, (key.user.to_string(), text::json(key, "worker key")?))?;
        Ok(())
    }

    /// Everybody for whom something can be fetched.
    pub(crate) fn workers(&self) -> Result<Vec<Worker>> {
        let mut statement =
            self.connection.prepare_cached("SELECT told, fetched FROM worker ORDER BY user")?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let key = text::from_json(&row.get::<_, Vec<u8>>("told")?, "worker key")?;
            all.push(Worker { key, after: row.get::<_, Option<String>>("fetched")?.map(Cursor::from) });
        }
        Ok(all)
    }

    /// Keeps what came, and how far that is: both or neither. What is here already stays where it is; what stands aside is looked
    /// at again if other bytes came.
    pub(crate) fn keep_changes(&mut self, user: UserId, changes: &[Change], next: &Cursor) -> Result<()> {
        let transaction = self.connection.transaction()?;
        let user = user.to_string();
        for Change { record, closed } in changes {
            transaction.execute(
                "INSERT INTO change (user, record, closed) VALUES (?1, ?2, ?3)
                 ON CONFLICT (user, record) DO UPDATE SET closed = excluded.closed, aside = NULL
                    WHERE change.aside IS NOT NULL",
                (&user, record.as_bytes(), closed),
            )?;
        }
        transaction.execute("UPDATE worker SET fetched = ?2 WHERE user = ?1", (&user, next.as_str()))?;
        Ok(transaction.commit()?)
    }

    /// What came first of all that waits for a worker.
    pub(crate) fn next_change(&self, user: UserId) -> Result<Option<Came>> {
        let sql =
            "SELECT id, record, closed FROM change WHERE user = ?1 AND aside IS NULL ORDER BY id LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_row([user.to_string()], |row| {
            let record = Hash::from_bytes(row.get("record")?);
            Ok(Came { id: row.get("id")?, record, closed: row.get("closed")? })
        });
        self.connection.proved(found.optional()?)
    }

    /// It is in the worker's store.
    pub(crate) fn forget_change(&self, id: i64) -> Result<()> {
        self.connection.execute("DELETE FROM change WHERE id = ?1", [id])?;
        Ok(())
    }

    /// It is not what it should be, and keeps none of the others back.
    pub(crate) fn set_change_aside(&self, id: i64, why: &str) -> Result<()> {
        self.connection.execute("UPDATE change SET aside = ?2 WHERE id = ?1", (id, why))?;
        Ok(())
    }
}

#[cfg(test)]
impl Post {
    /// What stands aside, and why.
    pub(crate) fn changes_aside(&self) -> Vec<(Hash, String)> {
        let sql = "SELECT record, aside FROM change WHERE aside IS NOT NULL ORDER BY id";
        let mut statement = self.connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((Hash::from_bytes(row.get(0)?), row.get(1)?))).unwrap();
        rows.map(|row| row.unwrap()).collect()
    }
}
