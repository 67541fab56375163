//! What comes out on paper, read back as others read it: every word, in order, in every kind of copy, whatever a plan holds;
//! and the bytes that never change.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and figures are printed"
)]

mod any_plan;
mod any_size;
mod broken;
mod checker;
mod copies;
#[cfg(unix)]
mod drawn;
mod family;
mod faults;
mod fullness;
mod golden;
mod kinds;
mod letters;
mod links;
mod look;
#[cfg(unix)]
#[allow(dead_code, reason = "the printer’s own, of which not all is used here")]
#[path = "../../../printer/tests/it/made_up.rs"]
mod made_up;
mod measure;
mod names;
#[cfg(unix)]
#[path = "../../../printer/tests/it/neighbours.rs"]
mod neighbours;
mod outline;
mod paper;
mod picture;
#[cfg(unix)]
#[path = "../../../printer/tests/it/pwg_reader.rs"]
mod pwg_reader;
mod scripts;
mod sitting;
mod sized;
mod spoken;
#[cfg(unix)]
#[allow(dead_code, reason = "the printer’s own, of which not all is used here")]
#[path = "../../../printer/tests/it/stage.rs"]
mod stage;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// As many cases as `PROPTEST_CASES` asks for, or as usual.
fn cases(usual: u32) -> ProptestConfig {
    let asked =
        ProptestConfig { failure_persistence: None, max_shrink_iters: 24, ..ProptestConfig::default() };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { usual };
    ProptestConfig { cases, ..asked }
}

/// Tries a law with that many of what can be made up, and tells so as a row for `cargo xtask soak`.
fn soak<S: Strategy>(what: &str, usual: u32, any: &S, law: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = cases(usual);
    let tried = config.cases;
    TestRunner::new(config).run(any, law).unwrap();
    println!("soak\t{what}\t{tried}");
}
