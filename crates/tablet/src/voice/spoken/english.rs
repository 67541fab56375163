//! How times, days, counts, short forms, slashes and addresses are said in English.

mod counts;
mod days;
mod numbers;
mod times;
mod written_short;

use super::marked::Marked;

/// What the first words are said as and how many they are; none when they are said as they are written.
pub(super) fn phrase(words: &[&str], before: Option<&str>) -> Option<(String, usize)> {
    let here = Here { words, before };
    spaced_range(&here)
        .or_else(|| times::time(&here))
        .or_else(|| days::day(&here))
        .or_else(|| counts::count(&here))
        .or_else(|| written_short::whole(&here))
        .or_else(|| {
            let Marked { before, core, after } = here.word(0);
            let said = email(core).or_else(|| either(core))?;
            Some((format!("{before}{said}{after}"), 1))
        })
}

/// `9am - 5pm` and `Mon - Fri`, with spaces around the dash.
fn spaced_range(here: &Here<'_>) -> Option<(String, usize)> {
    let [first, "-" | "–", last, ..] = here.words else { return None };
    let of = |word: &str| times::time(&Here { words: &[word], before: None });
    let day = |word: &str| {
        let Marked { before, core, after } = Marked::of(word);
        Some(format!("{before}{}{after}", days::weekday(core)?))
    };
    let said = |word: &str| of(word).map(|(said, _)| said).or_else(|| day(word));
    Some((format!("{} to {}", said(first)?, said(last)?), 3))
}

/// Where in a sentence something is read.
struct Here<'a> {
    words: &'a [&'a str],
    before: Option<&'a str>,
}

impl<'a> Here<'a> {
    /// The word so many places on; empty past the end.
    fn word(&self, at: usize) -> Marked<'a> {
        Marked::of(self.words.get(at).copied().unwrap_or_default())
    }

    /// The word so many places on when no mark parts it from the one before.
    fn joined(&self, at: usize) -> Option<Marked<'a>> {
        let next = Some(self.word(at)).filter(|next| next.before.is_empty() && !next.core.is_empty())?;
        self.word(at.checked_sub(1)?).goes_on().then_some(next)
    }

    /// The word before in small letters, without marks.
    fn before(&self) -> String {
        self.before.map(|word| Marked::of(word).core.to_lowercase()).unwrap_or_default()
    }

    /// Whether the word so many places on is the last.
    const fn is_last(&self, at: usize) -> bool {
        at + 1 >= self.words.len()
    }
}

/// `jo@help.example` as `jo at help dot example`.
fn email(word: &str) -> Option<String> {
    let (name, place) = word.split_once('@')?;
    let plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || "._-+".contains(c));
    if name.is_empty() || !place.contains('.') || !plain(name) || !plain(place) {
        return None;
    }
    let said = word.replace('@', " at ").replace('.', " dot ").replace('-', " dash ");
    Some(said.replace('_', " underscore ").replace('+', " plus "))
}

/// `help/advice` as `help or advice`, `child/ren` as `child or children`. Slashes between digits and in addresses of
/// pages mean other things.
fn either(word: &str) -> Option<String> {
    let (first, others) = word.split_once('/')?;
    let worded =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphabetic() || "-’'".contains(c));
    if !worded(first) || !others.split('/').all(worded) {
        return None;
    }
    if matches!(others, "day" | "week" | "month" | "night" | "year" | "hour") && first.ends_with('s') {
        return Some(format!("{first} a {others}"));
    }
    if others.eq_ignore_ascii_case("or") {
        return Some(word.replace('/', " "));
    }
    let day = |part: &str| days::weekday(part).unwrap_or(part).to_owned();
    let others = others.split('/').map(|part| match part {
        "s" | "es" | "ren" => format!("{first}{part}"),
        _ => day(part),
    });
    Some(std::iter::once(day(first)).chain(others).collect::<Vec<_>>().join(" or "))
}
