//! Two families in one sitting of a worker, in the app's own window: the first plan is flipped through, questions are skipped,
//! a worry is left out for one parent and a child signs; in the second somebody says no and then a letter is changed. What is
//! proven lies between the screens: nothing cheaper has one family's screens after another's, and the paper of both.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use plan::Plan;
use plan::agreement::Section;
use plan::people::Adult;
use plan::signing::{Outcome, Part, SaidBack};
use tests::books::Held;
use tests::process::until;
use tests::ready::{PASSPHRASE, Ready};
use tests::window::Window;
use tests::{books, examples, hand, paper, visit};

/// What one mother says back; what she is not asked is empty.
const SAID: [&str; 6] = [
    "I can say no and still get help.",
    "",
    "Ring Jo on Monday.",
    "Bronwen comes on Fridays.",
    "",
    "In two weeks, at the school.",
];

#[test]
fn one_family_leaves_nothing_for_the_next_and_paper_tells_what_was_done_and_not_done() -> Result<()> {
    let ready = Ready::new()?;
    // The worker who is in has taken a place in each.
    let written = |name: &str| ready.plan(ready.write(&examples::plan(name)?)?);
    let (second, first) = (written("marsh")?, written("separated-withheld")?);
    let mut window = ready.window()?;
    first_family(&mut window, &first)?;
    let seen = first_is_sealed(&ready, &mut window, &first)?;
    second_family(&mut window, &first, &second)?;
    window.close()?;
    let held = books::held(&ready.office)?;
    let of = |plan: &Plan| {
        let mother = plan.adults.first()?.id;
        held.iter().find(|it| it.agreement.name(mother).is_some())
    };
    let sealed = of(&first).context("the office lacks the first family’s plan")?;
    first_on_paper(&seen, sealed, &first)?;
    was_changed(of(&second).context("the office lacks the second family’s plan")?, &second)
}

fn parents(plan: &Plan) -> Result<[&Adult; 2]> {
    let [one, other] = plan.adults.as_slice() else { anyhow::bail!("a family of two parents is wanted") };
    Ok([one, other])
}

/// The mother flips through all of it and skips two questions; the father does not see the first worry and says no; a child
/// signs.
fn first_family(window: &mut Window, plan: &Plan) -> Result<()> {
    let [mother, father] = parents(plan)?;
    window.tap(&plan.title)?;
    visit::look_first(window, plan)?;
    window.tap("Read it together")?;
    visit::all_of_it_to(window, &[mother])?;
    window.tap("Turn it to the family")?;
    flip(window, &[])?;
    for (part, words) in (1..).zip(SAID) {
        window.see(&format!("In your own words · {part} of 6"))?;
        if words.is_empty() {
            window.tap("Next")?;
        } else {
            window.type_into("Folasade says", words)?;
            window.tap("Said it")?;
        }
    }
    window.see("What would you like to do")?;
    visit::sign_with(window, &hand::name())?;
    window.see("Give the tablet back to")?;
    window.glance("second-time-thanks")?;
    visit::take_back(window, PASSPHRASE)?;

    window.tap("Back")?;
    window.tap("Read it together")?;
    window.see("Who is going to read it now?")?;
    window.tap(&father.name)?;
    window.see("With whom did you agree")?;
    window.type_at("#agreed-with", "Priya Nair")?;
    window.tap("No, leave some parts out")?;
    window.unfold("What we are worried about")?;
    let hidden = plan.concerns.first().context("there is no worry")?;
    window.tap_last_choice(&hidden.words)?;
    visit::in_some_way(window)?;
    window.glance("second-time-hand-over")?;
    window.tap("Turn it to the family")?;
    flip(window, &[&hidden.words, &hidden.seen])?;
    visit::skip_saying_back(window)?;
    window.tap("I do not agree")?;
    window.tap("This is my answer")?;
    visit::take_back(window, PASSPHRASE)?;

    let child = &plan.children.first().context("there is no child")?.name;
    window.tap("Add someone")?;
    window.tap("A child who wants to sign")?;
    window.tap(child)?;
    window.tap("Add them")?;
    window.see("What does each of us say?")?;
    window.tap(child)?;
    visit::sign_with(window, &hand::cross())?;
    window.see("What does each of us say?")?;
    visit::workers_sign(window, plan)
}

