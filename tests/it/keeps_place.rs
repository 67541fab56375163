//! The tablet is put away, locked, turned: work goes on where it was.

use anyhow::{Context, Result, ensure};
use ipc::visit::Preview;
use plan::ink::Stroke;
use tests::families::said;
use tests::process::until;
use tests::window::{LANDSCAPE, PORTRAIT, Window};
use tests::{examples, hand, visit};

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

#[test]
fn a_mark_stays_when_the_tablet_is_turned_or_put_away() -> Result<()> {
    let mut ready = Ready::new()?;
    ready.stage.manage_windows()?;
    let plan = ready.write(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    window.tap("The Marsh family")?;
    visit::look_first(&mut window, &examples::plan("marsh")?)?;
    visit::read_together(&mut window)?;
    window.tap("Kelly Marsh, mum")?;
    window.tap("I agree. I will sign")?;
    acknowledged::listen(&window)?;
    let [first, second] = <[_; 2]>::try_from(hand::name()).ok().context("two lines")?;
    window.draw_and_hold(&first)?;
    turn_with_ink(&window, PORTRAIT)?;
    window.draw_on(&second)?;
    until("the line is kept", || Ok((acknowledged::happenings(&window)? == 1).then_some(())))?;
    turn_with_ink(&window, LANDSCAPE)?;
    window.hide()?;
    window.see("Your plans are locked.")?;
    window.turn(LANDSCAPE)?;
    unlock(&mut window)?;
    window.see("Sign here, Kelly")?;
    until("the line is drawn again", || Ok((ink(&window)?.1 > 0).then_some(())))?;
    window.draw(std::slice::from_ref(&second))?;
    window.tap("This is my mark")?;
    window.see("What does each of us say?")?;
    window.close()?;

    let sitting = said(ready.tablet()?.preview(Preview { plan }))?;
    let kelly = ready.plan(plan)?.adults.first().context("Kelly is gone")?.id;
    let strokes = sitting.signing.context("the sitting is gone")?.row(kelly).strokes;
    let [turned, after] = strokes.as_slice() else { anyhow::bail!("{} lines instead of two", strokes.len()) };
    assert!(turned.points.len() >= first.len() + second.len() - 1, "{} points", turned.points.len());
    assert!(after.points.len() >= second.len(), "{} points", after.points.len());
    assert!(strokes.iter().all(is_on_the_pad), "a point lies beside the pad");
    Ok(())
}

fn is_on_the_pad(stroke: &Stroke) -> bool {
    stroke.points.iter().all(|it| (0..=stroke.width).contains(&it.x) && (0..=stroke.height).contains(&it.y))
}

/// Turns the tablet; the pad takes its new width, and what is drawn on it stays.
fn turn_with_ink(window: &Window, way: (u32, u32)) -> Result<()> {
    let (width, before) = ink(window)?;
    ensure!(before > 0, "nothing is drawn yet");
    window.turn(way)?;
    until("the pad has turned", || Ok((ink(window)?.0 != width).then_some(())))?;
    let (_, after) = ink(window)?;
    ensure!(after * 10 > before * 9, "of {before} drawn pixels {after} are left");
    Ok(())
}

/// How wide the pad is, and how many of its pixels are drawn on.
fn ink(window: &Window) -> Result<(u64, u64)> {
    let script = "const pad = document.querySelector('canvas');
        if (!pad || !pad.width) return [0, 0];
        const pixels = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height).data;
        return [pad.width, pixels.filter((value, at) => at % 4 === 3 && value > 0).length]";
    Ok(serde_json::from_value(window.script(script)?)?)
}
