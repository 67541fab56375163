//! Reading aloud in the real window: what is heard at the speaker is the sentence that is lit, it stops when it is told to,
//! and what was read is in the record. Where there is no voice, the screens say so and go on.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use ipc::visit::Preview;
use plan::Agreement;
use plan::ids::PlanId;
use plan::signing::{Event, Happened, Way};
use serde::Deserialize;
use tests::families::said;
use tests::process::{self, until};
use tests::ready::{PASSPHRASE, Ready};
use tests::sound::{Heard, rms};
use tests::window::Window;
use tests::{examples, visit};

/// Longer than a voice rests within a sentence.
const QUIET: Duration = Duration::from_millis(700);

/// Louder than any silence here, of 32768.
const LOUD: f64 = 200.0;

/// A sentence on the screen, and the block it belongs to.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Sentence {
    block: String,
    words: String,
}

#[test]
fn each_sentence_is_lit_while_it_is_heard() -> Result<()> {
    let (ready, plan) = ready(true)?;
    let agreement = said(ready.tablet()?.preview(Preview { plan }))?.agreement;
    let mut window = turned_to_the_family(&ready)?;
    let sentences = on_the_screen(&window)?;
    ensure!(sentences.len() > 1, "there is little to read: {sentences:?}");
    are_those_of(&sentences, &agreement)?;
    ensure!(lit(&window)?.is_empty(), "nobody asked for it yet");

    let usual = read_to_its_end(&ready, &mut window, "Read it to me")?;
    ensure!(lit(&window)? == sentences, "in order: {:?}", lit(&window)?);

    forget(&window)?;
    let before = ready.stage.sound()?.now();
    window.tap("Say it again")?;
    until_lit(&window, &sentences[0])?;
    window.tap("Slower")?;
    window.see("Not so slow")?;
    window.tap("Stop")?;
    until_dark(&window)?;
    ready.stage.sound()?.until_quiet(before, QUIET)?.context("it was not said again")?;

    forget(&window)?;
    let slower = read_to_its_end(&ready, &mut window, "Say it again")?;
    ensure!(lit(&window)? == sentences, "again in order: {:?}", lit(&window)?);
    println!("usual: {usual:?}; slower: {slower:?}");
    ensure!(slower.seconds > 1.1 * usual.seconds, "slower is not slower");
    window.close()
}

#[test]
fn reading_goes_on_from_part_to_part_until_it_is_stopped_and_all_of_it_is_kept() -> Result<()> {
    let (ready, plan) = ready(true)?;
    let mut window = turned_to_the_family(&ready)?;
    let first = on_the_screen(&window)?;
    read_to_its_end(&ready, &mut window, "Read it to me")?;
    let (part, block) = to_a_block_of_two(&mut window, until_lit)?;
    until_lit(&window, &block[1])?;
    window.tap("Stop")?;
    until_dark(&window)?;
    let sound = ready.stage.sound()?;
    sound.until_quiet(sound.now(), QUIET)?;

    let quiet_from = sound.now();
    window.tap("Next")?;
    window.see(&format!("part {} of", part + 1))?;
    window.see("Read it to me")?;
    window.tap("Stop for now")?;
    visit::take_back(&mut window, PASSPHRASE)?;
    window.close()?;
    let loudness = rms(&sound.since(quiet_from));
    ensure!(loudness < LOUD, "after “Stop” something was said by itself: {loudness}");

    let events = events(&ready, plan)?;
    let is_turned = |it: &&Happened| matches!(it.event, Event::HandedOver { way: Way::TabletReads, .. });
    ensure!(events.iter().filter(is_turned).count() == 1, "how they go through it is kept");
    let read: Vec<(&str, u16, u16)> = events.iter().filter_map(read_aloud).collect();
    println!("read aloud: {read:?}");
    for Sentence { block, .. } in &first {
        let of = first.iter().filter(|it| it.block == *block).count();
        ensure!(
            read.iter().any(|it| it.0 == block && (usize::from(it.1), usize::from(it.2)) == (of, of)),
            "{block} was read to its end"
        );
    }
    let (last, sentences, of) = read.last().context("nothing was read")?;
    ensure!(*last == block[0].block && (1..*of).contains(sentences), "the last was stopped on the way");
    Ok(())
}

#[test]
fn without_a_voice_the_screens_say_so_and_offer_none() -> Result<()> {
    let (ready, _) = ready(false)?;
    let mut window = ready.window()?;
    at_the_hand_over(&mut window)?;
    window.see("This tablet has no voice, so it cannot read aloud.")?;
    ensure!(!window.shows("The tablet reads it out")?, "it offers what it cannot do");
    visit::in_some_way(&mut window)?;
    window.tap("Turn it to the family")?;
    window.see("part 1 of")?;
    window.painted()?;
    ensure!(!window.shows("Read it to me")?, "it offers what it cannot do");
    window.close()
}

#[test]
fn a_voice_that_ends_half_way_is_told_and_the_screens_go_on() -> Result<()> {
    let (ready, plan) = ready(true)?;
    let mut window = turned_to_the_family(&ready)?;
    let (part, block) = to_a_block_of_two(&mut window, |_, _| Ok(()))?;
    window.tap("Read it to me")?;
    until_lit(&window, &block[1])?;
    let [voices, _] = ready.stage.sound()?.ids();
    process::kill(voices)?;
    window.see("The voice of this tablet does not answer.")?;
    until_dark(&window)?;
    window.tap("Next")?;
    window.see(&format!("part {} of", part + 1))?;
    window.painted()?;
    ensure!(!window.shows("This tablet has no voice")?, "nobody asked for it again");
    for _ in 1..=part {
        window.tap("Back")?;
    }
    visit::read_parts(&mut window)?;
    window.close()?;
    let events = events(&ready, plan)?;
    let mut read = events.iter().filter_map(read_aloud);
    ensure!(read.any(|it| it.0 == block[0].block && it.1 > 0), "what was read before is kept");
    Ok(())
}

