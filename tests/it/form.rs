//! What the paper form asks, typed in on the screens, is in the plan that is sealed and on its paper, and what is only for the
//! workers is on neither; a copy that is promised stays owed. In Chromium on a real tablet: that a key reaches the plan and
//! a word the paper no test of one crate can show.

use anyhow::{Context, Result, ensure};
use chrono::{Days, NaiveTime, Utc};
use ipc::visit::{CopyOf, Form, SavePaper};
use plan::content::Lasts;
use plan::people::Whose;
use plan::questions::{Answer, Pick, Question};
use plan::signing::Outcome;
use tests::families::said;
use tests::ready::{PASSPHRASE, Ready};
use tests::window::Window;
use tests::{bridge, examples, hand, paper, visit};

/// One goal, one worry, nothing to be looked at first.
fn family() -> Result<plan::Plan> {
    let mut plan = examples::plan("one-child")?;
    plan.answers.clear();
    plan.concerns.truncate(1);
    plan.goals.truncate(1);
    let goal = plan.goals.first().map(|goal| goal.id);
    plan.promises.retain(|promise| promise.goal == goal);
    Ok(plan)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "what is typed is yesterday, as the tablet counts it")]
fn what_the_form_asks_is_typed_sealed_and_printed_and_a_promised_copy_stays_owed() -> Result<()> {
    let ready = Ready::new()?;
    let written = family()?;
    let id = ready.write(&written)?;
    let mut window = bridge::open(&ready)?;
    window.watch_main_buttons();
    window.tap(&written.title)?;

    window.tap("Before you go")?;
    window.tap("A child protection plan")?;
    window.type_into("Case number of Children’s Services", "CS 20417")?;
    window.type_into("Number of the police", "44260129871")?;
    window.glance("form-before")?;
    window.tap("Back")?;

    window.tap("Who is helping")?;
    window.type_into("Rank", "PC")?;
    window.type_into("Collar number", "4471")?;
    window.type_into("Who to ring when our work has ended", ", or the school on 01632 960 300")?;
    window.glance("form-workers")?;
    window.tap("Back")?;

    window.tap("What each person needs")?;
    window.tap("No help needed")?;
    window.tap("Back")?;

    window.tap("What we are worried about")?;
    window.tap("Children’s Services and the police")?;
    window.tap("Back")?;

    window.tap("What will change")?;
    window.tap_at(".row .link")?;
    window.tap("say what for")?;
    window.type_into("What is it for?", "Jasmin has eaten before school")?;
    window.tap_at("#slot-by")?;
    window.tap("For as long as the children live here")?;
    window.see("so that")?;
    window.glance("form-goal")?;
    window.tap("Continue")?;
    window.tap("Back")?;

    window.tap("Meeting again")?;
    window.type_into("At what time?", "4.30")?;
    window.glance("form-meeting")?;
    window.tap("Back")?;

    window.tap("How it went")?;
    window.tap("A community resolution")?;
    window.type_day("On which day?", Utc::now().date_naive() - Days::new(1))?;
    window.tap("Yes, alone")?;
    let adult = written.adults.first().context("the adult is gone")?.id;
    for (question, words) in [
        (Question::LegalAdvice(adult), "Rowan Law Centre, 01632 960 777"),
        (Question::AdultServices(adult), "Priya Nair asks them on Thursday"),
    ] {
        let answer =
            Answer { question, pick: Some(Pick::Offered), on: None, words: words.to_owned(), of: None };
        window.answer(None, &answer)?;
    }
    window.glance("form-after")?;
    window.tap("Back")?;

    let seen = visit::preview(&mut window)?;
    visit::look_first(&mut window, &written)?;
    let adults: Vec<_> = written.adults.iter().collect();
    visit::read_together(&mut window, &adults)?;
    looks_again(&mut window)?;
    visit::sign_with(&mut window, &hand::name())?;
    visit::take_back(&mut window, PASSPHRASE)?;
    for name in ["Sam Okoro, social worker", "PC 4471 Ellis Vaughan, police officer"] {
        window.tap(name)?;
        visit::sign_with(&mut window, &hand::name())?;
        window.see("What does each of us say?")?;
    }
    the_manager_by_phone(&mut window)?;
    visit::seal(&mut window)?;
    window.tap("Later")?;
    window.see("You promised a copy for later.")?;
    window.tap("Back")?;
    window.see("A copy is owed")?;
    window.glance("form-owed")?;
    window.tap("All plans")?;
    window.see("Copy owed")?;
    window.tap(&written.title)?;
    window.tap("Give it now")?;
    window.tap("Save as a file")?;
    window.see("Saved as")?;
    window.tap("On paper")?;
    window.see("You noted how the family got their copy.")?;
    window.tap("Back")?;
    ensure!(!window.shows("A copy is owed")?, "it was given");
    window.no_main_button_on_the_spot_of_another()?;
    window.close()?;
    is_in_the_plan(&ready.plan(id)?)?;
    is_on_paper(&ready, id, &seen)
}

