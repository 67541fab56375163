//! Nothing a family says can be read in any file of the store, open or locked.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use ipc::visit::{Enrol, Lock, NewPlan};
use plan::change::Change;
use plan::field::Field;

use crate::family::{opened, retitled, sealed, signed, written};
use crate::offices::OFFICE;
use crate::sending::all_safe;
use crate::world::{PIN, World, unlock};

const CANARIES: [&str; 6] =
    ["Quokkatown", "Tia Marsh", "Dee Marsh", "no food in the house", "01632 960123", PIN];

#[test]
fn no_file_of_the_store_holds_what_was_typed() {
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    sealed(&tablet, "The Quokkatown family");
    let open = written(&tablet, "Quokkatown again");
    signed(&tablet, &open);
    let now = opened(&tablet, open.plan.id);
    let change = Change::typing(&now.plan, Field::Address, "7 Quokkatown Road").unwrap();
    let asked = ipc::visit::ChangePlan { plan: now.plan.id, base: now.revision, changes: vec![change] };
    tablet.change_plan(asked).unwrap();

    let looked_at = nothing_in(&world.data());
    for name in ["plans.db", "plans.db-wal", "post.db", "post.db-wal", "keys.json", "tries.json"] {
        assert!(name == "tries.json" || looked_at.iter().any(|file| file == name), "{name} was looked at");
    }
    tablet.lock(Lock::plain()).unwrap();
    nothing_in(&world.data());
    drop(tablet);
    nothing_in(&world.data());
    assert!(!world.copies().exists(), "no copy was asked for");
}

#[test]
fn the_databases_do_not_look_like_databases() {
    let world = World::new();
    drop(world.ready(&OFFICE));
    for path in [world.data().join("post.db"), world.user_folder().join("plans.db")] {
        let bytes = fs::read(path).unwrap();
        assert!(bytes.len() > 4096 && !bytes.starts_with(b"SQLite format 3"));
    }
}

/// Everything all tests of this program log from here on goes into one place, and most of them name the same family.
#[test]
fn nothing_that_was_typed_is_logged() {
    let logged = Log::default();
    let to = logged.clone();
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || to.clone()).init();
    let world = World::new();
    let tablet = world.ready(&OFFICE);
    let (plan, _) = sealed(&tablet, "The Quokkatown family");
    all_safe(&tablet, 1);
    let now = opened(&tablet, plan);
    tablet.change_plan(retitled(&now, "Quokkatown")).unwrap_err();
    tablet.new_plan(NewPlan { title: "Quokkatown".repeat(20_000), practice: None, after: None }).unwrap_err();
    tablet.enrol(Enrol { line: "Quokkatown and more".into() }).unwrap_err();
    tablet.lock(Lock::plain()).unwrap();
    unlock(&tablet, "Quokkatown").unwrap_err();
    let logged = String::from_utf8(logged.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("the plan is sealed") && logged.contains("a wrong PIN"), "{logged}");
    for canary in CANARIES {
        assert!(!logged.contains(canary), "{canary} was logged");
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Looks into every file below a folder; gives the files' names.
fn nothing_in(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(nothing_in(&path));
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        for canary in CANARIES {
            let wide: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for needle in [canary.as_bytes(), &wide] {
                let found = bytes.windows(needle.len()).any(|window| window == needle);
                assert!(!found, "{canary} can be read in {}", path.display());
            }
        }
        names.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
    names
}