/// A tablet with a plan, on a stage with or without sound.
fn ready(makes_sound: bool) -> Result<(Ready, PlanId)> {
    let mut ready = Ready::new()?;
    if makes_sound {
        ready.stage.make_sound()?;
    }
    let plan = ready.write(&examples::plan("marsh")?)?;
    Ok((ready, plan))
}

/// To the first part in front of Kelly, who wants the tablet to read it out. Which sentences are lit is noted from here.
fn turned_to_the_family(ready: &Ready) -> Result<Window> {
    let mut window = ready.window()?;
    at_the_hand_over(&mut window)?;
    window.tap("The tablet reads it out")?;
    window.tap("Turn it to the family")?;
    window.see("part 1 of")?;
    window.script(
        "window.lit = [];
        const note = ({ target: it }) => {
            if (!it.matches('.said.lit')) return;
            window.lit.push({ block: it.closest('[data-block]').dataset.block, words: it.textContent });
        };
        const watch = { subtree: true, attributes: true, attributeFilter: ['class'] };
        new MutationObserver(changes => changes.forEach(note)).observe(document.body, watch);",
    )?;
    Ok(window)
}

/// To the hand-over, where Kelly may see all of it.
fn at_the_hand_over(window: &mut Window) -> Result<()> {
    let plan = examples::plan("marsh")?;
    window.tap(&plan.title)?;
    visit::look_first(window, &plan)?;
    window.tap("Read it together")?;
    visit::all_of_it_to(window, &plan.adults.iter().take(1).collect::<Vec<_>>())
}

/// The sentences of this part, in order.
fn on_the_screen(window: &Window) -> Result<Vec<Sentence>> {
    let script = "return Array.from(document.querySelectorAll('.said'), it =>
        ({ block: it.closest('[data-block]').dataset.block, words: it.textContent }))";
    Ok(serde_json::from_value(window.script(script)?)?)
}

/// The sentences that were lit, in order, since they were forgotten last.
fn lit(window: &Window) -> Result<Vec<Sentence>> {
    Ok(serde_json::from_value(window.script("return window.lit")?)?)
}

fn forget(window: &Window) -> Result<()> {
    window.script("window.lit = []").map(drop)
}

fn until_lit(window: &Window, sentence: &Sentence) -> Result<()> {
    let what = format!("“{}” is lit", sentence.words.trim());
    until(&what, || Ok(lit(window)?.contains(sentence).then_some(())))
}

fn until_dark(window: &Window) -> Result<()> {
    until("no sentence is lit", || Ok(window.texts(".said.lit")?.is_empty().then_some(())))
}

/// Taps this and waits until the part has been read. What was heard.
fn read_to_its_end(ready: &Ready, window: &mut Window, button: &str) -> Result<Heard> {
    let sound = ready.stage.sound()?;
    let last = on_the_screen(window)?.pop().context("there is nothing to read")?;
    let before = sound.now();
    window.tap(button)?;
    sound.until_loud(before)?;
    until_lit(window, &last)?;
    until_dark(window)?;
    window.see("Say it again")?;
    let heard = sound.until_quiet(before, QUIET)?.context("nothing was heard")?;
    ensure!(heard.rms > LOUD, "{heard:?} is hardly more than silence");
    Ok(heard)
}

/// Every block is on the screen word for word.
fn are_those_of(sentences: &[Sentence], agreement: &Agreement) -> Result<()> {
    for block in agreement.blocks.iter().filter(|block| sentences.iter().any(|it| it.block == block.id.0)) {
        let mine = sentences.iter().filter(|it| it.block == block.id.0);
        let words: String = mine.map(|it| it.words.as_str()).collect();
        ensure!(words == block.text, "“{words}” stands where “{}” should", block.text);
    }
    Ok(())
}

/// From the first part on to the next with a block of more than one sentence: its number, and the sentences of that block.
/// Does this with the first sentence of each part it comes to.
fn to_a_block_of_two(
    window: &mut Window,
    come_to: impl Fn(&Window, &Sentence) -> Result<()>,
) -> Result<(usize, Vec<Sentence>)> {
    let mut part = 1;
    loop {
        window.tap("Next")?;
        part += 1;
        window.see(&format!("part {part} of"))?;
        let sentences = on_the_screen(window)?;
        come_to(window, sentences.first().context("there is nothing to read")?)?;
        let all_of = |one: &Sentence| sentences.iter().filter(|it| it.block == one.block).cloned().collect();
        if let Some(block) = sentences.iter().map(all_of).find(|block: &Vec<Sentence>| block.len() > 1) {
            return Ok((part, block));
        }
    }
}

/// What happened in the sitting. Only while no window is open.
fn events(ready: &Ready, plan: PlanId) -> Result<Vec<Happened>> {
    let sitting = said(ready.tablet()?.preview(Preview { plan }))?;
    Ok(sitting.signing.context("the sitting is gone")?.events)
}

/// The block the tablet read aloud, how many of its sentences, and of how many.
fn read_aloud(happened: &Happened) -> Option<(&str, u16, u16)> {
    let Event::ReadAloud { block, sentences, of } = &happened.event else { return None };
    Some((block.0.as_str(), *sentences, *of))
}
