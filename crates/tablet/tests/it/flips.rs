//! One bit of one file is another one than was written: it is noticed or does no harm; never is anything read that nobody wrote, and
//! never does the app stop.
//!
//! A log that was left by an unclean stop is the exception, and a known one: the library takes a damaged page of it for its end. What
//! was answered before that page is there, what was answered after it is not, and nothing tells. An app that is locked or closed
//! leaves no log. Each database has its own log, so that one may be further than the other.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use faults::Dice;
use ipc::Refusal;
use ipc::refusal::Code;
use ipc::visit::{Lock, OpenPlan, Unlock};
use tablet::Tablet;

use crate::place::{PREPARED, Place};
use crate::seed;
use crate::visits::{Act, Seen, Watched, read_copy, seen};
use crate::world::PIN;

/// What came of the flips.
#[derive(Debug, Default)]
struct Told {
    harmless: usize,
    not_opened: usize,
    noticed: usize,
    unread: usize,
    rest_is_read: usize,
    shorter: usize,
    posts: usize,
}

#[test]
fn a_flipped_bit_is_noticed_or_does_no_harm() {
    flip(120, 40);
}

#[test]
#[ignore = "takes hours; `cargo xtask soak` runs it"]
fn soak_a_flipped_bit_is_noticed_or_does_no_harm() {
    let flips = seed::times("DOORSTEP_FLIPS", 1_000_000);
    flip(flips, flips / 10);
}

/// Flips so many bits of a store that was closed, and of one whose app was stopped.
fn flip(closed: usize, stopped: usize) {
    let mut dice = seed::dice();
    let told = each_flip(PREPARED.copy(), &[], closed, &mut dice);
    assert!(told.noticed > 0 && told.not_opened > 0 && told.harmless > 0, "{told:?}");
    seed::tell("flipped bits of a closed store, all noticed or harmless", closed);
    seed::tell("of them, refused when it was unlocked", told.not_opened);
    seed::tell("of them, refused later", told.noticed);
    seed::tell("of them, not all could be read", told.unread);
    seed::tell("of those, one of two plans could", told.rest_is_read);
    seed::tell("of them, in what lies ready for the office", told.posts);

    let (mut visit, tablet) = Watched::begin(PREPARED.copy());
    for act in [Act::Retitle, Act::Say, Act::Read, Act::Sign, Act::Seal] {
        visit.act(&tablet, PREPARED.draft, act).unwrap();
    }
    let steps = visit.disk.steps();
    let place = visit.place.after_a_cut(&visit.disk, steps, &mut dice);
    drop(tablet);
    let told = each_flip(place, &visit.all(), stopped, &mut dice);
    seed::tell("flipped bits of a store whose app was stopped", stopped);
    seed::tell("of them, in a log that ends at the damage", told.shorter);
}

