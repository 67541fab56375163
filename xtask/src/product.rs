//! Building, starting and testing the whole product.
//!
//! The product is always built in one selection, so that features come out the same and nothing is built twice.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::parts;
use crate::places::{Places, Profile};
use crate::process;
use crate::progress::{say, stage};
use crate::testing::{self, Program};
use crate::tidy;
use crate::ui;
use crate::wasm_std::WasmStd;

/// Not in it: the interface, a program for another machine that `ui` builds, and these commands, whose libraries would
/// be built a second time only because the product wants other features of what both use.
const PRODUCT: [&str; 5] = ["--workspace", "--exclude", "src-ui", "--exclude", "xtask"];

pub(crate) fn build(places: &Places, profile: Profile) -> Result<()> {
    ui::build(places, profile)?;
    let mut cargo = places.cargo();
    cargo.arg("build").args(PRODUCT).arg("--bins");
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    stage("programs", || {
        process::run(
            &mut cargo,
            "The programs did not compile. Correct what the compiler says above, then run the same command again.",
        )
    })
}

pub(crate) fn run(places: &Places) -> Result<()> {
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if !has_display {
        say("There is no display here, so the scripted visit runs on a screen of its own instead.");
        return demo(places, Profile::Dev);
    }
    build(places, Profile::Dev)?;
    let mut practice = program(places, Profile::Dev, "practice")?;
    process::run(&mut practice, "The practice office ended with a failure; its lines above say which.")
}

pub(crate) fn demo(places: &Places, profile: Profile) -> Result<()> {
    build(places, profile)?;
    let mut demo = program(places, profile, "demo")?;
    demo.args(["--profile", profile.name()]);
    process::run(
        &mut demo,
        "The scripted visit did not reach its end; its lines above say at which step it stopped.",
    )
}

/// Everything is tried even when something before it failed, so that one run shows all there is to correct.
pub(crate) fn test(places: &Places, names: &[&str]) -> Result<()> {
    build(places, Profile::Dev)?;
    let mut failed = Vec::new();
    if let Err(violations) = stage("tidy", || tidy::check(places)) {
        println!("{violations:#}");
        failed.push("tidy");
    }
    if let Err(refused) = stage("parts", || parts::write(places)) {
        println!("{refused:#}");
        failed.push("parts");
    }
    let programs = stage("test programs", || test_programs(places))?;
    if stage("tests", || testing::run(places, &programs, names)).is_err() {
        failed.push("tests");
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("Not everything is well: {}. The lines above name each one.", failed.join(", "));
}

/// The tests that `test` leaves out because they do one thing hundreds of times: those whose names begin with “soak”.
pub(crate) fn soak(places: &Places, names: &[&str]) -> Result<()> {
    build(places, Profile::Dev)?;
    let programs = stage("test programs", || {
        // Those of the whole product drive programs that were built for development.
        let parts = [&PRODUCT[..], &["--exclude", "tests", "--profile", "soak"]].concat();
        programs_of(places, &[&["--package", "tests"], &parts])
    })?;
    stage("long tests", || testing::run_long(places, &programs, names))
}

/// Every program of tests: the product's and these commands'. The interface has none: what of it can be tested without a
/// page is in crates of its own, and nothing of its framework is built for this machine.
fn test_programs(places: &Places) -> Result<Vec<Program>> {
    programs_of(places, &[&PRODUCT, &["--package", "xtask"]])
}

fn programs_of(places: &Places, selections: &[&[&str]]) -> Result<Vec<Program>> {
    let mut programs = Vec::new();
    for selection in selections {
        let mut cargo = places.cargo();
        cargo.args(["test", "--no-run"]).args(*selection);
        programs.extend(testing::built(cargo)?);
    }
    Ok(programs)
}

/// Timings, by the program that takes them.
pub(crate) fn bench(places: &Places, program: &str) -> Result<()> {
    let mut cargo = cargo_for_timings(places);
    cargo.args(["run", "--release", "--quiet", "--bin", program]);
    process::run(&mut cargo, "The timings were not taken. The lines above say why.")
}

/// Timings live in a workspace of their own, so that nothing of theirs is in the product's.
fn cargo_for_timings(places: &Places) -> Command {
    let mut cargo = places.cargo();
    cargo.current_dir(places.root.join("bench")).env("CARGO_TARGET_DIR", places.bench());
    cargo
}

/// Clippy with every warning an error, for the programs and, on its own target, for the interface. Of the timings only that they
/// compile is looked at: nothing else builds them before somebody takes them.
pub(crate) fn lint(places: &Places) -> Result<()> {
    // The app does not compile, not even for clippy, without the pages it carries.
    ui::build(places, Profile::Dev)?;
    let mut programs = places.cargo();
    programs.arg("clippy").args(PRODUCT).args(["--all-targets", "--keep-going", "--", "-D", "warnings"]);
    let mut commands = places.cargo();
    commands.args(["clippy", "--package", "xtask", "--all-targets", "--", "-D", "warnings"]);
    let mut interface = clippy_for_the_interface(places)?;
    let mut timings = cargo_for_timings(places);
    // As they are run, so that what of other languages was compiled for one serves the other.
    timings.args(["check", "--release"]);

    let mut all_well = true;
    for (name, cargo) in [
        ("clippy for the programs", &mut programs),
        ("clippy for these commands", &mut commands),
        ("clippy for the interface", &mut interface),
        ("whether the timings compile", &mut timings),
    ] {
        all_well &= stage(name, || process::run(cargo, "Something was found.")).is_ok();
    }
    if !all_well {
        bail!("Something was found. Correct what is said above, then run the same command again.");
    }
    Ok(())
}

/// Clippy belongs to the machine's compiler, so with Debian's it looks at the interface as a program for this machine.
fn clippy_for_the_interface(places: &Places) -> Result<Command> {
    let wasm_std = WasmStd::provide(places)?;
    let mut clippy = match &wasm_std {
        WasmStd::Toolchain => ui::cargo(places, "clippy", Profile::Dev, &wasm_std)?,
        WasmStd::Debian(_) => {
            let mut clippy = places.cargo();
            clippy.args(["clippy", "--package", "src-ui"]);
            clippy
        }
    };
    clippy.args(["--", "-D", "warnings"]);
    Ok(clippy)
}

fn program(places: &Places, profile: Profile, name: &str) -> Result<Command> {
    let path = places.program(profile, name);
    path.exists().then(|| Command::new(&path)).with_context(|| {
        format!(
            "The workspace builds no program `{name}`, so there is nothing to start. It belongs into `tests`."
        )
    })
}
