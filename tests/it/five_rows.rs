//! Five people sign without signal, one after the other, and the tablet is killed right after the last: every mark is on the
//! tablet, on the paper and at the office, whole and bound to its person.

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use ipc::visit::{Preview, Sealed, Sign, StartSigning, TakeBack};
use plan::agreement::Agreement;
use plan::hash::AnswerHash;
use plan::ids::PersonId;
use plan::ink::Stroke;
use plan::questions::{Answer, Question};
use plan::signing::{Event, Way};
use plan::{Plan, Signing, Texts, guards};
use tablet::Tablet;
use tests::books::{self, Held};
use tests::families::{self, said};
use tests::ready::{PASSPHRASE, Ready};
use tests::window::{Point, Window};
use tests::{examples, paper, visit};

/// What one pixel of the screen is in ink, where a hundred units are a millimetre.
const PIXEL: f64 = 2540.0 / 96.0;

#[test]
fn five_marks_made_offline_are_there_after_a_kill() -> Result<()> {
    none_is_lost_in(4).map(drop)
}

#[test]
#[ignore = "takes an hour; `cargo xtask soak` runs it"]
fn soak_five_marks_made_offline_are_there_after_a_kill() -> Result<()> {
    let minutes = std::env::var("SOAK_MINUTES").map_or(Ok(60), |minutes| minutes.parse())?;
    let (began, length) = (Instant::now(), Duration::from_secs(60 * minutes));
    let mut marks = 0;
    while began.elapsed() < length {
        marks += none_is_lost_in(10)?;
    }
    println!("soak\tmarks made offline, the tablet killed after each five\t{marks}");
    Ok(())
}

/// Returns how many marks were made.
fn none_is_lost_in(runs: usize) -> Result<usize> {
    let mut ready = Ready::new()?;
    let example = looked_at_first(examples::plan("marsh")?);
    let plans = (1..=runs).map(|run| Plan { title: format!("Run {run:03}"), ..example.clone() });
    let plans = read(&ready, plans)?;
    let mut window = ready.window()?;
    for plan in &plans {
        ready.office.stop()?;
        window.tap(&plan.title)?;
        let began = Instant::now();
        everyone_signs(&mut window, plan)?;
        let took = began.elapsed().as_secs_f64();
        window.glance("t2-five-answers")?;
        window.kill()?;
        window = ready.window()?;
        seal(&mut window, plan)?;
        ready.office.start_again()?;
        window.see("Safe at the office since")?;
        window.glance("t2-safe-at-the-office")?;
        window.tap("Back")?;
        window.tap("All plans")?;
        println!("{}: five signed in {took:.1} s", plan.title);
    }
    window.close()?;
    let (tablet, held) = (ready.tablet()?, books::held(&ready.office)?);
    ensure!(held.len() == runs, "{} of {runs} agreements are at the office", held.len());
    let mut seen = BTreeSet::new();
    for plan in &plans {
        let at_office = held.iter().find(|it| it.agreement.plan == plan.id);
        let at_office = at_office.with_context(|| format!("{} is not at the office", plan.title))?;
        let hashes = everything_is_there(&ready, &tablet, plan, at_office);
        seen.extend(hashes.with_context(|| plan.title.clone())?);
    }
    let marks = 5 * runs;
    ensure!(seen.len() == marks, "{} distinct hashes of {marks}", seen.len());
    Ok(marks)
}

/// A plan with a reason wherever it asks for one.
fn looked_at_first(mut plan: Plan) -> Plan {
    let reason = |guard| {
        let (question, words) = (Question::Kept(guard), "Agreed with the team manager.".to_owned());
        let pick = question.picks().last().copied();
        Answer { question, pick, on: None, words, of: plan.matter(question) }
    };
    let reasons: Vec<Answer> = guards::guards(&plan, &Texts::english()).into_iter().map(reason).collect();
    plan.answers.extend(reasons);
    plan.answers.sort_by_key(|answer| answer.question);
    plan
}

/// Writes the plans and reads each with both parents, who then give the tablet back.
fn read(ready: &Ready, plans: impl Iterator<Item = Plan>) -> Result<Vec<Plan>> {
    let tablet = ready.tablet()?;
    let read = |plan: Plan| -> Result<Plan> {
        let plan = families::write(&tablet, &plan)?.plan;
        let sitting = said(tablet.start_signing(StartSigning { plan: plan.id }))?;
        let signing = sitting.signing.context("no sitting began")?.id;
        let turned = Event::HandedOver {
            to: plan.adults.iter().map(|it| it.id).collect(),
            hears: String::new(),
            without: Vec::new(),
            way: Way::ReadsAlone,
            language: None,
            agreed_with: None,
        };
        let blocks = sitting.agreement.blocks.iter().map(|block| block.id.clone()).collect();
        let events = vec![turned, Event::shown(&sitting.agreement, blocks, 28, 60_000)];
        said(tablet.sign(Sign { signing, events }))?;
        said(tablet.take_back(TakeBack { signing, pin: PASSPHRASE.into() }))?;
        Ok(plan)
    };
    plans.map(read).collect()
}

