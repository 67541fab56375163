//! Several tablets and two real offices, over lines that lose, double and delay requests, on disks that fail and lose their power,
//! with clocks that are set to any year, apps and offices that stop, and offices and tablets that are put back from a backup: in
//! one thread and from a seed. Each request is signed and proved; a tablet that its office does not know, or knows by another
//! key, joins again. Left out are HTTP and with it the proof of answers, the first joining's way over the line, the worker's plans,
//! and whatever there is of a second worker. An office that is put back is told so, as docs/BACKUP-AND-RESTORE.md says of a
//! folder that was copied.
//!
//! After each step: nothing that was said to be sealed is missing on its tablet, and the newest record is all there; a receipt is
//! for a record whose files are all at its office, and is the same each time; nothing that was typed can be read in what is sent.
//! After each start: a chain is one, nothing can be read on the disk. At the end, when nothing fails any more: each office holds
//! what its tablets sealed, whole, once, and nothing of the other's; each tablet has the receipt; its office knows whose its code
//! by telephone is, whatever year its clock says; and what an office wrote is with each worker there who has the case, once and in order.

mod broken;
mod clock;
mod down;
mod end;
mod line;
mod offices;
mod tablets;
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::TimeDelta;
use ed25519_dalek::SigningKey;
use faults::{Dice, Fault, Lasts, Trouble};
use record::request::Proof;
use record::{OfficePerson, RequestId, What};
use tempfile::TempDir;

use self::end::heal;
use self::line::SimLine;
use self::offices::{BY, SimOffice};
use self::tablets::{Left, SimTablet, copied};
use super::*;

/// Stands in everything that a person typed.
const CANARY: &str = "canary-of-the-marsh-family";
/// Rounds within rounds: what happens at other tablets while one waits for an answer.
const DEEPEST: usize = 2;

/// A request on its way, which may come again much later, or at the wrong office.
#[derive(Clone)]
struct Request {
    target: &'static str,
    body: Vec<u8>,
    proof: Proof,
}

struct World {
    dice: Dice,
    offices: Vec<SimOffice>,
    /// Nothing where one is being started.
    tablets: Vec<Option<SimTablet>>,
    backups: Vec<(usize, TempDir, Left)>,
    /// All that the tablets of each office ever signed.
    signed: [BTreeSet<Hash>; 2],
    /// All that each office ever wrote, and about which record.
    written: [BTreeMap<Hash, Hash>; 2],
    old: Vec<(usize, Request)>,
    steps: usize,
    depth: usize,
    faulty: bool,
    /// How often each kind of thing happened.
    did: BTreeMap<&'static str, u64>,
}

impl World {
    fn new(mut dice: Dice) -> Self {
        let mut offices: Vec<SimOffice> = (0..2).map(|_| SimOffice::new(dice.any())).collect();
        // The first backup is older than any tablet.
        offices.iter_mut().for_each(SimOffice::back_up);
        let count = 2 + dice.below(4);
        let tablet = |number: usize| {
            let office = usize::from(number == 1);
            Some(SimTablet::joined(office, &offices[office], dice.any()))
        };
        let tablets = (0..count).map(tablet).collect();
        Self {
            dice,
            offices,
            tablets,
            backups: Vec::new(),
            signed: Default::default(),
            written: Default::default(),
            old: Vec::new(),
            steps: 0,
            depth: 0,
            faulty: true,
            did: BTreeMap::new(),
        }
    }

    fn note(&mut self, what: &'static str) {
        *self.did.entry(what).or_default() += 1;
    }

    fn tablet(&mut self, at: usize) -> &mut SimTablet {
        self.tablets[at].as_mut().unwrap()
    }

    /// One that nothing else happens to.
    fn idle(&mut self) -> Option<usize> {
        let at = self.dice.below(self.tablets.len());
        self.tablets[at].as_ref().is_some_and(|tablet| !tablet.is_busy).then_some(at)
    }

    /// What a tablet has signed so far.
    fn remember(&mut self, at: usize) {
        let tablet = self.tablet(at);
        let (office, sealed) = (tablet.office, tablet.sealed.clone());
        self.signed[office].extend(sealed);
    }

