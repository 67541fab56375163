//! Names of sixty languages on the screens: typed letter and mark apart, they stand composed in their field, in the whole plan
//! and in front of the family. That they are sealed and printed word for word is shown in `tablet` and `document`. In Chromium
//! on a real tablet: what a field makes of keys no crate knows.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use serde_json::Value;
use tests::bridge;
use tests::process::until;
use tests::ready::Ready;
use unicode_normalization::UnicodeNormalization;

const NAMES: &str = include_str!("../data/names/languages.tsv");

/// What stands in the fields of all children's names.
const FIELDS: &str = "
    const labels = [...document.querySelectorAll('label')].filter(it => it.textContent.trim() === 'Full name');
    return labels.map(it => document.getElementById(it.htmlFor).value);
";

/// The carried fonts of regular weight that were read because a letter of theirs is on the screen, and those that failed.
const FONTS: &str = "
    const carried = [...document.fonts].filter(it => it.family.includes('Carried') && it.weight === '400');
    const those = status => carried.filter(it => it.status === status).map(it => it.unicodeRange);
    return [those('loaded'), those('error'), those('unloaded')];
";

#[test]
fn names_of_sixty_languages_are_typed_and_read_on_the_screens() -> Result<()> {
    let written: Vec<&str> = NAMES.lines().filter_map(|line| line.split('\t').nth(2)).collect();
    // An apostrophe is the typographer's wherever it is typed.
    let names: Vec<String> = written.iter().map(|name| plan::splice::typed(name)).collect();
    ensure!(names.iter().all(|name| name.nfc().eq(name.chars())), "a name is not composed");
    ensure!(names.len() >= 60, "{} languages", names.len());
    let ready = Ready::new()?;
    let mut window = bridge::open(&ready)?;
    window.tap("New plan")?;
    window.see("A short plan")?;
    window.tap("The whole plan")?;
    window.tap("The family")?;
    for name in &written {
        window.tap("Add a child")?;
        window.type_into("Full name", &name.nfd().collect::<String>())?;
    }
    window.glance("names-typed")?;
    let fields: Vec<String> = serde_json::from_value(window.script(FIELDS)?)?;
    same(&fields, &names, "in the fields")?;
    window.tap("Back")?;
    window.see("Saved here")?;
    window.tap("See the whole plan")?;
    window.see("Your rights")?;
    window.glance("names-read")?;
    let read = window.texts("[data-block]")?.join("\n");
    let unread: Vec<&String> = names.iter().filter(|name| !read.contains(name.as_str())).collect();
    ensure!(unread.is_empty(), "not in the whole plan: {unread:?}");
    until("every font that is needed is read", || {
        let is_read = "return document.fonts.status === 'loaded'";
        Ok((window.script(is_read)? == Value::Bool(true)).then_some(()))
    })?;
    let [loaded, failed, unread]: [Vec<String>; 3] = serde_json::from_value(window.script(FONTS)?)?;
    ensure!(failed.is_empty(), "fonts that cannot be read: {failed:?}");
    // Only that of ticks and arrows is for no language.
    ensure!(loaded.len() > 20 && unread.len() == 1, "fonts for no name: {unread:?}");
    let upright = window.script("return document.documentElement.scrollWidth <= innerWidth")?;
    ensure!(upright == Value::Bool(true), "a name makes the page wider than the window");
    window.close()?;
    let kept = ready.newest_plan()?.children;
    let kept: Vec<String> = kept.into_iter().map(|child| child.name).collect();
    same(&kept, &names, "on the tablet")
}

fn same(found: &[String], names: &[String], wherever: &str) -> Result<()> {
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let lost = names.iter().find(|name| !found.contains(name.as_str()));
    lost.map_or(Ok(()), |lost| Err(anyhow::anyhow!("{lost} is not {wherever}: {found:?}")))
}
