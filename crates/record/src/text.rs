//! Which texts may stand in a body: how long they are, and on one line or on several.

use crate::WrittenFault;

/// Most letters of what is said in words.
pub const MAX_WORDS: usize = 10_000;
/// Most letters of a name, a role and whatever else is on one line.
pub const MAX_NAME: usize = 200;
/// Most things in a list.
pub const MAX_LISTED: usize = 100;

/// What stands on one line.
pub(crate) fn line(field: &'static str, text: &str) -> Result<(), WrittenFault> {
    if text.trim().is_empty() { Err(WrittenFault::Field { field }) } else { short(field, text) }
}

/// What stands on one line, or is not there.
pub(crate) fn short(field: &'static str, text: &str) -> Result<(), WrittenFault> {
    let fits = text.chars().count() <= MAX_NAME && !text.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(WrittenFault::Field { field }) }
}

/// What is said in words, on as many lines as it takes.
pub(crate) fn lines(field: &'static str, text: &str) -> Result<(), WrittenFault> {
    let is_plain = |letter: char| letter == '\n' || !letter.is_control();
    let fits = text.chars().count() <= MAX_WORDS && text.chars().all(is_plain);
    if fits { Ok(()) } else { Err(WrittenFault::Field { field }) }
}

/// What stands in a list.
pub(crate) fn listed<T>(field: &'static str, list: &[T]) -> Result<(), WrittenFault> {
    if list.len() <= MAX_LISTED { Ok(()) } else { Err(WrittenFault::Field { field }) }
}
