//! The tablet is put away and locked: work goes on where it was. What becomes of a mark is in `pad`.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::process::until;
use tests::window::{Another, LANDSCAPE};
use tests::{bridge, examples, visit};

use crate::acknowledged;
use tests::ready::{Ready, unlock};

#[test]
fn a_tablet_that_was_put_away_opens_where_it_was() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.stage.manage_windows()?;
    let plan = ready.write(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    window.tap("The Marsh family")?;
    window.tap("Meeting again")?;
    let place = "Where, and who comes?";
    window.type_into(place, ", at four")?;
    window.hide()?;
    window.see("Your plans are locked.")?;
    window.turn(LANDSCAPE)?;
    unlock(&mut window)?;
    window.see("When do we meet again?")?;
    assert_eq!(window.field(place)?, "At home, with Nana Jean, at four");
    acknowledged::listen(&window)?;
    window.type_into(place, " o’clock")?;
    let whole = "At home, with Nana Jean, at four o’clock";
    until("it is saved", || Ok((acknowledged::words(&window)? == whole).then_some(())))?;
    window.kill()?;
    assert_eq!(ready.plan(plan)?.review.place, whole);
    Ok(())
}

/// In Chromium no shell tells the page, so that it hears of it by what is refused.
#[test]
fn a_tablet_that_locked_by_itself_opens_where_somebody_was_typing() -> Result<()> {
    let ready = Ready::new()?;
    let plan = ready.write(&examples::plan("marsh")?)?;
    let mut window = bridge::open(&ready)?;
    window.tap("The Marsh family")?;
    window.tap("Meeting again")?;
    window.tap_into("Where, and who comes?")?;
    window.script("document.activeElement.setSelectionRange(7, 7)")?;
    window.script(
        "return window.__TAURI__.core.invoke('lock', { command: { holds_words: false } }).then(() => null)",
    )?;
    window.press('!', 1)?;
    window.see("Your plans are locked.")?;
    unlock(&mut window)?;
    let whole = "At home!, with Nana Jean";
    let typing = "const it = document.activeElement; return [it.value, it.selectionStart, it.selectionEnd]";
    until("the cursor is where it was", || {
        Ok((window.script(typing)? == json!([whole, 8, 8])).then_some(()))
    })?;
    window.see("Saved here")?;
    window.close()?;
    assert_eq!(ready.plan(plan)?.review.place, whole);
    Ok(())
}

/// It is kept while it is typed, and no page is kept for it: of the last key, that came after the lock, nothing is.
#[test]
fn half_a_day_with_the_cursor_in_it_is_there_after_a_lock() -> Result<()> {
    const YEAR: &str = "return document.getElementById('review-year')?.value ?? ''";
    let ready = Ready::new()?;
    ready.write(&examples::plan("marsh")?)?;
    let mut window = bridge::open(&ready)?;
    window.tap("The Marsh family")?;
    window.tap("Meeting again")?;
    acknowledged::listen(&window)?;
    window.type_at("#review-year", "9")?;
    let typed = window.script(YEAR)?;
    until("it is kept", || Ok((acknowledged::draft(&window)? == typed).then_some(())))?;
    window.see("Saved here")?;
    window.script("window.isOld = true")?;
    window.script(
        "return window.__TAURI__.core.invoke('lock', { command: { holds_words: false } }).then(() => null)",
    )?;
    window.press('9', 1)?;
    window.see("Your plans are locked.")?;
    ensure!(window.script("return window.isOld ?? null")?.is_null(), "the page did not begin anew");
    unlock(&mut window)?;
    until("half the day is there", || Ok((window.script(YEAR)? == typed).then_some(())))?;
    window.close()
}

/// What is chosen before the tablet is turned is in no field and no draft: the page writes it down when it locks, and begins anew.
#[test]
fn what_was_to_be_left_out_for_somebody_is_left_out_after_a_lock() -> Result<()> {
    let ready = Ready::new()?;
    let marsh = examples::plan("marsh")?;
    ready.write(&marsh)?;
    let kelly = &marsh.adults.first().context("Kelly is gone")?.name;
    let worry = &marsh.concerns.first().context("there is no worry")?.words;
    let mut window = bridge::open(&ready)?;
    window.tap(&marsh.title)?;
    visit::look_first(&mut window, &marsh)?;
    window.tap("Read it together")?;
    window.see("Who is going to read it now?")?;
    window.tap(kelly)?;
    window.tap("No, leave some parts out")?;
    window.unfold("What we are worried about")?;
    window.tap_last_choice(worry)?;
    window.see("1 left out")?;
    window.tap("They read it themselves")?;
    window.script("dispatchEvent(new Event('locked', { cancelable: true }))")?;
    window.see("Your plans are locked.")?;
    unlock(&mut window)?;
    window.see("1 left out")?;
    let chosen = window.texts("label:has(input:checked)")?;
    for wanted in [kelly.as_str(), "No, leave some parts out", worry, "They read it themselves"] {
        ensure!(chosen.iter().any(|it| it == wanted), "{wanted} is not chosen any more: {chosen:?}");
    }
    window.close()
}

/// The page knows nothing of other windows: the shell tells the tablet, and the tablet the page.
#[test]
fn a_window_that_is_left_for_another_locks_after_half_a_minute() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.stage.manage_windows()?;
    ready.write(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    window.tap("The Marsh family")?;
    window.tap("Meeting again")?;
    window.tap_into("Where, and who comes?")?;
    let another = Another::open(&ready.stage)?;
    window.see("Your plans are locked.")?;
    drop(another);
    unlock(&mut window)?;
    window.see("When do we meet again?")?;
    window.type_on_in("Where, and who comes?", "!")?;
    window.close()?;
    Ok(())
}
