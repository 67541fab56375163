//! The `{slots}` in a sentence. A translation may put them where its grammar wants them, but has to have them all and no
//! other: what is filled in must not get lost, and no brace may be seen.

use std::collections::BTreeSet;

/// A piece of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words as they are.
    Words(&'a str),
    /// The name of a slot.
    Slot(&'a str),
}

/// The pieces of a sentence in order; nothing when a brace stands alone or a slot has no name.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        if words.contains('}') || name.contains('{') || name.trim().is_empty() {
            return None;
        }
        pieces.extend([Piece::Words(words), Piece::Slot(name)]);
        rest = after;
    }
    if rest.contains('}') {
        return None;
    }
    pieces.push(Piece::Words(rest));
    pieces.retain(|piece| *piece != Piece::Words(""));
    Some(pieces)
}

/// Whether two sentences have the same slots, whatever their order and however often each stands there.
pub(super) fn are_the_same(one: &str, other: &str) -> bool {
    names(one).is_some_and(|names_of_one| names(other) == Some(names_of_one))
}

/// The names of the slots in a sentence; nothing when it is not well formed.
pub(super) fn names(text: &str) -> Option<BTreeSet<&str>> {
    let name = |piece| match piece {
        Piece::Slot(name) => Some(name),
        Piece::Words(_) => None,
    };
    Some(pieces(text)?.into_iter().filter_map(name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_falls_into_words_and_slots() {
        let found = pieces("{who} will {what}.").unwrap();
        let wanted = [Piece::Slot("who"), Piece::Words(" will "), Piece::Slot("what"), Piece::Words(".")];
        assert_eq!(found, wanted);
    }

    #[test]
    fn order_and_number_of_slots_may_differ_but_not_their_names() {
        for (one, other, same) in [
            ("{who} will {what}.", "{what}: {who}, {who}.", true),
            ("{who} will {what}.", "{who}.", false),
            ("{who} will {what}.", "{who} {what} {when}", false),
            ("{who} will {what}.", "{who} {What}", false),
            ("Your rights", "Prawa", true),
            ("{who}", "{who", false),
            ("{who}", "{who}}", false),
            ("{who}", "{{who}", false),
            ("Your rights", "{}", false),
        ] {
            assert_eq!(are_the_same(one, other), same, "“{one}” and “{other}”");
        }
    }
}
