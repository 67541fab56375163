//! What hands do besides tapping and typing: draw, tap without looking, put the tablet away.

use std::time::Duration;

use anyhow::Result;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PenActions, PointerAction};
use fantoccini::elements::Element;

use super::Window;
use super::find::By;

/// A point of the pad, in pixels from its top left corner.
pub type Point = (f64, f64);

/// What the pen does at the ends of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pen {
    Whole,
    StaysDown,
    WasDown,
}

impl Window {
    /// Draws lines on the pad with a pen, at a hand's speed.
    pub fn draw(&mut self, lines: &[Vec<Point>]) -> Result<()> {
        lines.iter().try_for_each(|line| self.follow(line, Pen::Whole))
    }

    /// Begins a line and leaves the pen on the pad.
    pub fn draw_and_hold(&mut self, line: &[Point]) -> Result<()> {
        self.follow(line, Pen::StaysDown)
    }

    /// Goes on with the line that was held, if only to lift the pen.
    pub fn draw_on(&mut self, line: &[Point]) -> Result<()> {
        self.follow(line, Pen::WasDown)
    }

    /// Taps one place many times, as fast as the driver can. What was there may be gone after the first tap.
    pub fn tap_quickly(&mut self, css: &str, times: usize) -> Result<()> {
        let element = self.wait(By::Css(css), css)?;
        self.scroll_to(&element)?;
        // The first of them is not the second of a double tap with the one before.
        if let Some((_, when)) = self.tapped {
            std::thread::sleep(super::DOUBLE_TAP.saturating_sub(when.elapsed()));
        }
        let (left, top, width, height) = self.place_of(&element)?;
        let at = PointerAction::MoveTo { duration: None, x: left + width / 2.0, y: top + height / 2.0 };
        let taps = (0..times).fold(MouseActions::new("mouse".into()).then(at), |taps, _| {
            taps.then(PointerAction::Down { button: 0 }).then(PointerAction::Up { button: 0 })
        });
        self.runtime.block_on(self.client()?.perform_actions(taps))?;
        self.tapped = Some(((left + width / 2.0, top + height / 2.0), std::time::Instant::now()));
        self.taps += times;
        Ok(())
    }

    /// Presses a key so many times, wherever the focus is, if it is anywhere.
    pub fn press(&mut self, key: char, times: usize) -> Result<()> {
        let press = |keys: KeyActions, _| {
            keys.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key })
        };
        let keys = (0..times).fold(KeyActions::new("keys".into()), press);
        self.keystrokes += times;
        Ok(self.runtime.block_on(self.client()?.perform_actions(keys))?)
    }

    /// Presses keys together with Control, where the cursor is.
    pub fn control(&mut self, keys: &str) -> Result<()> {
        const CONTROL: char = '\u{E009}';
        let mut actions = KeyActions::new("keys".into()).then(KeyAction::Down { value: CONTROL });
        for value in keys.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        let actions = actions.then(KeyAction::Up { value: CONTROL });
        self.keystrokes += keys.len();
        Ok(self.runtime.block_on(self.client()?.perform_actions(actions))?)
    }

    /// Types into a field in place of what stands in it.
    pub fn type_instead(&mut self, label: &str, text: &str) -> Result<()> {
        let field = self.labelled(label)?;
        self.tap_on(field)?;
        self.control("a")?;
        self.type_into(label, text)?;
        // The field had been tapped already.
        self.taps -= 1;
        Ok(())
    }

    /// Puts the window out of sight, as someone does who turns to another program. Needs a window manager on the stage.
    pub fn hide(&self) -> Result<()> {
        Ok(self.runtime.block_on(self.client()?.minimize_window())?)
    }

    fn follow(&mut self, line: &[Point], how: Pen) -> Result<()> {
        let [first, rest @ ..] = line else { return self.lift(how) };
        let pad = self.wait(By::Css("canvas"), "the pad")?;
        if how != Pen::WasDown {
            self.scroll_to(&pad)?;
        }
        let (left, top, width, height) = self.place_of(&pad)?;
        let to = |(x, y): Point, duration| {
            let (x, y) = (left + x.min(width - 4.0), top + y.min(height - 4.0));
            PointerAction::MoveTo { duration, x, y }
        };
        let mut pen = PenActions::new("pen".into()).then(to(*first, None));
        if how != Pen::WasDown {
            pen = pen.then(PointerAction::Down { button: 0 });
        }
        for point in rest {
            pen = pen.then(to(*point, Some(Duration::from_millis(8))));
        }
        if how != Pen::StaysDown {
            pen = pen.then(PointerAction::Up { button: 0 });
        }
        Ok(self.runtime.block_on(self.client()?.perform_actions(pen))?)
    }

    /// Where something is on the screen: left, top, width, height.
    pub fn place(&self, css: &str) -> Result<(f64, f64, f64, f64)> {
        self.place_of(&self.wait(By::Css(css), css)?)
    }

    fn lift(&self, how: Pen) -> Result<()> {
        if how != Pen::WasDown {
            return Ok(());
        }
        let up = PenActions::new("pen".into()).then(PointerAction::Up { button: 0 });
        Ok(self.runtime.block_on(self.client()?.perform_actions(up))?)
    }

    /// Where something is on the screen: left, top, width, height.
    fn place_of(&self, element: &Element) -> Result<(f64, f64, f64, f64)> {
        let script = "const { left, top, width, height } = arguments[0].getBoundingClientRect();
            return [left, top, width, height]";
        Ok(serde_json::from_value(self.script_with(script, vec![serde_json::to_value(element)?])?)?)
    }
}