/// Turns every part over as soon as it is there. Nothing of what is hidden stands on any.
fn flip(window: &mut Window, hidden: &[&str]) -> Result<()> {
    visit::turn_parts_over(window, |window, part| {
        let text = window.text()?;
        let told = hidden.iter().find(|words| text.contains(**words));
        ensure!(told.is_none(), "part {part} shows what was left out: {told:?}");
        Ok(())
    })
}

/// The papers of the first family: the father's, then the whole.
struct Papers {
    fathers: String,
    whole: String,
}

fn first_is_sealed(ready: &Ready, window: &mut Window, plan: &Plan) -> Result<Papers> {
    let [_, father] = parents(plan)?;
    visit::seal(window)?;
    window.tap(&format!("The copy for {}", father.name))?;
    let fathers = saved(ready, window)?;
    window.tap("The whole plan. Give it only to those who may see all of it.")?;
    let whole = saved(ready, window)?;
    window.see("Safe at the office since")?;
    window.tap("Back")?;
    window.tap("All plans")?;
    window.see("Your plans")?;
    Ok(Papers { fathers, whole })
}

/// Saves the copy that is chosen: its words.
fn saved(ready: &Ready, window: &mut Window) -> Result<String> {
    let files = || -> Result<Vec<PathBuf>> {
        let files = fs::read_dir(ready.stage.place("copies"))?.map(|it| Ok(it?.path()));
        files.collect()
    };
    let before = files()?;
    window.tap("Save as a file")?;
    window.see("Saved as")?;
    let new = files()?.into_iter().find(|file| !before.contains(file)).context("no file was saved")?;
    Ok(paper::words(&new)?.join(" "))
}

/// A no, and then one letter: told before and after, and both readings stay.
fn second_family(window: &mut Window, before: &Plan, plan: &Plan) -> Result<()> {
    let [mother, father] = parents(plan)?;
    window.tap(&plan.title)?;
    visit::look_first(window, plan)?;
    window.tap("Read it together")?;
    window.see("Who is going to read it now?")?;
    let shown = window.text()?;
    let ghosts = before.adults.iter().map(|it| it.name.as_str()).chain(["Someone"]);
    for ghost in ghosts {
        ensure!(!shown.contains(ghost), "{ghost} is still there");
    }
    visit::hand_over(window, &[mother, father])?;
    flip(window, &[])?;
    visit::skip_saying_back(window)?;
    window.tap("I do not agree")?;
    window.tap("This is my answer")?;
    window.see("In your own words · 1 of 6")?;
    visit::skip_saying_back(window)?;
    visit::sign_with(window, &hand::cross())?;
    visit::take_back(window, PASSPHRASE)?;

    window.tap("Back")?;
    window.tap("What we are worried about")?;
    window.see("If you change a word here, this reading ends.")?;
    window.see("Kelly Marsh, mum: I do not agree.")?;
    window.glance("second-time-before-a-change")?;
    window.type_into("What are we worried about?", "x")?;
    window.tap("Back")?;
    window.see("Its words were changed after that.")?;
    window.see("Kelly Marsh, mum: I do not agree.")?;
    window.glance("second-time-after-a-change")?;

    visit::look_first(window, plan)?;
    window.tap("Read it together")?;
    visit::hand_over(window, &[mother, father])?;
    flip(window, &[])?;
    say_all_back(window)?;
    visit::sign_with(window, &hand::cross())?;
    // What was chosen for one is so for the next.
    window.see("When will we meet again?")?;
    window.tap("Next")?;
    visit::sign_with(window, &hand::cross())?;
    visit::take_back(window, PASSPHRASE)?;
    visit::workers_sign(window, plan)?;
    visit::seal(window)?;
    window.see("Safe at the office since")
}

