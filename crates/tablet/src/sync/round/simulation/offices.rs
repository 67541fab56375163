//! An office of the simulation: the real one on the real database, which may stop, be backed up and be put back.

use std::path::Path;
use std::sync::Arc;

use ipc::office::AgreementRow;
use office::store::Wanted;
use office::{Actor, DataFolder, Office, Peer, TeamId};
use record::wire::{EnrolReply, EnrolRequest};
use record::{DeviceId, OfficeKeys, PublicKey, Purpose};
use tempfile::TempDir;

use super::clock::{Clock, OfficeClock};
use super::{copy_all, in_memory};

/// Whoever looks at it here is at its machine.
pub(super) const BY: Actor = Actor::machine("test");

/// Nobody calls it there: its requests come by hand.
const ADDRESS: &str = "http://127.0.0.1:1";

pub(super) struct SimOffice {
    folder: TempDir,
    office: Option<Office>,
    /// That of all its tablets.
    team: TeamId,
    backup: Option<TempDir>,
    pub(super) clock: Arc<Clock>,
    pub(super) keys: OfficeKeys,
}

impl SimOffice {
    pub(super) fn new(seed: u64) -> Self {
        let (folder, clock) = (in_memory(), Arc::new(Clock::new(seed)));
        let made_by = Box::new(OfficeClock(Arc::clone(&clock)));
        let data = DataFolder::new(folder.path().to_owned());
        let office = Office::make(&data, "Brindlewood", ADDRESS, made_by).unwrap();
        let team = office.add_team(&BY, "Family safety").unwrap();
        Self { keys: office.keys(), office: Some(office), team, folder, backup: None, clock }
    }

    pub(super) fn is(&self) -> &Office {
        self.office.as_ref().unwrap()
    }

    /// Every agreement it lists.
    pub(super) fn rows(&self) -> Vec<AgreementRow> {
        let (mut rows, mut after) = (Vec::new(), None);
        loop {
            let page = self.is().agreements(&BY, &Wanted::All, after.as_ref(), None).unwrap();
            rows.extend(page.items);
            match page.next {
                Some(next) => after = Some(next.parse().unwrap()),
                None => return rows,
            }
        }
    }

    /// Lets a tablet join that has these keys, for the first time or again, and confirms it.
    pub(super) fn join(
        &self,
        record: &super::SigningKey,
        request: &super::SigningKey,
        again: Option<DeviceId>,
    ) -> EnrolReply {
        let (line, _) = self.is().new_enrolment_line(&BY).unwrap();
        let request = PublicKey::from(&request.verifying_key());
        let asked = EnrolRequest::sign(line.code, request, again, "Tablet".to_owned(), record);
        let asked = serde_json::to_vec(&asked).unwrap();
        let closed = self.keys.letters.close(Purpose::Joining, None, &asked, [7; 32]).unwrap();
        let reply = self.is().enrol(&closed, Peer::Anybody).unwrap();
        self.is().confirm_tablet(&BY, reply.device, self.team).unwrap().unwrap();
        reply
    }

    pub(super) fn restart(&mut self) {
        self.office = None;
        self.office = Some(open(self.folder.path(), &self.clock));
    }

    pub(super) fn back_up(&mut self) {
        self.office = None;
        let backup = in_memory();
        copy_all(self.folder.path(), backup.path());
        self.backup = Some(backup);
        self.office = Some(open(self.folder.path(), &self.clock));
    }

    /// Puts the last backup back, where there is one.
    pub(super) fn restore(&mut self) -> bool {
        let Some(backup) = &self.backup else { return false };
        self.office = None;
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            std::fs::remove_file(entry.unwrap().path()).unwrap();
        }
        copy_all(backup.path(), self.folder.path());
        let mut office = open(self.folder.path(), &self.clock);
        office.begin_epoch().unwrap();
        self.office = Some(office);
        true
    }
}

fn open(folder: &Path, clock: &Arc<Clock>) -> Office {
    let folder = DataFolder::new(folder.to_owned());
    let clock = Box::new(OfficeClock(Arc::clone(clock)));
    Office::open(&folder, ADDRESS, clock).unwrap()
}
