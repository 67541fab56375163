//! A tablet of the simulation: its two databases of what is sealed and what lies ready, on a disk that tears and fails below the
//! encryption, and its own clock. Whoever unlocks it, brings the two together as `visit` does.

use std::sync::Arc;

use ed25519_dalek::SigningKey;
use faults::{Dice, Disk};
use plan::ids::{PlanId, SigningId, UserId};
use record::wire::CodeOf;
use record::{
    Algorithm, Author, BlobRef, BodyRef, DeviceId, ENVELOPE_VERSION, Envelope, Hash, Kind, SignedRecord,
    WorkerKey,
};
use tempfile::TempDir;

use super::clock::Clock;
use super::offices::SimOffice;
use super::{CANARY, copy_all, in_memory};
use crate::environment::random;
use crate::error::Result;
use crate::keys::secret::{Secret, fresh_secret};
use crate::store::database;
use crate::store::post::{POST_FILE, Post, PostRow};
use crate::store::records::{Records, Seal};
use crate::store::{CopyRow, Enrolment, Joined, Place, SealedRow};
use crate::sync::courier::Courier;
use crate::sync::down::Reader;
use crate::sync::letters::Sender;

pub(super) struct SimTablet {
    /// Which office it belongs to.
    pub(super) office: usize,
    pub(super) device: DeviceId,
    pub(super) clock: Arc<Clock>,
    pub(super) disk: Disk,
    pub(super) courier: Arc<Courier>,
    /// What a person was told is sealed.
    pub(super) sealed: Vec<Hash>,
    /// How many steps the disk had taken when that was last said.
    pub(super) told: usize,
    /// A round goes on, or it is without power.
    pub(super) is_busy: bool,
    pub(super) records: Option<Records>,
    pub(super) folder: TempDir,
    user: UserId,
}

impl SimTablet {
    pub(super) fn joined(office: usize, at: &SimOffice, seed: u64) -> Self {
        let clock = Arc::new(Clock::new(seed));
        let key = || SigningKey::from_bytes(&random(&*clock).unwrap());
        let (record, request) = (key(), key());
        let reply = at.join(&record, &request, None);
        let device = reply.device;
        let address = "https://office.example".into();
        let place = Place::new(Joined { address, keys: at.keys, name: "Tablet".into(), reply }, 1, &request);
        let post_key = Secret::new(random(&*clock).unwrap());
        let enrolment = Enrolment::new(place, &record, &post_key);
        let folder = in_memory();
        Records::create(folder.path(), &key_of_the_store(), &enrolment).unwrap().close().unwrap();
        let user = UserId::new(seed, &random(&*clock).unwrap());
        Self::open(folder, Left { office, device, clock, user, sealed: Vec::new() })
    }

    /// The tablet is started and somebody unlocks it. Whatever was said to be sealed is there.
    pub(super) fn open(folder: TempDir, left: Left) -> Self {
        let tablet = Self::start(folder, left);
        tablet.is_whole();
        tablet.is_in_order();
        tablet
    }

    pub(super) fn start(folder: TempDir, left: Left) -> Self {
        let Left { office, device, clock, user, sealed } = left;
        let disk = Disk::watch(folder.path()).unwrap();
        let records = Some(Records::open(folder.path(), &key_of_the_store()).unwrap());
        let courier = Arc::new(Courier::default());
        let (told, is_busy) = (0, false);
        let mut tablet =
            Self { office, device, clock, user, sealed, folder, disk, courier, told, is_busy, records };
        tablet.open_post();
        let _ = tablet.meet();
        tablet
    }

    fn records(&self) -> &Records {
        self.records.as_ref().unwrap()
    }

