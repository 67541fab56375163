//! How many times a finger has to touch the glass from the prepared plan in the list until it is sealed and the family has
//! its copy, printed on a real printer. The digits of the PIN and the lines drawn are not counted; a tap into a field is.

use anyhow::{Result, ensure};
use plan::people::WorkerRole;
use plan::questions::Question;
use plan::{Plan, Texts, guards};
use tests::ready::{PASSPHRASE, Ready};
use tests::window::Window;
use tests::{examples, short, visit};

use crate::stage::Stage as Printer;

/// The most taps from no plan at all to the copy.
const FROM_NOTHING: usize = 60;
/// The most taps from a plan that was prepared before the visit, with one parent and with two.
const PREPARED: usize = 40;
const PREPARED_FOR_TWO: usize = 55;
/// As many taps are too many.
const TOO_MANY: usize = 60;

#[test]
fn from_a_prepared_short_plan_to_the_copy() -> Result<()> {
    let one = short_of(one_parent()?);
    let taps_for_one = taps(&one)?;
    ensure!(taps_for_one <= PREPARED, "{taps_for_one} taps are too many for one parent");
    let mut two = one;
    two.adults.extend(examples::plan("marsh")?.adults.pop());
    let taps_for_two = taps(&two)?;
    ensure!(taps_for_two <= PREPARED_FOR_TWO, "{taps_for_two} taps are too many for two");
    Ok(())
}

/// As much of a plan as an urgent visit needs: one worry, one goal with its help, whom to ring, when to meet.
fn short_of(mut plan: Plan) -> Plan {
    plan.concerns.truncate(1);
    plan.goals.truncate(1);
    let goal = plan.goals.first().map(|goal| goal.id);
    plan.promises.retain(|promise| promise.goal == goal);
    plan.promises.truncate(1);
    plan.supporters.clear();
    plan.answers.clear();
    plan
}

#[test]
fn one_parent_and_two_workers_take_fewer_than_sixty_taps() -> Result<()> {
    let taps = taps(&one_parent()?)?;
    ensure!(taps < TOO_MANY, "{taps} taps are too many");
    Ok(())
}

#[test]
fn from_no_plan_to_a_signed_and_given_copy_of_a_short_one() -> Result<()> {
    let ready = Ready::new()?;
    let mut window = ready.window()?;
    window.watch_main_buttons();
    let before = window.taps;
    short::write(&mut window)?;
    let who = short::people();
    let adults: Vec<_> = who.adults.iter().collect();
    window.step("hand over");
    visit::hand_over(&mut window, &adults)?;
    visit::read_parts(&mut window)?;
    visit::family_signs(&mut window, &adults, PASSPHRASE)?;
    visit::workers_sign(&mut window, &who)?;
    to_the_copy(&mut window)?;
    let taps = told(&window, &who, before)?;
    let walked = window.no_main_button_on_the_spot_of_another()?;
    ensure!(walked > 20, "{walked} screens came after another");
    window.close()?;
    short::is_written(&ready.newest_plan()?)?;
    ensure!(taps <= FROM_NOTHING, "{taps} taps are too many");
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
    let taps = told(&window, plan, before)?;
    window.close()?;
    Ok(taps)
}

/// Prints the table of the way that was gone, and says how many taps it took.
fn told(window: &Window, plan: &Plan, before: usize) -> Result<usize> {
    println!("Parents: {}. Workers: {}.", plan.adults.len(), plan.workers.len());
    for (step, taps) in window.taps_by_step() {
        println!("{taps:5}  {step}");
    }
    let taps = window.taps - before;
    println!("{taps:5}  in all");
    let by_step: usize = window.taps_by_step().iter().map(|(_, taps)| taps).sum();
    ensure!(by_step == taps, "{by_step} of {taps} taps belong to a step");
    println!("{:5}  keys", window.keystrokes);
    Ok(taps)
}

fn from_the_list_to_the_copy(window: &mut Window, plan: &Plan) -> Result<()> {
    window.step("open");
    window.tap(&plan.title)?;
    visit::look_first(window, plan)?;
    visit::read_and_sign(window, plan, PASSPHRASE)?;
    to_the_copy(window)
}

fn to_the_copy(window: &mut Window) -> Result<()> {
    visit::seal(window)?;
    window.step("copy and leaving");
    let printer = Printer::new();
    window.type_into("Address of the printer", &format!("127.0.0.1:{}", printer.port()))?;
    window.tap("Print")?;
    window.see("The plan is printed.")?;
    ensure!(printer.tray().len() == 1, "{} papers in the tray", printer.tray().len());
    window.tap("On paper")?;
    window.see("You can go.")?;
    window.tap("Back")?;
    window.tap("Lock")?;
    window.see("Your passphrase")
}
