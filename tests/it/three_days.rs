//! Three days of use in one hour: what the app, its page and what stands beside them hold in memory does not grow. What is held at
//! least is compared: a picture of the window, eight megabytes of it, comes and goes. The app runs as it is delivered: a driver would hold on
//! to a page for longer than anybody does.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tests::examples;
use tests::process::{children_named, until};
use tests::ready::{PASSPHRASE, Ready, unlock};
use tests::window::{ByHand, Spot, Window};

/// So many parts of the plan are looked at each time: those whose rows lie in sight without scrolling.
const PARTS: u64 = 3;
/// Written in: what stands in others, such as names, changes other screens.
const WRITTEN_IN: u64 = 1;
/// What there is on a screen to be written in without scrolling.
const FIELD: &str = "
    const fields = [...document.querySelectorAll('main textarea, main input[type=text]')];
    const lowest = document.querySelector('.bottom').getBoundingClientRect().top;
    const field = fields.find(it => it.getBoundingClientRect().bottom < lowest);
    if (field) field.setAttribute('data-written-in', '');
    return field ? true : null;
";
/// What holds memory, each by itself.
const HOLDERS: [&str; 3] = ["the app", "its page", "what loads for the page"];

#[test]
#[ignore = "takes an hour; `cargo xtask soak` runs it"]
fn soak_three_days_of_use_in_an_hour() -> Result<()> {
    let hours: u32 = std::env::var("DOORSTEP_HOURS").map_or(Ok(72), |it| it.parse())?;
    let minutes: u64 = std::env::var("SOAK_MINUTES").map_or(Ok(60), |it| it.parse())?;
    let mut ready = Ready::new()?;
    ready.stage.manage_windows()?;
    ready.write(&examples::plan("ten-children")?)?;
    ready.write(&examples::plan("marsh")?)?;
    let spots = Spots::look(&ready)?;
    let mut app = ByHand::open(&ready.stage)?;
    let (began, all) = (Instant::now(), Duration::from_secs(minutes * 60));
    let (mut held, mut rounds) = (Vec::new(), 0_usize);
    for hour in 1..=hours {
        let so_many = usize::try_from(hour)?;
        while began.elapsed() < all * hour / hours || held.len() < so_many {
            let now = spots.use_it(&mut app)?;
            rounds += 1;
            if held.len() < so_many {
                held.push(now);
            }
        }
    }
    println!("soak\thours of use, memory held at the end of each\t{hours}");
    println!("soak\ttimes unlocked, a plan opened, read, written in and locked\t{rounds}");
    let sixth = held.len() / 6;
    let early = held.get(sixth..2 * sixth).context("too few hours")?;
    let late = held.get(held.len() - sixth..).context("too few hours")?;
    let mut grew = Vec::new();
    for (place, holder) in HOLDERS.iter().enumerate() {
        let [before, after] = [early, late].map(|of| {
            let mut of: Vec<u64> = of.iter().filter_map(|held| held.get(place).copied()).collect();
            of.sort_unstable();
            (of.first().copied().unwrap_or_default(), of.get(of.len() / 2).copied().unwrap_or_default())
        });
        let growth = after.0 as f64 / before.0 as f64 - 1.0;
        for (when, (least, middle)) in [("second", before), ("last", after)] {
            println!("soak\tkilobytes of {holder} in the {when} sixth, at least\t{least}");
            println!("soak\tkilobytes of {holder} in the {when} sixth, in the middle\t{middle}");
        }
        println!("soak\tgrowth of {holder} at least, in thousandths\t{:.0}", growth * 1000.0);
        if growth >= 0.05 {
            grew.push(*holder);
        }
    }
    ensure!(grew.is_empty(), "grew by five percent or more: {grew:?}");
    Ok(())
}

/// Where what is tapped lies, and how the screens look. A driver can ask the page for it.
struct Spots {
    door: Spot,
    pin: Spot,
    list: Spot,
    plan: Spot,
    home: Spot,
    parts: Vec<PartSpots>,
    all_plans: Spot,
    lock: Spot,
}

