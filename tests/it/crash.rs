//! The app is killed in the middle of things. What it said it had, it has.

use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use ipc::visit::{ListPlans, PlanState, Preview, Seal, Sealed, Sitting};
use plan::Plan;
use plan::ids::PlanId;
use plan::signing::Outcome;
use tests::families::said;
use tests::process::until;
use tests::window::Window;
use tests::{books, examples, hand, visit};

use crate::acknowledged;
use tests::ready::Ready;

const WORRY: &str = "What are we worried about?";

#[test]
fn words_that_were_saved_are_there_after_a_kill_in_mid_sentence() -> Result<()> {
    let ready = Ready::new()?;
    let plan = ready.write(&examples::plan("marsh")?)?;
    let mut there = last_worry(&ready, plan)?;
    for more in [" T", " Then she said", " The cot had a wet sheet on it, the window did not shut and"] {
        let mut window = ready.window()?;
        window.tap("The Marsh family")?;
        window.tap("What we are worried about")?;
        ensure!(window.field(WORRY)? == there, "what stands there after opening again");
        acknowledged::listen(&window)?;
        let sentence = " On Friday the heating was off.";
        let whole = format!("{there}{sentence}");
        window.type_into(WORRY, sentence)?;
        until("the sentence is saved", || Ok((acknowledged::words(&window)? == whole).then_some(())))?;
        window.see("Saved here")?;
        window.type_into(WORRY, more)?;
        let saved = acknowledged::words(&window)?;
        window.kill()?;
        there = last_worry(&ready, plan)?;
        ensure!(saved.starts_with(&whole), "what was saved stays saved");
        ensure!(there.starts_with(&saved), "“{saved}” was saved, “{there}” is there");
        ensure!(format!("{whole}{more}").starts_with(&there), "“{there}” is there, nobody typed that");
    }
    Ok(())
}

/// How drafts are kept is proven in `tablet`, that the queue sends them in `course`. Only here it is seen that each field
/// hands its words over, and asks for them again after a kill.
#[test]
fn words_that_are_nothing_yet_are_there_after_a_kill() -> Result<()> {
    let ready = Ready::new()?;
    let marsh = examples::plan("marsh")?;
    ready.write(&marsh)?;
    let kelly = marsh.adults.first().context("Kelly is gone")?;
    let [hears, said] = ["Nana Jean, in the kit", "I can say no ☃ and"];
    let type_in = |window: &mut Window, label: &str, words: &str| {
        window.see(label)?;
        window.type_into(label, words)?;
        until("the words are kept", || Ok((acknowledged::draft(window)? == words).then_some(())))
    };
    let is_there = |window: &Window, label: &str, words: &str| {
        window.see(label)?;
        until("the words are there again", || Ok((window.field(label)? == words).then_some(())))
    };
    let mut window = ready.window()?;
    acknowledged::listen(&window)?;
    window.tap(&marsh.title)?;
    visit::look_first(&mut window, &marsh)?;
    window.tap("Read it together")?;
    type_in(&mut window, "Who else can see or hear it?", hears)?;
    window.tap("Back")?;
    window.tap("Read it together")?;
    is_there(&window, "Who else can see or hear it?", hears)?;
    visit::hand_over(&mut window, &[kelly])?;
    visit::read_parts(&mut window)?;
    type_in(&mut window, "Kelly says", said)?;
    window.kill()?;

    let mut window = ready.window()?;
    window.tap(&marsh.title)?;
    visit::read_together(&mut window, &[kelly])?;
    is_there(&window, "Kelly says", said)?;
    window.close()
}

/// What an answer becomes when it is given is proven in `course`. Only here it is seen that the screen gives it the words that
/// stand in the field, when they came back after a kill and nobody has touched them.
#[test]
fn words_about_an_answer_that_are_there_again_after_a_kill_are_part_of_it() -> Result<()> {
    const WHY: &str = "It is too far to the school and we have no car";
    const LABEL: &str = "Would you like to say why?";
    let ready = Ready::new()?;
    let marsh = examples::plan("marsh")?;
    let plan = ready.write(&marsh)?;
    let kelly = marsh.adults.first().context("Kelly is gone")?;
    let mut window = ready.window()?;
    acknowledged::listen(&window)?;
    window.tap(&marsh.title)?;
    visit::look_first(&mut window, &marsh)?;
    visit::read_together(&mut window, &[kelly])?;
    visit::skip_saying_back(&mut window)?;
    let before = acknowledged::happenings(&window)?;
    window.tap("I do not agree")?;
    window.see(LABEL)?;
    until("the answer is kept", || Ok((acknowledged::happenings(&window)? > before).then_some(())))?;
    window.type_into(LABEL, WHY)?;
    until("the words are kept", || Ok((acknowledged::draft(&window)? == WHY).then_some(())))?;
    window.kill()?;

    let mut window = ready.window()?;
    window.tap(&marsh.title)?;
    window.tap("Read it together")?;
    visit::all_of_it_to(&mut window, &[kelly])?;
    window.tap("Straight to their answer")?;
    window.see(LABEL)?;
    until("the words are there again", || Ok((window.field(LABEL)? == WHY).then_some(())))?;
    window.tap("This is my answer")?;
    window.see("Give the tablet back to")?;
    window.close()?;
    let signing = sitting(&ready, plan)?.signing.context("the sitting is gone")?;
    let kelly = ready.plan(plan)?.adults.first().context("Kelly is gone")?.id;
    let row = signing.row(kelly);
    assert_eq!(row.outcome, Some(Outcome::DoesNotAgree { why: WHY.to_owned() }));
    assert!(row.confirmed_at.is_some(), "it is her answer");
    Ok(())
}

