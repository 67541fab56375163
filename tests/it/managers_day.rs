//! A manager's day in Chromium, from an inbox of forty agreements of six weeks: what needs them is on one screen, and each number is as
//! long as the list it leads to. What a page draws at a desk's size no test without a browser can say.

use anyhow::{Result, ensure};
use serde_json::json;
use tests::axe::Looked;
use tests::process::until;
use tests::stage::{Keystore, Office, Stage};
use tests::window::Window;
use tests::{browser, inbox};

#[test]
fn what_needs_a_manager_is_on_one_screen_and_each_number_leads_to_its_list() -> Result<()> {
    let stage = Stage::new(Keystore::Absent)?;
    let mut office = Office::start(stage.place("office"))?;
    inbox::fill(&stage, &mut office)?;
    let mut page = browser::open(&stage, &stage.place("downloads"))?;
    let mut looked = Looked::default();
    let secret = browser::sign_in(&mut page, &office)?;
    page.see("What needs you")?;
    desk(&page)?;
    page.see("Needs a decision")?;
    page.glance("managers-day")?;
    ensure!(is_on_one_screen(&page)?, "what needs a manager is longer than the screen");
    page.devtools("Emulation.clearDeviceMetricsOverride", json!({}))?;
    looked.screen(&page, "today, forty")?;
    looked.narrow(&page, "today, forty")?;
    looked.keyboard(&mut page, "today, forty")?;
    let numbers = numbers(&page)?;
    ensure!(numbers.len() > 5, "only {} numbers lead on: {numbers:?}", numbers.len());
    for (count, need) in numbers {
        page.tap_at(&format!(".tile a[href='{need}']"))?;
        page.see("All that needs you")?;
        page.see(&if count == 1 { "1 agreement".to_owned() } else { format!("{count} agreements") })?;
        let rows = page.texts("table.received tbody tr")?.len();
        ensure!(rows == count, "{need}: {rows} rows and not {count}");
        page.tap("All that needs you")?;
        page.see("What needs you")?;
    }
    countersigned(&mut page, &mut looked, &secret)?;
    looked.end("a manager's morning")?;
    page.close()
}

/// Reads the agreement that waits longest, and signs beside it in two clicks.
fn countersigned(page: &mut Window, looked: &mut Looked, secret: &str) -> Result<()> {
    page.tap_at(".tile a[href='#today/countersign']")?;
    page.see("All that needs you")?;
    let waiting = until("the list is there", || {
        let rows = page.texts("table.received tbody tr")?.len();
        Ok((rows > 0).then_some(rows))
    })?;
    page.tap_at("table.received tbody tr:first-child th a")?;
    page.see("As the family saw it")?;
    page.see("Nobody at the office has countersigned this plan yet.")?;
    page.glance("agreement-read")?;
    looked.screen(page, "an agreement, read")?;
    looked.narrow(page, "an agreement, read")?;
    looked.keyboard(page, "an agreement, read")?;
    page.tap("Countersign")?;
    page.see("Is it you?")?;
    page.type_into("The code that your app shows", &browser::next_code(secret)?)?;
    looked.screen(page, "an agreement, is it you")?;
    page.tap("Sign it")?;
    page.see("You have countersigned this plan.")?;
    page.see("Countersigned by Ruth Okafor")?;
    page.glance("agreement-countersigned")?;
    looked.screen(page, "an agreement, countersigned")?;
    page.tap("Today")?;
    page.see("What needs you")?;
    page.tap_at(".tile a[href='#today/countersign']")?;
    page.see(&format!("{} agreements", waiting - 1))
}

/// A screen of 1280 × 800, all of it the page's.
fn desk(page: &Window) -> Result<()> {
    let desk = json!({ "width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": false });
    page.devtools("Emulation.setDeviceMetricsOverride", desk).map(drop)
}

/// Whether the last of the numbers, and the first of what came, are above the screen's end.
fn is_on_one_screen(page: &Window) -> Result<bool> {
    let ends = page.script(
        "return [...document.querySelectorAll('.tile, .came tbody tr:first-child')]
            .every(it => it.getBoundingClientRect().bottom <= innerHeight)",
    )?;
    Ok(ends == json!(true))
}

/// Each number that leads on, and where.
fn numbers(page: &Window) -> Result<Vec<(usize, String)>> {
    let found = page.script(
        "return [...document.querySelectorAll('.tile')].filter(it => it.querySelector('a'))
            .map(it => [+it.querySelector('strong').textContent, it.querySelector('a').getAttribute('href')])",
    )?;
    Ok(serde_json::from_value(found)?)
}
