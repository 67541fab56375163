//! A line is there although it was the last thing before the mark was confirmed. That a kept line outlives a kill is proven
//! in `crash`.

use anyhow::{Context, Result, ensure};
use tests::hand;
use tests::window::{Hand, Step};

use super::{go_to_the_pad, ready, strokes};

#[test]
fn a_mark_that_is_confirmed_at_once_has_its_last_line() -> Result<()> {
    let (ready, plan) = ready()?;
    let mut window = ready.window()?;
    go_to_the_pad(&mut window)?;
    let lines = hand::name();
    let (last, before) = lines.split_last().context("no lines")?;
    window.draw(before)?;
    let (left, top, _, _) = window.place("canvas")?;
    let (x, y, width, height) = window.place("nav .main")?;
    // One movement: the pen is lifted from the pad and comes down on the button.
    let button = Step::To((x + width / 2.0 - left, y + height / 2.0 - top));
    let steps = [Hand::line(last), vec![button, Step::Down(0.5), Step::Up]].concat();
    window.gesture("canvas", &[Hand::pen(steps)])?;
    window.see("What does each of us say?")?;
    window.glance("t3-confirmed-just-after-pen-up")?;
    window.close()?;
    let kept = strokes(&ready, plan)?;
    assert_eq!(kept.len(), lines.len());
    ensure!(kept.last().is_some_and(|it| it.points.len() >= last.len()), "the last line is whole");
    Ok(())
}
