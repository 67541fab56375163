//! Both programs for Windows, built on Debian and tried under Wine: the tests of their parts, and a visit from a tablet on this
//! machine to the office's program for Windows.
//!
//! It is evidence, not proof: no real Windows is seen. What that leaves open is in `limits.toml` and printed at the end.

mod limits;
mod toolchain;
mod wine;

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::places::{Places, Profile};
use crate::progress::{say, stage};
use crate::system_packages;
use crate::testing::{self, Ending, Program, Report};
use crate::ui;
use limits::Limits;
use toolchain::{TARGET, Toolchain};
use wine::{WINE, Wine};

/// What is built, in one call, or features would come out differently and most would be built twice.
const PACKAGES: [&str; 12] = [
    "base",
    "plan",
    "record",
    "document",
    "ipc",
    "course",
    "printer",
    "council",
    "faults",
    "tablet",
    "office",
    "src-tauri",
];

const OFFICE: &str = "doorstep-office.exe";
const TABLET: &str = "doorstep.exe";

/// The tests of a visit between two systems.
const VISIT: &str = "other_system::";

/// Builds everything, tries all of it even where something fails, and prints what came out and what stays open.
pub(crate) fn try_out(places: &Places) -> Result<()> {
    system_packages::install_missing(system_packages::FOR_WINDOWS)?;
    ui::build(places, Profile::Dev)?;
    let limits = Limits::read()?;
    let toolchain = Toolchain::provide(places)?;
    let mut programs = stage("programs and tests for Windows", || build(places, &toolchain))?;
    let wine = stage("Wine", || Wine::start(places))?;
    for program in &mut programs {
        program.run_by(WINE.as_ref());
        program.set(&wine.variables());
    }
    let reports = stage("tests under Wine", || test(places, &programs, &limits))?;
    let without_web_view = stage("the app without a web view", || starts_without_web_view(places, &wine));
    let visit = stage("a visit from a tablet on this machine", || visit(places, &wine))?;

    print(places, &programs, &reports)?;
    limits.print();
    println!("\nA visit from a tablet on this machine to {OFFICE}: {}", visit.closing_line());
    for (what, how_many) in visit.tests.iter().flat_map(testing::told) {
        println!("  {what}: {how_many}");
    }
    println!("{TABLET} without WebView2: {}", if without_web_view.is_ok() { "says so" } else { "FAILED" });
    without_web_view?;
    let mut all = visit;
    reports.into_iter().for_each(|report| all.add(report));
    all.print_failures();
    println!("\n{}", all.closing_line());
    if all.failed() > 0 { bail!("Some tests failed.") } else { Ok(()) }
}

fn build(places: &Places, toolchain: &Toolchain) -> Result<Vec<Program>> {
    let mut cargo = toolchain.cargo(places)?;
    cargo.args(["build", "--lib", "--bins", "--tests"]);
    for package in PACKAGES {
        cargo.args(["--package", package]);
    }
    testing::built(cargo)
}

fn test(places: &Places, programs: &[Program], limits: &Limits) -> Result<Vec<Report>> {
    programs
        .iter()
        .map(|program| {
            let left_out = limits.left_out(&program.name());
            let mut asked = vec!["--exact".to_owned()];
            asked.extend(left_out.iter().flat_map(|test| ["--skip".to_owned(), (*test).to_owned()]));
            let report = program.run(places, &asked, 2, None)?;
            say(&format!("{}: {}", program.name(), report.closing_line()));
            if report.passed_over != left_out.len() as u64 {
                bail!("limits.toml leaves out a test of {} that is not there.", program.name());
            }
            Ok(report)
        })
        .collect()
}

/// The program says what is missing and ends. A box that tells a person has no screen here.
fn starts_without_web_view(places: &Places, wine: &Wine) -> Result<()> {
    let data = places.windows().join("wine/tablet");
    let started = wine.program(&built_program(places, TABLET)).arg("--data").arg(&data).output()?;
    let said = String::from_utf8_lossy(&started.stderr);
    if started.status.success() || !said.contains("WebView2") {
        bail!("{TABLET} does not say that it has no WebView2: {said}");
    }
    Ok(())
}

/// The tablet's own test of it, built for this machine.
fn visit(places: &Places, wine: &Wine) -> Result<Report> {
    let mut cargo = places.cargo();
    cargo.args(["test", "--no-run", "--package", "tablet", "--test", "it"]);
    let mut programs = testing::built(cargo)?;
    let program = programs.first_mut().context("the tablet has no tests")?;
    let mut variables = wine.variables();
    let office: OsString = built_program(places, OFFICE).into();
    variables.push(("DOORSTEP_OFFICE_PROGRAM".to_owned(), office));
    variables.push(("DOORSTEP_OFFICE_RUNNER".to_owned(), WINE.into()));
    program.set(&variables);
    let asked = [VISIT, "--ignored", "--show-output"].map(str::to_owned);
    program.run(places, &asked, 1, None)
}

fn built_program(places: &Places, name: &str) -> PathBuf {
    places.windows().join(TARGET).join("debug").join(name)
}

fn print(places: &Places, programs: &[Program], reports: &[Report]) -> Result<()> {
    println!("\nBuilt for {TARGET}:");
    for name in [OFFICE, TABLET] {
        let path = built_program(places, name);
        let megabytes = fs::metadata(&path).with_context(|| format!("{name} was not built"))?.len() >> 20;
        println!("  {} ({megabytes} MB)", path.strip_prefix(&places.root).unwrap_or(&path).display());
    }
    println!(
        "\n{:24} {:>6} {:>6} {:>8} {:>9}",
        "Tests under Wine", "passed", "failed", "left out", "long form"
    );
    for (program, report) in programs.iter().zip(reports) {
        let [passed, failed, long] =
            [Ending::Passed, Ending::Failed, Ending::Skipped].map(|ending| report.count(ending));
        println!("{:24} {passed:>6} {failed:>6} {:>8} {long:>9}", program.name(), report.passed_over);
    }
    Ok(())
}
