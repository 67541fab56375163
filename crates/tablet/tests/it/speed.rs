//! How long a worker waits who has many plans, and what saving costs beside putting the same bytes into a database of the same kind
//! by hand. Figures are told, not asserted: they belong to the machine.

use std::path::Path;
use std::time::{Duration, Instant};

use ipc::visit::{ChangePlan, ListPlans, Lock, OpenPlan, Opened};
use plan::change::Change;
use plan::field::Field;
use rusqlite::Connection;
use tablet::{Outfit, PinCost, Tablet};

use crate::family::{opened, written};
use crate::offices::OFFICE;
use crate::seed::{tell, times};
use crate::world::{PIN, World, outfit, unlock};

#[test]
#[ignore = "measures; `cargo xtask soak` runs it"]
fn soak_many_plans_of_many_changes() {
    let plans = times("DOORSTEP_PLANS", 200);
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    for number in 0..plans {
        let plan = written(&tablet, &format!("Family {number}")).plan.id;
        for batch in 0..10 {
            typed(&tablet, plan, batch, 20);
        }
    }
    tablet.lock(Lock::plain()).unwrap();
    drop(tablet);
    // A PIN that costs nothing: what is left of unlocking is reading.
    let tablet = world.start_with(Outfit { pin_cost: PinCost::for_tests(), ..outfit() });
    let unlocked = took(|| unlock(&tablet, PIN).unwrap());
    let begun = Instant::now();
    let cards = tablet.list_plans(ListPlans {}).unwrap();
    let listed = begun.elapsed();
    assert_eq!(cards.len(), plans);
    let opens =
        cards.iter().map(|card| took(|| drop(tablet.open_plan(OpenPlan { plan: card.plan }).unwrap())));
    let opens = sorted(opens.collect());
    tell("plans of 200 changes each", plans);
    tell("ms to unlock them, with a PIN that costs nothing", ms(unlocked));
    tell("ms to list them, from which the page searches", ms(listed));
    tell("ms to open one, in the middle", ms(at(&opens, 50)));
    tell("ms to open one, 99 of 100", ms(at(&opens, 99)));
}

#[test]
#[ignore = "measures; `cargo xtask soak` runs it"]
fn soak_saving_beside_a_bare_insert() {
    let saves = times("DOORSTEP_SAVES", 4_000);
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let plan = written(&tablet, "The Marsh family").plan.id;
    let bare = bare_database(&world.data().join("bare.db"));
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut now = opened(&tablet, plan);
    for number in 0..saves {
        // A text that grows to a long one and begins anew.
        let text = "x".repeat(1 + number % 300);
        let change = Change::typing(&now.plan, Field::Address, &text).unwrap();
        let (state, body) = (now.plan.to_json(), serde_json::to_vec(&change).unwrap());
        let asked = ChangePlan { plan, base: now.revision, changes: vec![change.clone()] };
        ours.push(took(|| drop(tablet.change_plan(asked).unwrap())));
        theirs.push(took(|| {
            bare.execute("INSERT INTO bare (state, body) VALUES (?1, ?2)", (&state, &body)).unwrap();
        }));
        now.plan.apply(&change).unwrap();
        now.revision += 1;
    }
    let (ours, theirs) = (sorted(ours), sorted(theirs));
    tell("saves of one letter, in turn with inserts of the same bytes", saves);
    for percent in [50, 99] {
        let (ours, theirs) = (at(&ours, percent), at(&theirs, percent));
        tell(&format!("ms to save, {percent} of 100"), ms(ours));
        tell(&format!("ms to insert, {percent} of 100"), ms(theirs));
        tell(
            &format!("ratio, {percent} of 100"),
            format!("{:.2}", ours.as_secs_f64() / theirs.as_secs_f64()),
        );
    }
}

/// Types so many letters at the end of a text, kept one by one and sent together.
fn typed(tablet: &Tablet, plan: plan::ids::PlanId, batch: usize, letters: usize) {
    let Opened { mut plan, revision, .. } = opened(tablet, plan);
    let mut changes = Vec::new();
    for letter in 0..letters {
        let text =
            format!("{}{}", plan.address, (b'a' + u8::try_from((batch + letter) % 26).unwrap()) as char);
        let change = Change::typing(&plan, Field::Address, &text).unwrap();
        plan.apply(&change).unwrap();
        changes.push(change);
    }
    tablet.change_plan(ChangePlan { plan: plan.id, base: revision, changes }).unwrap();
}

/// The same library with the same settings.
#[expect(clippy::disallowed_methods, reason = "it is what the store is measured beside")]
fn bare_database(path: &Path) -> Connection {
    let bare = Connection::open(path).unwrap();
    bare.execute_batch(
        "PRAGMA key = \"x'0101010101010101010101010101010101010101010101010101010101010101'\";
         PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON;
         PRAGMA journal_size_limit = 16777216;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         CREATE TABLE bare (id INTEGER PRIMARY KEY, state BLOB NOT NULL, body BLOB NOT NULL) STRICT;",
    )
    .unwrap();
    bare
}

fn took(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn sorted(mut all: Vec<Duration>) -> Vec<Duration> {
    all.sort();
    all
}

fn at(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() - 1) * percent / 100]
}

fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}
