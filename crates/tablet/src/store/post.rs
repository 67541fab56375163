//! What lies ready for the office: letters that nobody here can read any more, the receipts that came for them, and the
//! tablet's place at the office. Its key lies in the keystore alone, so that sending goes on while nobody is in. All of it can
//! be made again from what the workers have sealed.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use plan::ids::UserId;
use record::wire::{Stuck, StuckWhy};
use record::{EpochId, Hash, Receipt, SignedReceipt};
use rusqlite::OptionalExtension;
use rusqlite_migration::M;

use super::database::{self, Steps};
use super::lasting::Lasting;
use super::table::enrolment::Place;
use super::text;
use crate::error::{Result, TabletError};
use crate::keys::secret::Secret;

/// The file's name in the data folder.
pub(crate) const POST_FILE: &str = "post.db";

const STEPS: Steps = &[M::up(include_str!("../../../../migrations/tablet/post/0001_post.sql"))];

/// The database, open.
#[derive(Debug)]
pub(crate) struct Post {
    connection: Lasting,
}

/// A record of which letters are to be sent.
pub(crate) struct NewRecord {
    pub(crate) hash: Hash,
    pub(crate) user: UserId,
    pub(crate) seq: u64,
    pub(crate) sealed_at: DateTime<FixedOffset>,
}

/// A letter, closed.
pub(crate) struct NewLetter {
    /// The file it carries a part of; none for the record itself.
    pub(crate) file: Option<Hash>,
    /// From and up to which byte.
    pub(crate) part: (u64, u64),
    pub(crate) bytes: Vec<u8>,
}

/// A record, as sending knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PostRow {
    pub(crate) hash: Hash,
    pub(crate) user: UserId,
    pub(crate) seq: u64,
    pub(crate) sealed_at: DateTime<FixedOffset>,
    pub(crate) stuck: Option<StuckWhy>,
    pub(crate) receipt: Option<SignedReceipt>,
    /// The office gave a receipt for it and has it no more.
    pub(crate) again: bool,
    pub(crate) letters: Vec<LetterRow>,
}

/// A letter, without its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LetterRow {
    pub(crate) id: i64,
    pub(crate) file: Option<Hash>,
    pub(crate) part: (u64, u64),
    pub(crate) len: u64,
}

impl Post {
    /// Makes it for a tablet that has just joined.
    pub(crate) fn create(folder: &Path, key: &Secret, place: &Place) -> Result<Self> {
        let post = Self { connection: Lasting::create(&folder.join(POST_FILE), key, STEPS)? };
        post.put_place(place)?;
        Ok(post)
    }

    pub(crate) fn open(folder: &Path, key: &Secret) -> Result<Self> {
        Ok(Self { connection: Lasting::open(&folder.join(POST_FILE), key, STEPS)? })
    }

    pub(crate) fn check(&self) -> Result<()> {
        database::check(&self.connection)
    }

    pub(crate) fn close(self) -> Result<()> {
        self.connection.close()
    }

    /// Opens it again where a failure has made it useless.
    pub(crate) fn mend(&mut self) -> Result<()> {
        self.connection.mend()
    }

    pub(crate) fn place(&self) -> Result<Place> {
        let body = self.connection.query_row("SELECT body FROM place", [], |row| row.get::<_, Vec<u8>>(0))?;
        Place::from_json(&zeroize::Zeroizing::new(body))
    }