/// In the middle of the answer a part is looked at again, in larger letters, and the way leads back.
fn looks_again(window: &mut Window) -> Result<()> {
    visit::skip_saying_back(window)?;
    window.unfold("Look at a part again")?;
    window.tap("Meeting again")?;
    window.see("We will meet again")?;
    let size = |window: &Window| -> Result<f64> {
        let asked =
            "return parseFloat(getComputedStyle(document.querySelector('.family [data-block]')).fontSize)";
        window.script(asked)?.as_f64().context("the words have a size")
    };
    let usual = size(window)?;
    window.tap("Larger letters")?;
    window.see("Usual letters")?;
    ensure!(size(window)? > usual * 1.2, "{} is not larger than {usual}", size(window)?);
    window.glance("form-larger")?;
    window.tap("Back to my answer")?;
    window.see("What would you like to do")
}

fn the_manager_by_phone(window: &mut Window) -> Result<()> {
    window.tap("Priya Nair, team manager")?;
    window.tap("Agreed by phone")?;
    window.tap("Sam Okoro, social worker")?;
    window.type_into("At what time today was the call?", "4:10pm")?;
    window.type_into("What did they say?", "“Yes, go on.”")?;
    window.glance("form-phone")?;
    window.tap("This is my answer")?;
    window.see("What does each of us say?")
}

/// Each fact has its own place.
fn is_in_the_plan(plan: &plan::Plan) -> Result<()> {
    let adult = plan.adults.first().context("the adult is gone")?.id;
    ensure!(plan.picked(Question::PlanKind) == Some(Pick::ChildProtection), "the plan beside it");
    ensure!(plan.said(Question::PoliceReference) == "44260129871", "the number of the police");
    ensure!(
        plan.picked(Question::PoliceOutcome) == Some(Pick::CommunityResolution),
        "what the police decided"
    );
    ensure!(plan.answer(Question::PoliceOutcome).is_some_and(|it| it.on.is_some()), "and when");
    ensure!(plan.picked(Question::Schemes(adult)) == Some(Pick::ToldAlone), "who was told alone");
    ensure!(plan.said(Question::LegalAdvice(adult)) == "Rowan Law Centre, 01632 960 777", "which lawyer");
    ensure!(plan.picked(Question::AdultServices(adult)) == Some(Pick::Offered), "adult services");
    let help = Question::help_for(adult);
    ensure!(help.iter().all(|it| plan.picked(*it) == Some(Pick::NotNeeded)), "no help is needed");
    ensure!(plan.concerns.first().is_some_and(|it| it.whose == Whose::Both), "whose worry it is");
    let goal = plan.goals.first().context("the goal is gone")?;
    ensure!(goal.lasts == Lasts::WhileChildrenLiveHere && goal.by.is_none(), "how long it lasts");
    ensure!(plan.review.at == NaiveTime::from_hms_opt(16, 30, 0), "at what time we meet");
    Ok(())
}

fn is_on_paper(ready: &Ready, id: plan::ids::PlanId, seen: &[String]) -> Result<()> {
    let printed = paper::words(&ready.copy()?)?;
    ensure!(paper::first_out_of_order(&printed, seen).is_none(), "what was seen is on the paper");
    let printed = printed.join(" ");
    for words in [
        "The children have a child protection plan too.",
        "Our number for your family: CS 20417.",
        "PC 4471 Ellis Vaughan, police officer",
        "This is so that Jasmin has eaten before school.",
        "This goes on for as long as the children live here.",
        "at 4:30pm.",
        "or the school on 01632 960 300.",
        "Priya Nair agreed by phone: “Yes, go on.” Sam Okoro rang Priya Nair at 4:10pm.",
    ] {
        ensure!(printed.contains(words), "“{words}” is not on the paper: {printed}");
    }
    for words in ["44260129871", "community resolution", "Clare", "alone", "Rowan", "Priya Nair asks"] {
        ensure!(!printed.contains(words), "“{words}” is on the paper");
    }
    let tablet = ready.tablet()?;
    let sealed = said(tablet.sealed(ipc::visit::Sealed { plan: id }))?;
    let by_phone = |outcome: &Outcome| matches!(outcome, Outcome::AgreedByPhone { rang: Some(_), .. });
    ensure!(sealed.answers.iter().any(|it| it.outcome.as_ref().is_some_and(by_phone)), "who rang is kept");
    let leaflet = CopyOf { plan: id, person: None, form: Form::Leaflet };
    said(tablet.save_paper(SavePaper { copy: leaflet, drive: None })).map(drop)
}
