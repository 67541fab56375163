//! Names in sentences: lists and first names.

use crate::key;
use crate::texts::Texts;

/// "Tia", "Tia and Jay", "Tia, Jay and Bo".
pub fn listed<S: AsRef<str>>(names: &[S], texts: &Texts) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            [&first.join(", "), " ", texts.get(key!("word.and")), " ", last.as_ref()].concat()
        }
    }
}

/// The first of a person's names, as they are called in a sentence; nothing while there is no name.
pub fn first(name: &str) -> Option<&str> {
    name.split_whitespace().next()
}

/// Whether a name is one of these, however it is spaced or capitalised.
pub fn is_among(name: &str, names: &[String]) -> bool {
    let folded = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let name = folded(name);
    names.iter().any(|other| folded(other) == name)
}