    pub(crate) fn put_place(&self, place: &Place) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO place (only_row, body) VALUES (1, ?1)";
        self.connection.execute(sql, [place.to_json()?.as_slice()])?;
        Ok(())
    }

    /// Puts a record's letters in, in place of any it has.
    pub(crate) fn put(&mut self, record: &NewRecord, letters: &[NewLetter]) -> Result<()> {
        let transaction = self.connection.transaction()?;
        let NewRecord { hash, user, seq, sealed_at } = record;
        transaction.execute(
            "INSERT INTO record (hash, user, seq, sealed_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (hash) DO UPDATE SET stuck = NULL",
            (hash.as_bytes(), user.to_string(), text::number(*seq, "record")?, sealed_at.to_rfc3339()),
        )?;
        transaction.execute("DELETE FROM letter WHERE record = ?1", [hash.as_bytes()])?;
        for NewLetter { file, part: (start, stop), bytes } in letters {
            transaction.execute(
                "INSERT INTO letter (record, file, start, stop, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
                (
                    hash.as_bytes(),
                    file.as_ref().map(Hash::as_bytes),
                    text::number(*start, "letter")?,
                    text::number(*stop, "letter")?,
                    bytes,
                ),
            )?;
        }
        Ok(transaction.commit()?)
    }

    /// Notes a record that its worker's store cannot give out any more.
    pub(crate) fn put_damaged(&mut self, record: &NewRecord) -> Result<()> {
        self.put(record, &[])?;
        self.set_stuck(record.hash, Some(&StuckWhy::Damaged))
    }

    pub(crate) fn set_stuck(&self, record: Hash, why: Option<&StuckWhy>) -> Result<()> {
        let why = why.map(StuckWhy::as_str);
        self.connection.execute("UPDATE record SET stuck = ?2 WHERE hash = ?1", (record.as_bytes(), why))?;
        Ok(())
    }

    /// Keeps a receipt that verified. What was sent is not needed any more.
    pub(crate) fn keep_receipt(&mut self, signed: &SignedReceipt, read: &Receipt) -> Result<()> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "UPDATE record SET receipt = ?2, signature = ?3, stuck = NULL, again = 0 WHERE hash = ?1",
            (read.record.as_bytes(), &signed.receipt, signed.signature),
        )?;
        transaction.execute("DELETE FROM letter WHERE record = ?1", [read.record.as_bytes()])?;
        Ok(transaction.commit()?)
    }

    /// Notes a record that the office has all of, where it is not known here.
    pub(crate) fn put_safe(
        &mut self,
        record: &NewRecord,
        signed: &SignedReceipt,
        read: &Receipt,
    ) -> Result<()> {
        self.put(record, &[])?;
        self.keep_receipt(signed, read)
    }

    /// What the office would not take is offered once more.
    pub(crate) fn try_refused_again(&self) -> Result<()> {
        let sql = "UPDATE record SET stuck = NULL WHERE stuck <> ?1";
        self.connection.execute(sql, [StuckWhy::Damaged.as_str()])?;
        Ok(())
    }

    /// Lets the letters of those records go of which some cannot be read.
    pub(crate) fn drop_spoilt(&self, letters: &[i64]) -> Result<()> {
        let sql = "DELETE FROM letter WHERE record = (SELECT record FROM letter WHERE id = ?1)";
        letters.iter().try_for_each(|id| self.connection.execute(sql, [id]).map(drop))?;
        Ok(())
    }

    /// In which life of the office's store all receipts were looked at last.
    pub(crate) fn epoch(&self) -> Result<Option<EpochId>> {
        let epoch = self.connection.query_row("SELECT epoch FROM looked", [], |row| row.get::<_, String>(0));
        epoch.optional()?.map(|text| text::parse(&text, "epoch")).transpose()
    }

    pub(crate) fn set_epoch(&self, epoch: EpochId) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO looked (only_row, epoch) VALUES (1, ?1)";
        self.connection.execute(sql, [epoch.to_string()])?;
        Ok(())
    }

    /// The office has a record no more for which it gave a receipt.
    pub(crate) fn offer_again(&self, record: Hash) -> Result<()> {
        self.connection.execute("UPDATE record SET again = 1 WHERE hash = ?1", [record.as_bytes()])?;
        Ok(())
    }

    /// Every record, by worker and number.
    pub(crate) fn rows(&self) -> Result<Vec<PostRow>> {
        let sql = "SELECT hash, user, seq, sealed_at, stuck, receipt, signature, again FROM record ORDER BY user, seq";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let hash = Hash::from_bytes(row.get("hash")?);
            let receipt = match (row.get("receipt")?, row.get("signature")?) {
                (Some(receipt), Some(signature)) => Some(SignedReceipt { receipt, signature }),
                (None, _) | (_, None) => None,
            };
            all.push(PostRow {
                hash,
                user: text::parse(&row.get::<_, String>("user")?, "worker")?,
                seq: text::count(row.get("seq")?, "record")?,
                sealed_at: text::time(&row.get::<_, String>("sealed_at")?)?,
                stuck: row.get::<_, Option<String>>("stuck")?.map(StuckWhy::from),
                receipt,
                again: row.get("again")?,
                letters: self.letters(hash)?,
            });
        }
        Ok(all)
    }

    fn letters(&self, record: Hash) -> Result<Vec<LetterRow>> {
        let sql =
            "SELECT id, file, start, stop, length(bytes) AS len FROM letter WHERE record = ?1 ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([record.as_bytes()])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let number = |name: &str| text::count(row.get(name)?, "letter");
            all.push(LetterRow {
                id: row.get("id")?,
                file: row.get::<_, Option<[u8; 32]>>("file")?.map(Hash::from_bytes),
                part: (number("start")?, number("stop")?),
                len: number("len")?,
            });
        }
        Ok(all)
    }

    /// The bytes of letters, one after the other.
    pub(crate) fn bytes(&self, letters: &[i64]) -> Result<Vec<u8>> {
        let mut statement = self.connection.prepare_cached("SELECT bytes FROM letter WHERE id = ?1")?;
        let mut all = Vec::new();
        for id in letters {
            let bytes: Option<Vec<u8>> = statement.query_row([id], |row| row.get(0)).optional()?;
            all.extend(bytes.ok_or(TabletError::Damaged { what: "letter" })?);
        }
        Ok(all)
    }
}

impl PostRow {
    /// What the office is told of a record that is stuck.
    pub(crate) fn as_stuck(&self) -> Option<Stuck> {
        let Self { hash, user, seq, .. } = *self;
        self.stuck.clone().map(|why| Stuck { record: hash, user, seq, why })
    }
}
