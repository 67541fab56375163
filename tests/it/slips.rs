//! Slips of a worker's or a parent's hand in front of the family: a tap too many, the button beside, a sign paper has no
//! shape for, a page that is loaded anew. In Chromium on a real tablet.

use anyhow::{Context, Result, ensure};
use ipc::visit::Preview;
use plan::ids::PlanId;
use plan::signing::{Event, Joined, SaidBack};
use plan::{Plan, Signing};
use tests::families::said;
use tests::process::until;
use tests::ready::{PASSPHRASE, Ready};
use tests::window::Window;
use tests::{bridge, examples, visit};

/// A family before the tablet is turned to them.
fn before_the_turn() -> Result<(Ready, Plan, PlanId, Window)> {
    let ready = Ready::new()?;
    let marsh = examples::plan("marsh")?;
    let plan = ready.write(&marsh)?;
    let mut window = bridge::open(&ready)?;
    window.tap(&marsh.title)?;
    visit::look_first(&mut window, &marsh)?;
    window.tap("Read it together")?;
    window.see("Who is going to read it now?")?;
    Ok((ready, marsh, plan, window))
}

fn signing(ready: &Ready, plan: PlanId) -> Result<Signing> {
    said(ready.tablet()?.preview(Preview { plan }))?.signing.context("the sitting is gone")
}

#[test]
fn what_is_safe_for_one_is_asked_again_for_two_and_two_taps_turn_the_tablet_once() -> Result<()> {
    let (ready, _, plan, mut window) = before_the_turn()?;
    window.tap("Kelly Marsh")?;
    window.tap("Yes, all of it")?;
    window.tap("Dean O’Rourke")?;
    window.see("Is it safe to show Kelly and Dean all of it?")?;
    window.tap("Turn it to the family")?;
    window.see("Say whether it is safe first.")?;
    window.tap("No, leave some parts out")?;
    window.tap("Turn it to the family")?;
    window.see("Choose what to leave out")?;
    window.tap("Yes, all of it")?;
    visit::in_some_way(&mut window)?;
    window.tap_quickly(".bottom .button.main", 2)?;
    window.see("part 1 of")?;
    ensure!(window.texts(".banner")?.is_empty(), "nothing is refused: {:?}", window.texts(".banner")?);
    window.close()?;
    let turns = signing(&ready, plan)?.events;
    let turns = turns.iter().filter(|it| matches!(it.event, Event::HandedOver { .. })).count();
    assert_eq!(turns, 1, "turns");
    Ok(())
}

#[test]
fn words_said_back_are_kept_by_every_button_with_signs_that_paper_has_no_shape_for() -> Result<()> {
    let (ready, marsh, plan, mut window) = before_the_turn()?;
    let kelly = marsh.adults.first().context("Kelly is gone")?;
    visit::hand_over(&mut window, &[kelly])?;
    visit::read_parts(&mut window)?;
    // A sign that no font has is kept as it was said, and told in words on paper.
    window.type_into("Kelly says", "I can say no ☃")?;
    window.tap("Next")?;
    window.see("In your own words · 2 of 6")?;
    window.type_into("Kelly says", "It is cold")?;
    window.tap("Back")?;
    window.see("In your own words · 1 of 6")?;
    ensure!(window.field("Kelly says")? == "I can say no ☃", "what was said is there again");
    window.tap("Next")?;
    window.see("In your own words · 2 of 6")?;
    ensure!(window.field("Kelly says")? == "It is cold", "what was said is there again");
    window.tap("Stop for now")?;
    window.see("Give the tablet back to")?;
    window.close()?;
    let events = signing(&ready, plan)?.events;
    let back: Vec<&SaidBack> = events
        .iter()
        .filter_map(|it| match &it.event {
            Event::SaidBack { how, .. } => Some(how),
            _ => None,
        })
        .collect();
    let words = |words: &str| SaidBack::InOwnWords { words: words.to_owned() };
    assert_eq!(back, [&words("I can say no ☃"), &words("It is cold")], "each is kept once");
    Ok(())
}

