//! Reading a day that somebody typed: in one field or three, in digits of any script, with the month in words, and as much
//! of it as they know. Nothing is made up: half a day is said to be half a day.

use chrono::{Datelike, NaiveDate};

use crate::texts::{Texts, letters};

/// The years a day can be in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Which way a day lies that is typed without its year or its century.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// It was, as a birthday.
    Back,
    /// It will be, as the last day of a goal.
    Ahead,
}

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// Nothing was typed.
    Nothing,
    /// A day.
    Day(NaiveDate),
    /// A month of a year; the day in it is missing.
    Month {
        /// The year.
        year: i32,
        /// 1 to 12.
        month: u32,
    },
    /// A year; day and month are missing.
    Year(i32),
    /// A day of a month, and no year tells which.
    NoYear {
        /// 1 to 31.
        day: u32,
        /// 1 to 12.
        month: u32,
    },
    /// A day that its month does not have, such as 31 February.
    TooLate {
        /// The year.
        year: i32,
        /// 1 to 12.
        month: u32,
        /// How many days it has.
        days: u32,
    },
    /// No day that there is.
    NoDay,
}

impl Typed {
    /// The whole day, if it is one.
    pub const fn day(self) -> Option<NaiveDate> {
        if let Self::Day(day) = self { Some(day) } else { None }
    }
}

/// Reads a day from one field: "26 Nov", "26/11", "26.11.2026", "2026-11-26", "November 2026", "2019". Day before month, as
/// they are said in Britain, unless the year or a month in words comes first.
pub fn read(text: &str, looks: Looks, today: NaiveDate, texts: &Texts) -> Typed {
    let words: Vec<String> = words(text).filter(|word| !is_weekday(word, texts)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let month_at = words.iter().position(|word| named_month(word, texts).is_some());
    match (words.as_slice(), month_at) {
        ([], _) if text.trim().is_empty() => Typed::Nothing,
        ([year], None) if is_year(year) => of_parts("", "", year, looks, today, texts),
        ([month, year], None) if is_year(year) => of_parts("", month, year, looks, today, texts),
        ([year, month], None) if is_year(year) => of_parts("", month, year, looks, today, texts),
        ([month], Some(_)) => of_parts("", month, "", looks, today, texts),
        ([month, year], Some(0)) if is_year(year) => of_parts("", month, year, looks, today, texts),
        ([month, day], Some(0)) | ([day, month], _) => of_parts(day, month, "", looks, today, texts),
        ([year, month, day], _) if is_year(year) => of_parts(day, month, year, looks, today, texts),
        ([month, day, year], Some(0)) => of_parts(day, month, year, looks, today, texts),
        ([day, month, year], _) => of_parts(day, month, year, looks, today, texts),
        _ => Typed::NoDay,
    }
}

/// Reads a day from three fields. Any may be empty; the month may be in words; a whole day typed into the first is read as
/// well.
pub fn of_parts(day: &str, month: &str, year: &str, looks: Looks, today: NaiveDate, texts: &Texts) -> Typed {
    let is_empty = |part: &str| part.trim().is_empty();
    if is_empty(month) && is_empty(year) && words(day).count() > 1 {
        return read(day, looks, today, texts);
    }
    // A day typed on through the fields: “14” and “March 2016”, “20” and “16-03-14”.
    if !is_empty(day) && is_empty(year) && words(month).count() > 1 {
        let apart = read(&format!("{day} {month}"), looks, today, texts);
        let joined = [day, month].concat();
        let is_year_first = words(&joined).next().is_some_and(|first| is_year(&first));
        return if apart == Typed::NoDay && is_year_first {
            read(&joined, looks, today, texts)
        } else {
            apart
        };
    }
    let read_day = || number(&ordinal(day));
    let read_month = || number(month).or_else(|| named_month(&folded(month), texts));
    match (is_empty(day), is_empty(month), is_empty(year)) {
        (true, true, true) => Typed::Nothing,
        (true, true, false) => match whole_year(year, None, looks, today) {
            Some(year) => Typed::Year(year),
            None => Typed::NoDay,
        },
        (true, false, false) => {
            let month = read_month().filter(|month| (1..=12).contains(month));
            match (month, whole_year(year, None, looks, today)) {
                (Some(month), Some(year)) => Typed::Month { year, month },
                _ => Typed::NoDay,
            }
        }
        (false, false, true) => match (read_day(), read_month()) {
            (Some(day), Some(month)) => without_year(day, month, looks, today),
            _ => Typed::NoDay,
        },
        (false, false, false) => {
            let read = read_day().zip(read_month()).and_then(|(day, month)| {
                let year = whole_year(year, Some((day, month)), looks, today)?;
                let whole = NaiveDate::from_ymd_opt(year, month, day).map(Typed::Day);
                whole.or_else(|| too_late(year, month, day))
            });
            read.unwrap_or(Typed::NoDay)
        }
        (_, true, _) | (true, false, true) => Typed::NoDay,
    }
}

/// A day and month alone: the next such day where it lies ahead; a birthday says nothing of its year.
fn without_year(day: u32, month: u32, looks: Looks, today: NaiveDate) -> Typed {
    // A leap year, so that 29 February is one of the days.
    if NaiveDate::from_ymd_opt(2000, month, day).is_none() {
        return Typed::NoDay;
    }
    let mut years = today.year()..today.year() + 8;
    let next = years.find_map(|year| NaiveDate::from_ymd_opt(year, month, day).filter(|on| *on >= today));
    match (looks, next) {
        (Looks::Ahead, Some(next)) => Typed::Day(next),
        _ => Typed::NoYear { day, month },
    }
}

/// That a month has fewer days; nothing where there is no such month, or no month with so many.
fn too_late(year: i32, month: u32, day: u32) -> Option<Typed> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let days = u32::from(first.num_days_in_month());
    (days < day && day <= 31).then_some(Typed::TooLate { year, month, days })
}

