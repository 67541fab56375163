//! The office's page in Chromium: signing in by the link, and downloading what it offers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde_json::json;

use crate::noted::noted;
use crate::process::until;
use crate::stage::Stage;
use crate::window::Window;

/// Opens a browser that downloads into a folder.
pub fn open(stage: &Stage, downloads: &Path) -> Result<Window> {
    fs::create_dir_all(downloads)?;
    let profile = stage.place("chromium");
    let options = json!({
        "goog:chromeOptions": {
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--window-size=1280,800", format!("--user-data-dir={}", profile.display()),
            ],
            "prefs": { "download.default_directory": downloads, "download.prompt_for_download": false,
                       "plugins.always_open_pdf_externally": true },
        }
    });
    let mut command = Command::new("chromedriver");
    stage.set(&mut command);
    noted("browser", || Window::connect(command, "--port=", options))
}

/// Waits until a download is there, whole.
pub fn downloaded(downloads: &Path, ending: &str) -> Result<PathBuf> {
    until(&format!("a download ending in {ending}"), || {
        for entry in fs::read_dir(downloads)? {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(ending) {
                return Ok(Some(path));
            }
        }
        Ok(None)
    })
}