#[test]
fn a_page_loaded_anew_in_front_of_the_family_shows_only_the_way_back() -> Result<()> {
    let (_ready, marsh, _, mut window) = before_the_turn()?;
    let kelly = marsh.adults.first().context("Kelly is gone")?;
    visit::hand_over(&mut window, &[kelly])?;
    // One that goes would lock the tablet on its way. This one cannot.
    window.script(
        "addEventListener('visibilitychange', event => event.stopImmediatePropagation(), true);
         location.reload()",
    )?;
    window.see("Take the tablet back")?;
    ensure!(!window.shows("Your plans")? && !window.shows(&marsh.title)?, "{}", window.text()?);
    window.type_into("The worker’s PIN", "not the passphrase")?;
    window.tap("Take the tablet back")?;
    window.see("That is not the PIN.")?;
    window.type_into("The worker’s PIN", PASSPHRASE)?;
    window.tap("Take the tablet back")?;
    window.see("Your plans")?;
    window.tap(&marsh.title)?;
    window.see("Read it together")?;
    window.close()
}

#[test]
fn somebody_joins_once_and_with_a_name_and_the_worker_is_back_where_they_were() -> Result<()> {
    let (ready, marsh, plan, mut window) = before_the_turn()?;
    let kelly = marsh.adults.first().context("Kelly is gone")?;
    visit::hand_over(&mut window, &[kelly])?;
    visit::read_parts(&mut window)?;
    window.tap("Stop for now")?;
    visit::take_back(&mut window, PASSPHRASE)?;
    window.tap("Add someone")?;
    window.tap("Witness")?;
    window.type_into("Full name", "   ")?;
    ensure!(!window.shows("Add them")?, "nobody joins without a name");
    window.type_into("Full name", "Owen Hale")?;
    until("they can be added", || Ok(window.shows("Add them")?.then_some(())))?;
    window.tap_quickly(".bottom .button.main", 3)?;
    window.see("What does each of us say?")?;
    window.see("Owen Hale, witness")?;
    window.close()?;
    let signing = signing(&ready, plan)?;
    let witnesses = signing.joined().filter(|(_, _, part)| **part == Joined::Witness).count();
    assert_eq!(witnesses, 1, "the witness is there once");
    Ok(())
}

/// What the screen is called.
fn heading(window: &Window) -> Result<String> {
    window.texts("h1")?.pop().context("the screen has no heading")
}

/// Taps a button twice as fast as a hand can, and looks that the screen it leads to stays.
fn tapped_twice_leads_to(window: &mut Window, button: &str, screen: &str) -> Result<()> {
    window.tap_quickly(button, 2)?;
    until(screen, || Ok((heading(window)? == screen).then_some(())))?;
    window.painted()?;
    let stays = heading(window)?;
    ensure!(stays == screen, "the second tap led on from {screen} to {stays}");
    Ok(())
}

#[test]
fn the_second_tap_of_a_double_tap_never_reaches_the_screen_that_came() -> Result<()> {
    const MAIN: &str = ".bottom .button.main:not([hidden])";
    let ready = Ready::new()?;
    let mut window = bridge::open(&ready)?;
    tapped_twice_leads_to(&mut window, MAIN, "A short plan")?;
    window.tap("The whole plan")?;
    // “Lock” lies in the list where “All plans” lies here.
    tapped_twice_leads_to(&mut window, ".bottom .button", "Your plans")?;
    window.tap("A new plan")?;
    window.tap("Before you go")?;
    let mut steps = 0;
    loop {
        let label = window.texts(MAIN)?.pop().context("there is no way on")?;
        let next = label.strip_prefix("Next: ").with_context(|| format!("{label} leads on"))?.to_owned();
        if next == heading(&window)? || steps > 9 {
            break;
        }
        // Where the tablet is turned, other screens begin.
        if ["Read it together", "See the whole plan"].contains(&next.as_str()) {
            break;
        }
        tapped_twice_leads_to(&mut window, MAIN, &next)?;
        steps += 1;
    }
    ensure!(steps > 1, "{steps} steps were gone");
    window.close()
}
