//! How long each test took and what it started: `target/test-times.tsv`, and the slowest on the screen.
//!
//! Tests of the whole product note what they start themselves, a line each, in a file whose name they are given.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::report::{Note, Report, Test};
use crate::places::Places;

/// The variable that names the file a program of tests adds its notes to.
pub(crate) const NOTES: &str = "DOORSTEP_TEST_NOTES";

/// What is noted: starting what a test needs.
const NOTED: [&str; 3] = ["app", "office", "browser"];

const SLOWEST: usize = 20;

/// An empty file for the notes of one program.
pub(crate) fn fresh_notes(places: &Places, package: &str, target: &str) -> Result<PathBuf> {
    let folder = places.test_notes();
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{package}-{target}.tsv"));
    fs::write(&file, "")?;
    Ok(file)
}

/// Gives each test what was noted under its name. A line is the test's name, what it was, and seconds.
pub(crate) fn add_notes(report: &mut Report, program: &str, file: &Path) -> Result<()> {
    for line in fs::read_to_string(file)?.lines() {
        let mut columns = line.split('\t');
        let (Some(name), Some(what), Some(seconds)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let Ok(seconds) = seconds.parse() else { continue };
        let its = |test: &&mut Test| test.program == program && test.name == name;
        if let Some(test) = report.tests.iter_mut().find(its) {
            test.notes.push(Note { what: what.to_owned(), seconds });
        }
    }
    Ok(())
}

/// Writes the whole table, slowest first.
pub(crate) fn write(places: &Places, report: &Report) -> Result<()> {
    let mut table = String::from("test\tseconds");
    for what in NOTED {
        table.push_str(&format!("\t{what}_times\t{what}_seconds"));
    }
    table.push('\n');
    for test in by_time(report) {
        table.push_str(&format!("{test}\t{:.3}", test.seconds));
        for what in NOTED {
            let (times, seconds) = noted(test, what);
            table.push_str(&format!("\t{times}\t{seconds:.3}"));
        }
        table.push('\n');
    }
    Ok(fs::write(places.test_times(), table)?)
}

/// Prints the slowest, each with what of its time was starting programs.
pub(crate) fn print_slowest(report: &Report) {
    println!("\nThe slowest tests (all are in target/test-times.tsv):");
    for test in by_time(report).into_iter().take(SLOWEST) {
        let spent = NOTED.iter().filter_map(|what| {
            let (times, seconds) = noted(test, what);
            (times > 0).then(|| format!("{what} {times} × {:.1}", seconds / f64::from(times)))
        });
        println!("  {:>7.1} s  {test}  {}", test.seconds, spent.collect::<Vec<_>>().join(", "));
    }
}

fn by_time(report: &Report) -> Vec<&Test> {
    let mut tests: Vec<&Test> = report.tests.iter().collect();
    tests.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    tests
}

fn noted(test: &Test, what: &str) -> (u32, f64) {
    let notes = test.notes.iter().filter(|note| note.what == what);
    notes.fold((0, 0.0), |(times, seconds), note| (times + 1, seconds + note.seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output_folder::tests::fresh_folder;

    #[test]
    fn what_a_test_noted_is_its_own() {
        let place = fresh_folder("notes");
        let file = place.join("notes.tsv");
        fs::write(&file, "visit::a\toffice\t0.5\nvisit::a\toffice\t1.5\nvisit::b\tapp\t9\nrubbish\n")
            .unwrap();
        let mut report = Report::default();
        report.push(Test::broken_off("tests/it", "visit::a", ""));
        add_notes(&mut report, "tests/it", &file).unwrap();
        assert_eq!(noted(&report.tests[0], "office"), (2, 2.0));
        assert_eq!(noted(&report.tests[0], "app"), (0, 0.0));
        fs::remove_dir_all(place).unwrap();
    }
}
