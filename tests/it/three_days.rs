//! Three days of use in one hour: what the app and its page hold in memory does not grow. A page that a driver holds on to keeps its
//! process over a lock, so that it is older here than one that is delivered ever gets.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tests::examples;
use tests::process::{children_named, until};
use tests::ready::{Ready, unlock};
use tests::window::Window;

/// Stands over the plan's parts.
const CHILDREN: &str = "Plan for";
/// So many parts of the plan are looked at each time.
const PARTS: usize = 8;
const FIELD: &str = "Where, and who comes?";

#[test]
#[ignore = "takes an hour; `cargo xtask soak` runs it"]
fn soak_three_days_of_use_in_an_hour() -> Result<()> {
    let hours: u32 = std::env::var("DOORSTEP_HOURS").map_or(Ok(72), |it| it.parse())?;
    let minutes: u64 = std::env::var("SOAK_MINUTES").map_or(Ok(60), |it| it.parse())?;
    let ready = Ready::new()?;
    ready.write(&examples::plan("ten-children")?)?;
    ready.write(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    let (began, all) = (Instant::now(), Duration::from_secs(minutes * 60));
    let (mut held, mut rounds) = (Vec::new(), 0);
    for hour in 1..=hours {
        while began.elapsed() < all * hour / hours || held.len() < usize::try_from(hour)? {
            use_it(&mut window, rounds)?;
            rounds += 1;
            if held.len() < usize::try_from(hour)? {
                held.push(held_by(&window)?);
            }
        }
    }
    let sixth = held.len() / 6;
    let early = median(held.get(sixth..2 * sixth).context("too few hours")?);
    let late = median(held.get(held.len() - sixth..).context("too few hours")?);
    let growth = late as f64 / early as f64 - 1.0;
    println!("soak\thours of use, memory held at the end of each\t{hours}");
    println!("soak\tplans opened, written in and locked\t{rounds}");
    println!("soak\tkilobytes held in the second sixth of it, in the middle\t{early}");
    println!("soak\tkilobytes held in the last sixth of it, in the middle\t{late}");
    println!("soak\tgrowth in thousandths\t{:.0}", growth * 1000.0);
    ensure!(growth < 0.05, "it grew by {:.1} percent", growth * 100.0);
    window.close()
}

/// Opens a plan, looks at each part of it, writes in it, and locks.
fn use_it(window: &mut Window, round: u32) -> Result<()> {
    window.tap("The Marsh family")?;
    for part in 1..=PARTS {
        let way = format!("ul.tasks li:nth-child({part}) button");
        until("a part is opened", || Ok(window.tap_at(&way).ok()))?;
        back(window)?;
    }
    window.tap("Meeting again")?;
    window.type_instead(FIELD, &format!("At home, with Nana Jean, for the {round}th time"))?;
    window.see("Saved here")?;
    back(window)?;
    window.tap("All plans")?;
    window.see("Your plans")?;
    window.tap("Lock")?;
    window.see("Your plans are locked.")?;
    unlock(window)?;
    window.see("Your plans")
}

/// What is tapped may be drawn anew while it is looked for: some screens are not whole at once.
fn back(window: &mut Window) -> Result<()> {
    until("the way back is tapped", || Ok(window.tap("Back").ok()))?;
    window.see(CHILDREN)
}

/// What the app and everything it started hold in memory, in kilobytes; what they share is counted once.
fn held_by(window: &Window) -> Result<u64> {
    let app = window.app_process()?;
    let page =
        until("the page has a process", || Ok(children_named(app, "WebKitWebProces").first().copied()))?;
    let mut all = 0;
    for process in [app, page].into_iter().chain(children_named(app, "WebKitNetworkPr")) {
        let told = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
        let line = told.lines().find(|line| line.starts_with("Pss:")).context("no such line")?;
        all += line.split_whitespace().nth(1).context("no number")?.parse::<u64>()?;
    }
    Ok(all)
}

fn median(of: &[u64]) -> u64 {
    let mut sorted = of.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
