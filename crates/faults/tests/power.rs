//! The disk itself, under a plain database: a program that waits for the disk loses nothing, one that does not is found out.

#![expect(clippy::unwrap_used, reason = "a test may stop where it likes")]

use std::path::Path;

use faults::{Dice, Disk, Fault, Lasts, Trouble};
use rusqlite::{Connection, OpenFlags};

fn open(folder: &Path, synchronous: &str) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = Connection::open_with_flags(folder.join("a.db"), flags)?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 6;")?;
    connection.execute_batch(&format!("PRAGMA synchronous = {synchronous}"))?;
    connection.execute_batch("CREATE TABLE IF NOT EXISTS kept (number INTEGER, words TEXT)")?;
    Ok(connection)
}

fn add(connection: &Connection, number: i64) -> rusqlite::Result<usize> {
    connection.execute("INSERT INTO kept VALUES (?1, ?2)", (number, "x".repeat(300)))
}

/// How many rows are there, if the database can be read at all.
fn rows(folder: &Path) -> rusqlite::Result<usize> {
    let connection = open(folder, "FULL")?;
    let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    let rows: i64 = connection.query_row("SELECT COUNT(*) FROM kept", [], |row| row.get(0))?;
    if sound == "ok" { Ok(usize::try_from(rows).unwrap()) } else { Err(rusqlite::Error::InvalidQuery) }
}

/// How many cuts lost a row that was answered, of those after each step.
fn lost(synchronous: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::watch(folder.path()).unwrap();
    let connection = open(folder.path(), synchronous).unwrap();
    let mut answered = Vec::new();
    for number in 0..25 {
        add(&connection, number).unwrap();
        answered.push(disk.steps());
    }
    let mut dice = Dice::new(1);
    let is_lost = |steps: &usize| {
        let after = tempfile::tempdir().unwrap();
        disk.lay_out(*steps, &mut dice, after.path()).unwrap();
        // Watched as well, so that nobody waits for a real disk.
        let _quick = Disk::watch(after.path()).unwrap();
        let there = answered.iter().filter(|it| *it <= steps).count();
        there > 0 && !rows(after.path()).is_ok_and(|found| found == there || found == there + 1)
    };
    (0..=disk.steps()).filter(is_lost).count()
}

#[test]
fn who_waits_for_the_disk_loses_nothing_and_who_does_not_is_found_out() {
    assert_eq!(lost("FULL"), 0);
    assert!(lost("NORMAL") > 0, "a commit that nobody waited for");
    assert!(lost("OFF") > 0);
}

#[test]
fn each_operation_can_fail_and_what_comes_after_it_goes_well() {
    for trouble in [Trouble::Broken, Trouble::Full] {
        for lasts in [Lasts::Once, Lasts::UntilRepaired] {
            for at in 1.. {
                let folder = tempfile::tempdir().unwrap();
                let disk = Disk::watch(folder.path()).unwrap();
                let connection = open(folder.path(), "FULL").unwrap();
                disk.arm(Fault { at, trouble, lasts });
                let added = add(&connection, 1);
                if disk.repair() == 0 {
                    assert!(added.is_ok() && at > 1, "{trouble:?} meets something");
                    break;
                }
                add(&connection, 2).unwrap();
                drop(connection);
                let found = rows(folder.path()).unwrap();
                assert!(found == 1 + usize::from(added.is_ok()) || found == 2, "{trouble:?} {lasts:?} {at}");
            }
        }
    }
}
