//! Running tests: which programs hold them, in two lanes beside each other, how long each took.
//!
//! What is built before is `product`'s. A lane runs its programs one after the other; the window's tests have one for
//! themselves, since they wait most of the time and all others can run meanwhile.

mod program;
mod report;
mod soak;
mod times;

use std::thread;
use std::time::Instant;

use anyhow::{Result, bail};

pub(crate) use program::{Program, built};
pub(crate) use report::{Ending, Report};
pub(crate) use soak::told;

use crate::places::Places;
use crate::progress::say;

/// The package whose tests open windows.
const OPENS_WINDOWS: &str = "tests";

/// How many of them at once: with three, two processors are nine tenths busy; with one, half.
const WINDOWS_AT_ONCE: usize = 3;

/// How many of the others at once.
const OTHERS_AT_ONCE: usize = 2;

/// Runs the tests of all programs whose names contain one of `names`, or all, and prints what came out.
///
/// # Errors
/// When one failed.
pub(crate) fn run(places: &Places, programs: &[Program], names: &[&str]) -> Result<()> {
    let asked: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let report = in_two_lanes(places, programs, &asked)?;
    times::write(places, &report)?;
    times::print_slowest(&report);
    report.print_failures();
    say(&report.summary());
    println!("{}", report.closing_line());
    if report.failed() > 0 { bail!("Some tests failed.") } else { Ok(()) }
}

/// Runs the long forms of tests, which `run` leaves out, one after the other, and prints one table of them.
///
/// # Errors
/// When one failed.
pub(crate) fn run_long(places: &Places, programs: &[Program], names: &[&str]) -> Result<()> {
    let mut asked: Vec<String> = vec!["--ignored".to_owned(), "--show-output".to_owned()];
    asked.extend(if names.is_empty() {
        vec!["soak_".to_owned()]
    } else {
        names.iter().map(|name| (*name).to_owned()).collect()
    });
    let seed = soak::seed();
    let mut report = Report::default();
    for program in programs {
        report.add(program.run(places, &asked, 1, Some(&seed))?);
    }
    report.print_failures();
    soak::print(&report, &seed);
    println!("{}", report.closing_line());
    if report.failed() > 0 { bail!("Some long tests failed.") } else { Ok(()) }
}

fn in_two_lanes(places: &Places, programs: &[Program], asked: &[String]) -> Result<Report> {
    let (windows, others): (Vec<&Program>, Vec<&Program>) =
        programs.iter().partition(|program| program.package == OPENS_WINDOWS);
    let began = Instant::now();
    let lane = |name: &str, programs: &[&Program], at_once: usize| -> Result<Report> {
        let mut report = Report::default();
        for program in programs {
            report.add(program.run(places, asked, at_once, None)?);
        }
        say(&format!("{name}: done after {:.0} s", began.elapsed().as_secs_f32()));
        Ok(report)
    };
    let (windows, others) = thread::scope(|scope| {
        let windows = scope.spawn(|| lane("tests of the whole product", &windows, WINDOWS_AT_ONCE));
        let others = lane("tests of its parts", &others, OTHERS_AT_ONCE);
        (windows.join(), others)
    });
    let mut report = others?;
    match windows {
        Ok(windows) => report.add(windows?),
        Err(_) => bail!("The lane of the window's tests broke off."),
    }
    Ok(report)
}
