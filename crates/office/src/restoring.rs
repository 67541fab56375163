//! Putting a backup back, where no office is: all of it is proved first, and then it begins another life, so that tablets offer
//! again what came after the backup was taken. What is broken off leaves no office, and may be begun again.

use crate::backup::{Backup, DATABASE};
use crate::disk::{beside, for_owner_only, put_in_place};
use crate::store::{At, Store};
use crate::{DataFolder, Environment, Office, OfficeError, OfficeKey};
use std::fs::{self, File};
use std::io;
use std::path::Path;

impl Office {
    /// Restores the backup in a folder. `text` is the text of `key`'s file, which is written where the office looks for it.
    ///
    /// # Errors
    /// Those of [`Backup::read`]; [`OfficeError::AlreadyThere`] if something of an office is here that is not this key's;
    /// [`OfficeError::FolderOpen`]; [`OfficeError::DatabaseUsed`], [`OfficeError::DatabaseUnknown`]; [`OfficeError::Store`],
    /// [`OfficeError::Machine`].
    pub fn restore(
        backup: &Path,
        key: OfficeKey,
        text: &[u8],
        folder: &DataFolder,
        environment: Box<dyn Environment>,
    ) -> Result<Backup, OfficeError> {
        let page = Backup::read(backup, &key)?;
        let _lock = folder.begin_again(key.pin())?;
        let place = folder.file();
        let half = beside(&place, ".half");
        copy(&backup.join(DATABASE), &half).map_err(OfficeError::machine("copy the backup's database"))?;
        let at = At::File(half.clone(), key.store_key());
        let (pin, server) = (key.pin(), folder.server());
        let mut office = Self::on(proved(&at, &page, &key)?, key, environment)?;
        // Before it is anywhere from where it could be served.
        office.begin_epoch()?;
        if let Some(url) = &server {
            let target = Store::make_or_empty(At::Postgres(url.clone()))?;
            office.store.copy_to(&target)?;
        }
        drop(office);
        Store::settle(&at)?;
        folder.put_key(text, pin)?;
        if server.is_some() {
            fs::remove_file(&half).map_err(OfficeError::machine("take away the copy"))?;
        } else {
            put_in_place(&half, &place).map_err(OfficeError::machine("put its database in its place"))?;
        }
        Ok(page)
    }
}

/// The copy, which holds what the backup's page says, brought to today's form.
fn proved(at: &At, page: &Backup, key: &OfficeKey) -> Result<Store, OfficeError> {
    match Store::open_as_it_is(at.clone()) {
        Ok(store) => page.prove(&store, key)?,
        // It can be read once it has today's form, in which its tables have other columns.
        Err(OfficeError::Older { .. }) => {
            let store = Store::open(at.clone())?;
            page.prove_records(&store, key)?;
            return Ok(store);
        }
        Err(other) => return Err(other),
    }
    Store::open(at.clone())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for ending in ["-wal", "-shm", "-journal"] {
        let left = beside(to, ending);
        if fs::exists(&left)? {
            fs::remove_file(left)?;
        }
    }
    let mut target = for_owner_only().write(true).truncate(true).open(to)?;
    io::copy(&mut File::open(from)?, &mut target)?;
    target.sync_all()
}
