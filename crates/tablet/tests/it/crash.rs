//! The app is killed at any moment, again and again: nothing that was answered is lost, and a seal is whole or not there.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use faults::Dice;
use ipc::visit::{Enrol, ListPlans, PlanState, Preview, SaveCopy, Seal, Sealed, Sign, StartSigning};
use plan::ids::PlanId;
use plan::signing::{Event, Outcome};
use record::Hash;
use tablet::{NoKeystore, Tablet};

use crate::copies::whole;
use crate::family::{opened, retitled, rights_shown, stroke, written};
use crate::offices::TestOffice;
use crate::seed;
use crate::sending::all_safe;
use crate::world::{Clock, PASSPHRASE, World, first_worker, start, unlock};

const FOLDER: &str = "DOORSTEP_KILLED_FOLDER";
const KILLS: usize = 30;
/// As long may an app work before it is killed. It gets as far as sealing in that; under Wine it needs longer.
const MOST_MICROS: u64 = if cfg!(windows) { 3_000_000 } else { 600_000 };

/// What the app answered about one plan before it was killed.
#[derive(Default)]
pub(crate) struct Answered {
    title: Option<(u64, String)>,
    events: usize,
    pdf: Option<String>,
}

#[test]
fn nothing_that_was_answered_is_lost() {
    kill(KILLS, &mut seed::dice());
}

#[test]
#[ignore = "takes hours; `cargo xtask soak` runs it"]
fn soak_nothing_that_was_answered_is_lost() {
    let kills = seed::times("DOORSTEP_KILLS", 10_000);
    let (mut dice, mut opened) = (seed::dice(), Vec::new());
    // A tablet of its own for each hundred, or the last ones would be those of somebody with thousands of plans.
    for kills in std::iter::repeat_n(100, kills / 100).chain([kills % 100]).filter(|kills| *kills > 0) {
        opened.extend(kill(kills, &mut dice));
    }
    opened.sort();
    let at = |percent: usize| opened[(opened.len() - 1) * percent / 100].as_millis();
    seed::tell("kills at any microsecond, nothing answered lost", kills);
    seed::tell("milliseconds to open it after one, in the middle", at(50));
    seed::tell("milliseconds to open it after one, 99 of 100", at(99));
    seed::tell("milliseconds to open it after one, the longest", at(100));
}

/// Kills an app so often, and tells how long opening it took after each.
fn kill(kills: usize, dice: &mut Dice) -> Vec<Duration> {
    let office = TestOffice::start();
    let world = World::new();
    let tablet = world.start_without_keystore();
    tablet.enrol(Enrol { line: office.line() }).unwrap();
    tablet.add_user(first_worker(PASSPHRASE)).unwrap();
    drop(tablet);

    let (mut answers, mut seals_cut, mut took) = (0, 0, Vec::new());
    for _ in 0..kills {
        let after = Duration::from_micros(dice.any() % MOST_MICROS);
        let Run { answered, .. } = run_and_kill(&world.data(), &[], after);
        answers += answered.len();
        let began = Instant::now();
        let tablet = world.start_without_keystore();
        unlock(&tablet, PASSPHRASE).unwrap();
        took.push(began.elapsed());
        tablet.check_files().unwrap();
        for (plan, answered) in answered {
            seals_cut += usize::from(check(&tablet, plan, &answered));
        }
    }
    let tablet = world.start_without_keystore();
    unlock(&tablet, PASSPHRASE).unwrap();
    let plans = tablet.list_plans(ListPlans {}).unwrap();
    let sealed = |state| matches!(state, PlanState::Sealed | PlanState::Safe);
    let sealed: Vec<PlanId> = plans.iter().filter(|card| sealed(card.state)).map(|card| card.plan).collect();
    assert!(sealed.len() > 2 || kills < KILLS, "the app got as far as sealing");
    all_safe(&tablet, sealed.len());
    let mut expected: Vec<(String, Option<String>)> = Vec::new();
    for plan in sealed {
        let card = tablet.sealed(Sealed { plan }).unwrap();
        expected.push((card.reference, Some(card.pdf_sha256)));
    }
    let mut held = office.holds();
    held.sort();
    expected.sort();
    assert_eq!(held, expected, "the office took the whole chain, each seal once");
    seed::tell("plans looked at after a kill", answers);
    seed::tell("of them, sealed before it was answered", seals_cut);
    took
}

/// What a run came to.
pub(crate) struct Run {
    pub(crate) answered: BTreeMap<PlanId, Answered>,
    /// Whether it ended before it was killed.
    pub(crate) ended_itself: bool,
}

