//! Our patterns beside those of govuk-frontend: its published fixtures for the options we use and the live page of the
//! running interface, both brought to the same shape in Chromium and compared line by line.
//!
//! What is compared are elements, roles, labels, what describes what, and how a field is typed into; `shape.js` says what
//! is left out. Every difference has its reason in `explained.json`. A difference without a reason fails, and so does a
//! reason without a difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tests::process::{checkout, until};
use tests::window::Window;
use tests::{browser, examples, families};

use tests::ready::Ready;

/// A fixture, and where the same stands in our pages.
struct Pair {
    component: &'static str,
    option: &'static str,
    /// The part of the fixture that is compared; all of it when empty.
    theirs: &'static str,
    /// How many entries of a list are compared: theirs and ours have different numbers of them.
    most: usize,
}

const fn pair(component: &'static str, option: &'static str) -> Pair {
    Pair { component, option, theirs: "", most: 2 }
}

const PAIRS: [Pair; 16] = [
    pair("button", "default"),
    Pair { component: "checkboxes", option: "default", theirs: ".govuk-checkboxes__item", most: 1 },
    pair("date-input", "default"),
    pair("date-input", "with errors only"),
    pair("date-input", "with error message and hint"),
    pair("details", "default"),
    pair("details", "expanded"),
    pair("error-message", "default"),
    pair("input", "default"),
    pair("input", "with hint text"),
    pair("input", "custom type"),
    pair("radios", "default"),
    pair("radios", "with hint"),
    Pair { component: "summary-list", option: "default", theirs: "", most: 1 },
    Pair {
        component: "task-list",
        option: "with hint text and additional states",
        theirs: "li:nth-child(3)",
        most: 1,
    },
    pair("textarea", "default"),
];

#[derive(Deserialize)]
struct Published {
    fixtures: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    name: String,
    html: String,
}

/// Why lines of one shape are not in the other: `- ` before a line of theirs, `+ ` before one of ours.
#[derive(Deserialize)]
struct Explained {
    component: String,
    option: String,
    lines: Vec<String>,
    why: String,
}

#[test]
fn our_patterns_have_the_published_shape() -> Result<()> {
    let ready = Ready::new()?;
    let ours = ours(&ready)?;
    let page = browser::open(&ready.stage, &ready.stage.place("downloads"))?;
    page.go("about:blank")?;
    page.script(&fs::read_to_string(checkout().join("tests/data/govuk/shape.js"))?)?;
    let explained: Vec<Explained> = data("explained")?;
    let (mut same, mut reasoned, mut faults) = (0, 0, Vec::new());
    for Pair { component, option, theirs, most } in &PAIRS {
        let published: Published = data(component)?;
        let fixture = published.fixtures.into_iter().find(|it| it.name == *option);
        let fixture = fixture.with_context(|| format!("{component} has no fixture “{option}”"))?;
        let key = format!("{component}: {option}");
        let here = ours.get(&key).with_context(|| format!("{key}: ours was not found"))?;
        let their_shape = shape(&page, &fixture.html, theirs, *most)?;
        let our_shape = shape(&page, here, "", *most)?;
        let differs = differences(&their_shape, &our_shape);
        let mut open: Vec<&str> = differs.iter().map(String::as_str).collect();
        println!("{key}: {} lines, {} differ", their_shape.len(), differs.len());
        let before = faults.len();
        for reason in explained.iter().filter(|it| it.component == *component && it.option == *option) {
            println!("  {}", reason.why);
            for line in &reason.lines {
                match open.iter().position(|it| it == line) {
                    Some(at) => drop(open.remove(at)),
                    None => faults.push(format!("{key}: explained, but there is no such difference: {line}")),
                }
            }
        }
        faults.extend(open.into_iter().map(|line| format!("{key}: not explained: {line}")));
        same += usize::from(differs.is_empty());
        reasoned += usize::from(!differs.is_empty() && faults.len() == before);
    }
    page.close()?;
    let keys: BTreeSet<_> = PAIRS.iter().map(|it| (it.component, it.option)).collect();
    let strays = explained.iter().filter(|it| !keys.contains(&(it.component.as_str(), it.option.as_str())));
    faults.extend(strays.map(|it| format!("{}: {}: explained, but not compared", it.component, it.option)));
    println!(
        "matched {} of {}: {same} line by line, {reasoned} with every difference explained",
        same + reasoned,
        PAIRS.len()
    );
    if faults.is_empty() { Ok(()) } else { bail!("{}", faults.join("\n")) }
}

