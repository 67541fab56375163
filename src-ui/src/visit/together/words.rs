//! The words in front of the family: in their language where people have translated them, with the English small beside.

use leptos::prelude::*;
use plan::agreement::Block;
use plan::languages::untranslated;
use plan::texts::Language;

use crate::visit::sitting::Together;
use crate::words::{fill, texts};

/// Fixed words as one text: in their language where it has them.
pub(crate) fn said(together: Together, key: &str, slots: &[(&str, &str)]) -> String {
    theirs(together, key, slots).unwrap_or_else(|| fill(key, slots))
}

/// Fixed words to look at: in their language, the English under them.
pub(crate) fn say(together: Together, key: &str, slots: &[(&str, &str)]) -> AnyView {
    match theirs(together, key, slots) {
        None => in_english(together, fill(key, slots)),
        Some(theirs) => view! { <span>{theirs}</span>{beside(together, fill(key, slots))} }.into_any(),
    }
}

/// Words that are only there in English, set as such in a page of another language.
fn in_english(together: Together, words: String) -> AnyView {
    if together.theirs.with(Option::is_none) {
        return words.into_any();
    }
    view! { <span lang="en" dir="ltr">{words}</span> }.into_any()
}

/// The English under fixed words of another language, for those who sit beside. A screen reader says the words once.
pub(crate) fn beside(together: Together, english: String) -> Option<AnyView> {
    let is_beside = together.theirs.with(Option::is_some);
    is_beside.then(|| {
        view! { <span class="english" lang="en" dir="ltr" aria-hidden="true">{english}</span> }.into_any()
    })
}

fn theirs(together: Together, key: &str, slots: &[(&str, &str)]) -> Option<String> {
    together.theirs.with(|theirs| {
        let text = theirs.as_ref()?.texts.fill(key, slots);
        (!untranslated(&text)).then_some(text)
    })
}

/// The words of a block as the family sees them first, and their language.
pub(crate) fn block_text(together: Together, block: &Block) -> (String, Language) {
    together.theirs.with(|theirs| {
        let translation = theirs.as_ref().map(|theirs| &theirs.translation);
        let found = translation.and_then(|it| Some((it.blocks.get(&block.id)?.clone(), it.language.clone())));
        found.unwrap_or_else(|| (block.text.clone(), texts().language.clone()))
    })
}
