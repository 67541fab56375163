//! A block of an agreement as an element: its text untouched, its kind as a class.

use leptos::prelude::*;
use plan::agreement::{Block, BlockKind};

use crate::visit::family::{block_text, split};
use crate::visit::sitting::Together;
use crate::words::texts;

/// The class a kind of block is drawn with.
pub(crate) const fn class(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "block title",
        BlockKind::Heading { .. } => "block heading",
        BlockKind::Sentence => "block sentence-block",
        BlockKind::Right => "block right",
        BlockKind::Person { .. } => "block person",
        BlockKind::Worry => "block worry",
        BlockKind::Goal { .. } => "block goal",
        BlockKind::OwnWords { .. } => "block own_words",
        BlockKind::Promise { .. } => "block promise",
        BlockKind::Step { .. } => "block step",
        BlockKind::Voice { .. } => "block own_words",
        BlockKind::Note => "block note",
        BlockKind::SignaturePlace { .. } => "block place",
    }
}

/// A block as a heading of a level, or as a paragraph at level 0.
pub(crate) fn element(block: &Block, level: u8) -> AnyView {
    let (class, id, text) = (class(&block.kind), block.id.0.clone(), block.text.clone());
    match level {
        2 => view! { <h2 class=class data-block=id>{text}</h2> }.into_any(),
        3 => view! { <h3 class=class data-block=id>{text}</h3> }.into_any(),
        4 => view! { <h4 class=class data-block=id>{text}</h4> }.into_any(),
        _ => view! { <p class=class data-block=id>{text}</p> }.into_any(),
    }
}

/// A block as the family reads it: in their language where it is translated, with the English beside it; each sentence by
/// itself, lit while it is read aloud. `piece` is its place among what is read.
pub(crate) fn theirs(together: Together, block: &Block, piece: Option<usize>) -> AnyView {
    let (text, language) = block_text(together, block);
    let class = class(&block.kind);
    let id = block.id.0.clone();
    let sentences = split(&text).into_iter().enumerate().map(|(n, words)| {
        let is_lit = move || piece.is_some_and(|piece| together.aloud.at.get() == Some((piece, n)));
        view! { <span class="said" class:lit=is_lit>{words}</span> }
    });
    let sentences = sentences.collect_view();
    let is_english = language == texts().language;
    let english = (!is_english).then(|| {
        view! { <p class="english" lang="en" dir="ltr">{block.text.clone()}</p> }
    });
    let beside_theirs = together.theirs.with_untracked(Option::is_some);
    let dir = (beside_theirs && is_english).then_some("ltr");
    let is_heading = matches!(block.kind, BlockKind::Heading { .. });
    let words = if is_heading {
        view! { <h2 class=class data-block=id lang=language.0 dir=dir>{sentences}</h2> }.into_any()
    } else {
        view! { <p class=class data-block=id lang=language.0 dir=dir>{sentences}</p> }.into_any()
    };
    view! { {words}{english} }.into_any()
}
