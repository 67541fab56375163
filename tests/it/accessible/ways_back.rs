//! The screens on which a worker looks after the tablet itself, and gets in again: this tablet, another PIN, a colleague, a code
//! by telephone. The code is what the office's own command says.

use anyhow::{Context, Result, ensure};
use tests::axe::Looked;
use tests::process::until;
use tests::ready::{PASSPHRASE, Ready};
use tests::window::Window;
use tests::{bridge, visit};

use super::at;

const NEW: &str = "four green hills";

#[test]
fn this_tablet_and_a_code_by_telephone() -> Result<()> {
    let ready = Ready::new()?;
    let mut window = bridge::open(&ready)?;
    let mut looked = Looked::default();
    window.tap("This tablet")?;
    at(&window, "This tablet")?;
    looked.screen(&window, "this tablet")?;
    looked.keyboard(&mut window, "this tablet")?;
    window.glance("this-tablet")?;
    window.unfold("Change my passphrase")?;
    window.type_into("Your passphrase until now", "not this one at all")?;
    window.type_into("A new passphrase of twelve characters or more", NEW)?;
    window.tap("Change it")?;
    until("it is refused", || Ok((!window.texts("[role=alert]")?.is_empty()).then_some(())))?;
    looked.screen(&window, "another passphrase, refused")?;
    window.type_instead("Your passphrase until now", PASSPHRASE)?;
    window.type_instead("A new passphrase of twelve characters or more", NEW)?;
    window.tap("Change it")?;
    window.see("Your passphrase is changed.")?;
    window.unfold("Add a colleague")?;
    looked.screen(&window, "a colleague")?;
    looked.keyboard(&mut window, "a colleague")?;
    window.glance("a-colleague")?;
    window.tap("Try to send now")?;
    window.see("Everything this tablet could send is there.")?;
    window.tap("Back")?;
    at(&window, "Your plans")?;
    window.tap("Lock")?;
    window.see("Your passphrase")?;
    window.tap("I forgot my passphrase")?;
    window.see("Get in with a code from the office")?;
    looked.screen(&window, "a code by telephone")?;
    looked.keyboard(&mut window, "a code by telephone")?;
    window.glance("by-phone")?;
    let told = ready.office.unlock_code(&said(&window, "#say-tablet")?, &said(&window, "#say-number")?)?;
    ensure!(told.contains(&said(&window, "#say-name")?) || told.contains("does not have"), "{told}");
    window.type_into("The code they tell you", "ABCD-EFGH-JKMN-PQRS")?;
    window.type_into("A new passphrase of twelve characters or more", PASSPHRASE)?;
    window.tap("Unlock with the code")?;
    until("it is refused", || Ok((!window.texts("[role=alert]")?.is_empty()).then_some(())))?;
    looked.screen(&window, "a code by telephone, refused")?;
    let code = told.lines().last().context("no code")?;
    window.type_instead("The code they tell you", code)?;
    window.type_instead("A new passphrase of twelve characters or more", PASSPHRASE)?;
    window.tap("Unlock with the code")?;
    at(&window, "Your plans")?;
    window.close()?;
    looked.end("ways back")
}

fn said(window: &Window, css: &str) -> Result<String> {
    let said = window.texts(css)?;
    let said = said.first().with_context(|| format!("nothing at {css}"))?;
    ensure!(!said.is_empty() && *said != visit::PIN, "{said}");
    Ok(said.trim().to_owned())
}
