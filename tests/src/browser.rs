//! The office's page in Chromium: signing in for the first time, and downloading what it offers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use office::Environment;
use serde_json::json;

use crate::noted::noted;
use crate::process::until;
use crate::stage::{Office, Stage};
use crate::window::Window;

/// Opens a browser that downloads into a folder.
pub fn open(stage: &Stage, downloads: &Path) -> Result<Window> {
    open_of(stage, downloads, "chromium")
}

/// The same for one of several people, each with a browser that knows nothing of the others.
pub fn open_of(stage: &Stage, downloads: &Path, whose: &str) -> Result<Window> {
    fs::create_dir_all(downloads)?;
    let profile = stage.place(whose);
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

/// What whoever signs in at the office's page has as their password.
const PASSWORD: &str = "four herons on a weir";

/// Signs somebody in who leads a team, for the first time: opens the link they are given, and sets password and codes. Tells the secret
/// of their codes.
pub fn sign_in(page: &mut Window, office: &Office) -> Result<String> {
    let secret = first_time(page, &office.fresh_sign_in()?)?;
    page.see("You are signed in as Ruth Okafor.")?;
    Ok(secret)
}

/// The code that is shown after the one that is shown now. Each is good once, and a little early.
pub fn next_code(secret: &str) -> Result<String> {
    let next = office::System.now() + chrono::TimeDelta::seconds(30);
    office::code_at(secret, next).context("this is no secret")
}

/// Opens the link that somebody is given, and sets password and codes. Tells the secret of those.
pub fn first_time(page: &mut Window, link: &str) -> Result<String> {
    // Another page first: a link that differs after the # alone would not be loaded anew.
    page.go("about:blank")?;
    page.go(link)?;
    page.see("You will sign in here as")?;
    let secret = page.texts("#secret")?.concat();
    let code = office::code_at(&secret, office::System.now()).context("the page shows no secret")?;
    page.type_into("A new password, of 12 letters or more", PASSWORD)?;
    page.type_into("The code that the app shows now", &code)?;
    page.tap("Set password")?;
    Ok(secret)
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
