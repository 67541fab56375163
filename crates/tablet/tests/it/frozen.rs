//! Databases of earlier versions, as they lay on a tablet: today's program opens each with all that was in it, and sends what was
//! on its way.
//!
//! `tests/frozen/1` is of the first version, `2` of the one with a clock in the post and sittings that are over. From the day there
//! are real tablets none of them ever changes. A version that stores something in another form adds the next folder, written with
//! its own code before it is given out:
//!
//! ```text
//! WRITE_GOLDEN=3 cargo test -p tablet --test it -- --ignored frozen::write
//! ```
//!
//! and, where there is something new to be found in it, a field in [`Described`] that older folders lack.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ipc::visit::{
    Delivery, DraftOf, Enrol, Files, KeepDraft, ListPlans, Look, PlanState, ReadDraft, SaveCopy, Sealed,
};
use plan::ids::PlanId;
use plan::signing::Part;
use record::Hash;
use serde::{Deserialize, Serialize};
use tablet::{Outfit, PinCost, Tablet};

use crate::copies::whole;
use crate::fake_office::FakeOffice;
use crate::family::{opened, retitled, sealed, signed, written};
use crate::newer::{keys, unlocked};
use crate::sending::all_safe;
use crate::wire::Line;
use crate::world::{MemoryKeystore, PIN, World, first_worker, unlock};

/// No version's folder is larger, in bytes.
const MOST: u64 = 400_000;