    fn seal_on_a_bad_disk(&mut self, at: usize) {
        let trouble = if self.dice.coin() { Trouble::Broken } else { Trouble::Full };
        let lasts = if self.dice.coin() { Lasts::Once } else { Lasts::UntilRepaired };
        let fault = Fault { at: 1 + self.dice.below(80) as u64, trouble, lasts };
        let mut dice = Dice::new(self.dice.any());
        let tablet = self.tablet(at);
        tablet.disk.arm(fault);
        let sealed = tablet.seal(&mut dice);
        let failed = tablet.disk.repair();
        tablet.records.as_mut().unwrap().mend().unwrap();
        tablet.take_what_is_there();
        tablet.is_whole();
        let _ = tablet.meet();
        self.remember(at);
        self.note(if sealed.is_ok() { "sealed" } else { "seals refused by a disk" });
        *self.did.entry("operations of a disk that failed").or_default() += failed;
    }

    fn seal(&mut self, at: usize) {
        let mut dice = Dice::new(self.dice.any());
        self.tablet(at).seal(&mut dice).unwrap();
        self.remember(at);
        self.note("sealed");
    }

    /// The power goes at a step since the last thing was said to be sealed, or while one is being sealed.
    fn cut(&mut self, at: usize) {
        let mut dice = Dice::new(self.dice.any());
        let (mut from, sealed) = (self.tablet(at).told, self.tablet(at).sealed.len());
        if self.dice.coin() {
            from = self.tablet(at).disk.steps();
            self.seal(at);
            self.tablet(at).sealed.truncate(sealed);
        }
        let since = self.tablet(at).disk.steps() - from;
        let steps = from + self.dice.below(since + 1);
        self.cut_after(at, steps, &mut dice);
    }

    fn cut_after(&mut self, at: usize, steps: usize, dice: &mut Dice) {
        let (folder, left) = self.tablets[at].take().unwrap().cut(steps, dice);
        self.start(at, folder, left);
        self.note("power cuts of a tablet");
    }

    fn start(&mut self, at: usize, folder: TempDir, left: Left) {
        let mut tablet = SimTablet::open(folder, left);
        tablet.take_what_is_there();
        self.tablets[at] = Some(tablet);
        self.remember(at);
    }

    /// The app is closed, something is done with its folder, and it is started again.
    fn between(&mut self, at: usize, work: impl FnOnce(&mut Self, TempDir, Left) -> (TempDir, Left)) {
        let (folder, left) = self.tablets[at].take().unwrap().close();
        let (folder, left) = work(self, folder, left);
        self.start(at, folder, left);
    }

    fn trouble_of_a_tablet(&mut self, at: usize) {
        match self.dice.below(7) {
            0 | 1 => self.cut(at),
            2 => self.seal_on_a_bad_disk(at),
            3 if self.tablets.len() < 5 => self.between(at, |world, folder, left| {
                let twin = left.twin(world.dice.any());
                world.tablets.push(Some(SimTablet::open(copied(&folder), twin)));
                world.note("clones of a tablet");
                (folder, left)
            }),
            4 => self.between(at, |world, folder, left| {
                world.backups.retain(|(of, ..)| *of != at);
                world.backups.push((at, copied(&folder), left.clone()));
                (folder, left)
            }),
            5 => self.between(at, |world, folder, left| {
                let Some(backup) = world.backups.iter().find(|(of, ..)| *of == at) else {
                    SimTablet::lose_post(&folder);
                    return (folder, left);
                };
                let back = (copied(&backup.1), backup.2.clone());
                world.note("restores of a tablet");
                back
            }),
            _ => {
                let days = i64::try_from(self.dice.below(7300)).unwrap() - 3650;
                self.tablet(at).clock.set_wall(TimeDelta::days(days));
                self.note("clocks set to another year");
            }
        }
    }

    /// Somebody has a new line from the office and types it. The answer to that may be lost, too.
    fn join_again(&mut self, at: usize) {
        let is_heard = !self.faulty || self.dice.coin();
        let office = self.tablet_office(at);
        let Self { tablets, offices, .. } = self;
        tablets[at].as_mut().unwrap().join_again(&offices[office], is_heard);
        self.note("joinings again");
    }

    fn trouble_of_an_office(&mut self) {
        let at = self.dice.below(2);
        let office = &mut self.offices[at];
        let what = match self.dice.below(6) {
            0 => {
                office.restart();
                "stops of an office"
            }
            1 => {
                office.back_up();
                "backups of an office"
            }
            2 => {
                office.restore();
                "restores of an office"
            }
            _ if !self.old.is_empty() => {
                let number = self.dice.below(self.old.len());
                let (tablet, request) = self.old[number].clone();
                let office = if self.dice.below(4) == 0 { at } else { self.tablet_office(tablet) };
                drop(self.answer(office, &request));
                "requests that came again, also at the wrong office"
            }
            _ => return,
        };
        self.note(what);
    }