/// What the mother says to one question of all on one screen, typed and left.
const AT_ONCE: &str = "It is cold and they miss school.";

/// All questions on one screen: one is not wanted, one has words when it is left.
fn say_all_back(window: &mut Window) -> Result<()> {
    window.see("In your own words · 1 of 6")?;
    window.tap("All on one screen")?;
    window.see("When will we meet again?")?;
    window.glance("second-time-all-on-one-screen")?;
    // Words that were begun do not turn a no into an answer.
    window.type_at("#said-0", "I can")?;
    window.tap("Not today")?;
    until("what was not wanted is marked", || {
        Ok((window.texts("button[aria-pressed=true]")? == ["Not today"]).then_some(()))
    })?;
    window.type_at("#said-1", AT_ONCE)?;
    window.tap("Next")?;
    window.see("What would you like to do")
}

fn first_on_paper(papers: &Papers, sealed: &Held, plan: &Plan) -> Result<()> {
    let [mother, father] = parents(plan)?;
    let evidence = sealed.signing.evidence(&sealed.agreement, mother.id);
    let time = match evidence.for_ms {
        ..1_000 => "less than a second".to_owned(),
        1_000..2_000 => "1 second".to_owned(),
        ms @ 2_000..120_000 => format!("{} seconds", ms / 1_000),
        ms => format!("{} minutes", (ms + 30_000) / 60_000),
    };
    let hidden = plan.concerns.first().context("there is no worry")?;
    let child = &plan.children.first().context("there is no child")?.name;
    for told in [
        format!("stood on the screen before {}, for {time}.", mother.name),
        "Not asked: “What are we worried about?”".to_owned(),
        "Not asked: “What might happen if this does not work?”".to_owned(),
        format!("We did not ask {} to say anything back.", father.name),
        SAID[2].to_owned(),
        format!("{child} agrees and signed"),
        format!("{} does not agree", father.name),
        hidden.seen.clone(),
    ] {
        ensure!(papers.whole.contains(&told), "the whole plan does not tell “{told}”: {}", papers.whole);
    }
    ensure!(papers.whole.matches("Not asked:").count() == 2, "two questions were skipped: {}", papers.whole);
    for untold in [hidden.words.as_str(), &hidden.seen, &format!("{child} agrees"), &mother.phone] {
        ensure!(untold.is_empty() || !papers.fathers.contains(untold), "his copy tells “{untold}”");
    }
    ensure!(papers.fathers.contains("Copy for Marcus Clarke"), "{}", papers.fathers);
    ensure!(!papers.fathers.contains("stay private"), "{}", papers.fathers);
    Ok(())
}

/// What was said before the change is sealed beside what was said after it.
fn was_changed(sealed: &Held, plan: &Plan) -> Result<()> {
    let [mother, _] = parents(plan)?;
    let answer = sealed.signing.answer(mother.id).and_then(|answer| answer.outcome);
    ensure!(matches!(answer, Some(Outcome::Signs)), "{answer:?}");
    ensure!(
        sealed.agreement.section(Section::Worries).any(|it| it.text.ends_with('x')),
        "the letter is there"
    );
    let said = |part| sealed.signing.asked(mother.id, part).map(|asked| asked.last.clone());
    ensure!(said(Part::Rights) == Some(SaidBack::DidNotWant), "{:?}", said(Part::Rights));
    let words = Some(SaidBack::InOwnWords { words: AT_ONCE.to_owned() });
    ensure!(said(Part::Worry) == words && said(Part::Help).is_none(), "{:?}", said(Part::Worry));
    let [ended] = sealed.ended.as_slice() else { anyhow::bail!("{} readings ended", sealed.ended.len()) };
    let no = ended.answer(mother.id).and_then(|answer| answer.outcome);
    ensure!(matches!(no, Some(Outcome::DoesNotAgree { .. })), "her no is sealed too: {no:?}");
    Ok(())
}
