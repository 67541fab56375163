//! What lies ready for the office: letters that nobody here can read any more, the receipts that came for them, what the office
//! wrote to each worker (`down`), the tablet's place at the office, and what the office's clock said. Its key lies in the keystore, or in a file beside it where there is none,
//! so that sending goes on while nobody is in. All of it can be made again from what the workers have sealed, but for the clock
//! and what it wrote, which the office says anew.

mod down;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};
use plan::ids::UserId;
use record::wire::{Stuck, StuckWhy};
use record::{EpochId, Hash, Receipt, SignedReceipt};
use rusqlite::{Connection, OptionalExtension};
use rusqlite_migration::M;

use super::database::{self, Steps};
use super::lasting::Lasting;
use super::table::enrolment::{Place, ProvedPlace};
use super::text;
use crate::disk;
use crate::error::{Result, TabletError};
use crate::keys::secret::Secret;

pub(crate) use down::{Came, Worker};

/// The file's name in the data folder.
pub(crate) const POST_FILE: &str = "post.db";

const STEPS: Steps = &[
    M::up(include_str!("../../../../migrations/tablet/post/0001_post.sql")),
    M::up(include_str!("../../../../migrations/tablet/post/0002_clock.sql")),
    M::up(include_str!("../../../../migrations/tablet/post/0003_changes.sql")),
    M::up(include_str!("../../../../migrations/tablet/post/0004_plans.sql")),
];

/// The database, open.
#[derive(Debug)]
pub(crate) struct Post {
    connection: Lasting,
    folder: PathBuf,
    /// Letters that lie on damaged pages. To read one costs the connection, so it is tried once; the next post has others.
    damaged: BTreeSet<i64>,
}

/// A record of which letters are to be sent.
pub(crate) struct NewRecord {
    pub(crate) hash: Hash,
    pub(crate) user: UserId,
    pub(crate) seq: u64,
    pub(crate) sealed_at: DateTime<FixedOffset>,
    /// Whether it seals a plan.
    pub(crate) is_plan: bool,
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
    /// Whether it seals a plan.
    pub(crate) is_plan: bool,
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

/// What the office's clock said once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfficeClock {
    /// What it said.
    pub(crate) said: DateTime<Utc>,
    /// Half the width of the doubt about it, in milliseconds.
    pub(crate) err_ms: u32,
    /// In which start of the machine.
    pub(crate) boot: String,
    /// When in it, on the clock that never goes back.
    pub(crate) at_ns: u64,
}

impl Post {
    /// Makes it for a tablet that has just joined.
    pub(crate) fn create(folder: &Path, key: &Secret, place: &ProvedPlace) -> Result<Self> {
        let post = Self::with(Lasting::create(&folder.join(POST_FILE), key, STEPS)?, folder);
        post.put_place(place)?;
        Ok(post)
    }

    pub(crate) fn open(folder: &Path, key: &Secret) -> Result<Self> {
        Ok(Self::with(Lasting::open(&folder.join(POST_FILE), key, STEPS)?, folder))
    }

    /// One that was set aside.
    pub(crate) fn open_aside(file: &Path, key: &Secret) -> Result<Self> {
        let folder = file.parent().unwrap_or(file);
        Ok(Self::with(Lasting::open(file, key, STEPS)?, folder))
    }

    /// Takes over what colleagues of this worker have on its way in another post, as far as it can be read. Of a record of which a
    /// letter cannot be, its worker makes all of them again.
    pub(crate) fn take_over(&mut self, other: &mut Self, but: UserId) -> Result<()> {
        let is_on_its_way = |row: &PostRow| row.user != but && (row.receipt.is_none() || row.again);
        for row in other.rows()?.into_iter().filter(is_on_its_way) {
            let PostRow { hash, user, seq, sealed_at, is_plan, letters, .. } = row;
            let letters: Result<Option<Vec<NewLetter>>> = letters
                .into_iter()
                .map(|LetterRow { id, file, part, .. }| {
                    Ok(other.one(id)?.map(|bytes| NewLetter { file, part, bytes }))
                })
                .collect();
            let record = NewRecord { hash, user, seq, sealed_at, is_plan };
            self.put(&record, &letters?.unwrap_or_default())?;
        }
        Ok(())
    }

    fn with(connection: Lasting, folder: &Path) -> Self {
        Self { connection, folder: folder.to_owned(), damaged: BTreeSet::new() }
    }

    pub(crate) fn check(&self) -> Result<()> {
        database::check(&self.connection)
    }

    pub(crate) fn close(self) -> Result<()> {
        self.connection.close()
    }

    /// Gives up the room that is kept back in its folder.
    pub(crate) fn give_up_reserve(&self) {
        disk::give_up_reserve(&self.folder);
    }

    /// Opens it again where a failure has made it useless.
    pub(crate) fn mend(&mut self) -> Result<()> {
        self.connection.mend()
    }

    /// The tablet's place, for sending. Whoever has the post's key can have written it.
    pub(crate) fn place(&self) -> Result<Place> {
        self.proved_place()?.place()
    }

    /// The tablet's place, for whoever can prove it.
    pub(crate) fn proved_place(&self) -> Result<ProvedPlace> {
        let body = self.connection.query_row("SELECT body FROM place", [], |row| row.get::<_, Vec<u8>>(0))?;
        ProvedPlace::from_json(&zeroize::Zeroizing::new(body))
    }

