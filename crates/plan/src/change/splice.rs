//! The changed span between two texts, counted in characters (Unicode scalar values), and putting it in place. What is typed
//! comes in through [`typed`].

pub use super::typed::typed;

/// Longest text a field may hold, in characters. Far above anything a person types; it keeps a runaway paste from
/// filling the tablet.
pub const MAX_CHARS: usize = 100_000;

/// One span of a text replaced by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// How many characters stay untouched before it.
    pub at: usize,
    /// What goes out.
    pub remove: String,
    /// What comes in.
    pub insert: String,
}

/// The smallest single span that turns `old` into `new`; nothing when they are equal.
pub fn difference(old: &str, new: &str) -> Option<Splice> {
    if old == new {
        return None;
    }
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let at = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let longest_tail = old.len().min(new.len()) - at;
    let tail = old.iter().rev().zip(new.iter().rev()).take(longest_tail).take_while(|(a, b)| a == b).count();
    let middle = |text: &[char]| text.iter().take(text.len() - tail).skip(at).collect();
    Some(Splice { at, remove: middle(&old), insert: middle(&new) })
}

/// The text with the span replaced; nothing when the span is not there.
pub fn spliced(text: &str, at: usize, remove: &str, insert: &str) -> Option<String> {
    let start = text.char_indices().map(|(index, _)| index).chain([text.len()]).nth(at)?;
    let (head, rest) = text.split_at_checked(start)?;
    let tail = rest.strip_prefix(remove)?;
    Some([head, insert, tail].concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_the_changed_span_is_kept() {
        let splice = difference("Clean the kichen daily", "Clean the kitchen daily").unwrap();
        assert_eq!(splice, Splice { at: 12, remove: String::new(), insert: "t".into() });
        assert_eq!(difference("same", "same"), None);
    }

    #[test]
    fn a_span_that_is_not_there_is_refused() {
        assert_eq!(spliced("Żółw", 1, "x", "y"), None);
        assert_eq!(spliced("Żółw", 9, "", "y"), None);
        assert_eq!(spliced("Żółw", 1, "ół", "o").as_deref(), Some("Żow"));
    }

    proptest! {
        #[test]
        fn the_difference_turns_old_into_new_and_back(old in "\\PC{0,40}", new in "\\PC{0,40}") {
            if let Some(Splice { at, remove, insert }) = difference(&old, &new) {
                prop_assert_eq!(spliced(&old, at, &remove, &insert), Some(new.clone()));
                prop_assert_eq!(spliced(&new, at, &insert, &remove), Some(old));
            } else {
                prop_assert_eq!(old, new);
            }
        }
    }
}
