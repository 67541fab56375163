//! What somebody reads in the memory of a locked tablet. The app runs as it is delivered: a driver would hold on to its page. No cheaper
//! test has the web view's processes.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use plan::Plan;
use plan::ids::ConcernId;
use tests::process::{children_named, until};
use tests::ready::{PASSPHRASE, Ready, unlock};
use tests::window::{ByHand, Spot, Window};
use tests::{examples, memory};

/// Stands before each number, and nowhere else in the world.
const CANARY: &str = "Quillonshaw";
const CANARIES: u16 = 1000;

/// With so many of them in its memory a page has the plan open.
const MANY: usize = 900;

#[test]
fn nothing_of_a_plan_is_in_the_memory_of_a_locked_tablet() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.stage.manage_windows()?;
    ready.write(&full_of_canaries()?)?;
    let spots = Spots::look(&ready)?;
    let mut app = ByHand::open(&ready.stage)?;
    app.until_seen(spots.door)?;
    app.press(&format!("{PASSPHRASE}\n"))?;
    app.until_seen(spots.list)?;
    app.tap(spots.plan)?;
    app.until_seen(spots.home)?;
    let (before, open) = (app.pages(), found(&app)?);
    ensure!(open.1.len() > MANY, "{} in the memory of the page", open.1.len());

    app.put_away()?;
    until("another page has begun", || {
        let now = app.pages();
        Ok((!now.is_empty() && now.iter().all(|page| !before.contains(page))).then_some(()))
    })?;
    app.bring_back()?;
    app.until_seen(spots.door)?;
    let (in_app, in_page) = found(&app)?;
    println!("{} in the memory of the app, {} in that of its page and beside", in_app.len(), in_page.len());
    ensure!(in_app.is_empty() && in_page.is_empty(), "{in_app:?} {in_page:?}");
    let wide: Vec<u8> = PASSPHRASE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for process in processes(&app) {
        for way in [PASSPHRASE.as_bytes(), &wide] {
            ensure!(!memory::holds(process, way)?, "the passphrase is in the memory of process {process}");
        }
    }

    // And where somebody was is where they are again.
    app.press(&format!("{PASSPHRASE}\n"))?;
    app.until_seen(spots.home)
}

/// Where what is tapped lies, and how it looks. A driver can ask the page for it.
struct Spots {
    door: Spot,
    list: Spot,
    plan: Spot,
    home: Spot,
}

impl Spots {
    fn look(ready: &Ready) -> Result<Self> {
        let mut window = Window::open(&ready.stage)?;
        window.see("Your plans are locked.")?;
        let has_keys = "return document.activeElement?.id === 'door-pin' || null";
        until("the door takes the keys", || Ok(window.script(has_keys)?.as_bool()))?;
        // What is drawn around the field that takes the keys.
        let door = window.spot(&ready.stage, "#door-pin", -2)?;
        unlock(&mut window)?;
        window.see(CANARY)?;
        let list = window.spot(&ready.stage, "button.main.act", 6)?;
        let plan = window.spot(&ready.stage, "li button.link", 6)?;
        window.tap_at("li button.link")?;
        window.see("What we are worried about")?;
        let home = window.spot(&ready.stage, "aside button.main", 6)?;
        window.close()?;
        Ok(Self { door, list, plan, home })
    }
}

/// The app, its page and what else it started.
fn processes(app: &ByHand) -> Vec<u32> {
    let beside = ["WebKitWebProces", "WebKitNetworkPr"].map(|name| children_named(app.app(), name));
    [app.app()].into_iter().chain(beside.into_iter().flatten()).collect()
}

/// Which canaries the app has in its memory, and which all other processes have.
fn found(app: &ByHand) -> Result<(BTreeSet<u16>, BTreeSet<u16>)> {
    let mut beside = BTreeSet::new();
    for process in processes(app).into_iter().filter(|process| *process != app.app()) {
        beside.extend(memory::numbered(process, CANARY)?);
    }
    Ok((memory::numbered(app.app(), CANARY)?, beside))
}

/// A plan with a thousand of them.
fn full_of_canaries() -> Result<Plan> {
    let mut plan = examples::plan("one-child")?;
    plan.title = format!("The {CANARY} family");
    let like = plan.concerns.first().context("the example has no worry")?.clone();
    plan.concerns.clear();
    let numbers: Vec<u16> = (0..CANARIES).collect();
    for (number, chunk) in (0..).zip(numbers.chunks(50)) {
        let words: Vec<String> = chunk.iter().map(|it| format!("{CANARY}{it:04}")).collect();
        let mut worry = like.clone();
        worry.id = ConcernId::new(1, &[number; 10]);
        worry.words = words.join(" ");
        plan.concerns.push(worry);
    }
    Ok(plan)
}
