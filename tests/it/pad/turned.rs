//! A tablet that is turned, shared with another program, narrowed by a keyboard and locked in the middle of a line: no line
//! is lost, and the ink stays upright and whole. In the app's window, at the sizes of small and large tablets.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use tests::hand;
use tests::process::until;
use tests::ready::unlock;
use tests::window::Window;

use super::{go_to_the_pad, ready, strokes};
use crate::acknowledged;

#[test]
fn eight_inches() -> Result<()> {
    a_mark_outlasts_everything((960, 600))
}

#[test]
fn eleven_inches() -> Result<()> {
    a_mark_outlasts_everything((1280, 800))
}

fn a_mark_outlasts_everything(level: (u32, u32)) -> Result<()> {
    let upright = (level.1, level.0);
    let (ready, plan) = ready()?;
    let mut window = ready.window()?;
    window.turn(level)?;
    go_to_the_pad(&mut window)?;
    let [wave, flourish] = <[_; 2]>::try_from(hand::name()).ok().context("two lines")?;
    window.draw(std::slice::from_ref(&flourish))?;
    let (begun, rest) = wave.split_at(wave.len() / 2);
    window.draw_and_hold(begun)?;
    let half = Ink::of(&window)?;
    for way in [upright, level, upright, level] {
        turn(&window, way, &half)?;
    }
    window.draw_on(rest)?;
    let kept =
        |count| until("it is kept", || Ok((acknowledged::happenings(&window)? >= count).then_some(())));
    kept(2)?;
    let whole = Ink::of(&window)?;
    ensure!(whole.pixels * 10 > half.pixels * 13, "the line went on: {half:?}, {whole:?}");
    let shared = (level.0 / 2, level.1);
    let above_a_keyboard = (level.0, 480);
    for way in [upright, level, shared, level, above_a_keyboard, level] {
        turn(&window, way, &whole)?;
    }
    // Locked with the pen still down.
    window.draw_and_hold(begun)?;
    window.hide()?;
    window.see("Your plans are locked.")?;
    window.turn(level)?;
    window.draw_on(&[])?;
    unlock(&mut window)?;
    window.see("Sign here, Sam")?;
    until("the lines are drawn again", || Ok((Ink::of(&window)?.pixels > 0).then_some(())))?;
    Ink::of(&window)?.is_like(&whole)?;
    window.draw(std::slice::from_ref(&flourish))?;
    window.tap("This is my mark")?;
    window.see("What does each of us say?")?;
    window.close()?;

    let strokes = strokes(&ready, plan)?;
    let points: Vec<usize> = strokes.iter().map(|it| it.points.len()).collect();
    ensure!(points.len() == 4, "four lines, not {points:?}");
    for (kept, drawn) in points.iter().zip([flourish.len(), wave.len() - 1, begun.len(), flourish.len()]) {
        ensure!(*kept >= drawn, "whole lines: {points:?}");
    }
    for stroke in strokes {
        let is_on_the_pad = stroke
            .points
            .iter()
            .all(|it| (0..=stroke.width).contains(&it.x) && (0..=stroke.height).contains(&it.y));
        ensure!(is_on_the_pad, "a point lies beside the pad");
    }
    Ok(())
}

/// Changes the window's size and looks whether the ink on the pad is the same, whole and upright.
fn turn(window: &Window, size: (u32, u32), before: &Ink) -> Result<()> {
    window.turn(size)?;
    window.painted()?;
    window.glance(&format!("t1-{}-by-{}", size.0, size.1))?;
    Ink::of(window)?.is_like(before).with_context(|| format!("at {size:?}"))
}

/// What is drawn on the pad.
#[derive(Debug, Deserialize)]
struct Ink {
    /// How many pixels.
    pixels: u64,
    /// The box around it.
    across: f64,
    down: f64,
    /// How far it is from the nearest edge of the pad.
    clear: f64,
    /// Where the middle of all ink lies in its box, from 0 to 1.
    middle: (f64, f64),
}

impl Ink {
    fn of(window: &Window) -> Result<Self> {
        let script = "const pad = document.querySelector('canvas');
            const [wide, high] = [pad.width, pad.height];
            const data = wide && high ? pad.getContext('2d').getImageData(0, 0, wide, high).data : [];
            let [pixels, left, top, right, bottom, x, y] = [0, wide, high, 0, 0, 0, 0];
            for (let at = 3; at < data.length; at += 4) {
                if (data[at] < 128) continue;
                const [column, row] = [((at - 3) / 4) % wide, Math.floor((at - 3) / 4 / wide)];
                pixels++; x += column; y += row;
                left = Math.min(left, column); right = Math.max(right, column);
                top = Math.min(top, row); bottom = Math.max(bottom, row);
            }
            const [across, down] = [right - left, bottom - top];
            return { pixels, across, down, clear: Math.min(left, top, wide - 1 - right, high - 1 - bottom),
                middle: pixels ? [(x / pixels - left) / across, (y / pixels - top) / down] : [0, 0] };";
        Ok(serde_json::from_value(window.script(script)?)?)
    }

    /// The same shape, the same way up, at most made smaller, and nothing of it beyond the edge.
    fn is_like(&self, before: &Self) -> Result<()> {
        let near = |now: f64, before: f64, by: f64| (now - before).abs() < by;
        let shape = |ink: &Self| ink.across / ink.down;
        ensure!(self.pixels > 0 && self.clear > 0.0, "clipped: {self:?}");
        ensure!(near(shape(self) / shape(before), 1.0, 0.06), "another shape: {self:?}, was {before:?}");
        let is_upright =
            near(self.middle.0, before.middle.0, 0.04) && near(self.middle.1, before.middle.1, 0.04);
        ensure!(is_upright, "not upright: {self:?}, was {before:?}");
        ensure!(self.across < before.across * 1.03, "larger: {self:?}, was {before:?}");
        Ok(())
    }
}
