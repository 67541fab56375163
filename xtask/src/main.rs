//! `cargo xtask …`: every command of the README.
//!
//! Words on the command line become one call into a module here; what a command does is in that module. Nothing of the
//! product is in this crate, and nothing of this crate is in the product.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "these commands talk to whoever typed them")]

mod bindgen;
mod debian_compiler;
mod languages;
mod manifest;
mod output_folder;
mod papers;
mod parts;
mod picture;
mod places;
mod process;
mod product;
mod progress;
mod setup;
mod system_packages;
mod testing;
mod tidy;
mod ui;
mod wasm_std;
mod windows;

use std::process::ExitCode;

use places::{Places, Profile};

const HELP: &str = "\
cargo xtask COMMAND

  run                start an office with made-up families and open the app on it
  demo [--release]   a scripted visit in the real app, on a screen of its own
  test [NAME…]       build, tidy and every test, or those whose names contain one of these; times in target/test-times.tsv
  soak [NAME…]       the long tests: the same thing hundreds of times, and one table of what came out
  build [--release]  everything needed by the commands above, and nothing started
  ui [--release]     only the pages that app and office show
  setup              only what has to be on this machine; says what it installs
  windows            both programs for Windows, and the tests of their parts under Wine; what that cannot show is named
  bench [office]     timings beside other programs, on the same text in one run; with `office`, of what tablets send
  bench lists        how long the office's lists take with 1,000, 10,000 and 100,000 agreements; writes some gigabytes
  tidy               formatting, who may use whom, no circles of files, file sizes, migrations
  picture            the pictures of the documents: the crates and who uses whom, from their manifests, and screens as the
                     last `demo` left them
  papers [COMMIT]    every paper of every example as pictures; beside those of a commit, with what differs marked
  parts              what the programs are made of, as a CycloneDX bill; whether licences and bans in deny.toml are kept; known
                     weaknesses where `cargo deny` is installed
  lint               clippy, with every warning an error, and whether the timings compile
  languages          how far each translation has got; with --sheet TAG, every sentence for its translator; with
                     --write, the files up to the English, with what has words alone
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match perform(&words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(words: &[&str]) -> anyhow::Result<ExitCode> {
    let places = Places::find()?;
    match words {
        ["run"] => product::run(&places)?,
        ["demo"] => product::demo(&places, Profile::Dev)?,
        ["demo", "--release"] => product::demo(&places, Profile::Release)?,
        ["test", names @ ..] => product::test(&places, names)?,
        ["soak", names @ ..] => product::soak(&places, names)?,
        ["build"] => product::build(&places, Profile::Dev)?,
        ["build", "--release"] => product::build(&places, Profile::Release)?,
        ["ui"] => ui::build(&places, Profile::Dev)?,
        ["ui", "--release"] => ui::build(&places, Profile::Release)?,
        ["setup"] => setup::prepare(&places).map(drop)?,
        ["windows"] => windows::try_out(&places)?,
        ["bench"] => product::bench(&places, "bench")?,
        ["bench", "office"] => product::bench(&places, "office")?,
        ["bench", "lists"] => product::bench(&places, "lists")?,
        ["tidy"] => tidy::check(&places)?,
        ["parts"] => parts::write(&places)?,
        ["lint"] => product::lint(&places)?,
        ["picture"] => picture::write(&places.root)?,
        ["papers"] => papers::compare(&places, None)?,
        ["papers", commit] => papers::compare(&places, Some(commit))?,
        ["languages"] => languages::print(&places)?,
        ["languages", "--write"] => languages::write(&places)?,
        ["languages", "--sheet", tag] => languages::sheet(&places, tag)?,
        [] | ["help" | "--help" | "-h"] => print!("{HELP}"),
        unknown => {
            eprint!("There is no command `{}`.\n\n{HELP}", unknown.join(" "));
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
