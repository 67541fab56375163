//! Times of day: "9:15am", "8:30 am", "17.00", "9am-5pm", "1700hrs".

use super::super::marked::Marked;
use super::Here;
use super::numbers::number;

/// Words before which figures with a point are a time: "at 17.00".
const BEFORE_A_TIME: [&str; 11] =
    ["at", "to", "by", "from", "until", "till", "before", "after", "since", "between", "around"];

/// Which half of the day, where it is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

impl Half {
    fn of(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "am" | "a.m" => Some(Self::Morning),
            "pm" | "p.m" => Some(Self::Afternoon),
            _ => None,
        }
    }

    const fn said(self) -> &'static str {
        match self {
            Self::Morning => "A M",
            Self::Afternoon => "P M",
        }
    }
}

pub(super) fn time(here: &Here<'_>) -> Option<(String, usize)> {
    let marked = here.word(0);
    let Marked { before, core, after } = marked;
    if let Some(next) = here.joined(1)
        && let Some(half) = Half::of(next.core)
    {
        // "8:30 a.m." has a full stop of its own.
        let after = if next.core.contains('.') { next.after_short_form(here.is_last(1)) } else { next.after };
        let said = range(core, Some(half)).or_else(|| clock(core, Some(half)))?;
        return Some((format!("{before}{said}{after}"), 2));
    }
    let core = core.trim_end_matches("hrs").trim_end_matches("hr");
    let in_hours = core.len() < marked.core.len() && core.len() >= 4;
    let (bare, half) = split_half(core);
    let dotted = marked.core.ends_with(".m");
    let after = if dotted { marked.after_short_form(here.is_last(0)) } else { after };
    let said = range(bare, half).or_else(|| {
        let is_placed = || {
            BEFORE_A_TIME.contains(&here.before().as_str())
                || core.starts_with('0')
                || goes_on_to_a_time(here)
        };
        let is_time = half.is_some()
            || in_hours
            || core.contains(':') && !is_ratio(here)
            || core.contains('.') && is_placed();
        is_time.then(|| clock(bare, half))?
    })?;
    Some((format!("{before}{said}{after}"), 1))
}

/// "10.30 to 11.15".
fn goes_on_to_a_time(here: &Here<'_>) -> bool {
    here.joined(1).is_some_and(|next| matches!(next.core, "to" | "until" | "till"))
        && here.word(2).core.contains('.')
        && clock(here.word(2).core, None).is_some()
}

fn is_ratio(here: &Here<'_>) -> bool {
    let before = here.before.unwrap_or_default();
    let is_verse = before.starts_with(char::is_uppercase) && !before.ends_with("day") && before.len() > 3;
    is_verse || here.before() == "ratio" || here.before() == "is"
}

fn split_half(word: &str) -> (&str, Option<Half>) {
    let cut = word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(word.len());
    let (clock, half) = word.split_at_checked(cut).unwrap_or((word, ""));
    match Half::of(half) {
        Some(half) => (clock, Some(half)),
        None => {
            // "9am-5pm": the half of the day is the last one's.
            let ends = ["am", "pm"].iter().find_map(|end| Some((word.strip_suffix(end)?, Half::of(end))));
            ends.unwrap_or((word, None))
        }
    }
}

/// `9am-5pm` and `9-5pm` as `nine A M to five P M`, `nine to five P M`.
fn range(word: &str, last_half: Option<Half>) -> Option<String> {
    let (first, last) = word.split_once(['-', '–'])?;
    let named = |word: &str| matches!(word, "noon" | "midnight").then(|| word.to_owned());
    if let Some(first) = named(first) {
        return Some(format!("{first} to {}", clock(last, last_half)?));
    }
    let (first, first_half) = split_half(first);
    if let Some(last) = named(last) {
        return Some(format!("{} to {last}", clock(first, first_half)?));
    }
    let is_time = last_half.is_some() || first.contains(':') && last.contains(':');
    let first = clock(first, first_half).filter(|_| is_time)?;
    // "9-5pm": no "o’clock" within a range.
    Some(format!("{} to {}", first.trim_end_matches(" o’clock"), clock(last, last_half)?))
}

/// `9:15` as `nine fifteen`, with its half of the day; on the 24-hour clock with the half that follows from it.
fn clock(word: &str, half: Option<Half>) -> Option<String> {
    let (hour, minutes) = match word.split_once([':', '.']) {
        Some(parts) => parts,
        None if word.len() == 4 && word.chars().all(|c| c.is_ascii_digit()) => word.split_at(2),
        None => (word, "00"),
    };
    let is_figure = |text: &str| (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    if !is_figure(hour) || minutes.len() != 2 || !is_figure(minutes) || minutes.parse::<u8>().ok()? > 59 {
        return None;
    }
    let (hour, half) = match (hour.parse::<u8>().ok()?, half) {
        (0 | 24, None) => (12, Some(Half::Morning)),
        (12, None) => (12, Some(Half::Afternoon)),
        (hour @ 13..=23, None) => (hour - 12, Some(Half::Afternoon)),
        (early, None) if hour.starts_with('0') => (early, Some(Half::Morning)),
        (hour @ 1..=12, half) => (hour, half),
        _ => return None,
    };
    let hour = number(&hour.to_string())?;
    let half = half.map(|half| format!(" {}", half.said())).unwrap_or_default();
    Some(match (minutes, minutes.strip_prefix('0')) {
        ("00", _) if half.is_empty() => format!("{hour} o’clock"),
        ("00", _) => format!("{hour}{half}"),
        (_, Some(minute)) => format!("{hour} oh {}{half}", number(minute)?),
        (_, None) => format!("{hour} {}{half}", number(minutes)?),
    })
}
