//! What is removed by mistake is put back where it was, from words in its place that have the focus; by touch and by keys. In
//! Chromium on a real tablet: where the focus goes only a page knows.

use anyhow::{Result, ensure};
use tests::process::until;
use tests::ready::Ready;
use tests::{bridge, examples};

const ENTER: char = '\u{E007}';

/// What stands after the banner, and what was given the focus.
const AROUND: &str = "
    const banner = document.querySelector('.banner:has(#put-back)');
    const named = it => it?.querySelector('input')?.value ?? '';
    return [named(banner?.nextElementSibling), named(banner?.previousElementSibling), document.activeElement?.id ?? ''];
";

#[test]
fn what_was_removed_is_put_back_where_it_was() -> Result<()> {
    let ready = Ready::new()?;
    let plan = examples::plan("marsh")?;
    let id = ready.write(&plan)?;
    let mut window = bridge::open(&ready)?;
    window.tap(&plan.title)?;
    window.tap("The family")?;
    window.see("Tia")?;
    for (n, (next, before)) in [("Jay Marsh", ""), ("", "Tia Marsh")].into_iter().enumerate() {
        let name = &plan.children[n].name;
        window.tap(&format!("Remove {name}"))?;
        window.see(&format!("“{name}” was removed."))?;
        until("the focus is on the way back", || {
            let around: [String; 3] = serde_json::from_value(window.script(AROUND)?)?;
            let [next_is, before_is, focus] = around;
            let is_there = next.is_empty() || next_is == next;
            let is_after = before.is_empty() || before_is == before;
            Ok((focus == "put-back" && is_there && is_after).then_some(()))
        })?;
        window.glance(&format!("removed-{n}"))?;
        window.press(ENTER, 1)?;
        until("it is back", || Ok((!window.shows("was removed.")?).then_some(())))?;
    }
    window.tap("Back")?;
    window.see("Saved here")?;
    window.close()?;
    let children = ready.plan(id)?.children;
    ensure!(children.iter().map(|it| &it.name).eq(plan.children.iter().map(|it| &it.name)), "{children:?}");
    Ok(())
}