/// The live page's own pieces, by the fixture they stand beside.
fn ours(ready: &Ready) -> Result<BTreeMap<String, String>> {
    let example = examples::plan("one-child")?;
    ready.write(&example)?;
    let tablet = ready.tablet()?;
    let mut sealed = examples::plan("marsh")?;
    sealed.title = "Sealed".to_owned();
    let plan = families::write(&tablet, &sealed)?.plan.id;
    families::seal(&tablet, plan)?;
    drop(tablet);
    let mut window = ready.window()?;
    let mut found = BTreeMap::new();
    let mut take = |window: &Window, key: &str, css: &str| -> Result<()> {
        let script = format!("return document.querySelector({})?.outerHTML ?? null", json!(css));
        let html = until(&format!("{key} at {css}"), || match window.script(&script)? {
            Value::String(html) => Ok(Some(html)),
            _ => Ok(None),
        })?;
        found.insert(key.to_owned(), html);
        Ok(())
    };
    window.tap("New plan")?;
    window.tap("The whole plan")?;
    take(&window, "task-list: with hint text and additional states", "li.task:has(.says:not(:empty))")?;
    window.tap("The family")?;
    take(&window, "details: default", "details.guide")?;
    window.unfold("Good to know")?;
    take(&window, "details: expanded", "details.guide[open]")?;
    take(&window, "textarea: default", ".field:has(#address)")?;
    take(&window, "input: with hint text", ".field:has(> #title)")?;
    window.tap("Add a child")?;
    take(&window, "input: default", ".field:has(> [id^='childname'])")?;
    take(&window, "checkboxes: default", "label.tick")?;
    take(&window, "date-input: default", "fieldset:has([inputmode])")?;
    for (part, typed) in [("day", "31"), ("month", "2"), ("year", "2020")] {
        window.type_at(&format!("[id^='born-'][id$='-{part}']"), typed)?;
    }
    // Elsewhere, so that the date is left.
    window.type_into("Where the family lives", "here")?;
    take(&window, "date-input: with error message and hint", "fieldset.wrong:has([inputmode])")?;
    take(&window, "error-message: default", ".wrong .complaint")?;
    window.tap("Back")?;
    window.tap("Who is helping")?;
    take(&window, "input: custom type", ".field:has(> [id^='workerphone'])")?;
    window.tap("Back")?;
    window.tap("Before you go")?;
    take(&window, "radios: default", "fieldset:has([type=radio]):not([aria-describedby])")?;
    window.tap("Back")?;
    window.tap("How it went")?;
    take(&window, "radios: with hint", "fieldset:has([type=radio])[aria-describedby]")?;
    window.tap("Back")?;
    window.tap("Meeting again")?;
    take(&window, "date-input: with errors only", "fieldset:has([inputmode])")?;
    window.tap("Back")?;
    window.tap("All plans")?;
    window.tap("Sealed")?;
    window.tap("Copy and sending")?;
    take(&window, "summary-list: default", "dl")?;
    window.tap("Back")?;
    window.tap("Lock")?;
    take(&window, "button: default", "button[type=submit]")?;
    window.close()?;
    Ok(found)
}

fn shape(page: &Window, html: &str, selector: &str, most: usize) -> Result<Vec<String>> {
    let script = format!("return shape({}, {}, {most})", json!(html), json!(selector));
    Ok(serde_json::from_value(page.script(&script)?)?)
}

/// The lines that are in one only, in order.
fn differences(theirs: &[String], ours: &[String]) -> Vec<String> {
    // How many lines can be the same from here on.
    let mut same = vec![vec![0_usize; ours.len() + 1]; theirs.len() + 1];
    for (t, line) in theirs.iter().enumerate().rev() {
        for (o, other) in ours.iter().enumerate().rev() {
            let either = same[t + 1][o].max(same[t][o + 1]);
            same[t][o] = if line == other { same[t + 1][o + 1] + 1 } else { either };
        }
    }
    let (mut t, mut o, mut found) = (0, 0, Vec::new());
    while t < theirs.len() || o < ours.len() {
        if t < theirs.len() && o < ours.len() && theirs[t] == ours[o] {
            (t, o) = (t + 1, o + 1);
        } else if t < theirs.len() && (o == ours.len() || same[t + 1][o] >= same[t][o + 1]) {
            found.push(format!("- {}", theirs[t].trim()));
            t += 1;
        } else {
            found.push(format!("+ {}", ours[o].trim()));
            o += 1;
        }
    }
    found
}

fn data<T: DeserializeOwned>(name: &str) -> Result<T> {
    let file = checkout().join("tests/data/govuk").join(format!("{name}.json"));
    let bytes = fs::read(&file).with_context(|| format!("no file {name}.json"))?;
    Ok(serde_json::from_slice(&bytes)?)
}