/// Runs the app on a folder, after the words `before`, and kills it so long after its first answer unless it ended.
pub(crate) fn run_and_kill(data: &Path, before: &[&str], after: Duration) -> Run {
    let mut app = app(data, before);
    let mut lines = BufReader::new(app.stdout.take().unwrap()).lines();
    let mut said = Vec::new();
    for line in lines.by_ref() {
        let line = line.unwrap();
        let is_answer = line.starts_with("answer ");
        said.push(line);
        if is_answer {
            break;
        }
    }
    let until = Instant::now() + after;
    let mut ended_itself = false;
    while !ended_itself && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(1).min(until.saturating_duration_since(Instant::now())));
        ended_itself = app.try_wait().unwrap().is_some();
    }
    if !ended_itself {
        app.kill().unwrap();
    }
    app.wait().unwrap();
    said.extend(lines.map_while(Result::ok));
    let mut answered: BTreeMap<PlanId, Answered> = BTreeMap::new();
    // The last line may have been cut in the middle of being written.
    for line in said.iter().filter(|line| line.ends_with(" .")) {
        let words: Vec<&str> = line.split(' ').collect();
        let ["answer", plan, what, one, two, "."] = words[..] else { continue };
        let answered = answered.entry(plan.parse().unwrap()).or_default();
        match what {
            "title" => answered.title = Some((one.parse().unwrap(), two.into())),
            "events" => answered.events = one.parse().unwrap(),
            "sealed" => answered.pdf = Some(one.into()),
            other => panic!("{other}"),
        }
    }
    Run { answered, ended_itself }
}

fn app(data: &Path, before: &[&str]) -> Child {
    let this = std::env::current_exe().unwrap();
    let mut command = match before {
        [] => Command::new(&this),
        [program, arguments @ ..] => {
            let mut command = Command::new(program);
            command.args(arguments).arg(&this);
            command
        }
    };
    let command = command.args(["--exact", "crash::the_app_that_is_killed", "--ignored", "--nocapture"]);
    command.env(FOLDER, data).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// Whether the plan was sealed without the app having come to say so.
pub(crate) fn check(tablet: &Tablet, plan: PlanId, answered: &Answered) -> bool {
    let now = opened(tablet, plan);
    if let Some((revision, title)) = &answered.title {
        let as_answered = now.revision == *revision && &now.plan.title == title;
        let one_further = now.revision == revision + 1;
        assert!(
            as_answered || one_further,
            "revision {} {}, answered {revision} {title}",
            now.revision,
            now.plan.title
        );
    }
    let events = tablet.preview(Preview { plan }).unwrap().signing.map_or(0, |signing| signing.events.len());
    assert!(events == answered.events || events == answered.events + 1, "{events} {}", answered.events);
    let is_sealed = matches!(now.state, PlanState::Sealed | PlanState::Safe);
    if is_sealed {
        let card = tablet.sealed(Sealed { plan }).unwrap();
        let copies = tablet.save_copy(SaveCopy { copy: whole(plan), drive: None }).unwrap().copies;
        let copied = copies.into_iter().next().and_then(|copy| copy.saved).unwrap();
        let copy = std::fs::read(Path::new(&copied.folder).join(copied.file)).unwrap();
        assert_eq!(Hash::of(&copy).to_string(), card.pdf_sha256, "a seal that is there is whole");
        assert!(answered.pdf.is_none() || answered.pdf.as_ref() == Some(&card.pdf_sha256));
    } else {
        assert_eq!(answered.pdf, None, "a seal that was answered is there");
    }
    is_sealed && answered.pdf.is_none()
}

/// Works without a pause and says what was answered. Run by the test above, in a process of its own.
#[test]
#[ignore = "is run and killed by another test"]
fn the_app_that_is_killed() {
    let Some(data) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let copies = data.join("copies");
    let tablet = start(&data, &copies, &Clock::default(), Box::new(NoKeystore));
    unlock(&tablet, PASSPHRASE).unwrap();
    loop {
        let mut open = written(&tablet, "0");
        let plan = open.plan.id;
        for number in 1..12 {
            let title = number.to_string();
            let saved = tablet.change_plan(retitled(&open, &title)).unwrap();
            say(plan, "title", saved.revision, &title);
            open = opened(&tablet, plan);
        }
        let begun = tablet.start_signing(StartSigning { plan }).unwrap();
        say(plan, "events", 1, "-");
        let signing = begun.signing.as_ref().unwrap().id;
        let person = open.plan.adults[0].id;
        let chose = Event::Chose { person, outcome: Outcome::Signs };
        let drew = || Event::Drew { person, stroke: stroke() };
        let events = [rights_shown(&begun), chose, drew(), drew(), drew(), Event::Confirmed { person }];
        for (number, event) in events.into_iter().enumerate() {
            tablet.sign(Sign { signing, events: vec![event] }).unwrap();
            say(plan, "events", number + 2, "-");
        }
        let card = tablet.seal(Seal { signing }).unwrap();
        say(plan, "sealed", card.pdf_sha256, "-");
    }
}

fn say(plan: PlanId, what: &str, one: impl std::fmt::Display, two: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "answer {plan} {what} {one} {two} .").unwrap();
    out.flush().unwrap();
}
