//! The table of the long tests: what was done, how often, with which seed, and how many failed.
//!
//! A long test prints a line for each thing it did many times: `soak`, what, how many, with tabs.

use std::time::{SystemTime, UNIX_EPOCH};

use super::report::{Ending, Report, Test};

/// What the tests' random numbers begin with. Set by a person, it makes a run the same again.
pub(super) const SEED: &str = "PROPTEST_RNG_SEED";

/// The seed a person set, or one from the clock.
#[expect(clippy::disallowed_methods, reason = "any number will do that is another one next time")]
pub(super) fn seed() -> String {
    let from_clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    std::env::var(SEED).unwrap_or_else(|_| from_clock().to_string())
}

/// What a long test told, and how many of it.
pub(crate) fn told(test: &Test) -> impl Iterator<Item = (&str, &str)> {
    test.said.lines().filter_map(|line| line.strip_prefix("soak\t")?.split_once('\t'))
}

/// What, how many, and how many failed. A test that says nothing of itself still has one.
fn rows(test: &Test) -> Vec<[String; 3]> {
    let failed = u8::from(test.ending == Ending::Failed).to_string();
    let told: Vec<_> =
        told(test).map(|(what, count)| [what.to_owned(), count.to_owned(), failed.clone()]).collect();
    if told.is_empty() { vec![[test.name.clone(), "-".to_owned(), failed]] } else { told }
}

/// Prints the table.
pub(super) fn print(report: &Report, seed: &str) {
    let ran = report.tests.iter().filter(|test| test.ending != Ending::Skipped);
    println!("\n{:>9}  {:>12}  {:>8}  {:>8}  what", "how many", "seed", "failures", "seconds");
    for test in ran {
        for [what, count, failed] in rows(test) {
            println!("{count:>9}  {seed:>12}  {failed:>8}  {:>8.0}  {what}", test.seconds);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_test_tells_what_it_did_and_how_often() {
        let mut test = Test::broken_off("document/it", "soak_any_size", "noise\nsoak\tplans on paper\t459\n");
        assert_eq!(rows(&test), [["plans on paper", "459", "1"].map(str::to_owned)]);
        test.said.clear();
        assert_eq!(rows(&test)[0][0], "soak_any_size", "one that tells nothing still has a row");
    }
}