/// A year of four digits; one of two is the last such year that was, or the next one that comes, this year's days among
/// either.
fn whole_year(year: &str, day: Option<(u32, u32)>, looks: Looks, today: NaiveDate) -> Option<i32> {
    let digits = digits(year)?;
    let typed: i32 = digits.parse().ok()?;
    if digits.len() != 2 {
        return (digits.len() == 4 && YEARS.contains(&typed)).then_some(typed);
    }
    let century = today.year() - today.year() % 100;
    let this = century + typed;
    let is_to_come = match day {
        Some((day, month)) => NaiveDate::from_ymd_opt(this, month, day).is_some_and(|on| on > today),
        None => this > today.year(),
    };
    match looks {
        Looks::Back if is_to_come => Some(this - 100),
        Looks::Back => Some(this),
        // Not long over is more likely a slip than a day in a hundred years; `checks::days` says it.
        Looks::Ahead if this < today.year() - 50 => Some(this + 100),
        Looks::Ahead => Some(this),
    }
}

fn is_year(word: &str) -> bool {
    digits(word).is_some_and(|digits| digits.len() == 4)
}

fn number(word: &str) -> Option<u32> {
    digits(word).filter(|digits| digits.len() <= 2)?.parse().ok()
}

/// Digits of any script as 0 to 9; nothing where anything else stands among them.
fn digits(word: &str) -> Option<String> {
    let word = word.trim();
    let digits: Option<String> =
        word.chars().map(|c| letters::digit(c).and_then(|digit| char::from_digit(digit, 10))).collect();
    digits.filter(|digits| !digits.is_empty())
}

/// "26th" without its ending.
fn ordinal(word: &str) -> String {
    let small = folded(word);
    let endings = ["st", "nd", "rd", "th"];
    let number =
        endings.iter().find_map(|ending| small.strip_suffix(ending)).filter(|it| digits(it).is_some());
    number.map_or(small.clone(), str::to_owned)
}

/// Runs of letters and of digits, in small letters. "of" and "the" say nothing.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        let kind = if letters::digit(c).is_some() { Some(true) } else { c.is_alphabetic().then_some(false) };
        match (kind, words.last_mut()) {
            (None, _) => {}
            (Some(_), Some(word)) if kind == last => word.extend(c.to_lowercase()),
            (Some(_), _) => words.push(c.to_lowercase().collect()),
        }
        last = kind;
    }
    words.into_iter().filter(|word| !matches!(word.as_str(), "of" | "the" | "st" | "nd" | "rd" | "th"))
}

fn folded(word: &str) -> String {
    word.trim().trim_end_matches('.').to_lowercase()
}

/// The month a word names: in full, or by its first letters, three at least.
fn named_month(word: &str, texts: &Texts) -> Option<u32> {
    let is_begun = |month: &u32| begins(texts.find("month", month), word);
    Some((1..=12).find(is_begun)?).filter(|_| word.chars().count() >= 3)
}

fn is_weekday(word: &str, texts: &Texts) -> bool {
    word.chars().count() >= 3 && (1..=7).any(|weekday| begins(texts.find("weekday", weekday), word))
}

