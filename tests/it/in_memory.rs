//! What somebody reads in the memory of a locked tablet. The app runs as it is delivered: a driver would hold on to its page. No cheaper
//! test has the web view's processes.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use plan::Plan;
use plan::ids::ConcernId;
use tests::ready::{PASSPHRASE, Ready, unlock};
use tests::process::{children_named, until};
use tests::window::{ByHand, Spot};
use tests::{examples, memory};

/// Stands before each number, and nowhere else in the world.
const CANARY: &str = "Quillonshaw";
const CANARIES: u16 = 1000;

/// Under so many the plan is not open.
const MANY: usize = 900;

#[test]
fn nothing_of_a_plan_is_in_the_memory_of_a_locked_tablet() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.stage.manage_windows()?;
    ready.write(&full_of_canaries()?)?;
    let spots = Spots::look(&ready)?;
    let mut app = ByHand::open(&ready.stage)?;
    spots.open_the_plan(&mut app)?;
    let before = app.pages();
    until("the plan is in the memory of the page", || {
        Ok((found(&app)?.1.len() > MANY).then_some(()))
    })?;
    app.put_away()?;
    until("another page has begun", || {
        let now = app.pages();
        Ok((!now.is_empty() && now.iter().all(|page| !before.contains(page))).then_some(()))
    })?;
    app.bring_back()?;
    app.until_seen(spots.door)?;
    let (in_app, in_page) = found(&app)?;
    println!("{} in the memory of the app, {} in that of its page and beside", in_app.len(), in_page.len());
    ensure!(in_app.is_empty() && in_page.is_empty());
    Ok(())
}

/// Where what is tapped lies, and how it looks. A driver can ask the page; nobody can ask one that is delivered.
struct Spots {
    door: Spot,
    list: Spot,
    plan: Spot,
}

impl Spots {
    fn look(ready: &Ready) -> Result<Self> {
        let mut window = tests::window::Window::open(&ready.stage)?;
        window.see("Your plans are locked.")?;
        let door = window.spot(&ready.stage, "form button.main")?;
        unlock(&mut window)?;
        window.see(CANARY)?;
        let list = window.spot(&ready.stage, "button.main.act")?;
        let plan = window.spot(&ready.stage, "li button.link")?;
        window.close()?;
        Ok(Self { door, list, plan })
    }

    fn open_the_plan(&self, app: &mut ByHand) -> Result<()> {
        app.until_seen(self.door)?;
        app.press(&format!("{PASSPHRASE}\n"))?;
        app.until_seen(self.list)?;
        app.until_seen(self.plan)?;
        app.tap(self.plan)
    }
}

/// Which canaries the app has in its memory, and which its page and what else it started.
fn found(app: &ByHand) -> Result<(BTreeSet<u16>, BTreeSet<u16>)> {
    let mut beside = BTreeSet::new();
    for name in ["WebKitWebProces", "WebKitNetworkPr"] {
        for process in children_named(app.app(), name) {
            beside.extend(memory::numbered(process, CANARY).unwrap_or_default());
        }
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
