//! A block of the agreement as the family reads it.

use leptos::prelude::*;
use plan::agreement::Block;

use super::words::block_text;
use crate::components::blocks::class;
use crate::visit::sitting::Together;
use crate::words::texts;
use plan::language::cut;

/// A block as the family reads it: in their language where it is translated, with the English beside it; each sentence by
/// itself, lit while it is read aloud. `piece` is its place among what is read.
pub(crate) fn theirs(together: Together, block: &Block, piece: Option<usize>) -> AnyView {
    let (text, language) = block_text(together, block);
    let class = class(&block.kind);
    let id = block.id.0.clone();
    let sentences = cut(&text).into_iter().enumerate().map(|(n, words)| {
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
    let is_heading = block.kind.is_heading();
    let words = if is_heading {
        view! { <h2 class=class data-block=id lang=language.0 dir=dir>{sentences}</h2> }.into_any()
    } else {
        view! { <p class=class data-block=id lang=language.0 dir=dir>{sentences}</p> }.into_any()
    };
    view! { {words}{english} }.into_any()
}
