//! What this cannot show, from `limits.toml`: tests that are left out or not built, and what no test here sees.

use anyhow::{Context as _, Result};
use serde::Deserialize;

const LIMITS: &str = include_str!("limits.toml");

/// All of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    left_out: Vec<LeftOut>,
    not_built: Vec<Unshown>,
    unseen: Vec<Unshown>,
}

/// Tests that cannot run under Wine.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeftOut {
    /// The program they are in: `tablet/it`.
    program: String,
    tests: Vec<String>,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unshown {
    what: String,
    why: String,
}

impl Limits {
    pub(super) fn read() -> Result<Self> {
        toml::from_str(LIMITS).context("limits.toml cannot be read")
    }

    /// The tests of a program that are left out.
    pub(super) fn left_out(&self, program: &str) -> Vec<&str> {
        let its = self.left_out.iter().filter(|it| it.program == program);
        its.flat_map(|it| it.tests.iter().map(String::as_str)).collect()
    }

    pub(super) fn print(&self) {
        println!("\nTests left out under Wine:");
        for LeftOut { program, tests, why } in &self.left_out {
            println!("  {program}: {why}");
            tests.iter().for_each(|test| println!("    {test}"));
        }
        for (title, list) in
            [("Tests not built for Windows:", &self.not_built), ("What this cannot show:", &self.unseen)]
        {
            println!("\n{title}");
            for Unshown { what, why } in list {
                println!("  {what}: {why}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_its_reason() {
        let limits = Limits::read().unwrap();
        assert!(limits.unseen.iter().chain(&limits.not_built).all(|it| it.why.len() > 10));
        assert!(limits.left_out.iter().all(|it| it.why.len() > 10 && !it.tests.is_empty()));
        assert!(limits.left_out("no such program").is_empty());
    }
}
