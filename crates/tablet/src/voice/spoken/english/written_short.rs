//! Short forms that are said as whole words. They are in `assets/words/said.txt`.

use super::super::marked::Marked;
use super::Here;

const SAID: &str = include_str!("../../../../../../assets/words/said.txt");

/// `e.g.` as `for example`, `w/c` as `week commencing`.
pub(super) fn whole(here: &Here<'_>) -> Option<(String, usize)> {
    let marked = here.word(0);
    let Marked { before, core, .. } = marked;
    let small = core.to_lowercase();
    let said = SAID.lines().find_map(|line| line.strip_prefix(small.as_str())?.strip_prefix(' '))?;
    let is_large = core.starts_with(char::is_uppercase) && here.before.is_none();
    let said = match said.chars().next().filter(|_| is_large) {
        Some(first) => {
            format!("{}{}", first.to_uppercase(), said.get(first.len_utf8()..).unwrap_or_default())
        }
        None => said.to_owned(),
    };
    Some((format!("{before}{said}{}", marked.after_short_form(here.is_last(0))), 1))
}
