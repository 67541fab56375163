//! The table of the long tests: what was done, how often, with which seed, and how many failed.
//!
//! A long test prints a line for each thing it did many times: `soak`, what, how many, the seed (or `-`), with tabs.

use super::report::{Ending, Report, Test};

/// One row. A test that says nothing of itself still has one.
fn rows(test: &Test) -> Vec<[String; 4]> {
    let failed = u8::from(test.ending == Ending::Failed).to_string();
    let told = test.said.lines().filter_map(|line| {
        let mut columns = line.strip_prefix("soak\t")?.split('\t');
        let mut column = || columns.next().unwrap_or("-").to_owned();
        Some([column(), column(), column(), failed.clone()])
    });
    let told: Vec<_> = told.collect();
    if told.is_empty() { vec![[test.name.clone(), "-".into(), "-".into(), failed]] } else { told }
}

/// Prints the table.
pub(crate) fn print(report: &Report) {
    let ran = report.tests.iter().filter(|test| test.ending != Ending::Skipped);
    println!("\n{:>9}  {:>20}  {:>8}  {:>8}  what", "how many", "seed", "failures", "seconds");
    for test in ran {
        for [what, count, seed, failed] in rows(test) {
            println!("{count:>9}  {seed:>20}  {failed:>8}  {:>8.0}  {what}", test.seconds);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_test_tells_what_it_did_and_how_often() {
        let mut test =
            Test::broken_off("document/it", "soak_any_size", "noise\nsoak\tplans on paper\t459\t7\n");
        assert_eq!(rows(&test), [["plans on paper", "459", "7", "1"].map(str::to_owned)]);
        test.said.clear();
        assert_eq!(rows(&test)[0][0], "soak_any_size", "one that tells nothing still has a row");
    }
}
