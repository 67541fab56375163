//! The tablet is put away and locked: work goes on where it was. What becomes of a mark is in `pad`.

use anyhow::Result;
use tests::examples;
use tests::process::until;
use tests::window::LANDSCAPE;

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
