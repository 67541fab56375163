//! Whose line it is, when a pen, a finger and the palm of a hand are on the glass. There is one line at a time; a hand that
//! rests on the glass beside a pen draws none. Nothing here knows the page.

use plan::ink::Pointer;

/// A line of a touch that is no older than this when a pen comes is a palm's. In milliseconds.
const PALM: f64 = 1000.0;

/// A pen that was heard within these milliseconds is near.
const NEAR: f64 = 1000.0;

/// What was heard of a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It came down on the pad.
    Down,
    /// It moved; a pen also over the glass.
    Moved,
    /// It was lifted.
    Up,
    /// The system took it away.
    Cancelled,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Nothing.
    Nothing,
    /// Begin a line here; this becomes of one that was there.
    Begin(Fate),
    /// The line goes on here.
    GoOn,
    /// The line ends.
    End(Fate),
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is kept.
    Kept,
    /// It was a palm's.
    GivenUp,
}

/// The hands on the pad.
#[derive(Debug, Default)]
pub struct Hands {
    line: Option<Line>,
    pen: Option<Pen>,
}

#[derive(Debug, Clone, Copy)]
struct Line {
    id: i32,
    is_touch: bool,
    began: f64,
}

/// A pen, since when it is near and when it was heard last.
#[derive(Debug, Clone, Copy)]
struct Pen {
    came: f64,
    heard: f64,
}

impl Hands {
    /// Something was heard of the pointer with this id, now.
    pub fn hear(&mut self, heard: Heard, id: i32, pointer: Pointer, now: f64) -> Act {
        self.pen = self.pen.filter(|pen| now - pen.heard < NEAR);
        let is_pen = pointer == Pointer::Pen;
        if is_pen {
            let came = self.pen.map_or(now, |pen| pen.came);
            self.pen = Some(Pen { came, heard: now });
        }
        let is_touch = pointer == Pointer::Touch;
        let act = match (heard, self.line) {
            (Heard::Down, None) if is_touch && self.pen.is_some() => Act::Nothing,
            (Heard::Down, None) => Act::Begin(Fate::Kept),
            (Heard::Down, Some(line)) if is_pen => Act::Begin(self.fate(line)),
            (Heard::Moved, Some(line)) if line.id == id => Act::GoOn,
            (Heard::Up | Heard::Cancelled, Some(line)) if line.id == id => Act::End(self.fate(line)),
            (Heard::Down | Heard::Moved | Heard::Up | Heard::Cancelled, _) => Act::Nothing,
        };
        match act {
            Act::Begin(_) => self.line = Some(Line { id, is_touch, began: now }),
            Act::End(_) => self.line = None,
            Act::GoOn | Act::Nothing => {}
        }
        act
    }

    /// The pad is put away: no line goes on.
    pub fn let_go(&mut self) {
        self.line = None;
    }

    fn fate(&self, line: Line) -> Fate {
        match self.pen {
            Some(pen) if line.is_touch && pen.came - line.began < PALM => Fate::GivenUp,
            _ => Fate::Kept,
        }
    }
}

#[cfg(test)]
mod tests;
