//! A family that changes its language in the middle, and what is typed just before a tap or a line: nothing is lost.

use anyhow::{Context, Result, ensure};
use ipc::visit::Preview;
use plan::signing::{Event, Outcome, SaidBack, Signing};
use tests::families::said;
use tests::ready::Ready;
use tests::{bridge, hand};

use super::tongue::{Tongue, first_name};
use super::walk::Walk;

#[test]
fn another_language_in_the_middle_loses_nothing() -> Result<()> {
    let (ready, plan) = super::ready()?;
    let mut window = bridge::open(&ready)?;
    let adult = &plan.adults[0];
    let first = first_name(&adult.name)?.to_owned();
    let (english, mirrored, accented) = (Tongue::english(), Tongue::mirrored(), Tongue::accented());

    // In the mirrored language up to the first thing said back.
    let mut walk = Walk { window: &mut window, tongue: &mirrored, plan: &plan };
    walk.go_to_hand_over()?;
    ensure!(
        walk.window.script("return document.querySelector('.frame').dir")? == "",
        "the worker’s screens are English"
    );
    walk.turn()?;
    walk.read(&mut |window, _| {
        let frame =
            window.script("const it = document.querySelector('.family'); return [it.lang, it.dir]")?;
        ensure!(frame == serde_json::json!([mirrored.tag, "rtl"]), "{frame}");
        Ok(())
    })?;
    walk.see_filled("family.say_back_part", &[("part", "1".to_owned()), ("parts", "6".to_owned())])?;
    let words = "I may say no. Mogę powiedzieć „nie”. \u{627}\u{644}\u{633}\u{644}\u{627}\u{645}";
    walk.window.type_at("#said-0", words)?;
    walk.press("family.said_it")?;
    walk.see_filled("family.say_back_part", &[("part", "2".to_owned()), ("parts", "6".to_owned())])?;
    walk.window.type_at("#said-1", "Cold tea")?;
    walk.press("family.some_of_it")?;
    walk.see_filled("family.say_back_part", &[("part", "3".to_owned()), ("parts", "6".to_owned())])?;
    walk.press("family.stop_for_now")?;
    walk.see("family.thanks")?;
    walk.take_back()?;

    // Then with accents, straight to the answer.
    let mut walk = Walk { window: &mut window, tongue: &accented, plan: &plan };
    walk.window.tap("Back")?;
    walk.window.tap("Read it together")?;
    walk.choose_turn()?;
    walk.turn()?;
    walk.press("family.next")?;
    walk.press("family.stop_for_now")?;
    walk.take_back()?;

    // And at last in English.
    let mut walk = Walk { window: &mut window, tongue: &english, plan: &plan };
    walk.window.tap("Back")?;
    walk.window.tap("Read it together")?;
    walk.choose_turn()?;
    walk.window.tap("Straight to their answer")?;
    walk.at_answer()?;
    walk.window.see("You saw all that we showed you.")?;
    walk.window.see("Thank you for saying it back to us.")?;
    walk.choose("answer.does_not_agree")?;
    walk.window.type_at("#answer-words", "Not yet")?;
    walk.press("answer.this_is_my_answer")?;
    walk.see("family.thanks")?;
    walk.take_back()?;
    window.close()?;

    let signing = signing(&ready, &plan)?;
    let turns = signing.events.iter().filter_map(|it| match &it.event {
        Event::HandedOver { language, .. } => Some(language.as_ref().map(|it| it.0.as_str())),
        _ => None,
    });
    ensure!(turns.collect::<Vec<Option<&str>>>() == [Some("ar-XB"), Some("en-XA"), None]);
    let mut shown: Vec<_> = signing
        .events
        .iter()
        .filter_map(|it| match &it.event {
            Event::Shown { as_seen, .. } => as_seen.as_ref().map(|it| it.language.0.clone()),
            _ => None,
        })
        .collect();
    shown.dedup();
    ensure!(shown == ["ar-XB", "en-XA"], "what was shown says it stood there in {shown:?}");
    let back: Vec<_> = signing
        .events
        .iter()
        .filter_map(|it| match &it.event {
            Event::SaidBack { how, .. } => Some(how.clone()),
            _ => None,
        })
        .collect();
    let said = |words: &str| words.to_owned();
    ensure!(
        back == [SaidBack::InOwnWords { words: said(words) }, SaidBack::InPart { words: said("Cold tea") }],
        "{back:?}"
    );
    ensure!(signing.row(adult.id).outcome == Some(Outcome::DoesNotAgree { why: said("Not yet") }));
    println!("language changed in the middle for {first}: {} events", signing.events.len());
    Ok(())
}

#[test]
fn what_is_typed_just_before_a_line_or_a_tap_is_kept_and_so_is_that() -> Result<()> {
    let (ready, plan) = super::ready()?;
    let mut window = bridge::open(&ready)?;
    let tongue = Tongue::english();
    let mut walk = Walk { window: &mut window, tongue: &tongue, plan: &plan };
    walk.go_to_hand_over()?;
    walk.turn()?;
    walk.read(&mut |_, _| Ok(()))?;
    tests::visit::skip_saying_back(walk.window)?;

    // A name typed, and at once a tap on who sees it.
    walk.choose("answer.without_drawing")?;
    walk.window.type_at("#answer-words", "Des")?;
    walk.window.tap("Thandiwe Moyo, police officer")?;
    let witness = walk.window.texts("label:has([name=witness]:checked)")?;
    ensure!(witness == ["Thandiwe Moyo, police officer"], "the first tap picks {witness:?}");
    ensure!(walk.window.script("return document.querySelector('#answer-words').value")? == "Des");

    // Words typed, and at once a line.
    walk.choose("answer.agrees_in_part")?;
    walk.window.type_at("#answer-words", "The first part")?;
    walk.window.draw(&hand::name())?;
    walk.press("answer.this_is_my_answer")?;
    walk.see("family.thanks")?;
    window.close()?;
    let row = signing(&ready, &plan)?.row(plan.adults[0].id);
    ensure!(
        row.outcome == Some(Outcome::AgreesInPart { which: "The first part".to_owned() }),
        "{:?}",
        row.outcome
    );
    ensure!(row.strokes.len() == hand::name().len(), "{} lines were kept", row.strokes.len());
    ensure!(row.confirmed_at.is_some());
    Ok(())
}

fn signing(ready: &Ready, plan: &plan::Plan) -> Result<Signing> {
    said(ready.tablet()?.preview(Preview { plan: plan.id }))?.signing.context("the sitting is gone")
}