    /// Somebody at an office writes about what it holds, and asks for it twice now and then.
    fn write(&mut self, at: usize) {
        let Some(count) = self.signed[at].len().checked_sub(1) else { return };
        let about = self.dice.below(count + 1);
        let of = self.signed[at].iter().nth(about).copied().unwrap();
        let is = self.offices[at].is();
        if is.receipt_file(&BY, of).unwrap().is_none() {
            return;
        }
        let person = 40 + u8::try_from(self.dice.below(3)).unwrap();
        let (name, role) = ("Miriam Hart".to_owned(), "Team manager".to_owned());
        let by = OfficePerson { id: [person; 16].into(), name, role };
        let request = RequestId::new(self.dice.any() >> 20, &[person; 10]);
        let words = format!("{CANARY} {}", self.dice.any());
        let times = 1 + self.dice.below(2);
        for _ in 0..times {
            let record =
                is.write(&BY, request, by.clone(), Some(of), What::PlanReturned, words.clone()).unwrap();
            self.written[at].insert(record, of);
        }
        self.note("written by an office");
    }

    fn tablet_office(&self, at: usize) -> usize {
        self.tablets[at].as_ref().map_or(0, |tablet| tablet.office)
    }
}

/// A round of a tablet. While it waits for an answer anything may happen, its own power cut among it.
fn round(world: &RefCell<World>, at: usize) {
    let Some(cut) = talk(world, at) else { return };
    let mut inside = world.borrow_mut();
    let is_unknown = inside.tablet(at).courier.progress().is_unknown;
    if let Some(steps) = cut {
        let mut dice = Dice::new(inside.dice.any());
        let steps = steps.max(inside.tablet(at).told);
        inside.cut_after(at, steps, &mut dice);
    } else if is_unknown {
        inside.join_again(at);
    } else if !inside.faulty || inside.dice.coin() {
        // Somebody unlocks it.
        inside.tablet(at).meet().unwrap();
    }
}

/// A tablet asks and sends. After how many steps of its disk its power went meanwhile, if it did; nothing where its post cannot be
/// read.
fn talk(world: &RefCell<World>, at: usize) -> Option<Option<usize>> {
    let (courier, clock, place, code) = {
        let mut inside = world.borrow_mut();
        let tablet = inside.tablet(at);
        // Where its disk failed a moment ago, the first who asks finds the post mended for the next.
        let read = tablet.courier.with(|post| post.place()).and_then(|place| Ok((place, tablet.code()?)));
        let (place, code) = match read {
            Ok(read) => read,
            Err(error) => {
                could_not_begin(&tablet.courier, &error);
                return None;
            }
        };
        tablet.is_busy = true;
        (tablet.courier.clone(), tablet.clock.clone(), place, code)
    };
    let office = place.keys.signing.verifying_key().unwrap();
    let line = SimLine { world, at, place, cut: Cell::new(None) };
    over(&line, office, &courier, &*clock, &around(code));
    world.borrow_mut().tablet(at).is_busy = false;
    Some(line.cut.get())
}

fn around(code: CodeOf) -> Around {
    Around {
        open_post: Box::new(|| Ok(())),
        has_post: Box::new(|| true),
        codes: Box::new(move || vec![code]),
        obey: Box::new(|order| panic!("{order}")),
    }
}

/// One thing happens.
fn step(world: &RefCell<World>) {
    let mut inside = world.borrow_mut();
    inside.steps += 1;
    let Some(at) = inside.idle() else { return };
    match inside.dice.below(100) {
        0..=8 => inside.seal(at),
        9..=14 => inside.trouble_of_a_tablet(at),
        15..=19 => inside.trouble_of_an_office(),
        20..=24 => {
            let office = inside.dice.below(2);
            inside.write(office);
        }
        _ => {
            drop(inside);
            round(world, at);
            inside = world.borrow_mut();
        }
    }
    // Whoever is being started when something else happens is looked at then.
    if let Some(tablet) = inside.tablets.get(at).and_then(Option::as_ref) {
        tablet.is_whole();
    }
}

fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

fn copy_all(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn has_canary(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, CANARY.as_bytes()).is_some()
}

fn simulate(dice: Dice, steps: usize) -> (BTreeMap<&'static str, u64>, usize) {
    let world = RefCell::new(World::new(dice));
    while world.borrow().steps < steps {
        step(&world);
    }
    heal(&world);
    let World { did, steps, .. } = world.into_inner();
    (did, steps)
}
