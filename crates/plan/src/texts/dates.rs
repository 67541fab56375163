//! Days and times as the family reads them: "Friday 4 December 2026", "10:42am". Never 04/12, never 14:15.

mod clock;
mod read;

use chrono::{Datelike, NaiveDate, Timelike};

pub use clock::read_time;
pub use read::{Looks, Typed, of_parts, read};

use super::{NO_WORDS, Texts};

/// A day with its name and year.
pub fn day(date: NaiveDate, texts: &Texts) -> String {
    let weekday = texts.find("weekday", date.weekday().number_from_monday()).unwrap_or(NO_WORDS);
    format!("{weekday} {}", birthday(date, texts))
}

/// A day without the name of the weekday, as for a date of birth.
pub fn birthday(date: NaiveDate, texts: &Texts) -> String {
    let month = texts.find("month", date.month()).unwrap_or(NO_WORDS);
    format!("{} {month} {}", date.day(), date.year())
}

/// A time of day on the twelve-hour clock.
pub fn time(at: impl Timelike) -> String {
    let (pm, hour) = at.hour12();
    format!("{hour}:{:02}{}", at.minute(), if pm { "pm" } else { "am" })
}

/// Whether a day or a month is typed in full, so that what comes next is typed next: two digits, or one that begins no
/// longer number. `most` is 31 or 12.
pub fn is_typed_in_full(number: &str, most: u32) -> bool {
    let digits = number.chars().map(|digit| digit.to_digit(10)).collect::<Option<Vec<u32>>>();
    match digits.as_deref() {
        Some([one]) => *one * 10 > most,
        Some([_, _]) => true,
        Some(_) | None => false,
    }
}

/// Reads a day while it is typed into three fields: a whole one in numbers of any script, its year in four digits, or nothing
/// yet. What is read of anything else, once the fields are left, says [`of_parts`].
pub fn typed(day: &str, month: &str, year: &str) -> Option<NaiveDate> {
    if year.trim().chars().count() != 4 {
        return None;
    }
    // With four digits in the year neither today nor the direction counts.
    of_parts(day, month, year, Looks::Back, NaiveDate::default(), &Texts::default()).day()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;

    #[test]
    fn a_day_or_month_that_can_get_no_longer_is_typed_in_full() {
        for (number, most, is_full) in [
            ("", 31, false),
            ("3", 31, false),
            ("4", 31, true),
            ("14", 31, true),
            ("1", 12, false),
            ("2", 12, true),
            ("02", 12, true),
            ("0", 12, false),
            ("1 ", 31, false),
            ("March", 12, false),
            ("14 March 2016", 31, false),
        ] {
            assert_eq!(is_typed_in_full(number, most), is_full, "{number:?} of {most}");
        }
    }

    #[test]
    fn days_and_times_are_said_in_full() {
        let texts = Texts::english();
        let date = NaiveDate::from_ymd_opt(2026, 12, 4).unwrap();
        assert_eq!(day(date, &texts), "Friday 4 December 2026");
        assert_eq!(time(NaiveTime::from_hms_opt(0, 5, 0).unwrap()), "12:05am");
        assert_eq!(time(NaiveTime::from_hms_opt(14, 15, 0).unwrap()), "2:15pm");
    }

    #[test]
    fn every_day_and_month_has_a_name() {
        let texts = Texts::english();
        assert!((1..=7).all(|weekday| texts.find("weekday", weekday).is_some()));
        assert!((1..=12).all(|month| texts.find("month", month).is_some()));
    }

    #[test]
    fn only_real_days_are_read() {
        assert_eq!(typed("4", "12", "2026"), NaiveDate::from_ymd_opt(2026, 12, 4));
        assert_eq!(typed("31", "2", "2026"), None);
        assert_eq!(typed("4", "12", "26"), None);
        assert_eq!(typed("", "12", "2026"), None);
    }
}
