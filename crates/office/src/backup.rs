//! A backup: a folder with all that an office holds at one moment, closed with its key, and a signed page that says what that is.
//! It is taken beside an office that serves, from whatever database, and is there whole or not at all. The key is in it only if
//! somebody asks for that: whoever finds a backup without it can read nothing.

use crate::disk::{beside, hash_of_file, make_folder, sync_folder_of, write_whole};
use crate::proving::{Proved, prove};
use crate::statement::Statement;
use crate::store::{At, Counted, Store};
use crate::{Office, OfficeError, OfficeKey};
use chrono::{DateTime, Utc};
use record::{EpochId, Hash, OfficePin, RecordError, TenantId};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

const DOMAIN: &[u8] = b"doorstep backup v1\n";
const VERSION: u32 = 1;
pub(crate) const DATABASE: &str = "office.sqlite";
pub(crate) const KEY: &str = "office.key";
const PAGE: &str = "backup.json";
/// Most bytes of the page. It has a line for each table and file.
const MOST_BYTES: u64 = 1024 * 1024;

/// What a backup's page says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// Version of the page's form, 1 today.
    pub v: u32,
    /// The agency.
    pub tenant: TenantId,
    /// Which life of its store it was.
    pub epoch: EpochId,
    /// The pin of the office.
    pub office: OfficePin,
    /// The version of the program that took it.
    pub program: String,
    /// When it was taken, by the office's clock.
    pub taken_at: DateTime<Utc>,
    /// What was proved of it.
    pub proved: Proved,
    /// What each table holds.
    pub tables: Vec<Counted>,
    /// Its files.
    pub files: Vec<BackupFile>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFile {
    /// Its name in the folder.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its hash.
    pub sha256: Hash,
}

impl Office {
    /// Takes a backup into a folder that is not there yet. `key` is the key file's text, where it is to be in it.
    ///
    /// # Errors
    /// [`OfficeError::BackupThere`]; [`OfficeError::NotAsSigned`] if something that the office holds is spoilt;
    /// [`OfficeError::CopyOther`], [`OfficeError::Store`], [`OfficeError::Machine`]. Then there is no backup.
    pub fn back_up(&self, into: &Path, key: Option<&[u8]>) -> Result<Backup, OfficeError> {
        if fs::exists(into).map_err(OfficeError::machine("look for the backup"))? {
            return Err(OfficeError::BackupThere);
        }
        let half = beside(into, ".half");
        clear(&half).map_err(OfficeError::machine("clear a backup that was broken off"))?;
        make_folder(&half).map_err(OfficeError::machine("make the backup's folder"))?;
        let at = At::File(half.join(DATABASE), self.key.store_key());
        let target = Store::make(at.clone())?;
        let (taken_at, tables) = (self.now(), self.store.copy_to(&target)?);
        let agency = target.agency()?.ok_or(OfficeError::NoDatabase)?;
        let proved = prove(&target, &agency, &self.key)?;
        drop(target);
        Store::settle(&at)?;
        if let Some(key) = key {
            write_whole(&half.join(KEY), key)
                .map_err(OfficeError::machine("write the key into the backup"))?;
        }
        let backup = Backup {
            v: VERSION,
            tenant: agency.tenant,
            epoch: agency.epoch,
            office: self.key.pin(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            taken_at,
            proved,
            tables,
            files: files(&half, key.is_some())?,
        };
        let page = Statement::sign(DOMAIN, &backup, &self.key)?.to_file()?;
        write_whole(&half.join(PAGE), &page).map_err(OfficeError::machine("write the backup's page"))?;
        let placed = fs::rename(&half, into).and_then(|()| sync_folder_of(into));
        placed.map_err(OfficeError::machine("put the backup in its place"))?;
        tracing::info!(receipts = proved.receipts, "a backup was taken");
        Ok(backup)
    }
}

impl Backup {
    /// Reads the page of the backup in a folder, and proves it and each of the files by it.
    ///
    /// # Errors
    /// [`OfficeError::NotABackup`], [`OfficeError::BackupOfOther`], [`OfficeError::NotAsSigned`]; [`OfficeError::Machine`].
    pub fn read(folder: &Path, key: &OfficeKey) -> Result<Self, OfficeError> {
        let path = folder.join(PAGE);
        let length = fs::metadata(&path).map(|about| about.len()).map_err(|_| OfficeError::NotABackup)?;
        if length > MOST_BYTES {
            return Err(OfficeError::NotABackup);
        }
        let page = fs::read(&path).map_err(OfficeError::machine("read the backup's page"))?;
        let page = Statement::of_file(&page).map_err(|_| OfficeError::NotABackup)?;
        let backup: Self = page.read(DOMAIN, key.pin()).map_err(|error| {
            if matches!(error, OfficeError::Record(RecordError::ReceiptKey)) {
                OfficeError::BackupOfOther
            } else if matches!(error, OfficeError::Record(RecordError::Receipt(_))) {
                OfficeError::NotABackup
            } else {
                spoilt(PAGE)
            }
        })?;
        if backup.v != VERSION {
            return Err(OfficeError::NotABackup);
        }
        for file in &backup.files {
            let found = hash_of_file(&folder.join(&file.name)).map_err(|_| spoilt(&file.name))?;
            if found != (file.sha256, file.bytes) {
                return Err(spoilt(&file.name));
            }
        }
        Ok(backup)
    }