    pub(crate) fn put_place(&self, place: &ProvedPlace) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO place (only_row, body) VALUES (1, ?1)";
        self.connection.execute(sql, [place.to_json()?.as_slice()])?;
        Ok(())
    }

    /// Puts a record's letters in, in place of any it has.
    pub(crate) fn put(&mut self, record: &NewRecord, letters: &[NewLetter]) -> Result<()> {
        let transaction = self.connection.transaction()?;
        let NewRecord { hash, user, seq, sealed_at, is_plan } = record;
        let seq = text::number(*seq, "record")?;
        transaction.execute(
            "INSERT INTO record (hash, user, seq, sealed_at, is_plan) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (hash) DO UPDATE SET stuck = NULL",
            (hash.as_bytes(), user.to_string(), seq, sealed_at.to_rfc3339(), is_plan),
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
        set_receipt(&transaction, signed, read)?;
        transaction.execute("DELETE FROM letter WHERE record = ?1", [read.record.as_bytes()])?;
        Ok(transaction.commit()?)
    }

    /// The same where letters lie on damaged pages: to remove one is to read it. They stay, and are not sent any more.
    pub(crate) fn keep_receipt_alone(&self, signed: &SignedReceipt, read: &Receipt) -> Result<()> {
        set_receipt(&self.connection, signed, read)
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

    /// What the office's clock said when it last answered.
    pub(crate) fn clock(&self) -> Result<Option<OfficeClock>> {
        let row = self.connection.query_row("SELECT said, err_ms, boot, at_ns FROM clock", [], |row| {
            let (said, boot) = (row.get::<_, String>("said")?, row.get::<_, String>("boot")?);
            Ok((said, row.get::<_, i64>("err_ms")?, boot, row.get::<_, i64>("at_ns")?))
        });
        let Some((said, err_ms, boot, at_ns)) = row.optional()? else { return Ok(None) };
        let (said, err_ms) = (text::time(&said)?.to_utc(), text::count(err_ms, "clock")?);
        Ok(Some(OfficeClock { said, err_ms, boot, at_ns: text::count(at_ns, "clock")? }))
    }

    pub(crate) fn keep_clock(&self, clock: &OfficeClock) -> Result<()> {
        let OfficeClock { said, err_ms, boot, at_ns } = clock;
        let sql =
            "INSERT OR REPLACE INTO clock (only_row, said, err_ms, boot, at_ns) VALUES (1, ?1, ?2, ?3, ?4)";
        let at_ns = text::number(*at_ns, "clock")?;
        self.connection.execute(sql, (said.to_rfc3339(), *err_ms, boot, at_ns))?;
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
        let sql = "SELECT hash, user, seq, sealed_at, is_plan, stuck, receipt, signature, again
            FROM record ORDER BY user, seq";
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
                is_plan: row.get("is_plan")?,
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

    /// The bytes of a letter; nothing where it cannot be read. One that is not there was of a post before this one.
    pub(crate) fn one(&mut self, letter: i64) -> Result<Option<Vec<u8>>> {
        if self.damaged.contains(&letter) {
            return Ok(None);
        }
        let mut read = self.letter(letter);
        if read.as_ref().is_err_and(TabletError::is_of_a_database) {
            // A disk that failed once may be well again.
            self.mend()?;
            read = self.letter(letter);
        }
        match read {
            Ok(None) => Err(TabletError::NotHere),
            Err(TabletError::Damaged { .. }) => {
                self.damaged.insert(letter);
                self.mend().map(|()| None)
            }
            Err(TabletError::Database(_)) => self.mend().map(|()| None),
            read => read,
        }
    }

    fn letter(&self, id: i64) -> Result<Option<Vec<u8>>> {
        let mut statement = self.connection.prepare_cached("SELECT bytes FROM letter WHERE id = ?1")?;
        let read = statement.query_row([id], |row| row.get(0)).optional()?;
        // Of a page that it cannot prove, the library reads zeros, and is given up then.
        if self.connection.is_given_up() { Err(TabletError::Damaged { what: "letter" }) } else { Ok(read) }
    }

    /// Whether letters were found that lie on damaged pages.
    pub(crate) fn has_damage(&self) -> bool {
        !self.damaged.is_empty()
    }

    /// The bytes of letters, one after the other.
    pub(crate) fn bytes(&self, letters: &[i64]) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        for id in letters {
            all.extend(self.letter(*id)?.ok_or(TabletError::Damaged { what: "letter" })?);
        }
        Ok(all)
    }
}

fn set_receipt(connection: &Connection, signed: &SignedReceipt, read: &Receipt) -> Result<()> {
    connection.execute(
        "UPDATE record SET receipt = ?2, signature = ?3, stuck = NULL, again = 0 WHERE hash = ?1",
        (read.record.as_bytes(), &signed.receipt, signed.signature),
    )?;
    Ok(())
}

impl PostRow {
    /// What the office is told of a record that is stuck.
    pub(crate) fn as_stuck(&self) -> Option<Stuck> {
        let Self { hash, user, seq, .. } = *self;
        self.stuck.clone().map(|why| Stuck { record: hash, user, seq, why })
    }
}