fn last_worry(ready: &Ready, plan: PlanId) -> Result<String> {
    Ok(ready.plan(plan)?.concerns.last().context("there is no worry")?.words.clone())
}

#[test]
fn a_line_that_was_kept_is_there_after_a_kill() -> Result<()> {
    let ready = Ready::new()?;
    let plan = ready.write(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    window.tap("The Marsh family")?;
    visit::look_first(&mut window, &examples::plan("marsh")?)?;
    let adults = examples::plan("marsh")?.adults;
    visit::read_together(&mut window, &adults.iter().collect::<Vec<_>>())?;
    visit::skip_saying_back(&mut window)?;
    window.tap("I agree. I will sign")?;
    acknowledged::listen(&window)?;
    let lines = hand::name();
    for (n, line) in lines.iter().enumerate() {
        window.draw(std::slice::from_ref(line))?;
        until("the line is kept", || Ok((acknowledged::happenings(&window)? > n).then_some(())))?;
    }
    window.kill()?;
    let signing = sitting(&ready, plan)?.signing.context("the sitting is gone")?;
    let kelly = ready.plan(plan)?.adults.first().context("Kelly is gone")?.id;
    let points: Vec<usize> = signing.row(kelly).strokes.iter().map(|it| it.points.len()).collect();
    let drawn: Vec<usize> = lines.iter().map(Vec::len).collect();
    assert_eq!(points.len(), drawn.len(), "lines that are there");
    assert!(points.iter().zip(drawn).all(|(kept, drawn)| *kept >= drawn), "whole lines: {points:?}");
    Ok(())
}

#[test]
fn a_kill_while_sealing_leaves_every_mark_or_a_sealed_plan() -> Result<()> {
    const PARTS: [u32; 5] = [0, 50, 90, 110, 150];
    let ready = Ready::new()?;
    let title = |part: u32| format!("Killed at {part} in a hundred");
    let marsh = examples::plan("marsh")?;
    let sign = |part: &u32| ready.sign(&Plan { title: title(*part), ..marsh.clone() });
    let mut plans: Vec<PlanId> = PARTS.iter().map(sign).collect::<Result<_>>()?;
    let whole = ready.sign(&marsh)?;
    let signing = sitting(&ready, whole)?.signing.context("the sitting is gone")?.id;
    // How long it takes on this machine, so that the kills fall before, into and after it.
    let takes = said(ready.tablet()?.seal(Seal { signing }))?.seal_ms;
    let mut window = ready.window()?;
    for (part, plan) in PARTS.into_iter().zip(&plans) {
        window.tap(&title(part))?;
        window.tap("Seal and give a copy")?;
        window.tap("Seal this plan")?;
        thread::sleep(Duration::from_secs_f64(takes / 1000.0) * part / 100);
        window.kill()?;
        let is_sealed = all_or_sealed(&ready, *plan)?;
        println!("{}: {}", title(part), if is_sealed { "sealed" } else { "every mark is there" });
        window = ready.window()?;
        window.tap(&title(part))?;
        if is_sealed {
            window.tap("Copy and sending")?;
        } else {
            window.tap("Seal and give a copy")?;
            window.tap("Seal this plan")?;
        }
        window.see("Safe at the office since")?;
        window.tap("Back")?;
        window.tap("All plans")?;
    }
    plans.push(whole);
    window.close()?;
    let held = books::held(&ready.office)?;
    assert_eq!(held.len(), plans.len(), "agreements at the office");
    let tablet = ready.tablet()?;
    for plan in plans {
        let at_office =
            held.iter().find(|it| it.agreement.plan == plan).context("one is not at the office")?;
        assert_eq!(said(tablet.sealed(Sealed { plan }))?.pdf_sha256, at_office.pdf_sha256(), "the paper");
    }
    Ok(())
}

/// Whether the plan is sealed; if it is not, every mark is there and nothing stops sealing.
fn all_or_sealed(ready: &Ready, plan: PlanId) -> Result<bool> {
    let tablet = ready.tablet()?;
    said(tablet.check_files())?;
    let plans = said(tablet.list_plans(ListPlans {}))?;
    let state = plans.iter().find(|card| card.plan == plan).context("the plan is gone")?.state;
    drop(tablet);
    if state != PlanState::Signing {
        ensure!(state != PlanState::Draft, "the sitting is gone");
        return Ok(true);
    }
    let Sitting { agreement, signing, blockers, .. } = sitting(ready, plan)?;
    let signing = signing.context("the sitting is gone")?;
    let has_marked = |person| {
        let row = signing.row(person);
        row.confirmed_at.is_some() && row.strokes == [hand::stroke()]
    };
    ensure!(agreement.signers().all(has_marked), "a mark is gone");
    ensure!(blockers.is_empty(), "sealing is stopped by {blockers:?}");
    Ok(false)
}

fn sitting(ready: &Ready, plan: PlanId) -> Result<Sitting> {
    said(ready.tablet()?.preview(Preview { plan }))
}
