//! A block of an agreement as an element: its text untouched, its kind as a class.

use leptos::prelude::*;
use plan::agreement::{Block, BlockKind};

/// The class a kind of block is drawn with.
pub(crate) const fn class(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "block title",
        BlockKind::Heading { .. } => "block heading",
        BlockKind::Opening | BlockKind::Sentence { .. } | BlockKind::Line | BlockKind::Need { .. } => {
            "block sentence-block"
        }
        BlockKind::Right { .. } => "block right",
        BlockKind::Person { .. } => "block person",
        BlockKind::Worry { .. } | BlockKind::Seen { .. } => "block worry",
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
