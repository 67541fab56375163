//! The app cannot show its window. On Windows nobody would see anything then: a program with windows has no terminal there, so a
//! box of the system says it.

use std::process::ExitCode;

use tablet::NotOpened;

/// Whether this machine has what shows pages. Only Windows has it as a program of its own, which may be missing.
pub(crate) fn web_view() -> Result<(), NotOpened> {
    if !cfg!(windows) {
        return Ok(());
    }
    tauri::webview_version().map(drop).map_err(|_| NotOpened::without_a_web_view())
}

/// Tells it to whoever started the app, and what the program ends with.
pub(crate) fn say(why: &NotOpened) -> ExitCode {
    tracing::error!("{}", why.sentence());
    #[cfg(windows)]
    show_a_box(why.sentence());
    ExitCode::FAILURE
}

#[cfg(windows)]
fn show_a_box(sentence: &str) {
    use winsafe::prelude::Handle as _;
    // Where no box can be shown either, nobody is there to see one.
    let _ = winsafe::HWND::NULL.MessageBox(sentence, "Doorstep", winsafe::co::MB::ICONERROR);
}