fn begins(name: Option<&str>, word: &str) -> bool {
    name.is_some_and(|name| name.to_lowercase().starts_with(word)) && !word.is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_day_typed_on_through_the_fields_is_read() {
        let texts = Texts::english();
        let typed = |day, month| of_parts(day, month, "", Looks::Back, day_of_today(), &texts);
        for (first, second) in [("14", "3/2016"), ("14", " March 2016"), ("14", "3 2016"), ("20", "16-03-14")]
        {
            assert_eq!(typed(first, second), Typed::Day(day(2016, 3, 14)), "{first:?} and {second:?}");
        }
        assert_eq!(typed("14", "nothing at all"), Typed::NoDay);
        assert_eq!(typed("1", "4/03/2016"), Typed::NoDay, "two days are none");
    }

    fn day_of_today() -> NaiveDate {
        day(2026, 11, 24)
    }

    fn ahead(text: &str) -> Typed {
        read(text, Looks::Ahead, day(2026, 11, 24), &Texts::english())
    }

    fn back(text: &str) -> Typed {
        read(text, Looks::Back, day(2026, 11, 24), &Texts::english())
    }

    #[test]
    fn a_day_is_read_however_it_is_typed() {
        for text in [
            "26 November 2026",
            "26 Nov",
            "26/11",
            "26.11.2026",
            "26-11-26",
            "26/11/26",
            "2026-11-26",
            "26th of November",
            "Nov 26, 2026",
            "Thursday 26 November",
            "thu 26 nov 2026",
            "26Nov2026",
            "٢٦/١١/٢٠٢٦",
            "२६ ११ २०२६",
            "２６．１１．２０２６",
            "26 . 11 . 2026",
            " 26 NOV. ",
        ] {
            assert_eq!(ahead(text), Typed::Day(day(2026, 11, 26)), "{text}");
        }
        assert_eq!(ahead("3 Jan"), Typed::Day(day(2027, 1, 3)), "the next one");
        assert_eq!(ahead("24/11"), Typed::Day(day(2026, 11, 24)), "today is one");
        assert_eq!(ahead("29 Feb"), Typed::Day(day(2028, 2, 29)));
        assert_eq!(ahead("18/12/25"), Typed::Day(day(2025, 12, 18)), "a slip is said, not mended");
    }

    #[test]
    fn a_birthday_was() {
        assert_eq!(back("14/5/62"), Typed::Day(day(1962, 5, 14)));
        assert_eq!(back("14.5.19"), Typed::Day(day(2019, 5, 14)));
        assert_eq!(back("25.11.26"), Typed::Day(day(1926, 11, 25)));
        assert_eq!(back("24.11.26"), Typed::Day(day(2026, 11, 24)));
        assert_eq!(back("4 Sept 2019"), Typed::Day(day(2019, 9, 4)));
        assert_eq!(back("14 May"), Typed::NoYear { day: 14, month: 5 });
    }

    #[test]
    fn what_is_known_of_a_day_is_kept_and_the_rest_is_not_made_up() {
        assert_eq!(back("2019"), Typed::Year(2019));
        assert_eq!(back("٢٠١٩"), Typed::Year(2019));
        assert_eq!(back("May 2019"), Typed::Month { year: 2019, month: 5 });
        assert_eq!(back("5/2019"), Typed::Month { year: 2019, month: 5 });
        assert_eq!(back("2019-05"), Typed::Month { year: 2019, month: 5 });
        assert_eq!(back("  "), Typed::Nothing);
        assert_eq!(back("31 Feb 2026"), Typed::TooLate { year: 2026, month: 2, days: 28 });
        assert_eq!(ahead("31.11.26"), Typed::TooLate { year: 2026, month: 11, days: 30 });
        for text in [
            "32 1 2026",
            "31/2",
            "May",
            "soon",
            "26",
            "0/5/2019",
            "1.13.2019",
            "11/26/2026",
            "1 2 3 4",
            "12 Ju 2019",
            "1/1/202",
            "?",
        ] {
            assert_eq!(back(text), Typed::NoDay, "{text}");
        }
    }

    #[test]
    fn three_fields_are_read_as_one_is() {
        let of = |day, month, year| {
            of_parts(day, month, year, Looks::Back, self::day(2026, 11, 24), &Texts::english())
        };
        assert_eq!(of("14", "May", "2019"), Typed::Day(day(2019, 5, 14)));
        assert_eq!(of(" 14th", "5 ", "19"), Typed::Day(day(2019, 5, 14)));
        assert_eq!(of("", "5", "2019"), Typed::Month { year: 2019, month: 5 });
        assert_eq!(of("", "", "2019"), Typed::Year(2019));
        assert_eq!(of("14", "5", ""), Typed::NoYear { day: 14, month: 5 });
        assert_eq!(of("14/5/2019", "", ""), Typed::Day(day(2019, 5, 14)));
        assert_eq!(of("14", "", "2019"), Typed::NoDay);
        assert_eq!(of("", "", ""), Typed::Nothing);
    }

    proptest! {
        #[test]
        fn every_day_is_read_back_from_its_words_and_numbers(days in 0..100_000_i64) {
            let texts = Texts::english();
            let on = day(1920, 1, 1) + chrono::Days::new(u64::try_from(days).unwrap());
            let said = [
                crate::texts::dates::day(on, &texts),
                crate::texts::dates::birthday(on, &texts),
                on.to_string(),
                format!("{}/{}/{}", on.day(), on.month(), on.year()),
            ];
            for said in said {
                prop_assert_eq!(back(&said), Typed::Day(on), "{}", said);
                prop_assert_eq!(ahead(&said), Typed::Day(on), "{}", said);
            }
        }

        #[test]
        fn nothing_typed_is_too_odd_to_be_read(text in "\\PC{0,30}") {
            let _ = (back(&text), ahead(&text));
        }
    }
}
