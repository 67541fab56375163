//! Days, months and days of the week: "28/11/2026", "4 Dec", "Mon-Fri".

use super::super::marked::Marked;
use super::Here;
use super::numbers::ordinal;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [(&str, &str); 15] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("tues", "Tuesday"),
    ("wed", "Wednesday"),
    ("weds", "Wednesday"),
    ("thu", "Thursday"),
    ("thur", "Thursday"),
    ("thurs", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
    ("mons", "Mondays"),
    ("fris", "Fridays"),
    ("sats", "Saturdays"),
    ("suns", "Sundays"),
];

/// Words before which figures with one slash are a day: "on 28/11".
const BEFORE_A_DAY: [&str; 16] = [
    "on", "by", "from", "until", "till", "before", "after", "since", "due", "date", "dated", "born", "w/c",
    "of", "to", "and",
];

pub(super) fn day(here: &Here<'_>) -> Option<(String, usize)> {
    in_figures(here).or_else(|| with_month(here)).or_else(|| of_week(here))
}

/// `Tues` as `Tuesday`; none for what is no short form of a day.
pub(super) fn weekday(word: &str) -> Option<&'static str> {
    let small = word.to_lowercase();
    let is_capital = word.starts_with(char::is_uppercase);
    WEEKDAYS.iter().find(|(short, _)| is_capital && *short == small).map(|(_, day)| *day)
}

fn month(word: &str) -> Option<&'static str> {
    let is_capital = word.starts_with(char::is_uppercase);
    let stands = |month: &&&str| {
        let short = month.get(..3).unwrap_or_default();
        word == **month || word.eq_ignore_ascii_case(short) || **month == "September" && word == "Sept"
    };
    MONTHS.iter().find(stands).filter(|_| is_capital).copied()
}

/// `4` or `4th`, up to 31.
fn day_of_month(word: &str) -> Option<usize> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

fn the(here: &Here<'_>) -> &'static str {
    if here.before() == "the" { "" } else { "the " }
}

/// `28/11/2026` as `the twenty-eighth of November 2026`.
fn in_figures(here: &Here<'_>) -> Option<(String, usize)> {
    let Marked { before, core, after } = here.word(0);
    let parts: Vec<&str> = core.split(['/', '.', '-']).collect();
    let two = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<usize>().ok())?;
    let year = |text: &str| match text.len() {
        2 => text.parse::<usize>().ok().map(|year| 2000 + year),
        4 => text.parse().ok().filter(|year| (1900..2100).contains(year)),
        _ => None,
    };
    let (day, month, year) = match parts.as_slice() {
        [day, month, last] => match (two(day), two(month), year(last)) {
            (Some(day), Some(month), Some(year)) => (day, month, Some(year)),
            _ => (two(last)?, two(month)?, Some(year(day)?)),
        },
        [day, month] if core.contains('/') => {
            let has_place = BEFORE_A_DAY.contains(&here.before().as_str())
                || here.before.is_some_and(|word| weekday(word).is_some() || word.ends_with("day"));
            has_place.then_some((two(day)?, two(month)?, None))?
        }
        _ => return None,
    };
    let name = MONTHS.get(month.checked_sub(1)?)?;
    let year = year.map(|year| format!(" {year}")).unwrap_or_default();
    Some((format!("{before}{}{} of {name}{year}{after}", the(here), ordinal(day)?), 1))
}

/// `4 Dec` and `Dec 4th` as `the fourth of December`, `4-6 May` as `the fourth to the sixth of May`.
fn with_month(here: &Here<'_>) -> Option<(String, usize)> {
    let (first, next) = (here.word(0), here.joined(1).or_else(|| after_short(here))?);
    let (days, name, last) = if let Some(name) = month(next.core) {
        (first.core, name, &next)
    } else {
        (next.core, month(first.core)?, &next)
    };
    let worded: Option<Vec<String>> = days.split(['-', '–']).map(|day| ordinal(day_of_month(day)?)).collect();
    let worded = worded.filter(|days| days.len() <= 2)?.join(" to the ");
    let after = if name == last.core { last.after } else { last.after_short_form(here.is_last(1)) };
    // "March 20" and "20 March" alike; "in May 4 people" is neither, for "people" goes on.
    let is_counted = month(first.core).is_some()
        && last.goes_on()
        && !next.core.ends_with(|c: char| c.is_alphabetic())
        && here
            .joined(2)
            .is_some_and(|word| word.core.starts_with(char::is_lowercase) && word.core.len() > 3);
    (!is_counted).then(|| (format!("{}{}{worded} of {name}{after}", first.before, the(here)), 2))
}

/// The word after a month's short form with a full stop: "Dec. 4".
fn after_short<'a>(here: &Here<'a>) -> Option<Marked<'a>> {
    let first = here.word(0);
    let is_short = first.after == "." && month(first.core).is_some_and(|month| month != first.core);
    is_short.then(|| here.word(1)).filter(|next| day_of_month(next.core).is_some())
}

/// `Mon-Fri` as `Monday to Friday`, `Tues` as `Tuesday`. "Sat" and "Sun" alone are words unless a day is meant.
fn of_week(here: &Here<'_>) -> Option<(String, usize)> {
    let marked = here.word(0);
    let Marked { before, core, .. } = marked;
    let after = marked.after_short_form(here.is_last(0));
    if let Some((first, last)) = core.split_once(['-', '–']) {
        let (first, last) = (weekday(first)?, weekday(last)?);
        return Some((format!("{before}{first} to {last}{after}"), 1));
    }
    let day = weekday(core)?;
    let is_day = !matches!(core, "Sat" | "Sun")
        || ["on", "every", "and", "or", "next", "this", "to", "by", "until", "each", "from", "&", "-"]
            .contains(&here.before().as_str())
        || here.joined(1).is_some_and(|next| {
            next.core.starts_with(|c: char| c.is_ascii_digit()) || weekday(next.core).is_some()
        });
    is_day.then(|| (format!("{before}{day}{after}"), 1))
}