    /// A post that is lost or was not finished is made anew.
    fn open_post(&self) {
        let enrolment = self.records().enrolment().unwrap();
        let (key, folder) = (enrolment.post_key().unwrap(), self.folder.path());
        let read = Post::open(folder, &key).and_then(|post| post.place().map(|_| post));
        let post = read.unwrap_or_else(|_| {
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(folder.join(format!("{POST_FILE}{ending}")));
            }
            Post::create(folder, &key, &enrolment.proved().unwrap()).unwrap()
        });
        self.courier.make_anew(|| Ok(post)).unwrap();
    }

    /// Joins the same office again. Where its answer is not heard, the tablet asks with the same key the next time.
    pub(super) fn join_again(&mut self, at: &SimOffice, is_heard: bool) {
        let mut enrolment = self.records().enrolment().unwrap();
        let request = enrolment.joining_key(|| fresh_secret(&*self.clock)).unwrap();
        self.records().put_enrolment(&enrolment).unwrap();
        let reply = at.join(&enrolment.signing_key().unwrap(), &request, Some(self.device));
        assert_eq!(reply.device, self.device, "its records go on");
        if !is_heard {
            return;
        }
        let Place { address, name, joined, .. } = enrolment.place.clone();
        let joining = Joined { address, keys: at.keys, name, reply };
        enrolment.joined_again(Place::new(joining, joined + 1, &request));
        self.records().put_enrolment(&enrolment).unwrap();
        let _ = self.meet();
    }

    /// Whose code by telephone is the first that it got when it last joined.
    pub(super) fn code(&self) -> Result<CodeOf> {
        let place = self.courier.with(|post| post.place())?;
        Ok(CodeOf { number: place.unlock.first, user: self.user })
    }

    /// The later place at the office holds for both, what was sealed gets letters, what came is kept.
    pub(super) fn meet(&mut self) -> Result<()> {
        let mut enrolment = self.records().enrolment()?;
        let ready = self.courier.with(|post| post.place())?;
        if ready.joined != enrolment.place.joined {
            enrolment.place = enrolment.place.clone().or_later(ready);
            self.records().put_enrolment(&enrolment)?;
            let place = enrolment.proved()?;
            self.courier.with(|post| post.put_place(&place))?;
        }
        self.read_what_came(&enrolment)?;
        let sender = Sender { user: self.user, place: &enrolment.place, environment: &*self.clock };
        sender.make_ready(self.records.as_mut().unwrap(), &self.courier)
    }

    /// As in the app, trouble with it keeps nothing else back.
    fn read_what_came(&mut self, enrolment: &Enrolment) -> Result<()> {
        let opening = WorkerKey::opening(&key_of_the_store());
        let reader = Reader { user: self.user, place: &enrolment.place, opening: &opening };
        let who = ("Sam Okoro", "social-worker");
        let told = reader.tell_key(who, &enrolment.signing_key()?, &self.courier);
        if told.and_then(|()| reader.take_in(self.records(), &self.courier)).is_err() {
            self.records.as_mut().unwrap().mend()?;
        }
        Ok(())
    }

    /// Seals a record with one to three files, some larger than a letter. It is said to be sealed when this says so.
    pub(super) fn seal(&mut self, dice: &mut Dice) -> Result<()> {
        self.seal_alone(dice)?;
        // As in the app: that it is ready for the office is no part of the promise.
        let _ = self.meet();
        Ok(())
    }

    /// The same, and no letters are made of it yet.
    pub(super) fn seal_alone(&mut self, dice: &mut Dice) -> Result<()> {
        let files: Vec<Vec<u8>> = (0..=dice.below(3)).map(|_| file(dice)).collect();
        let body = format!("{{\"say\":\"{CANARY}\",\"number\":{}}}", dice.any()).into_bytes();
        let enrolment = self.records().enrolment()?;
        let head = self.records().head()?;
        let plan = PlanId::new(dice.any() >> 20, &random(&*self.clock)?);
        let envelope = Envelope {
            v: ENVELOPE_VERSION,
            id: (*plan.as_bytes()).into(),
            dev: self.device,
            seq: head.map_or(1, |head| head.seq + 1),
            prev: head.map(|head| head.hash),
            kind: Kind::PlanSealed,
            schema: 3,
            tenant: enrolment.place.tenant,
            case: [u8::try_from(dice.below(3)).unwrap(); 16].into(),
            doc: (*plan.as_bytes()).into(),
            parents: Vec::new(),
            author: Author { user: self.user, role: "social-worker".into(), agency: "police".into() },
            wall: crate::environment::Environment::now(&*self.clock),
            mono_ns: 0,
            boot: String::new(),
            clk: None,
            body: BodyRef::of(&body),
            blobs: files.iter().map(|file| BlobRef::of(file, "application/pdf", "family-copy")).collect(),
            alg: Algorithm::Ed25519,
        };
        let record = SignedRecord::sign(&envelope, body, &enrolment.signing_key()?)?;
        let copy = Hash::of(&files[0]);
        let row = SealedRow {
            plan,
            signing: SigningId::new(0, &random(&*self.clock)?),
            seq: envelope.seq,
            agreement: copy,
            family_copy: copy,
            sealed_at: envelope.wall,
            pages: 1,
            pdf_ms: 0.0,
            seal_ms: 0.0,
        };
        let blobs: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let whole = CopyRow { person: None, name: String::new(), sha256: copy, saved: None, given: None };
        let seal = Seal { record: &record, blobs: &blobs, row: &row, copies: &[whole] };
        self.records.as_mut().unwrap().seal(&seal)?;
        self.sealed.push(record.hash());
        self.told = self.disk.steps();
        Ok(())
    }

    /// A record that was not said to be sealed and is there all the same: it is from now on.
    pub(super) fn take_what_is_there(&mut self) {
        let chain = self.records().chain().unwrap();
        let more = chain.iter().map(|head| head.hash).filter(|hash| !self.sealed.contains(hash));
        self.sealed.extend(more.collect::<Vec<_>>());
        self.told = self.disk.steps();
    }

    /// Nothing that was said to be sealed is missing, and the newest record is all there.
    pub(super) fn is_whole(&self) {
        let chain = self.records().chain().unwrap();
        for hash in &self.sealed {
            assert!(chain.iter().any(|head| head.hash == *hash), "what was sealed is there");
        }
        let Some(newest) = chain.last() else { return };
        let (record, files) = self.records().record(newest.seq).unwrap();
        let named = Envelope::read(&record.envelope).unwrap().blobs;
        assert_eq!(files.len(), named.len());
        for (file, named) in files.iter().zip(&named) {
            let bytes = self.records().blob(*file).unwrap();
            assert_eq!((Hash::of(&bytes), bytes.len() as u64), (named.sha256, named.len));
        }
    }

    /// The chain is one, and nothing that was typed can be read on the disk without a key.
    fn is_in_order(&self) {
        let mut prev = None;
        for (seq, head) in (1..).zip(self.records().chain().unwrap()) {
            let (record, _) = self.records().record(head.seq).unwrap();
            let envelope = Envelope::read(&record.envelope).unwrap();
            assert_eq!((head.seq, envelope.prev, record.hash()), (seq, prev, head.hash));
            prev = Some(head.hash);
        }
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            assert!(!super::has_canary(&std::fs::read(&path).unwrap()), "{}", path.display());
        }
    }

    /// The app is closed.
    pub(super) fn close(mut self) -> (TempDir, Left) {
        self.courier.take_back();
        let _ = self.records.take().unwrap().close();
        let Self { office, device, clock, user, sealed, folder, .. } = self;
        (folder, Left { office, device, clock, user, sealed })
    }

    /// The power goes after so many steps of the disk.
    pub(super) fn cut(self, steps: usize, dice: &mut Dice) -> (TempDir, Left) {
        let after = in_memory();
        self.disk.lay_out(steps, dice, after.path()).unwrap();
        let (_, left) = self.close();
        left.clock.restart();
        (after, left)
    }

    /// Changes something in what was sealed, past everything that would keep it whole. The app is closed.
    pub(super) fn damage(folder: &TempDir, sql: &str) {
        let records = database::again(&folder.path().join("records.db"), &key_of_the_store()).unwrap();
        records.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
        database::close(records).unwrap();
    }

    /// Damages one page that a letter lies on and nothing else of the post. Whose letter it is. The app is closed.
    pub(super) fn damage_a_letter(folder: &TempDir) -> Hash {
        let records = Records::open(folder.path(), &key_of_the_store()).unwrap();
        let key = records.enrolment().unwrap().post_key().unwrap();
        records.close().unwrap();
        let path = folder.path().join(POST_FILE);
        let good = std::fs::read(&path).unwrap();
        let pages = good.len() / 4096;
        for page in pages / 2..pages {
            let mut bytes = good.clone();
            bytes[page * 4096 + 1000] ^= 1;
            std::fs::write(&path, bytes).unwrap();
            let mut post = Post::open(folder.path(), &key).unwrap();
            let Ok(rows) = post.rows() else { continue };
            let mut is_damaged = |row: &PostRow| {
                let letters: Vec<i64> = row.letters.iter().map(|letter| letter.id).collect();
                letters.iter().any(|id| post.one(*id).unwrap().is_none())
            };
            if let Some(row) = rows.iter().find(|row| is_damaged(row)) {
                return row.hash;
            }
        }
        panic!("no page has a letter alone on it");
    }

    /// The post is lost.
    pub(super) fn lose_post(folder: &TempDir) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.path().join(format!("{POST_FILE}{ending}")));
        }
    }
}

/// What is left of a tablet that is not running, beside its folder.
#[derive(Clone)]
pub(super) struct Left {
    pub(super) office: usize,
    device: DeviceId,
    pub(super) clock: Arc<Clock>,
    user: UserId,
    pub(super) sealed: Vec<Hash>,
}

impl Left {
    /// Another machine with the same disk.
    pub(super) fn twin(&self, seed: u64) -> Self {
        Self { clock: Arc::new(Clock::new(seed)), ..self.clone() }
    }
}

pub(super) fn copied(folder: &TempDir) -> TempDir {
    let copy = in_memory();
    copy_all(folder.path(), copy.path());
    copy
}

fn file(dice: &mut Dice) -> Vec<u8> {
    let len = [10, 3000, 66_000, 140_000][dice.below(4)];
    let seed = u8::try_from(dice.below(256)).unwrap();
    let bytes = (0..len).map(|byte: usize| seed ^ u8::try_from(byte % 251).unwrap());
    CANARY.bytes().chain(bytes).collect()
}

fn key_of_the_store() -> Secret {
    Secret::new([1; 32])
}
