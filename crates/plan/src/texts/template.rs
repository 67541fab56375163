//! A text with `{slots}`: the one place where slots are found and filled. What goes into them is the caller's.

use std::collections::BTreeSet;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Words as they are.
    Words(&'a str),
    /// The name of a slot.
    Slot(&'a str),
}

/// A text cut at its slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template<'a> {
    pieces: Vec<Piece<'a>>,
    is_well_formed: bool,
}

impl<'a> Template<'a> {
    /// Reads any text. A brace that is never closed goes, and what follows it is words.
    pub(crate) fn of(text: &'a str) -> Self {
        let mut pieces = Vec::new();
        let mut is_well_formed = true;
        let mut rest = text;
        while let Some((words, after)) = rest.split_once('{') {
            pieces.push(Piece::Words(words));
            let Some((name, after)) = after.split_once('}') else {
                is_well_formed = false;
                rest = after;
                break;
            };
            is_well_formed &= !words.contains('}') && !name.contains('{') && !name.trim().is_empty();
            pieces.push(Piece::Slot(name));
            rest = after;
        }
        is_well_formed &= !rest.contains('}');
        pieces.push(Piece::Words(rest));
        pieces.retain(|piece| *piece != Piece::Words(""));
        Self { pieces, is_well_formed }
    }

    /// Reads a text in which every brace belongs to a slot with a name; nothing for another.
    pub(crate) fn well_formed(text: &'a str) -> Option<Self> {
        Some(Self::of(text)).filter(|template| template.is_well_formed)
    }

    /// The names of the slots, in the order of the sentence.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &'a str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Slot(name) => Some(*name),
            Piece::Words(_) => None,
        })
    }

    /// The text with its slots filled; a slot with nothing to fill it keeps its name, so that it is seen.
    pub(crate) fn filled<'v>(&self, value: impl Fn(&'a str) -> Option<&'v str>) -> String
    where
        'a: 'v,
    {
        self.rewritten(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Slot(name) => value(name).unwrap_or(name),
        })
    }

    /// The text with every piece said in another way.
    pub(crate) fn rewritten<S: AsRef<str>>(&self, said: impl Fn(Piece<'a>) -> S) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            text.push_str(said(*piece).as_ref());
        }
        text
    }
}

/// Whether two texts have the same slots, whatever their order and however often each stands there. A translation may
/// put them where its grammar wants them, but has to have them all and no other: what is filled in must not get lost, and
/// no brace may be seen.
pub(crate) fn have_the_same_slots(one: &str, other: &str) -> bool {
    let slots = |text| Some(Template::well_formed(text)?.slots().collect::<BTreeSet<_>>());
    slots(one).is_some_and(|slots_of_one| slots(other) == Some(slots_of_one))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sentence_falls_into_words_and_slots() {
        let found = Template::well_formed("{who} will {what}.").unwrap().pieces;
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
            assert_eq!(have_the_same_slots(one, other), same, "“{one}” and “{other}”");
        }
    }

    #[test]
    fn what_is_not_well_formed_is_shown_as_far_as_it_goes() {
        for (text, shown) in
            [("{who", "who"), ("{who} {a {b", "Kelly a {b"), ("a} {who}", "a} Kelly"), ("{}", "")]
        {
            assert!(Template::well_formed(text).is_none(), "{text}");
            let filled = Template::of(text).filled(|name| (name == "who").then_some("Kelly"));
            assert_eq!(filled, shown, "{text}");
        }
    }

    proptest! {
        /// Slots are filled once, each with its own, and never from what was filled in.
        #[test]
        fn slots_are_filled_once_and_never_from_what_was_filled_in(
            pieces in prop::collection::vec(("[a-z. ]{0,6}", prop::option::of(0..3_usize)), 0..6),
            values in prop::array::uniform3("([{}]|\\{(who|what|day)\\}|[a-z ]){0,6}"),
            known in prop::array::uniform3(any::<bool>()),
        ) {
            const NAMES: [&str; 3] = ["who", "what", "day"];
            let (mut text, mut wanted) = (String::new(), String::new());
            for (words, slot) in &pieces {
                text += words;
                wanted += words;
                if let Some(slot) = *slot {
                    text += &format!("{{{}}}", NAMES[slot]);
                    wanted += if known[slot] { &values[slot] } else { NAMES[slot] };
                }
            }
            let value = |name: &str| {
                let slot = NAMES.iter().position(|it| *it == name)?;
                known[slot].then_some(values[slot].as_str())
            };
            prop_assert_eq!(Template::well_formed(&text).unwrap().filled(value), wanted);
        }

        /// Whatever text there is, its words stay, and only braces and names of slots can go.
        #[test]
        fn any_text_can_be_filled(text in "([{}]|[a-c]){0,12}") {
            let letters = |text: &str| text.replace(['{', '}'], "");
            prop_assert_eq!(letters(&Template::of(&text).filled(|_| None)), letters(&text));
        }
    }
}
