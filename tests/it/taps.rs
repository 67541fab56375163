//! How many times a finger has to touch the glass from the prepared plan in the list until it is sealed and the family has
//! its copy. The digits of the PIN and the lines drawn are not counted; a tap into a field is.

use anyhow::{Result, ensure};
use plan::people::WorkerRole;
use plan::questions::Question;
use plan::{Plan, Texts, guards};
use tests::ready::{PASSPHRASE, Ready};
use tests::window::Window;
use tests::{examples, visit};

/// As many taps are too many.
const TOO_MANY: usize = 60;

#[test]
fn one_parent_and_two_workers_take_fewer_than_sixty_taps() -> Result<()> {
    let taps = taps(&one_parent()?)?;
    ensure!(taps < TOO_MANY, "{taps} taps are too many");
    Ok(())
}

#[test]
fn two_parents_are_counted_too() -> Result<()> {
    let mut plan = one_parent()?;
    let mut adults = examples::plan("marsh")?.adults;
    plan.adults.extend(adults.pop());
    taps(&plan).map(drop)
}

/// The family of one child with one parent, a social worker and an officer, its reasons still to be given.
fn one_parent() -> Result<Plan> {
    let mut plan = examples::plan("one-child")?;
    plan.workers.retain(|worker| worker.role != WorkerRole::TeamManager);
    let roles: Vec<WorkerRole> = plan.workers.iter().map(|worker| worker.role).collect();
    ensure!(roles == [WorkerRole::SocialWorker, WorkerRole::PoliceOfficer], "the workers are {roles:?}");
    ensure!(plan.adults.len() == 1, "{} parents", plan.adults.len());
    plan.answers.retain(|answer| !matches!(answer.question, Question::Kept(_)));
    ensure!(!guards::open(&plan, &Texts::english()).is_empty(), "nothing is to be looked at first");
    Ok(plan)
}

/// Goes the whole way with a prepared plan and prints the table of it.
fn taps(plan: &Plan) -> Result<usize> {
    let ready = Ready::new()?;
    ready.write(plan)?;
    let mut window = ready.window()?;
    let before = window.taps;
    from_the_list_to_the_copy(&mut window, plan)?;
    println!("Parents: {}. Workers: {}.", plan.adults.len(), plan.workers.len());
    for (step, taps) in window.taps_by_step() {
        println!("{taps:5}  {step}");
    }
    let taps = window.taps - before;
    println!("{taps:5}  in all");
    let by_step: usize = window.taps_by_step().iter().map(|(_, taps)| taps).sum();
    ensure!(by_step == taps, "{by_step} of {taps} taps belong to a step");
    window.close()?;
    Ok(taps)
}

fn from_the_list_to_the_copy(window: &mut Window, plan: &Plan) -> Result<()> {
    window.step("open");
    window.tap(&plan.title)?;
    visit::look_first(window, plan)?;
    visit::read_and_sign(window, plan, PASSPHRASE)?;
    visit::seal(window)?;
    visit::give_copy(window)?;
    window.tap("Back")?;
    window.tap("Lock")?;
    window.see("Your passphrase")
}
