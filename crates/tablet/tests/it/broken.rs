//! A disk that is broken or full at any operation of making the store, unlocking, saving, sealing and locking: a plain refusal, nothing
//! lost, a right PIN stays right, and the same app goes on as soon as the disk does. What it did then outlives a power cut, too.

use faults::{Dice, Fault, Lasts, Trouble};
use ipc::Refusal;
use ipc::refusal::Code;
use ipc::visit::{Lock, Look, Stage, Unlock};
use tablet::Tablet;

use crate::family::written;
use crate::place::{JOINED, PREPARED, Place};
use crate::seed;
use crate::visits::{Act, Seen, is_sealed, read_copy, seen};
use crate::world::{PIN, first_worker, unlock};

/// As often a worker tries something before they wait for the disk: more often than PINs may be wrong.
pub(crate) const TRIES: usize = 11;

/// What somebody asks of the tablet while its disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    Make,
    Unlock,
    Save,
    Draft,
    Begin,
    Sign,
    Seal,
    Lock,
}

#[test]
fn a_disk_that_fails_at_one_operation_or_for_a_while_loses_nothing() {
    let mut dice = seed::dice();
    let mut faults = Vec::new();
    for (work, one_in) in [
        (Work::Make, 97),
        (Work::Unlock, 43),
        (Work::Save, 13),
        (Work::Draft, 11),
        (Work::Begin, 13),
        (Work::Sign, 13),
        (Work::Seal, 43),
        (Work::Lock, 7),
    ] {
        faults.extend(fail_one_in(one_in, work, &mut dice));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
#[ignore = "takes minutes; `cargo xtask soak` runs it"]
fn soak_a_disk_that_fails_at_one_operation_or_for_a_while_loses_nothing() {
    let (mut dice, mut faults) = (seed::dice(), Vec::new());
    for work in
        [Work::Make, Work::Unlock, Work::Save, Work::Draft, Work::Begin, Work::Sign, Work::Seal, Work::Lock]
    {
        faults.extend(fail_one_in(1, work, &mut dice));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Lets one in so many operations fail, each in a place of its own.
fn fail_one_in(one_in: usize, work: Work, dice: &mut Dice) -> Vec<String> {
    let (mut failed, mut faults) = (0, Vec::new());
    for trouble in [Trouble::Broken, Trouble::Full] {
        for lasts in [Lasts::Once, Lasts::UntilRepaired] {
            for at in (1 + dice.below(one_in)..).step_by(one_in) {
                let fault = Fault { at: u64::try_from(at).unwrap(), trouble, lasts };
                match work.under(fault, dice) {
                    Ok(true) => failed += 1,
                    Ok(false) => break,
                    Err(why) => faults.push(format!("{work:?}, {fault:?}: {why}")),
                }
            }
        }
    }
    seed::tell(&format!("operations that failed under {work:?}, nothing lost"), failed);
    faults
}

impl Work {
    /// Whether the fault was met; what is wrong with the tablet after it.
    fn under(self, fault: Fault, dice: &mut Dice) -> Result<bool, String> {
        let place = if self == Self::Make { JOINED.copy() } else { PREPARED.copy() };
        let disk = place.watch();
        let tablet = place.start().unwrap();
        self.before(&tablet);
        let before =
            if self == Self::Make || self == Self::Unlock { None } else { Some(seen(&tablet).unwrap()) };
        disk.arm(fault);
        let tries = if fault.lasts == Lasts::Once { 1 } else { TRIES };
        let answers: Vec<Result<(), Refusal>> = (0..tries).map(|_| self.on(&tablet)).collect();
        if disk.repair() == 0 {
            return Ok(false);
        }
        for answer in &answers {
            is_plain(answer, fault.trouble)?;
        }
        let told = |what: &'static str| {
            move |refusal: Refusal| format!("{what}: {:?} {}", refusal.code, refusal.sentence)
        };
        if let Some(before) = before.filter(|_| answers.iter().all(Result::is_err) && self != Self::Lock) {
            let now = seen(&tablet).map_err(told("looking at it afterwards"))?;
            // Where the disk took what it then would not make durable, it may be there when the database is opened again: whole.
            let is_whole = now.iter().zip(&before).all(|(now, before)| now.is_one_further_than(before));
            if now != before && (!is_whole || fault.trouble == Trouble::Full) {
                return Err(format!("was refused, and yet there is {now:?}"));
            }
        }
        self.on(&tablet).map_err(told("going on"))?;
        self.after(&tablet).map_err(told("after going on"))?;
        let there = seen(&tablet).map_err(told("looking"))?;
        let after_a_cut = place.after_a_cut(&disk, disk.steps(), dice);
        drop(tablet);
        self.found_again(&place, &there).map_err(|why| format!("opening it again: {why}"))?;
        self.found_again(&after_a_cut, &there).map_err(|why| format!("opening it after a power cut: {why}"))
    }

    fn before(self, tablet: &Tablet) {
        let acts: &[Act] = match self {
            Self::Make | Self::Unlock => return,
            Self::Save | Self::Draft | Self::Begin | Self::Lock => &[],
            Self::Sign => &[Act::Read],
            Self::Seal => &[Act::Read, Act::Sign],
        };
        unlock(tablet, PIN).unwrap();
        for act in acts {
            act.on(tablet, PREPARED.draft).unwrap();
        }
    }

    fn on(self, tablet: &Tablet) -> Result<(), Refusal> {
        let act = match self {
            Self::Make => return make(tablet),
            Self::Unlock => return tablet.unlock(Unlock { user: PREPARED.user, pin: PIN.into() }).map(drop),
            Self::Lock => return tablet.lock(Lock::plain()).map(drop),
            Self::Save => Act::Retitle,
            Self::Draft => Act::Say,
            Self::Begin => Act::Read,
            Self::Sign => Act::Sign,
            Self::Seal => Act::Seal,
        };
        act.on(tablet, PREPARED.draft)
    }

    /// The next thing a worker does.
    fn after(self, tablet: &Tablet) -> Result<(), Refusal> {
        match self {
            Self::Make => drop(written(tablet, "The Marsh family")),
            Self::Lock => unlock(tablet, PIN)?,
            Self::Seal => assert!(is_sealed(tablet, PREPARED.draft)?),
            Self::Unlock | Self::Save | Self::Draft | Self::Begin | Self::Sign => {
                Act::Retitle.on(tablet, PREPARED.draft)?;
            }
        }
        tablet.check_files()
    }

    fn found_again(self, place: &Place, there: &[Seen]) -> Result<bool, String> {
        let told = |refusal: Refusal| format!("{:?} {}", refusal.code, refusal.sentence);
        let tablet = place.open().map_err(told)?;
        tablet.check_files().map_err(told)?;
        let found = seen(&tablet).map_err(told)?;
        if found != there {
            return Err(format!("{there:?} was there, and now {found:?}"));
        }
        if self == Self::Seal {
            read_copy(&tablet, PREPARED.draft).map_err(told)?;
        }
        Ok(true)
    }
}

/// Adds the first worker, or lets them in where it came as far as that.
fn make(tablet: &Tablet) -> Result<(), Refusal> {
    match tablet.look(Look {})?.stage {
        Stage::Open { .. } => Ok(()),
        Stage::Locked { .. } => unlock(tablet, PIN),
        Stage::Fresh | Stage::NoUser { .. } | Stage::Closed => tablet.add_user(first_worker(PIN)).map(drop),
    }
}

/// What is refused is refused for the disk, in words.
pub(crate) fn is_plain(answer: &Result<(), Refusal>, trouble: Trouble) -> Result<(), String> {
    let Err(refusal) = answer else { return Ok(()) };
    let is_expected = match trouble {
        Trouble::Full => refusal.code == Code::Full,
        Trouble::Broken => matches!(refusal.code, Code::Other | Code::Damaged),
    };
    let is_plain = is_expected && refusal.sentence.len() > 20;
    if is_plain { Ok(()) } else { Err(format!("refused with {:?} {}", refusal.code, refusal.sentence)) }
}
