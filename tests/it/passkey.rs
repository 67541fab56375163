//! A passkey in a real browser: added on the office's page, and signed in with. What keeps it is the browser's own, and says that it
//! knows who holds it.

use anyhow::{Result, ensure};
use tests::axe::Looked;
use tests::browser;
use tests::stage::{Keystore, Office, Stage};

#[test]
fn a_passkey_is_added_and_signs_in() -> Result<()> {
    let stage = Stage::new(Keystore::Absent)?;
    let office = Office::start_named(stage.place("office"))?;
    let mut page = browser::open(&stage, &stage.place("downloads"))?;
    let mut looked = Looked::default();
    page.keep_passkeys()?;
    browser::sign_in(&mut page, &office)?;
    page.tap("You")?;
    page.tap("Your passkeys")?;
    page.see("You have no passkey here yet.")?;
    looked.axe(&page, "passkeys, none")?;
    page.type_into("What you call the new passkey, such as: my telephone", "my telephone")?;
    page.tap("Add a passkey")?;
    page.see("my telephone was added. From now on it signs you in.")?;
    page.see("not used yet")?;
    looked.axe(&page, "passkeys")?;

    page.tap("Back to the office")?;
    page.tap("You")?;
    page.tap("Sign out")?;
    page.see("Sign in with a passkey")?;
    looked.axe(&page, "sign in")?;
    small_buttons(&page)?;
    page.tap("Sign in with a passkey")?;
    page.see("You are signed in as Ruth Okafor.")?;

    page.tap("You")?;
    page.tap("Your passkeys")?;
    page.see("last used")?;
    page.tap("Remove")?;
    page.see("my telephone was removed. It signs nobody in any more.")?;
    page.tap("Back to the office")?;
    page.tap("You")?;
    page.tap("Sign out")?;
    page.tap("Sign in with a passkey")?;
    page.see("This passkey does not sign anybody in here")?;
    ensure!(!page.shows("You are signed in")?, "it was removed");
    looked.end("passkeys in Chromium")?;
    page.close()
}

/// Whatever is pressed or typed into is as high as a finger is wide.
fn small_buttons(page: &tests::window::Window) -> Result<()> {
    let small = page.script(
        "return [...document.querySelectorAll('button, input, a')]
            .filter(it => it.offsetParent && it.getBoundingClientRect().height < 44)
            .map(it => it.outerHTML)",
    )?;
    ensure!(small == serde_json::json!([]), "{small}");
    Ok(())
}
