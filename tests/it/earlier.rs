//! Words that were typed over are put back where they stood, and that is undone in the same way; by touch and by keys. In Chromium
//! on a real tablet: whether they are offered where somebody is typing, and where the focus is then, only a page knows.

use anyhow::{Result, ensure};
use tests::axe::Looked;
use tests::process::until;
use tests::ready::Ready;
use tests::window::Window;
use tests::{bridge, examples};

const WORDS: &str = "What are we worried about?";
const OFFERED: &str = "Earlier words";
const ENTER: char = '\u{E007}';
const TAB: char = '\u{E004}';

/// What has the focus: the field's words, or a button's.
const FOCUS: &str = "const it = document.activeElement; return it.value || it.innerText";

#[test]
fn words_that_were_typed_over_are_put_back() -> Result<()> {
    let ready = Ready::new()?;
    let plan = examples::plan("one-child")?;
    let id = ready.write(&plan)?;
    let [.., worry] = plan.concerns.as_slice() else { anyhow::bail!("a worry") };
    let mut window = bridge::open(&ready)?;
    let mut looked = Looked::default();
    window.tap(&plan.title)?;
    window.tap("What we are worried about")?;
    window.tap_into(WORDS)?;
    let other = "Nobody knows where the children were on Friday night.";
    ensure!(!window.shows(OFFERED)?, "nothing else stood there");
    window.type_instead(WORDS, other)?;
    window.see(OFFERED)?;
    window.glance("earlier-offered")?;
    window.tap(&format!("{OFFERED} for {WORDS}"))?;
    window.see("Put these words back")?;
    window.glance("earlier-words")?;
    looked.screen(&window, "earlier words")?;
    looked.keyboard(&mut window, "earlier words")?;
    window.tap("Put these words back")?;
    stands(&window, &worry.words)?;
    ensure!(!window.shows("Put these words back")?, "it is folded up again");
    // And back again, by keys alone.
    until("the other words are offered", || offered(&window))?;
    window.press(TAB, 1)?;
    focus(&window, OFFERED)?;
    window.press(ENTER, 1)?;
    window.see(other)?;
    window.press(TAB, 1)?;
    focus(&window, "Put these words back")?;
    window.press(ENTER, 1)?;
    stands(&window, other)?;
    window.see("Saved here")?;
    window.close()?;
    let kept = ready.plan(id)?;
    ensure!(kept.concerns.last().is_some_and(|it| it.words == other), "{:?}", kept.concerns);
    looked.end("earlier words")
}

/// The field has these words and the focus.
fn stands(window: &Window, words: &str) -> Result<()> {
    until("the words are in the field", || Ok((window.field(WORDS)? == words).then_some(())))?;
    focus(window, words)
}

fn focus(window: &Window, on: &str) -> Result<()> {
    until(&format!("the focus is on “{on}”"), || {
        let has = window.script(FOCUS)?;
        Ok(has.as_str().is_some_and(|has| has.starts_with(on)).then_some(()))
    })
}

fn offered(window: &Window) -> Result<Option<()>> {
    Ok(window.shows(OFFERED)?.then_some(()))
}
