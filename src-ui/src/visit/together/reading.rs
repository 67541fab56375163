//! Reading it together: one part of the agreement at a time, in large letters, in front of the family. What stood on the
//! screen, in which language and how large, is recorded when the family moves on.

use leptos::prelude::*;
use plan::agreement::{Block, BlockKind};
use plan::hash::WordsHash;
use plan::signing::{AsSeen, Event};

use super::frame::{FamilyFrame, LettersSize};
use super::read_aloud::{Piece, read_aloud};
use super::theirs::theirs;
use super::words::{beside, block_text, said, say};
use crate::components::picture;
use crate::platform::page;
use crate::visit::frame::Heading;
use crate::visit::here::Visit;
use crate::words::{t, texts};
use course::order::after_reading;
use course::place::Place;

/// One part.
#[component]
pub(crate) fn Reading(
    /// Which, from 0.
    part: usize,
) -> impl IntoView {
    let visit = Visit::here();
    let together = visit.together;
    let aloud = together.aloud;
    let began = StoredValue::new(page::clock());
    let parts = together.parts();
    let (count, blocks) = (parts.len(), parts.get(part).cloned().unwrap_or_default());
    let blocks = StoredValue::new(blocks);
    let section = blocks.with_value(|it| it.first().map(|block| block.section));
    let (title, in_english) = {
        let heading = parts.iter().flatten().find(|block| Some(block.section) == section && is_title(block));
        heading.map_or_else(
            || (said(together, "family.opening", &[]), t("family.opening").to_owned()),
            |block| (block_text(together, block).0, block.text.clone()),
        )
    };
    let pieces = move || -> Vec<Piece> {
        let words =
            blocks.with_value(|it| it.iter().filter(|block| !is_title(block)).cloned().collect::<Vec<_>>());
        let piece = |block: Block| {
            let (text, language) = block_text(together, &block);
            Piece { block: Some(block.id), text, language }
        };
        words.into_iter().map(piece).collect()
    };
    let has_voice = move |language: &str| {
        together.ways.with_untracked(|ways| {
            ways.as_ref().is_some_and(|ways| {
                ways.silent.is_none()
                    && ways.voices.iter().any(|voice| language.starts_with(voice.0.as_str()))
            })
        })
    };
    let can_read = pieces().iter().any(|piece| has_voice(&piece.language.0));
    let read = move || {
        let pieces = pieces().into_iter().filter(|piece| has_voice(&piece.language.0)).collect();
        read_aloud(together, pieces);
    };
    if can_read && aloud.goes_on.get_value() {
        read();
    } else {
        aloud.pause();
    }
    let go = move |place: Place| {
        // Another part begins anew, or is silent, by itself.
        if !matches!(place, Place::Together(_)) {
            aloud.pause();
        }
        note_what_was_shown(visit, &blocks.get_value(), began.get_value());
        visit.go_to(place);
    };
    // What stood there in one size until now is one thing, what stands there in another from now on another.
    let resized = UnsyncCallback::new(move |()| {
        note_what_was_shown(visit, &blocks.get_value(), began.get_value());
        began.set_value(page::clock());
    });
    let back = move |_| go(part.checked_sub(1).map_or(Place::GiveBack, Place::Together));
    let answering = together.answering();
    let next = move |_| match (part + 1 < count, answering) {
        (true, _) => go(Place::Together(part + 1)),
        (false, Some(person)) => go(Place::Sign(person)),
        (false, None) => go(together.as_chosen(after_reading(&together.in_front()))),
    };
    let words = blocks.with_value(|it| {
        let said = it.iter().filter(|block| !is_title(block)).enumerate();
        said.map(|(n, block)| theirs(together, block, Some(n))).collect_view()
    });
    let dots = (0..count).map(|n| view! { <li class:done=n <= part></li> }).collect_view();
    let (now, of) = ((part + 1).to_string(), count.max(part + 1).to_string());
    let progress = say(together, "family.part", &[("part", now.as_str()), ("parts", of.as_str())]);
    let bottom = view! {
        <div class="group">
            <button class="button" on:click=back>{say(together, "family.back", &[])}</button>
            {can_read.then(|| view! { <Voice read/> })}
            <button class="button" on:click=move |_| go(Place::GiveBack)>{say(together, "family.stop_for_now", &[])}</button>
            {answering.map(|person| view! {
                <button class="button" on:click=move |_| go(Place::Sign(person))>{say(together, "family.to_answer", &[])}</button>
            })}
        </div>
        <button class="button main" on:click=next>{say(together, "family.next", &[])}</button>
    };
    view! {
        <FamilyFrame bottom=bottom.into_any()>
            <div class="part"><ul class="dots" aria-hidden="true">{dots}</ul><span id="progress">{progress}</span><LettersSize before=resized/></div>
            <div class="idea pictured">
                <div class="blocks"><div><Heading title=Signal::stored(title) described="progress"/>{beside(together, in_english)}</div>{words}</div>
                {section.map(picture)}
            </div>
        </FamilyFrame>
    }
}

/// The buttons for reading aloud.
#[component]
fn Voice(
    /// Reads this part.
    read: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let together = Visit::here().together;
    let aloud = together.aloud;
    let was_read = RwSignal::new(false);
    move || {
        if aloud.at.with(Option::is_some) {
            was_read.set(true);
            let slower = move |_| aloud.slower.update(|slower| *slower = !*slower);
            view! {
                <button class="button" on:click=move |_| aloud.stop()>{say(together, "family.stop_reading", &[])}</button>
                <button class="button" on:click=slower>
                    {move || say(together, if aloud.slower.get() { "family.faster" } else { "family.slower" }, &[])}</button>
            }
            .into_any()
        } else {
            let key = if was_read.get() { "family.again" } else { "family.read_to_me" };
            view! { <button class="button" on:click=move |_| read()>{say(together, key, &[])}</button> }
                .into_any()
        }
    }
}

/// Notes what stood on the screen: the blocks, for how long, in which language, how large, and the hash of the words.
fn note_what_was_shown(visit: Visit, blocks: &[Block], began: f64) {
    let together = visit.together;
    if blocks.is_empty() {
        return;
    }
    let language = together.theirs.with_untracked(|it| it.as_ref().map(|it| it.texts.language.clone()));
    let words: Vec<String> = blocks.iter().map(|block| untrack(|| block_text(together, block).0)).collect();
    let as_seen = AsSeen {
        language: language.unwrap_or_else(|| texts().language.clone()),
        size: page::font_size(".family [data-block]").unwrap_or_default(),
        words: WordsHash::of(words.iter().map(String::as_str)),
        again: together.answering().is_some(),
    };
    together.happened(Event::Shown {
        blocks: blocks.iter().map(|block| block.id.clone()).collect(),
        for_ms: (page::clock() - began).max(0.0) as u32,
        as_seen: Some(as_seen),
    });
}

/// Whether a block names its section, and so stands in the screen's heading.
fn is_title(block: &Block) -> bool {
    block.kind == BlockKind::Title || block.kind.heading_level() == Some(1)
}
