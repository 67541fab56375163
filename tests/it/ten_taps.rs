//! Impatient fingers: ten taps are one.

use anyhow::Result;
use tests::{books, examples};

use tests::ready::Ready;

#[test]
fn ten_taps_on_seal_save_and_send_are_one_agreement() -> Result<()> {
    let ready = Ready::new()?;
    ready.sign(&examples::plan("marsh")?)?;
    let mut window = ready.window()?;
    // It answers nothing until the last tap is made: what is sent by itself would else take the button away before it.
    ready.office.hold()?;
    window.tap("The Marsh family")?;
    window.tap("Seal and give a copy")?;
    window.see("Seal this plan")?;
    window.tap_quickly("#seal", 10)?;
    window.see("Sealed here on")?;
    window.tap_quickly("#save-copy", 10)?;
    window.see("Saved as")?;
    window.tap_quickly("#send", 10)?;
    ready.office.go_on()?;
    window.see("Safe at the office since")?;
    window.close()?;
    assert_eq!(books::held(&ready.office)?.len(), 1, "agreements at the office");
    ready.office_has_the_saved_copy()
}