/// What is in one of them.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Described {
    pub(crate) pin: String,
    /// What the keystore held, in hex.
    pub(crate) keystore: BTreeMap<String, String>,
    plans: Vec<DescribedPlan>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct DescribedPlan {
    id: PlanId,
    title: String,
    revision: u64,
    /// What somebody wants, in their own words.
    goal: String,
    state: PlanState,
    /// What somebody said back before the family, and nobody has taken over yet.
    draft: String,
    /// How many readings somebody answered in.
    readings: usize,
    sealed: Option<DescribedSeal>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct DescribedSeal {
    reference: String,
    pdf_sha256: String,
    office_seq: Option<u64>,
}

/// What is in a version's folder. Its files and the keystore are as they were then.
pub(crate) fn laid_out(version: &Path, data: &Path, keystore: &MemoryKeystore) -> Described {
    let described = fs::read(version.join("described.json")).unwrap();
    let described: Described = serde_json::from_slice(&described).unwrap();
    copy(&version.join("data"), data);
    for (name, secret) in &described.keystore {
        keystore.keep(name, &bytes_of(secret));
    }
    described
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frozen")
}

fn draft(plan: PlanId, tablet: &Tablet) -> DraftOf {
    DraftOf::SaidBack(plan, opened(tablet, plan).plan.adults[0].id, Part::First)
}

/// All that a worker finds.
pub(crate) fn found(tablet: &Tablet, pin: &str, keystore: BTreeMap<String, String>) -> Described {
    let mut plans: Vec<_> = tablet.list_plans(ListPlans {}).unwrap();
    plans.sort_by(|one, other| one.title.cmp(&other.title));
    let plans = plans.into_iter().map(|card| {
        let now = opened(tablet, card.plan);
        let is_sealed = matches!(now.state, PlanState::Sealed | PlanState::Safe);
        let words = if is_sealed {
            String::new()
        } else {
            tablet.read_draft(ReadDraft { of: draft(card.plan, tablet) }).unwrap()
        };
        DescribedPlan {
            id: card.plan,
            title: now.plan.title.clone(),
            revision: now.revision,
            goal: now.plan.goals[0].own_words.clone(),
            state: now.state,
            draft: words,
            readings: now.readings.len(),
            sealed: is_sealed.then(|| seal(tablet, card.plan)),
        }
    });
    Described { pin: pin.to_owned(), keystore, plans: plans.collect() }
}

fn seal(tablet: &Tablet, plan: PlanId) -> DescribedSeal {
    let card = tablet.sealed(Sealed { plan }).unwrap();
    let office_seq = match card.delivery {
        Delivery::Safe { office_seq, .. } => Some(office_seq),
        Delivery::Waiting { .. } | Delivery::Stuck { .. } => None,
    };
    let saved = tablet.save_copy(SaveCopy { copy: whole(plan), drive: None }).unwrap();
    let saved = saved.copies[0].saved.clone().unwrap();
    let pdf = fs::read(Path::new(&saved.folder).join(saved.file)).unwrap();
    assert_eq!(Hash::of(&pdf).to_string(), card.pdf_sha256, "the very bytes that were sealed");
    DescribedSeal { reference: card.reference, pdf_sha256: card.pdf_sha256, office_seq }
}

#[test]
fn every_version_s_databases_open_with_all_that_was_in_them() {
    let mut versions: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    versions.sort();
    assert!(versions[0].ends_with("1"), "{versions:?}");
    for version in versions {
        assert!(size(&version) <= MOST, "{} is {} bytes", version.display(), size(&version));
        let world = World::new();
        let described = laid_out(&version, &world.data(), &world.keystore);
        let tablet = world.start();
        unlock(&tablet, &described.pin).unwrap();
        tablet.check_files().unwrap();
        assert_eq!(tablet.look(Look {}).unwrap().files, Files::Closed);
        let now = found(&tablet, &described.pin, described.keystore.clone());
        assert_eq!(now, described, "{}", version.display());

        // Work goes on, and what was on its way arrives.
        let open = now.plans.iter().find(|plan| plan.state == PlanState::Draft).unwrap();
        tablet.change_plan(retitled(&opened(&tablet, open.id), "Later")).unwrap();
        sealed(&tablet, "The Pike family");
        let line = Line::to("127.0.0.1:9".parse().unwrap());
        let office = FakeOffice::at(&line);
        tablet.enrol(Enrol { line: FakeOffice::line(&line) }).unwrap();
        let all = now.plans.iter().filter(|plan| plan.sealed.is_some()).count() + 1;
        all_safe(&tablet, all);
        assert!(office.safe() >= 2, "what waited then, and what was sealed now");
        drop(tablet);
        let tablet = world.start();
        unlock(&tablet, &described.pin).unwrap();
        tablet.check_files().unwrap();
        assert_eq!(tablet.list_plans(ListPlans {}).unwrap().len(), now.plans.len() + 1);
    }
}

#[test]
#[ignore = "writes the databases of this version: WRITE_GOLDEN=3 into tests/frozen/3"]
fn write_the_databases_of_this_version() {
    let number = std::env::var("WRITE_GOLDEN").expect("WRITE_GOLDEN says into which folder");
    let world = World::new();
    // Without a council's logo, which would be most of it.
    let tablet = world.start_with(Outfit { pin_cost: PinCost::for_tests(), ..Outfit::default() });
    let line = Line::to("127.0.0.1:9".parse().unwrap());
    let _office = FakeOffice::at(&line);
    tablet.enrol(Enrol { line: FakeOffice::line(&line) }).unwrap();
    tablet.add_user(first_worker(PIN)).unwrap();
    sealed(&tablet, "The Ash family, safe at the office");
    all_safe(&tablet, 1);
    line.to_nobody();
    sealed(&tablet, "The Birch family, on its way");
    let (read, open) =
        (written(&tablet, "The Elm family, being read"), written(&tablet, "The Oak family, being written"));
    signed(&tablet, &read);
    let words = "I cook tea and Nana rings me.".to_owned();
    tablet.keep_draft(KeepDraft { of: draft(read.plan.id, &tablet), words }).unwrap();
    tablet.change_plan(retitled(&opened(&tablet, open.plan.id), "The Oaks, being written")).unwrap();
    let keystore = world.keystore.names().into_iter().map(|name| {
        let secret = base::hex::encode(&world.keystore.secret(&name));
        (name, secret)
    });
    let described = found(&tablet, PIN, keystore.collect());
    drop(tablet);
    let (plans, records) = keys(&world);
    let user = world.user_folder();
    for (path, key) in [
        (user.join("plans.db"), plans),
        (user.join("records.db"), records),
        (world.data().join("post.db"), world.keystore.secret(" post")),
    ] {
        let database = unlocked(&path, &key);
        // Room that nothing lies in any more is not kept.
        database.execute_batch("VACUUM").unwrap();
        database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    }
    let into = folder().join(number);
    fs::remove_dir_all(&into).ok();
    copy(&world.data(), &into.join("data"));
    fs::write(into.join("described.json"), serde_json::to_vec_pretty(&described).unwrap()).unwrap();
    assert!(size(&into) <= MOST, "{} bytes", size(&into));
}

fn bytes_of(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// Copies a folder of a store without what holds nothing.
fn copy(from: &Path, into: &Path) {
    fs::create_dir_all(into).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = {
            let entry = entry.unwrap();
            (entry.path(), entry.file_name())
        };
        if path.is_dir() {
            copy(&path, &into.join(name));
        } else if name != "reserve" && name != "in-use" {
            fs::copy(&path, into.join(name)).unwrap();
        }
    }
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(
            |entry| if entry.path().is_dir() { size(&entry.path()) } else { entry.metadata().unwrap().len() },
        )
        .sum()
}
