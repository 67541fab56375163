//! Whether a mark ends a sentence: not after "Dr." or within "9 a.m. on", nor inside what somebody says.
//!
//! Which short forms end no sentence, and before what, is in `assets/words/short-forms.txt`.

const SHORT_FORMS: &str = include_str!("../../../../assets/words/short-forms.txt");

/// Marks that close what a sentence stands in, so they belong to it.
const CLOSING: [char; 9] = ['”', '’', '"', '\'', ')', ']', '»', '›', '＂'];

/// Marks that end a sentence in every place: of Urdu, Arabic, Persian, Hindi, Nepali, Panjabi, Chinese, Amharic, Armenian.
const ALWAYS: [char; 10] = ['۔', '؟', '।', '॥', '。', '！', '？', '።', '፧', '։'];

/// How somebody is said to have spoken, after their words and a name.
const SPOKE: [&str; 12] = [
    "said",
    "asked",
    "shouted",
    "cried",
    "replied",
    "told",
    "answered",
    "yelled",
    "screamed",
    "whispered",
    "added",
    "says",
];

/// What a short form stands before when it ends no sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A name: "Dr. Shah".
    Name,
    /// A figure: "No. 10".
    Figure,
    /// Anything: "e.g. Tom".
    Anything,
    /// A name, but it ends a sentence after one: "St. Mary’s", "High St."
    NameOrStreet,
    /// A day: "9 a.m. Monday".
    Day,
    /// A letter that is its own and no initial: "Plan B."
    Letter,
}

/// The byte after the sentence that this mark ends; none where it ends none. The sentence begins after `from`.
pub(super) fn end_at(text: &str, from: usize, at: usize, mark: char) -> Option<usize> {
    let after = at + mark.len_utf8();
    let rest = text.get(after..)?;
    let outside = rest.trim_start_matches(CLOSING);
    let end = text.len() - outside.len();
    let Some(next) = outside.chars().next() else { return Some(end) };
    if ALWAYS.contains(&mark) {
        return (!ALWAYS.contains(&next)).then_some(end);
    }
    if !matches!(mark, '.' | '!' | '?' | '…') || !next.is_whitespace() {
        return None;
    }
    let before = text.get(from..at)?;
    let following = outside.trim_start();
    let goes_on = following.starts_with(char::is_lowercase);
    let is_speech = rest.starts_with(['”', '’', '"', '\'', '»']);
    let ends = if mark == '…' || before.ends_with("..") {
        // After a first word alone the thought was broken off: "Well … we came."
        !goes_on || before.split_whitespace().nth(1).is_none_or(|it| it.starts_with(['.', '…']))
    } else if mark == '.' {
        !goes_on && !is_short(before, following)
    } else {
        !(is_speech && (goes_on || is_spoken_by(following)))
    };
    ends.then_some(end)
}

/// "Dean shouted" after what he said.
fn is_spoken_by(following: &str) -> bool {
    following
        .split_whitespace()
        .skip(1)
        .take(2)
        .any(|word| SPOKE.contains(&word.trim_end_matches(['.', ',', ':', ';'])))
}

fn is_short(before: &str, following: &str) -> bool {
    let mut words = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '/' | '“' | '‘' | '"'));
    let (last, previous) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let small = last.to_lowercase();
    let next = following.split_whitespace().next().unwrap_or_default();
    match listed(&small) {
        Some(Before::Anything) => true,
        Some(Before::Name) => next.trim_start_matches(['“', '‘', '(']).starts_with(char::is_uppercase),
        Some(Before::Figure) => next.contains(|c: char| c.is_ascii_digit()),
        Some(Before::NameOrStreet) => {
            let is_first = before.trim_start().len() == previous.len() + last.len() + 1;
            is_first || !previous.starts_with(char::is_uppercase)
        }
        Some(Before::Day) => is_day(next),
        Some(Before::Letter) | None => {
            let is_initial = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
            is_initial && small != "i" && listed(&previous.to_lowercase()) != Some(Before::Letter)
        }
    }
}

fn listed(word: &str) -> Option<Before> {
    let line = SHORT_FORMS.lines().find_map(|line| line.strip_prefix(word)?.strip_prefix(' '))?;
    Some(match line {
        "name" => Before::Name,
        "figure" => Before::Figure,
        "street" => Before::NameOrStreet,
        "day" => Before::Day,
        "letter" => Before::Letter,
        _ => Before::Anything,
    })
}

fn is_day(word: &str) -> bool {
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Today", "Tomorrow"];
    days.iter().any(|day| word.starts_with(day))
}
