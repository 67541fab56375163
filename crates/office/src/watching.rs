//! What is looked at again and again while an office serves: the room on its disk, the age of its backup, the end of its
//! certificate. People are told by the log and by what is counted.

use crate::certificates::Certificates;
use crate::room::{KeptBack, Room, Stands, backup_mark};
use crate::{DataFolder, Office};
use chrono::{DateTime, TimeDelta, Utc};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(5);
/// Before its end a certificate is said to end, each day.
const SOON: TimeDelta = TimeDelta::days(14);
const EACH: TimeDelta = TimeDelta::days(1);

/// Whoever looks.
pub struct Watch {
    office: Arc<Office>,
    room: Room,
    /// Whether a full disk is the database's too.
    is_the_database_s: bool,
    backup: PathBuf,
    certificates: Option<Arc<Certificates>>,
    warned_at: Option<DateTime<Utc>>,
}

impl Watch {
    /// Over an office that lives in a folder.
    #[must_use]
    pub fn over(
        office: Arc<Office>,
        folder: &DataFolder,
        kept_back: KeptBack,
        certificates: Option<Arc<Certificates>>,
    ) -> Self {
        office.store.counts().set_started(office.now());
        Self {
            office,
            room: Room::of(folder.path().to_owned(), kept_back),
            is_the_database_s: folder.has_its_database(),
            backup: backup_mark(folder.path()),
            certificates,
            warned_at: None,
        }
    }

    /// Looks once. Waits for the disk.
    pub fn look(&mut self) {
        let (store, counts) = (&self.office.store, self.office.store.counts());
        let (room, stands) = self.room.look(store.was_full());
        let is_gone = stands == Stands::Gone;
        counts.room.set(room.map_or(-1, |room| i64::try_from(room).unwrap_or(i64::MAX)));
        counts.is_full.set(is_gone.into());
        store.close_to_writing(is_gone && self.is_the_database_s);
        let backed_up = fs::metadata(&self.backup).and_then(|file| file.modified());
        counts.set_backup(backed_up.ok().map(DateTime::from));
        self.look_at_certificate();
    }

    fn look_at_certificate(&mut self) {
        let Some(certificates) = &self.certificates else { return };
        let (ends, now) = (certificates.ends(), self.office.now());
        self.office.store.counts().set_certificate(ends);
        let is_told = self.warned_at.is_some_and(|at| now - at < EACH);
        if ends - now < SOON && !is_told {
            let day = ends.format("%Y-%m-%d");
            tracing::warn!(%day, "the certificate ends soon, and then no tablet sends");
            self.warned_at = Some(now);
        }
    }

    /// Looks every few seconds, for ever.
    pub async fn go_on(mut self) {
        let mut every = tokio::time::interval(EVERY);
        loop {
            every.tick().await;
            let looked = tokio::task::spawn_blocking(move || {
                self.look();
                self
            });
            let Ok(watch) = looked.await else { return };
            self = watch;
        }
    }
}