/// Each in the same place, which is made as it was in between. `earlier` may be found where a log is damaged.
fn each_flip(place: Place, earlier: &[&[Seen]], flips: usize, dice: &mut Dice) -> Told {
    let (files, is_closed) = (files(&place), earlier.is_empty());
    let (databases, small): (Vec<_>, Vec<_>) = files.keys().partition(|path| is_of_a_database(path));
    let mut tablet = place.start().unwrap();
    unlock(&tablet).unwrap();
    let there = seen(&tablet).unwrap();
    tablet.lock(Lock::plain()).unwrap();
    let mut told = Told::default();
    for _ in 0..flips {
        if dice.below(20) == 0 {
            drop(tablet);
            restore(&place, &files);
            tablet = with_a_flipped_post(&place, &there, &mut told, dice);
            continue;
        }
        let from = if dice.below(5) == 0 { &small } else { &databases };
        let path = from[dice.below(from.len())];
        restore(&place, &files);
        let mut bytes = files[path].clone();
        let bit = dice.below(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(path, bytes).unwrap();
        let what = format!("bit {bit} of {}", path.display());
        if path.file_name().unwrap().to_string_lossy().starts_with("folder-id") {
            // It is read at the start alone.
            drop(tablet);
            tablet = place.start().unwrap();
        }
        let earlier = if ends(path, "db-wal") { earlier } else { &[] };
        let is_noticed = look(&tablet, &there, earlier, &mut told, &what, dice);
        // What a log has anew is read from there, whatever lies in the main file.
        if is_closed || !is_of_a_database(path) {
            assert_eq!(is_noticed, is_of_a_database(path), "{what}");
        }
        tablet.lock(Lock::plain()).unwrap();
    }
    told
}

/// What lies ready for the office is open while nobody is in, so the app is closed for it and opened again. Whatever is damaged of
/// it hides no plan and changes none.
fn with_a_flipped_post(place: &Place, there: &[Seen], told: &mut Told, dice: &mut Dice) -> Tablet {
    let path = place.data().join("post.db");
    let whole = fs::read(&path).unwrap();
    let mut bytes = whole.clone();
    let bit = dice.below(bytes.len() * 8);
    bytes[bit / 8] ^= 1 << (bit % 8);
    fs::write(&path, bytes).unwrap();
    let tablet = place.start().unwrap();
    let unread = told.unread;
    look(&tablet, there, &[], told, &format!("bit {bit} of the post"), dice);
    assert_eq!(told.unread, unread, "bit {bit} of the post hides a plan");
    told.posts += 1;
    drop(tablet);
    fs::write(&path, whole).unwrap();
    place.start().unwrap()
}

/// Unlocks and reads everything; whether something was refused.
fn look(
    tablet: &Tablet,
    there: &[Seen],
    earlier: &[&[Seen]],
    told: &mut Told,
    what: &str,
    dice: &mut Dice,
) -> bool {
    if let Err(refusal) = unlock(tablet) {
        is_plain(&refusal, what);
        told.not_opened += 1;
        return true;
    }
    match seen(tablet) {
        Ok(found) if found == there => {}
        Ok(found) if found.iter().all(|it| it.was_once(earlier)) => {
            told.shorter += 1;
            return false;
        }
        Ok(found) => panic!("{what}: nobody wrote {found:?}; {there:?} was there"),
        Err(refusal) => {
            is_plain(&refusal, what);
            let is_read = there.iter().any(|seen| {
                let plan = seen.id();
                tablet.open_plan(OpenPlan { plan }).is_ok_and(|now| seen.is(&now))
            });
            told.unread += 1;
            told.rest_is_read += usize::from(is_read);
        }
    }
    if dice.below(8) == 0
        && let Err(refusal) = read_copy(tablet, PREPARED.sealed)
    {
        is_plain(&refusal, what);
    }
    match tablet.check_files() {
        Ok(()) => told.harmless += 1,
        Err(refusal) => {
            is_plain(&refusal, what);
            told.noticed += 1;
            return true;
        }
    }
    false
}

fn unlock(tablet: &Tablet) -> Result<(), Refusal> {
    tablet.unlock(Unlock { user: PREPARED.user, pin: PIN.into() }).map(drop)
}

fn is_plain(refusal: &Refusal, what: &str) {
    let is_plain =
        matches!(refusal.code, Code::Damaged | Code::Other | Code::NotHere) && refusal.sentence.len() > 20;
    assert!(is_plain, "{what}: {:?} {}", refusal.code, refusal.sentence);
}

fn ends(path: &Path, with: &str) -> bool {
    path.extension().is_some_and(|ending| ending == with)
}

fn is_of_a_database(path: &Path) -> bool {
    ends(path, "db") || ends(path, "db-wal")
}

/// The reserve holds nothing, and what lies ready for the office has flips of its own.
fn is_flipped(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    name != "reserve" && !name.contains("post.db")
}

/// All that can be damaged, but copies that are looked at beside and go away meanwhile.
fn files(place: &Place) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![place.data()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_a_copy = path.file_name().unwrap().to_string_lossy().starts_with("looked-at-");
            if path.is_dir() && !is_a_copy {
                folders.push(path);
            } else if path.is_file() && is_flipped(&path) {
                files.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
    files.retain(|_, bytes| !bytes.is_empty());
    files
}

/// Makes a place that nobody has open as it was.
fn restore(place: &Place, files: &BTreeMap<PathBuf, Vec<u8>>) {
    for path in self::files(place).into_keys().filter(|path| !files.contains_key(path)) {
        fs::remove_file(path).unwrap();
    }
    for (path, bytes) in files {
        fs::write(path, bytes).unwrap();
    }
}
