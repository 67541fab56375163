//! An administrator's day at the office's pages, and what an auditor reads of it in the evening.
//!
//! In Chromium: whether all of it can be done by what stands on the pages, where the focus is after each thing, and how the pages
//! look in the dark, with large text and on a telephone, no call of the office answers.

use anyhow::{Result, ensure};
use tests::axe::Looked;
use tests::browser;
use tests::process::until;
use tests::ready::Ready;
use tests::window::Window;

const TEAM: &str = "Family safety North";

#[test]
fn from_the_first_team_to_the_last_evening() -> Result<()> {
    let mut ready = Ready::new()?;
    let mut looked = Looked::default();
    let mut page = open(&ready, "administrator")?;
    browser::first_time(&mut page, &ready.office.link_of("ana", "Ana Ferreira", "administrator")?)?;
    page.see("You are signed in as Ana Ferreira.")?;
    ensure!(page.texts(".places a")? == ["Tablets", "People", "You"], "an administrator has other pages");

    page.tap("People")?;
    page.see("There is no team yet.")?;
    page.type_into("Name of the team", TEAM)?;
    page.tap("Add a team")?;
    page.see("is here now.")?;
    focus_is_on(&page, "teams")?;
    page.unfold("Add a person")?;
    page.tap("Add, and show the link")?;
    page.see("Choose what they are")?;
    page.type_into("Name", "Ruth Okafor")?;
    page.type_into("Signs in as", "ana")?;
    page.choose_at("#role-new", "team manager")?;
    page.choose_at("#team-new", TEAM)?;
    page.tap("Add, and show the link")?;
    page.see("Somebody signs in with this name already.")?;
    look(&mut looked, &mut page, "people, refused")?;
    page.type_instead("Signs in as", "ruth")?;
    page.tap("Add, and show the link")?;
    page.see("The link for Ruth Okafor")?;
    focus_is_on(&page, "given-link")?;
    page.tap("Copy the link")?;
    until("whether it was copied is said", || {
        Ok((page.shows("The link is copied.")? || page.shows("Mark the link")?).then_some(()))
    })?;
    let link = page.texts("#person-link")?.concat();
    page.glance("office-people")?;
    look(&mut looked, &mut page, "people, a link")?;
    page.tap("I have it. Put it away")?;
    until("the link is put away", || Ok((!page.text()?.contains(&link)).then_some(())))?;

    let mut theirs = open(&ready, "manager")?;
    browser::first_time(&mut theirs, &link)?;
    theirs.see("You are signed in as Ruth Okafor.")?;
    theirs.see("No agreement has come in yet.")?;

    page.tap("Tablets")?;
    page.see("Not confirmed")?;
    look(&mut looked, &mut page, "tablets, one waits")?;
    page.tap("Confirm it")?;
    page.see("Choose a team first.")?;
    page.choose_at("select[id^='team-of-']", TEAM)?;
    page.tap("Confirm it")?;
    page.see(&format!("belongs to {TEAM} now."))?;
    focus_is_on(&page, "tablet-")?;
    theirs.tap("Tablets")?;
    theirs.see("In use")?;
    page.unfold("Change this tablet")?;
    page.type_at("input[id^='name-of-']", " blue")?;
    page.tap("Change its name")?;
    page.see("blue now.")?;
    focus_is_on(&page, "tablet-")?;
    page.unfold_if_folded("Change this tablet")?;
    page.tap("Shut it out")?;
    page.see("To come back it has to join again.")?;
    page.glance("office-tablets")?;
    look(&mut looked, &mut page, "tablets, asked before it is shut out")?;
    page.tap("Yes, shut it out")?;
    page.see("What it sent is safe here.")?;
    page.see("Shut out since")?;
    focus_is_on(&page, "tablet-")?;

    page.tap("People")?;
    page.see("Can sign in")?;
    page.unfold("Change this person")?;
    look(&mut looked, &mut page, "people, one is changed")?;
    page.tap_last("They leave")?;
    page.see("Does Ruth Okafor leave?")?;
    page.tap_last("Yes, they leave")?;
    page.see("Ruth Okafor signs in no more.")?;
    focus_is_on(&page, "person-")?;
    theirs.tap("You")?;
    theirs.see("You are signed out.")?;
    theirs.close()?;

    page.tap("You")?;
    page.see("This one")?;
    look(&mut looked, &mut page, "you")?;
    in_the_evening(&ready, &mut looked)?;
    ready.office.stop()?;
    page.tap("Look again")?;
    page.see("The office program did not answer.")?;
    looked.screen(&page, "you, no office")?;
    page.close()?;
    looked.end("an administrator's day")
}

/// What an auditor reads of it.
fn in_the_evening(ready: &Ready, looked: &mut Looked) -> Result<()> {
    let mut page = open(ready, "auditor")?;
    browser::first_time(&mut page, &ready.office.link_of("ellis", "Ellis Vaughan", "auditor")?)?;
    page.see("Nobody opened a case that you have not seen.")?;
    look(looked, &mut page, "alerts, none")?;
    page.tap("What was done")?;
    page.see("Let somebody leave")?;
    page.see("Shut a tablet out")?;
    page.glance("office-done")?;
    look(looked, &mut page, "what was done")?;
    page.tap("Refused")?;
    until("only what was refused is shown", || {
        Ok((page.shows("Added a person")? && !page.shows("Let somebody leave")?).then_some(()))
    })?;
    page.tap("All")?;
    page.see("Let somebody leave")?;
    page.tap("Only theirs")?;
    page.see("By Ellis Vaughan")?;
    until("only what they did is shown", || Ok((!page.shows("Let somebody leave")?).then_some(())))?;
    page.close()
}

/// A browser of one of them.
fn open(ready: &Ready, whose: &str) -> Result<Window> {
    browser::open_of(&ready.stage, &ready.stage.place("downloads"), whose)
}

/// Each of them in light and dark, with large text, on a telephone and by keyboard.
fn look(looked: &mut Looked, page: &mut Window, name: &str) -> Result<()> {
    let name = format!("office, {name}");
    looked.screen(page, &name)?;
    looked.narrow(page, &name)?;
    looked.keyboard(page, &name)
}

/// Waits until the focus is on something whose id begins so.
fn focus_is_on(page: &Window, id: &str) -> Result<()> {
    until(&format!("the focus is on {id}"), || {
        let focused = page.script("return document.activeElement?.id ?? ''")?;
        Ok(focused.as_str().is_some_and(|it| it.starts_with(id)).then_some(()))
    })
}
