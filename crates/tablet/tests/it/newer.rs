//! A tablet whose files a newer Doorstep wrote: refused in words, touched in nothing, and all of it can be taken to the office.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ipc::refusal::Code;
use ipc::visit::{FindDrives, Look, SaveEverything};
use record::{Hash, Purpose};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tablet::Tablet;

use crate::fake_office::FakeOffice;
use crate::family::{sealed, written};
use crate::sending::of_a_fake_office;
use crate::world::{PIN, World, code, unlock};

/// A database of a tablet that is not running.
pub(crate) fn unlocked(path: &Path, key: &[u8]) -> Connection {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", base::hex::encode(key))).unwrap();
    connection
}

/// Makes a database look as a newer program leaves it: its newest words still in its log.
fn raise(path: &Path, key: &[u8]) {
    let connection = unlocked(path, key);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    connection.close().unwrap();
    let _ = fs::remove_file(path.with_extension("db-shm"));
}

/// The key of the plans and that of the records, as the office finds them.
pub(crate) fn keys(world: &World) -> (Vec<u8>, Vec<u8>) {
    let user = world.user_folder().file_name().unwrap().to_str().unwrap().parse().unwrap();
    let file: serde_json::Value = serde_json::from_str(&world.key_file()).unwrap();
    let slots = file["slots"].as_array().unwrap();
    let closed = slots.iter().find(|slot| slot["kind"] == "office").unwrap()["closed"].as_str().unwrap();
    let closed = base::base64::decode(closed).unwrap();
    let keys = FakeOffice::opening_key().open(Purpose::OfficeSlot(user), None, &closed).unwrap();
    (keys[..32].to_vec(), keys[32..].to_vec())
}

/// Every file below a folder that says something, by its hash. The post goes on being used, and its log comes and goes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Hash> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(folder).unwrap().to_owned();
        if path.is_dir() {
            all.extend(files(&path).into_iter().map(|(inner, bytes)| (name.join(inner), bytes)));
        } else if !["reserve", "in-use", "post.db-wal"].map(Path::new).contains(&&*name) {
            all.insert(name, Hash::of(&fs::read(&path).unwrap()));
        }
    }
    all
}

fn everything(tablet: &Tablet, drive: Option<&str>) -> Result<PathBuf, ipc::Refusal> {
    let saved = tablet.save_everything(SaveEverything { drive: drive.map(str::to_owned) })?;
    Ok(saved.folder.into())
}

#[test]
fn whichever_database_is_newer_is_refused_untouched_and_can_be_copied_as_it_is() {
    for which in ["plans.db", "records.db", "post.db"] {
        let world = World::new();
        let (tablet, _office, line) = of_a_fake_office(&world);
        line.to_nobody();
        sealed(&tablet, "The Marsh family");
        written(&tablet, "The Reed family");
        assert_eq!(code(everything(&tablet, None)), Code::NotHere, "only where nothing else can be done");
        drop(tablet);
        let (plans, records) = keys(&world);
        let (path, key) = match which {
            "plans.db" => (world.user_folder().join(which), plans),
            "records.db" => (world.user_folder().join(which), records),
            _ => (world.data().join(which), world.keystore.secret(" post")),
        };
        raise(&path, &key);
        let left = |path: &Path| [fs::read(path).unwrap(), fs::read(path.with_extension("db-wal")).unwrap()];
        let before = left(&path);
        assert!(!before[1].is_empty());

        let tablet = world.start();
        assert_eq!(code(tablet.find_drives(FindDrives {})), Code::Locked);
        let refused = unlock(&tablet, PIN).unwrap_err();
        assert_eq!(refused.code, Code::TooNew, "{which}: {}", refused.sentence);
        assert!(refused.sentence.contains("safe") && refused.sentence.contains("Update Doorstep"));
        assert_eq!(code(unlock(&tablet, "975310")), Code::WrongPin { wait_s: 0 }, "{which}");

        let stick = world.copies().with_file_name("sticks").join("BLUE");
        fs::create_dir_all(&stick).unwrap();
        assert_eq!(tablet.find_drives(FindDrives {}).unwrap(), ["BLUE"]);
        let copied = everything(&tablet, Some("BLUE")).unwrap();
        assert_eq!(copied, stick.join("tablet-for-the-office"));
        assert_eq!(files(&copied), files(&world.data()), "{which}: all of it");
        let there = copied.join(path.strip_prefix(world.data()).unwrap());
        assert!(left(&path) == before && left(&there) == before, "{which}");
        assert_eq!(everything(&tablet, Some("BLUE")).unwrap(), stick.join("tablet-for-the-office (2)"));
        assert_eq!(fs::read_dir(&stick).unwrap().count(), 2, "nothing half is left");
        assert!(everything(&tablet, None).unwrap().starts_with(world.copies()));
        assert_eq!(code(everything(&tablet, Some("RED"))), Code::NotHere);
    }
}

#[test]
fn a_newer_key_file_can_be_copied_with_all_the_rest() {
    let world = World::new();
    let (tablet, _office, line) = of_a_fake_office(&world);
    line.to_nobody();
    drop(tablet);
    world.put_key_file(&world.key_file().replace("\"version\": 1", "\"version\": 2"));
    let tablet = world.start();
    assert_eq!(code(tablet.look(Look {})), Code::TooNew);
    assert_eq!(files(&everything(&tablet, None).unwrap()), files(&world.data()));
}
