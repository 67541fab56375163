//! The app without a driver, as it is delivered: only taps on spots of the screen, keys, and what the window manager does. Nothing
//! can be asked of its page; what is there has to be seen from outside.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Result;

use super::display::Display;
use super::{DOUBLE_TAP, Window};
use crate::examples::made_up_council;
use crate::process::{Running, children_named, program, until};
use crate::stage::Stage;

/// A spot of the page, in its own pixels, and how it looks.
#[derive(Debug, Clone)]
pub struct Spot {
    at: (i16, i16),
    size: (u16, u16),
    looks: Vec<u8>,
}

impl Window {
    /// So many pixels right of the left edge of what a selector finds, half-way down.
    pub fn spot(&self, stage: &Stage, css: &str, right: i16) -> Result<Spot> {
        self.area(stage, css, &format!("it.x + {right}, it.y + it.height / 2, 1, 1"))
    }

    /// All of what a selector finds.
    pub fn sight(&self, stage: &Stage, css: &str) -> Result<Spot> {
        self.area(stage, css, "it.x, it.y, it.width, it.height")
    }

    fn area(&self, stage: &Stage, css: &str, area: &str) -> Result<Spot> {
        let script = format!(
            "const it = document.querySelector({css:?}).getBoundingClientRect();
             return [{area}].map(Math.round)"
        );
        let (x, y, wide, high): (i16, i16, u16, u16) = serde_json::from_value(self.script(&script)?)?;
        self.painted()?;
        let mut display = Display::open(stage.display()?)?;
        let window = until("the window is there", || display.managed())?;
        let (left, top) = display.place(window)?;
        let looks = display.looks((left + x, top + y), (wide, high))?;
        Ok(Spot { at: (x, y), size: (wide, high), looks })
    }
}

/// The app, on a stage where windows are managed.
pub struct ByHand {
    display: Display,
    window: u32,
    app: Running,
    tapped: Option<Instant>,
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
        Ok(Self { display, window, app, tapped: None })
    }

    /// The process of the app.
    pub fn app(&self) -> u32 {
        self.app.id()
    }

    /// The processes of its page.
    pub fn pages(&self) -> Vec<u32> {
        children_named(self.app(), "WebKitWebProces")
    }

    /// Waits until a spot of the page looks like this.
    pub fn until_seen(&mut self, spot: &Spot) -> Result<()> {
        until("the page shows what is waited for", || {
            let at = self.on_screen(spot)?;
            // What is put away lies on no screen.
            Ok(self.display.looks(at, spot.size).ok().filter(|looks| *looks == spot.looks).map(drop))
        })
    }

    /// Taps a spot of the page, no sooner after the last tap than a person does: what falls on a screen that has just come is taken
    /// for the second of two.
    pub fn tap(&mut self, spot: &Spot) -> Result<()> {
        if let Some(tapped) = self.tapped {
            std::thread::sleep(DOUBLE_TAP.saturating_sub(tapped.elapsed()));
        }
        let at = self.on_screen(spot)?;
        self.display.click(at)?;
        self.tapped = Some(Instant::now());
        Ok(())
    }

    fn on_screen(&mut self, spot: &Spot) -> Result<(i16, i16)> {
        let (left, top) = self.display.place(self.window)?;
        Ok((left + spot.at.0, top + spot.at.1))
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
