//! What is removed by mistake is put back where it was, from words in its place that have the focus; by touch and by keys. In
//! Chromium on a real tablet: where the focus goes only a page knows.

use anyhow::{Result, ensure};
use tests::process::until;
use tests::ready::Ready;
use tests::window::Window;
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
        if n == 0 { window.press(ENTER, 1) } else { window.tap("Put it back") }?;
        until("it is back", || Ok((!window.shows("was removed.")?).then_some(())))?;
    }
    who_harms_is_told_behind_what_is_closed(&mut window)?;
    window.tap("Back")?;
    window.see("Saved here")?;
    window.close()?;
    let kept = ready.plan(id)?;
    ensure!(kept.outsiders.iter().map(|it| &*it.name).eq(["Gary Pike"]), "{:?}", kept.outsiders);
    let children = kept.children;
    ensure!(children.iter().map(|it| &it.name).eq(plan.children.iter().map(|it| &it.name)), "{children:?}");
    Ok(())
}

/// The only one of a list is told in the list's own place; a name that nobody who reads along may see, where the list is.
fn who_harms_is_told_behind_what_is_closed(window: &mut Window) -> Result<()> {
    window.unfold("Does the harm come from someone else?")?;
    window.tap("Harm comes from somebody else")?;
    window.type_into("Name", "Gary Pike")?;
    window.tap("Remove Gary Pike")?;
    window.see("“Gary Pike” was removed.")?;
    let inside = "return !!document.querySelector('#put-back')?.closest('details')";
    ensure!(window.script(inside)?.as_bool() == Some(true), "it is told where everybody sees it");
    window.tap("Put it back")?;
    window.see("Remove Gary Pike")
}
