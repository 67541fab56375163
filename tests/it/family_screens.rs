//! The screens in front of the family, in Chromium on a real tablet: in two made-up languages, level and upright, by keys
//! alone, and as a screen reader tells them.

mod contrast;
mod keys;
mod late;
mod looked;
mod middle;
mod murmur;
mod reader;
mod tongue;
mod walk;

use anyhow::Result;
use plan::Plan;
use tablet::Outfit;
use tests::axe;
use tests::bridge;
use tests::ready::Ready;
use tests::window::Window;

use looked::Looked;
use murmur::Murmur;
use tongue::Tongue;
use walk::Walk;

/// The practice family of these tests, counted from 0: one adult, three workers, goals of the library.
const FAMILY: usize = 1;

/// A tablet that murmurs and knows the made-up languages, with a practice family.
fn ready() -> Result<(Ready, Plan)> {
    let ready = Ready::with(|| Outfit {
        voice: Box::new(Murmur::default()),
        made_up_languages: true,
        ..Outfit::default()
    })?;
    let plan = ready.practise(FAMILY)?;
    Ok((ready, plan))
}

/// The whole way of a family in one language, each screen looked at.
fn whole_way(tongue: &Tongue) -> Result<()> {
    let (ready, plan) = ready()?;
    let mut window = bridge::open(&ready)?;
    let mut looked = Looked::new(tongue, &plan)?;
    let mut faults = axe::Looked::default();
    let mut look = |window: &mut Window, name: &str| {
        looked.screen(window, name)?;
        faults.axe(window, &format!("{}, {name}", tongue.tag))
    };
    let mut walk = Walk { window: &mut window, tongue, plan: &plan };
    walk.go_to_hand_over()?;
    walk.turn()?;
    walk.read(&mut look)?;
    walk.say_back(&mut look)?;
    walk.answer(&mut look)?;
    walk.take_back()?;
    window.close()?;
    let (of_theirs, of_axe) = (looked.end(), faults.end(&format!("the family’s screens, {}", tongue.tag)));
    of_theirs.and(of_axe)
}

#[test]
fn the_whole_way_in_english() -> Result<()> {
    whole_way(&Tongue::english())
}

#[test]
fn the_whole_way_in_accented_english() -> Result<()> {
    whole_way(&Tongue::accented())
}

#[test]
fn the_whole_way_from_right_to_left() -> Result<()> {
    whole_way(&Tongue::mirrored())
}
