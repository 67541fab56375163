//! Wrong, huge and unusual input, typed into the real window.

use anyhow::{Result, ensure};
use ipc::visit::{CopyOf, Enrol, Form, SaveCopy};
use plan::Plan;
use record::{EnrolmentCode, EnrolmentLine};
use tablet::{Folders, NoKeystore, Outfit, System, Tablet};
use tests::families::{said, seal};
use tests::process::{free_port, until};
use tests::stage::{Keystore, Office, Stage};
use tests::window::Window;
use tests::{examples, paper, visit, writing};

use tests::ready::Ready;

#[test]
fn a_wrong_line_or_pin_is_refused_in_plain_words_and_the_right_one_taken() -> Result<()> {
    let stage = Stage::with_display(Keystore::Here)?;
    let office = Office::start(stage.place("office"))?;
    let line: EnrolmentLine = office.enrolment_line()?.parse()?;
    let used = office.enrolment_line()?;
    let folders = Folders { data: stage.place("other"), copies: stage.place("other") };
    let other = Tablet::open(folders, Box::new(System::new()), Box::new(NoKeystore), Outfit::default())?;
    said(other.enrol(Enrol { line: used.clone() }))?;

    let EnrolmentLine { address, pin, code } = &line;
    let nobody = format!("http://127.0.0.1:{}", free_port()?);
    let pin = pin.to_string();
    let other_pin = format!("{}{}", if pin.starts_with('A') { 'B' } else { 'A' }, &pin[1..]);
    let no_code = EnrolmentCode::from_random([0; 10]);
    let mut window = Window::open(&stage)?;
    window.see("Join your office")?;
    for (line, sentence) in [
        (format!("{address} {pin}"), "The line from the office has three parts"),
        (format!("ftp://office {pin} {code}"), "The first part, the address, does not look right."),
        (format!("http://office.example {pin} {code}"), "The address does not start with https://"),
        (format!("{address} {} {code}", &pin[..20]), "The second part, the pin, does not look right."),
        (format!("{address} {pin} 7K2M"), "The third part, the code, does not look right."),
        (format!("{nobody} {pin} {code}"), "The office did not answer. Nothing was changed."),
        (format!("{address} {other_pin} {code}"), "At this address there is another office"),
        (format!("{address} {pin} {no_code}"), "The office does not know this code."),
        (used, "This code was used for another tablet."),
    ] {
        window.type_instead("The office’s line", &line)?;
        window.tap("Join")?;
        window.see(sentence)?;
    }
    window.type_instead("The office’s line", &line.to_string().to_lowercase())?;
    window.tap("Join")?;
    pins(&mut window)
}

fn pins(window: &mut Window) -> Result<()> {
    window.see("Who will use this tablet?")?;
    window.type_into("Your full name", visit::WORKER)?;
    for (pin, sentence) in [
        ("48291", "The PIN is too short. Choose six digits or more."),
        ("456789", "That PIN is too easy to guess."),
    ] {
        window.type_instead("A PIN of six digits or more", pin)?;
        window.tap("Start")?;
        window.see(sentence)?;
    }
    window.type_instead("A PIN of six digits or more", visit::PIN)?;
    window.tap("Start")?;
    window.see("Your plans")?;
    window.tap("Lock")?;
    for _ in 0..4 {
        visit::unlock(window, "482916")?;
        // What was typed is taken away with the answer.
        until("the PIN was looked at", || Ok(window.field("Your PIN")?.is_empty().then_some(())))?;
        window.see("That is not the PIN. Everything is safe.")?;
    }
    window.see("You can try again")?;
    window.glance("wait")?;
    window.see("You can try again now.")?;
    visit::unlock(window, visit::PIN)?;
    window.see("Your plans")
}

#[test]
fn a_worry_of_twenty_thousand_characters_is_shown_and_printed_whole() -> Result<()> {
    let ready = Ready::new()?;
    let worry = "What are we worried about?";
    let plan = Plan { concerns: Vec::new(), ..examples::plan("marsh")? };
    let id = ready.write(&plan)?;
    let mut window = ready.window()?;
    window.tap(&plan.title)?;
    window.tap("What we are worried about")?;
    window.tap("Add a worry")?;
    let mut words: String = (0..125).map(|n| format!("{n:03}; ")).collect();
    window.type_into(worry, &words)?;
    while words.len() < 20_000 {
        window.control("ac")?;
        window.type_into(worry, "\u{E010}")?;
        window.control("v")?;
        words = words.repeat(2);
    }
    ensure!(window.field(worry)? == words, "what stands in the field is not what was typed");
    window.tap("Back")?;
    let seen = visit::preview(&mut window)?;
    window.close()?;
    assert_eq!(words.chars().count(), 20_000);
    assert!(seen.iter().any(|text| text.contains(words.trim())), "the preview shows all of it");
    is_printed(&ready, id, &seen)
}

#[test]
fn names_with_apostrophes_hyphens_and_accents_are_shown_and_printed_as_typed() -> Result<()> {
    let ready = Ready::new()?;
    let plan = examples::plan("wisniewska-oneill")?;
    let mut window = ready.window()?;
    writing::write(&mut window, &plan)?;
    let seen = visit::preview(&mut window)?;
    window.close()?;
    let shown = seen.join("\n");
    let people = plan.children.iter().map(|it| &it.name).chain(plan.adults.iter().map(|it| &it.name));
    for words in people.chain(plan.goals.iter().map(|goal| &goal.own_words)).chain([&plan.address]) {
        let in_a_row = words.replace('\n', ", ");
        assert!(shown.contains(words.as_str()) || shown.contains(&in_a_row), "{words} is shown in {shown}");
    }
    let id = only_plan(&ready)?;
    is_printed(&ready, id, &seen)
}

fn only_plan(ready: &Ready) -> Result<plan::ids::PlanId> {
    let plans = said(ready.tablet()?.list_plans(ipc::visit::ListPlans {}))?;
    ensure!(plans.len() == 1, "{} plans instead of one", plans.len());
    Ok(plans[0].plan)
}

/// Sealed, the plan says what was seen, and so does its paper.
fn is_printed(ready: &Ready, plan: plan::ids::PlanId, seen: &[String]) -> Result<()> {
    let tablet = ready.tablet()?;
    let sealed: Vec<String> =
        seal(&tablet, plan)?.agreement.blocks.into_iter().map(|block| block.text).collect();
    assert_eq!(sealed, seen, "what is sealed was seen");
    said(
        tablet.save_copy(SaveCopy { copy: CopyOf { plan, person: None, form: Form::Signed }, drive: None }),
    )?;
    assert_eq!(paper::first_out_of_order(&paper::words(&ready.copy()?)?, seen), None, "on the paper");
    Ok(())
}
