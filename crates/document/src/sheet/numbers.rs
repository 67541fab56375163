//! Telephone numbers in a text: how far one goes, and what is dialled. A number without a country is one of the United
//! Kingdom. What only looks like one, such as a day in figures, is none to ring.

use std::ops::Range;

/// The longest stretch that is looked at as one number.
const LONGEST: usize = 24;

/// Numbers that are dialled as they stand. In any other text than one of whom to ring they could be a house.
const SHORT: [&str; 4] = ["999", "101", "111", "112"];

/// Childline, which is shorter than other numbers.
const CHILDLINE: &str = "08001111";

/// A number to ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ToRing {
    pub(crate) range: Range<usize>,
    /// What is dialled: with the country, without blanks.
    pub(crate) dialled: String,
}

/// The next stretch of digits and of what may stand between them, ending in a digit.
pub(crate) fn next(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + text.get(from..)?.find(|c: char| matches!(c, '+' | '(' | '0'..='9'))?;
    let belongs = |byte: &u8| matches!(byte, b'+' | b'(' | b')' | b' ' | b'-' | b'0'..=b'9');
    let end = start + text.bytes().skip(start).take(LONGEST).take_while(belongs).count();
    let number = text.get(start..end)?.trim_end_matches(|c: char| !c.is_ascii_digit());
    Some(start..start + number.len().max(1))
}

/// Whether a stretch may be a telephone number of any country and is read in one go.
pub(crate) fn is_telephone(number: &str) -> bool {
    let number = number.trim_start_matches('(');
    let begins = number.starts_with('0')
        || number.strip_prefix('+').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    begins && digits(number).len() >= 7
}

/// The numbers to ring in a text, in order; short ones too, where the text says whom to ring.
pub(crate) fn to_ring(text: &str, short_too: bool) -> Vec<ToRing> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(stretch) = next(text, from) {
        let number = ends(text, &stretch)
            .map(|end| without_bracket(text, stretch.start..end))
            .filter(|range| stands_alone(text, range))
            .find_map(|range| Some((dialled(text.get(range.clone())?, short_too)?, range)));
        from = match number {
            Some((dialled, range)) => {
                let end = range.end;
                found.push(ToRing { range, dialled });
                end
            }
            None => {
                let blank = text.get(stretch.clone()).and_then(|it| it.find(' '));
                blank.map_or(stretch.end, |blank| stretch.start + blank + 1)
            }
        };
    }
    found
}

/// Where a number that begins with a stretch may end: the furthest first.
fn ends<'a>(text: &'a str, stretch: &Range<usize>) -> impl Iterator<Item = usize> + 'a {
    let (start, end) = (stretch.start, stretch.end);
    let blanks = text.get(stretch.clone()).unwrap_or_default().rmatch_indices(' ');
    [end].into_iter().chain(blanks.map(move |(at, _)| start + at))
}

/// Without a bracket that opens before it and is closed behind it.
fn without_bracket(text: &str, range: Range<usize>) -> Range<usize> {
    let number = text.get(range.clone()).unwrap_or_default();
    let opens = number.starts_with('(') && number.matches('(').count() > number.matches(')').count();
    range.start + usize::from(opens)..range.end
}

fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let mut after = text.get(range.end..).unwrap_or_default().chars();
    let joins = |c: char| matches!(c, '.' | ',' | '-' | '/' | ':');
    let goes_on = after.next().is_some_and(|c| {
        c.is_alphanumeric() || joins(c) && after.next().is_some_and(|next| next.is_ascii_digit())
    });
    !goes_on && !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | '_' | '£'))
}

fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// What is dialled, where a stretch is a whole number.
fn dialled(number: &str, short_too: bool) -> Option<String> {
    let digits = digits(number);
    if SHORT.contains(&&*digits) {
        return Some(digits).filter(|digits| short_too && digits == number);
    }
    let abroad = if number.starts_with('+') { Some(&*digits) } else { digits.strip_prefix("00") };
    let at_home = match abroad {
        Some(abroad) => match abroad.strip_prefix("44") {
            Some(rest) => rest.strip_prefix('0').unwrap_or(rest),
            None => {
                let is_whole = (8..=15).contains(&abroad.len()) && !abroad.starts_with('0');
                return is_whole.then(|| format!("+{abroad}"));
            }
        },
        None => digits.strip_prefix('0')?,
    };
    let is_whole = matches!(at_home.len(), 9 | 10) || digits == CHILDLINE;
    (is_whole && !at_home.starts_with(['0', '4', '6'])).then(|| format!("+44{at_home}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        to_ring(text, false).into_iter().map(|it| (text.get(it.range).unwrap(), it.dialled)).collect()
    }

    #[test]
    fn a_number_is_found_however_it_is_typed() {
        let wanted = "+441632960114";
        for number in
            ["01632 960 114", "01632-960-114", "(01632) 960114", "+44 1632 960 114", "+44 (0)1632 960114"]
        {
            for (before, after) in
                [("Ring us on ", "."), ("", ""), ("(", ")"), ("اب ", "۔"), ("Phone:", ", or")]
            {
                let text = format!("{before}{number}{after}");
                assert_eq!(found(&text), [(number, wanted.to_owned())], "{text}");
            }
        }
        assert_eq!(found("0044 1632 960114"), [("0044 1632 960114", wanted.to_owned())]);
        assert_eq!(found("+48 22 123 45 67"), [("+48 22 123 45 67", "+48221234567".to_owned())]);
        assert_eq!(found("Childline 0800 1111"), [("0800 1111", "+448001111".to_owned())]);
    }

    #[test]
    fn numbers_that_follow_each_other_are_told_apart() {
        let two = found("12 01632 960 114 07700 900123 or 01632 960 115");
        let numbers: Vec<&str> = two.iter().map(|it| it.0).collect();
        assert_eq!(numbers, ["01632 960 114", "07700 900123", "01632 960 115"]);
    }

    #[test]
    fn what_only_looks_like_a_number_is_none_to_ring() {
        for text in [
            "04-12-2026",
            "04/12/2026",
            "on 3 and 16 November 2026",
            "07:30",
            "Flat 101, 999 Heron Street",
            "case A01632960114",
            "0163296011455",
            "£01632960114",
            "code 0163 2960 114f",
            "01632 960 114-5",
            "00 00",
            "0000000000",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_short_number_counts_where_the_text_says_whom_to_ring() {
        let short = |text| to_ring(text, true).into_iter().map(|it| it.dialled).collect::<Vec<_>>();
        assert_eq!(short("Ring the police on 101, or 999."), ["101", "999"]);
        assert_eq!(short("1012 or 9 99"), [""; 0]);
        assert_eq!(found("Ring the police on 101, or 999."), []);
    }
}