/// A part of the plan: its row, its heading, the way back, and where there is something to write in.
struct PartSpots {
    row: Spot,
    heading: Spot,
    back: Spot,
    field: Option<Spot>,
}

impl Spots {
    fn look(ready: &Ready) -> Result<Self> {
        let stage = &ready.stage;
        let mut window = Window::open(stage)?;
        window.see("Your plans are locked.")?;
        let has_keys = "return document.activeElement?.id === 'door-pin' || null";
        until("the door takes the keys", || Ok(window.script(has_keys)?.as_bool()))?;
        let door = window.sight(stage, "h1")?;
        let pin = window.spot(stage, "#door-pin", -2)?;
        unlock(&mut window)?;
        window.see("The Marsh family")?;
        let list = window.sight(stage, "h1")?;
        let plan = window.spot(stage, "li button.link", 6)?;
        let lock = window.spot(stage, ".bottom .end button:last-child", 6)?;
        window.tap_at("li button.link")?;
        window.see("What we are worried about")?;
        let home = window.sight(stage, "h1")?;
        let all_plans = window.spot(stage, ".bottom button", 6)?;
        let mut parts = Vec::new();
        for part in 1..=PARTS {
            let row = window.spot(stage, &format!("ul.tasks li:nth-child({part}) button"), 6)?;
            window.tap_at(&format!("ul.tasks li:nth-child({part}) button"))?;
            window.see("Back")?;
            let heading = window.sight(stage, "h1")?;
            let back = window.spot(stage, ".bottom button", 6)?;
            let field = if part == WRITTEN_IN {
                until("there is something to write in", || Ok(window.script(FIELD)?.as_bool()))?;
                Some(window.spot(stage, "[data-written-in]", 20)?)
            } else {
                None
            };
            parts.push(PartSpots { row, heading, back, field });
            window.tap("Back")?;
            window.see("What we are worried about")?;
        }
        window.close()?;
        Ok(Self { door, pin, list, plan, home, parts, all_plans, lock })
    }

    /// Unlocks, opens a plan, looks at each part of it, writes in one, and locks. What is held in memory before that last.
    fn use_it(&self, app: &mut ByHand) -> Result<[u64; 3]> {
        app.until_seen(&self.pin).context("the field for the PIN")?;
        app.press(&format!("{PASSPHRASE}\n"))?;
        app.until_seen(&self.list).context("the list, after the door")?;
        go(app, &self.plan, &self.home).context("the plan")?;
        for (number, part) in (1..).zip(&self.parts) {
            go(app, &part.row, &part.heading).with_context(|| format!("part {number}"))?;
            if let Some(field) = &part.field {
                app.tap(field)?;
                app.press("ok ")?;
            }
            go(app, &part.back, &self.home).with_context(|| format!("back from part {number}"))?;
        }
        go(app, &self.all_plans, &self.list).context("the list, after the plan")?;
        let now = held(app)?;
        go(app, &self.lock, &self.door).context("the door")?;
        Ok(now)
    }
}

/// Taps something and waits for what comes of it.
fn go(app: &mut ByHand, tap: &Spot, seen: &Spot) -> Result<()> {
    app.tap(tap)?;
    app.until_seen(seen)
}

/// What each of the three holds in memory, in kilobytes.
fn held(app: &ByHand) -> Result<[u64; 3]> {
    let page = until("the page has a process", || Ok(app.pages().first().copied()))?;
    let beside = children_named(app.app(), "WebKitNetworkPr").first().copied().context("no such process")?;
    Ok([kilobytes(app.app())?, kilobytes(page)?, kilobytes(beside)?])
}

/// What a process itself wrote there; what it shares with others by halves. Programs and libraries are left out: how much of them
/// counts as its own changes with whoever else on the machine runs the same.
fn kilobytes(process: u32) -> Result<u64> {
    let told = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    let of = |name: &str| {
        let line = told.lines().find(|line| line.starts_with(name)).context("no such line")?;
        Ok::<u64, anyhow::Error>(line.split_whitespace().nth(1).context("no number")?.parse()?)
    };
    Ok(of("Pss_Anon:")? + of("Pss_Shmem:")?)
}
