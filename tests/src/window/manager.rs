//! What happens to the app's window beside the app: closing it by the button in its corner, and going to another. A window manager
//! then sends the window a message; so does this, in the display's own words, because a driver can only end the program.

use anyhow::Result;

use super::Window;
use super::display::Display;
use crate::process::until_gone;
use crate::stage::Stage;

impl Window {
    /// Closes the window as a person does by its button, and waits until the app has ended by itself.
    pub fn close_by_its_button(mut self, stage: &Stage) -> Result<()> {
        Display::open(stage.display()?)?.ask_windows_to_close()?;
        until_gone(self.app_process()?)?;
        self.client = None;
        Ok(())
    }
}

/// Another program's window, in front of all others until this is dropped.
pub struct Another {
    _display: Display,
}

impl Another {
    /// Opens it on a stage where windows are managed.
    pub fn open(stage: &Stage) -> Result<Self> {
        let mut display = Display::open(stage.display()?)?;
        display.open_a_window()?;
        Ok(Self { _display: display })
    }
}