/// Each parent with the tablet turned to them, then each worker. Ends when the last answer is said to be kept.
fn everyone_signs(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap("Read it together")?;
    visit::all_of_it_to(window, &plan.adults.iter().collect::<Vec<_>>())?;
    window.tap("Straight to their answer")?;
    for (n, adult) in plan.adults.iter().enumerate() {
        let first = plan::names::first(&adult.name).unwrap_or_default();
        window.see(&format!("What would you like to do, {first}"))?;
        visit::sign_with(window, &mark(n))?;
    }
    visit::take_back(window, PASSPHRASE)?;
    let texts = Texts::english();
    for (worker, n) in plan.workers.iter().zip(plan.adults.len()..) {
        window.tap(&format!("{}, {}", worker.name, texts.get(worker.role.key())))?;
        visit::sign_with(window, &mark(n))?;
        window.see("What does each of us say?")?;
    }
    Ok(())
}

/// Two lines that are nobody else's of the five.
fn mark(n: usize) -> Vec<Vec<Point>> {
    let n = n as f64;
    let wave = |x: f64| (60.0 + x * 14.0, 70.0 + n * 8.0 + (x * (0.6 + n * 0.2)).sin() * 30.0);
    let under = |x: f64| (70.0 + x * 20.0, 150.0 + n * 6.0 - x);
    vec![(0..16).map(|x| wave(f64::from(x))).collect(), (0..8).map(|x| under(f64::from(x))).collect()]
}

/// Seals while the office cannot be reached.
fn seal(window: &mut Window, plan: &Plan) -> Result<()> {
    window.tap(&plan.title)?;
    window.tap("Seal and give a copy")?;
    window.tap("Seal this plan")?;
    window.see("Sealed here on")
}

/// Holds tablet, paper and office against each other, and gives the five hashes.
fn everything_is_there(
    ready: &Ready,
    tablet: &Tablet,
    plan: &Plan,
    office: &Held,
) -> Result<Vec<AnswerHash>> {
    let sitting = said(tablet.preview(Preview { plan: plan.id }))?;
    let (agreement, signing) = (sitting.agreement, sitting.signing.context("the sitting is gone")?);
    let people = plan.adults.iter().map(|it| it.id).chain(plan.workers.iter().map(|it| it.id));
    for (n, person) in people.enumerate() {
        let kept = signing.row(person).strokes;
        ensure!(
            is_drawn(&mark(n), &kept),
            "of person {}, {} lines are kept, and not those drawn",
            n + 1,
            kept.len()
        );
    }
    let here = bound(&signing, &agreement)?;
    ensure!(bound(&office.signing, &office.agreement)? == here, "the office’s sitting is another");
    let named: Vec<AnswerHash> = office.manifest["outcomes"]
        .as_array()
        .context("the record names no answers")?
        .iter()
        .map(|answer| Ok(serde_json::from_value(answer["bound"].clone())?))
        .collect::<Result<_>>()?;
    ensure!(named == here, "the record names other hashes");
    ensure!(said(tablet.sealed(Sealed { plan: plan.id }))?.pdf_sha256 == office.pdf_sha256(), "two papers");
    let file = ready.stage.place("tmp").join("paper.pdf");
    fs::write(&file, &office.pdf)?;
    let printed = paper::words(&file)?;
    let codes: Vec<String> =
        here.iter().map(|hash| format!("Code of this answer: {}", hash.short())).collect();
    let missing = paper::first_out_of_order(&printed, &codes);
    ensure!(missing.is_none(), "{missing:?} is not on the paper");
    Ok(here)
}

/// What binds each person's answer, in the order in which they have their places.
fn bound(signing: &Signing, agreement: &Agreement) -> Result<Vec<AnswerHash>> {
    let people: Vec<PersonId> = agreement.signers().collect();
    ensure!(people.len() == 5, "{} places to sign", people.len());
    let one = |person| signing.bound(person, agreement).context("an answer is not confirmed");
    people.into_iter().map(one).collect()
}

/// Whether these lines are kept and no others: as many, each through every point the pen went to.
fn is_drawn(drawn: &[Vec<Point>], kept: &[Stroke]) -> bool {
    let goes_through = |stroke: &Stroke, (x, y): Point| {
        let is_near = |at: i32, pixels: f64| (f64::from(at) - pixels * PIXEL).abs() < 1.5 * PIXEL;
        stroke.points.iter().any(|point| is_near(point.x, x) && is_near(point.y, y))
    };
    let is_whole = |(line, stroke): (&Vec<Point>, &Stroke)| line.iter().all(|at| goes_through(stroke, *at));
    drawn.len() == kept.len() && drawn.iter().zip(kept).all(is_whole)
}
