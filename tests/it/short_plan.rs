//! The short plan for two families in one sitting: each thing comes into its own plan with its first word, and goes again with
//! its last. What comes and goes is proven in `course`; only the window shows that its fields ask there.

use anyhow::{Result, ensure};
use chrono::NaiveDate;
use plan::people::Birth;
use tests::ready::Ready;

#[test]
fn each_family_has_its_own_and_what_was_deleted_again_is_in_no_plan() -> Result<()> {
    let ready = Ready::new()?;
    let mut window = ready.window()?;
    window.tap("New plan")?;
    window.see("A short plan")?;
    window.type_into("Child’s full name", "Leo Harper")?;
    window.tap_into_date("Date of birth")?;
    window.press_all("4 3 2019")?;
    window.type_into("What will they do?", "x")?;
    window.press(BACKSPACE, 1)?;
    window.type_into("Police officer", "x")?;
    window.press(BACKSPACE, 1)?;
    window.tap("The whole plan")?;
    window.tap("All plans")?;
    window.see("The family of Leo Harper")?;
    window.tap("New plan")?;
    window.see("A short plan")?;
    ensure!(window.field("Child’s full name")?.is_empty(), "another family begins with an empty page");
    window.type_into("Child’s full name", "Ada Frost")?;
    window.see("The family of Ada Frost")?;
    window.tap("The whole plan")?;
    window.tap("All plans")?;
    window.tap("The family of Leo Harper")?;
    window.tap("Open the short plan")?;
    ensure!(window.field("Child’s full name")? == "Leo Harper", "the first family is as it was");
    window.type_into("Where the family lives", "14 Tannery Row")?;
    window.tap("The whole plan")?;
    window.close()?;

    let plan = ready.newest_plan()?;
    let on = NaiveDate::from_ymd_opt(2019, 3, 4).unwrap_or_default();
    ensure!(plan.children.len() == 1 && plan.children[0].birth == Birth::Born { on }, "{:?}", plan.children);
    ensure!(plan.goals.is_empty(), "{:?}", plan.goals);
    ensure!(plan.workers.len() == 1, "{:?}", plan.workers);
    ensure!(plan.adults.is_empty() && plan.concerns.is_empty() && plan.promises.is_empty(), "nothing else");
    Ok(())
}

const BACKSPACE: char = '\u{E003}';
