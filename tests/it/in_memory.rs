//! What somebody reads in the memory of a locked tablet. The app runs as it is delivered: a driver would hold on to its page. No cheaper
//! test has the web view's processes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use plan::Plan;
use plan::ids::ConcernId;
use tests::process::{children_named, signal, until};
use tests::ready::{PASSPHRASE, Ready, unlock};
use tests::secrets::{self, Key};
use tests::window::{ByHand, Spot, Window};
use tests::{examples, families, memory};

/// Stands before each number, and nowhere else in the world.
const CANARY: &str = "Quillonshaw";
const CANARIES: u16 = 1000;

/// With so many of them in its memory a page has the plan open.
const MANY: usize = 900;

#[test]
fn nothing_of_a_plan_is_in_the_memory_of_a_locked_tablet() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.stage.manage_windows()?;
    // One waits for an office that is not there.
    ready.office.stop()?;
    let unsent = ready.write(&full_of_canaries()?)?;
    families::seal(&ready.tablet()?, unsent)?;
    ready.write(&full_of_canaries()?)?;
    let keys = secrets::of_the_worker(&ready)?;
    let spots = Spots::look(&ready)?;
    let mut app = ByHand::open(&ready.stage)?;
    spots.open_the_plan(&mut app)?;
    let (before, open) = (app.pages(), found(&app)?);
    ensure!(open.1.len() > MANY, "{} in the memory of the page", open.1.len());
    let title = both_ways(CANARY).first().map(|title| memory::holds(app.app(), title)).transpose()?;
    ensure!(title == Some(true), "the memory of the app can be read");
    let held = keys_held(&keys, &app)?;
    ensure!(held.len() == keys.len(), "an app that is open holds its keys: {held:?}");

    spots.lock_by_putting_away(&mut app, &before)?;
    let (in_app, in_page) = found(&app)?;
    println!("{} in the memory of the app, {} in that of its page and beside", in_app.len(), in_page.len());
    ensure!(in_app.is_empty() && in_page.is_empty(), "{in_app:?} {in_page:?}");
    let held = keys_held(&keys, &app)?;
    ensure!(held.is_empty(), "keys are still there: {held:?}");
    for process in processes(&app) {
        for way in both_ways(PASSPHRASE) {
            ensure!(!memory::holds(process, &way)?, "the passphrase is in the memory of process {process}");
        }
        for way in [both_ways(PASSPHRASE), both_ways(CANARY)].concat() {
            for told in ["cmdline", "environ"] {
                let told = fs::read(format!("/proc/{process}/{told}"))?;
                ensure!(!has(&told, &way), "words stand beside the name of process {process}");
            }
        }
        let limits = fs::read_to_string(format!("/proc/{process}/limits"))?;
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).context("no limit")?;
        ensure!(
            core.split_whitespace().nth(4) == Some("1"),
            "process {process} may leave its memory behind: {core}"
        );
    }
    let looked_at = nothing_below(ready.stage.folder())?;
    ensure!(looked_at > 20, "only {looked_at} files were looked at");

    // And where somebody was is where they are again.
    app.press(&format!("{PASSPHRASE}\n"))?;
    app.until_seen(&spots.home)
}

/// A page that hangs does not put away what it shows. Stopped by a signal here; a page in a loop is no different.
#[test]
#[ignore = "waits for a quarter of a minute; `cargo xtask soak` runs it"]
fn soak_a_page_that_hangs_is_replaced() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.stage.manage_windows()?;
    ready.write(&full_of_canaries()?)?;
    let spots = Spots::look(&ready)?;
    let mut app = ByHand::open(&ready.stage)?;
    spots.open_the_plan(&mut app)?;
    let before = app.pages();
    for page in &before {
        signal(*page, "STOP")?;
    }
    spots.lock_by_putting_away(&mut app, &before)?;
    let (in_app, in_page) = found(&app)?;
    println!("soak\tpages that hung and were replaced\t1");
    ensure!(in_app.is_empty() && in_page.is_empty(), "{in_app:?} {in_page:?}");
    Ok(())
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

    /// As somebody does with keys and a finger.
    fn open_the_plan(&self, app: &mut ByHand) -> Result<()> {
        app.until_seen(&self.door)?;
        app.press(&format!("{PASSPHRASE}\n"))?;
        app.until_seen(&self.list)?;
        app.until_seen(&self.plan)?;
        app.tap(&self.plan)?;
        app.until_seen(&self.home)
    }

    /// And waits until another page has begun in the place of these.
    fn lock_by_putting_away(&self, app: &mut ByHand, pages: &[u32]) -> Result<()> {
        app.put_away()?;
        until("another page has begun", || {
            let now = app.pages();
            Ok((!now.is_empty() && now.iter().all(|page| !pages.contains(page))).then_some(()))
        })?;
        app.bring_back()?;
        app.until_seen(&self.door)
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

/// Of what the app holds a key. No other process ever has one.
fn keys_held(keys: &[Key], app: &ByHand) -> Result<BTreeSet<&'static str>> {
    let mut held = BTreeSet::new();
    for (key, way) in keys.iter().flat_map(|key| key.ways.iter().map(move |way| (key, way))) {
        if memory::holds(app.app(), way)? {
            held.insert(key.of);
        }
    }
    Ok(held)
}

/// The two ways in which programs keep text.
fn both_ways(text: &str) -> Vec<Vec<u8>> {
    vec![text.as_bytes().to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()]
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// No file of the stage has them: not what is stored, not what programs left in their own folders. How many were looked at.
fn nothing_below(folder: &Path) -> Result<usize> {
    let mut looked_at = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let kind = fs::symlink_metadata(&path)?.file_type();
        if kind.is_dir() {
            looked_at += nothing_below(&path)?;
        } else if kind.is_file() {
            let bytes = fs::read(&path)?;
            for way in [both_ways(PASSPHRASE), both_ways(CANARY)].concat() {
                ensure!(!has(&bytes, &way), "words stand in {}", path.display());
            }
            looked_at += 1;
        }
    }
    Ok(looked_at)
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
