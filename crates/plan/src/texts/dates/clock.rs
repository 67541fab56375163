//! Reading a time of day as somebody types it: "4", "4pm", "4.30", "16:30", "1630", "noon". It is said back in full
//! beside the field, so that nobody has to know how it is read.

use chrono::NaiveTime;

/// Hours without "am" or "pm" that are taken for the afternoon: nobody is visited at four in the morning.
const AFTERNOON: std::ops::RangeInclusive<u32> = 1..=6;

/// Which half of the day was said.
#[derive(Clone, Copy, PartialEq)]
enum Half {
    Am,
    Pm,
    NotSaid,
}

/// The time of day that was typed; nothing where it is none.
pub fn read_time(typed: &str) -> Option<NaiveTime> {
    let said = typed.trim().trim_end_matches('.').to_lowercase();
    if matches!(said.as_str(), "noon" | "midday" | "12 noon" | "12 midday") {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let letters: String = said.chars().filter(|c| c.is_alphabetic()).collect();
    let half = match letters.as_str() {
        "" => Half::NotSaid,
        "am" | "a" => Half::Am,
        "pm" | "p" => Half::Pm,
        _ => return None,
    };
    let number = said.trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace() || c == '.');
    let (hour, minute) = match number.split_once([':', '.', ' ']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if number.len() > 2 => number.split_at_checked(number.len() - 2)?,
        None => (number, "00"),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(hour) || !all_digits(minute) {
        return None;
    }
    let (written, minute) = (hour, minute.parse().ok()?);
    let hour: u32 = hour.parse().ok()?;
    let hour = match half {
        Half::NotSaid if AFTERNOON.contains(&hour) && !written.starts_with('0') => hour + 12,
        Half::NotSaid => hour,
        Half::Am | Half::Pm if !(1..=12).contains(&hour) => return None,
        Half::Am => hour % 12,
        Half::Pm => hour % 12 + 12,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

#[cfg(test)]
mod tests {
    use super::super::time;
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_said() {
        for (typed, said) in [
            ("4", "4:00pm"),
            ("4pm", "4:00pm"),
            ("4 pm", "4:00pm"),
            ("4 p.m.", "4:00pm"),
            ("4.30", "4:30pm"),
            ("4:30 am", "4:30am"),
            ("16:30", "4:30pm"),
            ("1630", "4:30pm"),
            ("930", "9:30am"),
            ("9", "9:00am"),
            ("09.15", "9:15am"),
            ("0400", "4:00am"),
            ("12", "12:00pm"),
            ("12am", "12:00am"),
            ("12.15pm", "12:15pm"),
            ("Noon", "12:00pm"),
            ("00:05", "12:05am"),
        ] {
            assert_eq!(read_time(typed).map(time).as_deref(), Some(said), "{typed}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for typed in
            ["", "25", "4.5", "4:60", "13pm", "0am", "after tea", "4 or 5", "-4", "4:30:10", "é", "٤", "1é30"]
        {
            assert_eq!(read_time(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_is_said_is_read_again() {
        for minutes in 0..24 * 60 {
            let at = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap();
            assert_eq!(read_time(&time(at)), Some(at));
        }
    }
}