    /// Proves everything that is in the backup in a folder: its page, its files, each row, each record and receipt.
    ///
    /// # Errors
    /// Those of [`Backup::read`]; [`OfficeError::BackupOlder`] if only restoring it can prove it; [`OfficeError::Store`].
    pub fn verify(folder: &Path, key: &OfficeKey) -> Result<Self, OfficeError> {
        let backup = Self::read(folder, key)?;
        let at = At::File(folder.join(DATABASE), key.store_key());
        match Store::open_as_it_is(at) {
            Ok(store) => backup.prove(&store, key)?,
            Err(OfficeError::Older { found, known }) => {
                return Err(OfficeError::BackupOlder { found, known });
            }
            Err(other) => return Err(other),
        }
        Ok(backup)
    }

    /// Proves that the store holds what the page says, row by row.
    pub(crate) fn prove(&self, store: &Store, key: &OfficeKey) -> Result<(), OfficeError> {
        if store.counted()? != self.tables {
            return Err(spoilt(DATABASE));
        }
        self.prove_records(store, key)
    }

    /// The same of the records alone, in a store that was brought to another form.
    pub(crate) fn prove_records(&self, store: &Store, key: &OfficeKey) -> Result<(), OfficeError> {
        let agency = store.agency()?.ok_or(OfficeError::NotABackup)?;
        let is_it = agency.tenant == self.tenant && agency.epoch == self.epoch;
        let is_proved = prove(store, &agency, key)? == self.proved;
        if is_it && is_proved { Ok(()) } else { Err(spoilt(DATABASE)) }
    }

    /// The file with the key, where that is in the backup.
    ///
    /// # Errors
    /// [`OfficeError::Machine`].
    pub fn key_in(folder: &Path) -> Result<Option<PathBuf>, OfficeError> {
        let path = folder.join(KEY);
        let is_there = fs::exists(&path).map_err(OfficeError::machine("look into the backup"))?;
        Ok(is_there.then_some(path))
    }
}

fn files(folder: &Path, has_key: bool) -> Result<Vec<BackupFile>, OfficeError> {
    let names = [DATABASE].into_iter().chain(has_key.then_some(KEY));
    let one = |name: &str| -> std::io::Result<BackupFile> {
        let (sha256, bytes) = hash_of_file(&folder.join(name))?;
        Ok(BackupFile { name: name.to_owned(), bytes, sha256 })
    };
    let files: std::io::Result<Vec<BackupFile>> = names.map(one).collect();
    files.map_err(OfficeError::machine("read what was written"))
}

/// Takes away what a backup that was broken off left, and nothing else.
fn clear(half: &Path) -> std::io::Result<()> {
    if !fs::exists(half)? {
        return Ok(());
    }
    let database = half.join(DATABASE);
    let endings = ["", "-wal", "-shm", "-journal"].map(|ending| beside(&database, ending));
    for file in
        endings.into_iter().chain([KEY, PAGE, "office.half", "backup.half"].map(|name| half.join(name)))
    {
        if fs::exists(&file)? {
            fs::remove_file(file)?;
        }
    }
    fs::remove_dir(half)
}

fn spoilt(name: &str) -> OfficeError {
    OfficeError::NotAsSigned { what: name.to_owned() }
}
