//! A voice that does not come. That the screen says so while it waits no test without a page can show.

use anyhow::{Result, ensure};
use tablet::Outfit;
use tests::bridge;
use tests::ready::Ready;

use super::FAMILY;
use super::murmur::Mute;
use super::tongue::Tongue;
use super::walk::Walk;

const LATE: &str = "The voice has not come yet.";

#[test]
fn a_voice_that_does_not_come_is_told_and_stopping_takes_it_back() -> Result<()> {
    let ready = Ready::with(|| Outfit { voice: Box::new(Mute::default()), ..Outfit::default() })?;
    let plan = ready.practise(FAMILY)?;
    let mut window = bridge::open(&ready)?;
    let tongue = Tongue::english();
    let mut walk = Walk { window: &mut window, tongue: &tongue, plan: &plan };
    walk.go_to_hand_over()?;
    walk.turn()?;
    ensure!(!window.shows(LATE)?, "nobody asked for it");
    window.tap("Read it to me")?;
    window.see(LATE)?;
    window.tap("Stop")?;
    window.see("Say it again")?;
    window.painted()?;
    ensure!(!window.shows(LATE)?, "nobody waits for it any more");
    window.close()
}
