//! The app without a driver, as it is delivered: only taps on spots of the screen, keys, and what the window manager does. Nothing
//! can be asked of its page; what is there has to be seen from outside.

use std::process::{Command, Stdio};

use anyhow::Result;

use super::Window;
use super::display::Display;
use crate::examples::made_up_council;
use crate::process::{Running, children_named, program, until};
use crate::stage::Stage;

/// A spot of the page, in its own pixels, and its colour.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    x: i16,
    y: i16,
    colour: u32,
}

impl Window {
    /// So many pixels right of the left edge of what a selector finds, half-way down: where it is, and how it looks.
    pub fn spot(&self, stage: &Stage, css: &str, right: i16) -> Result<Spot> {
        let script = format!(
            "const it = document.querySelector({css:?}).getBoundingClientRect();
             return [Math.round(it.x + {right}), Math.round(it.y + it.height / 2)]"
        );
        let (x, y): (i16, i16) = serde_json::from_value(self.script(&script)?)?;
        self.painted()?;
        let mut display = Display::open(stage.display()?)?;
        let window = until("the window is there", || display.managed())?;
        let (left, top) = display.place(window)?;
        Ok(Spot { x, y, colour: display.colour((left + x, top + y))? })
    }
}

/// The app, on a stage where windows are managed.
pub struct ByHand {
    display: Display,
    window: u32,
    app: Running,
}

impl ByHand {
    /// Starts the app and waits for its window.
    pub fn open(stage: &Stage) -> Result<Self> {
        let mut command = Command::new(program("doorstep")?);
        stage.set(&mut command);
        for (name, place) in [("--data", "data"), ("--copies", "copies")] {
            command.arg(name).arg(stage.place(place));
        }
        command.arg("--council").arg(made_up_council()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut display = Display::open(stage.display()?)?;
        until("no other window is there", || Ok(display.managed()?.is_none().then_some(())))?;
        let app = Running::start(&mut command)?;
        let window = until("the window is there", || display.managed())?;
        Ok(Self { display, window, app })
    }

    /// The process of the app.
    pub fn app(&self) -> u32 {
        self.app.id()
    }

    /// The processes of its page.
    pub fn pages(&self) -> Vec<u32> {
        children_named(self.app(), "WebKitWebProces")
    }

    /// Waits until a spot of the page has this colour.
    pub fn until_seen(&mut self, spot: Spot) -> Result<()> {
        until("the page shows what is waited for", || {
            let at = self.on_screen(spot)?;
            // What is put away lies on no screen.
            Ok(self.display.colour(at).ok().filter(|colour| *colour == spot.colour).map(drop))
        })
    }

    /// Taps a spot of the page.
    pub fn tap(&mut self, spot: Spot) -> Result<()> {
        let at = self.on_screen(spot)?;
        self.display.click(at)
    }

    fn on_screen(&mut self, spot: Spot) -> Result<(i16, i16)> {
        let (left, top) = self.display.place(self.window)?;
        Ok((left + spot.x, top + spot.y))
    }

    /// Presses keys.
    pub fn press(&mut self, letters: &str) -> Result<()> {
        self.display.press(letters)
    }

    /// Puts the window away.
    pub fn put_away(&mut self) -> Result<()> {
        self.display.put_away(self.window)
    }

    /// Brings it back.
    pub fn bring_back(&mut self) -> Result<()> {
        self.display.bring_back(self.window)
    }
}
