//! The office's pages as a manager has them, with an agreement that came from a tablet.

use anyhow::Result;
use tests::axe::Looked;
use tests::browser;
use tests::ready::Ready;

/// The office's pages: signed out, with an agreement and what is done about its case, with a code for another tablet.
pub(super) fn look(ready: &Ready, looked: &mut Looked) -> Result<()> {
    let mut page = browser::open(&ready.stage, &ready.stage.place("downloads"))?;
    page.go(&ready.office.address)?;
    page.see("You are signed out.")?;
    looked.screen(&page, "office, signed out")?;
    browser::sign_in(&mut page, &ready.office)?;
    page.see("What needs you")?;
    page.see("agreed and signed")?;
    page.glance("office-today")?;
    looked.screen(&page, "office, today")?;
    looked.narrow(&page, "office, today")?;
    looked.keyboard(&mut page, "office, today")?;
    page.tap("Agreements")?;
    page.see("Agreements received")?;
    page.see("agreed and signed")?;
    page.glance("office")?;
    looked.screen(&page, "office")?;
    looked.narrow(&page, "office")?;
    looked.keyboard(&mut page, "office")?;
    page.tap("Case")?;
    page.see("The case of")?;
    page.unfold("Seal this case")?;
    page.see("Who else will see it?")?;
    page.unfold("Open a case of another team")?;
    page.glance("office-case")?;
    looked.screen(&page, "office, a case")?;
    looked.narrow(&page, "office, a case")?;
    looked.keyboard(&mut page, "office, a case")?;
    page.tap("Seal it")?;
    page.tap("Yes, seal it")?;
    page.see("is sealed.")?;
    page.see("Sealed")?;
    page.tap("Case")?;
    page.tap("Take the seal off")?;
    page.tap("Yes, take it off")?;
    page.see("is open to its team again.")?;
    page.tap("Tablets")?;
    page.tap("Make a code")?;
    page.see("Type this on the tablet before")?;
    looked.screen(&page, "office, a code")?;
    looked.keyboard(&mut page, "office, a code")?;
    page.close()
}
