//! What the lines of a text are: items of a list, whatever their mark, or lines that a machine wrapped.

/// A line this much shorter than the longest one was ended on purpose.
const SHORT_LINE: f64 = 0.6;

/// A line that is longer than this, in characters, was not wrapped: its end was meant.
const LONGEST_WRAPPED: usize = 120;

/// Lines shorter than this, in characters, say nothing about how a text was wrapped.
const SHORTEST_TELLING: usize = 30;

/// Something without spaces that is longer than this, in characters, cannot be wrapped: the address of a page.
const LONGEST_WORD: usize = 40;

/// How the lines of a text were made: by hand, or by wrapping what was longer.
pub(super) struct Wrapping {
    /// The longest line that may have been wrapped, in characters; none where every line end was meant.
    width: Option<usize>,
    all_indented: bool,
}

impl Wrapping {
    pub(super) fn of(text: &str) -> Self {
        let mut lengths: Vec<usize> = text
            .lines()
            .filter(|line| !line.split_whitespace().any(|it| it.chars().count() > LONGEST_WORD))
            .map(|line| line.trim_end().chars().count())
            .collect();
        lengths.sort_unstable();
        let telling: Vec<usize> = lengths.iter().copied().filter(|it| *it >= SHORTEST_TELLING).collect();
        let usual = telling.get(telling.len() / 2).copied().unwrap_or_default();
        let longest = lengths.iter().rev().copied().find(|it| *it <= LONGEST_WRAPPED);
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        Self {
            width: longest.filter(|_| usual <= LONGEST_WRAPPED),
            all_indented: lines.all(|line| line.starts_with('\t')),
        }
    }

    /// Whether the line that ends at this byte was ended on purpose.
    pub(super) fn ends_at(&self, text: &str, at: usize) -> bool {
        let line = text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        let next = text.get(at + 1..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let length = line.trim_end().chars().count();
        let Some(width) = self.width else { return true };
        next.trim().is_empty()
            || next.starts_with('\t') && !self.all_indented
            || begins_item(next.trim_start())
            || length > LONGEST_WRAPPED
            || (length as f64) < SHORT_LINE * width as f64
    }
}

/// Whether a line is an item of a list.
fn begins_item(line: &str) -> bool {
    let mut letters = line.chars();
    let (Some(first), next) = (letters.next(), letters.next()) else { return false };
    let is_apart = next.is_none_or(char::is_whitespace);
    let opens =
        ['“', '‘', '"', '\'', '(', '[', '£', '€', '$', '@', '#', '&', '…', '.', ',', ';', ':', '!', '?'];
    is_bullet(first)
        || is_apart && !first.is_alphanumeric() && !opens.contains(&first)
        || label(line, true) > 0
}

/// Signs that are put before the items of a list, those of word processors' own fonts too.
const fn is_bullet(sign: char) -> bool {
    matches!(sign, '-' | '*' | '·' | '•' | '‣' | '⁃' | '–' | '—' | '∙' | '●'
        | '\u{2190}'..='\u{21ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{e000}'..='\u{f8ff}')
}

/// How many bytes at the beginning are the number or letter of an item: "1.", "(a)", "iv)", "2.1", a word processor's "o". What
/// it labels is as hard to read as without it, so it is no word and ends no sentence. A letter with a full stop is one at the
/// beginning of a line only; elsewhere it is somebody's initial.
pub(super) fn label(text: &str, begins_line: bool) -> usize {
    let inner = text.strip_prefix(['(', '[']).unwrap_or(text);
    let opened = inner.len() < text.len();
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(inner.len());
    let (run, rest) = inner.split_at(end);
    let core = run.trim_end_matches('.');
    let parts = || core.split('.');
    let is_number = parts().all(|it| matches!(it.len(), 1..=3) && it.chars().all(|c| c.is_ascii_digit()));
    let is_letter = core.len() == 1 && core.chars().all(|c| c.is_ascii_alphabetic());
    let is_roman = matches!(core.len(), 1..=5)
        && (core.chars().all(|c| "ivx".contains(c)) || core.chars().all(|c| "IVX".contains(c)));
    if !(is_number || is_letter || is_roman) {
        return circled(text);
    }
    let closed = run.len() == core.len() && rest.starts_with([')', ']']);
    let dotted = run.len() == core.len() + 1 && !opened;
    let after = rest.strip_prefix([')', ']']).filter(|_| closed).unwrap_or(rest);
    let is_apart = after.starts_with(char::is_whitespace);
    let is_chapter = || parts().count() > 1 && after.trim_start().starts_with(char::is_uppercase);
    let is_label = closed
        || dotted && (is_number || begins_line)
        || !opened && begins_line && (after.starts_with('\t') || core == "o" || is_number && is_chapter());
    if is_label && is_apart { text.len() - after.len() } else { 0 }
}

/// A number in a circle.
fn circled(text: &str) -> usize {
    text.chars().next().filter(|c| matches!(c, '①'..='⓿' | '❶'..='➓')).map_or(0, char::len_utf8)
}
