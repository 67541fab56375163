//! How times, days, sections, slashes and addresses are said in English.

use super::bare;

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

const ONES: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// What the first words are said as and how many they are; none when they are said as they are written.
pub(super) fn phrase(words: &[&str], said_before: Option<&str>) -> Option<(String, usize)> {
    let (first, next) = (words.first()?, words.get(1).copied().unwrap_or_default());
    let (before, core, after) = bare(first);
    let (next_before, next_core, next_after) = bare(next);
    // Two words belong together when no mark parts them.
    if after.is_empty() && next_before.is_empty() {
        if MONTHS.contains(&next_core)
            && let Some(day) = day(core)
        {
            let the =
                if said_before.is_some_and(|word| word.eq_ignore_ascii_case("the")) { "" } else { "the " };
            return Some((format!("{before}{the}{day} of {next_core}{next_after}"), 2));
        }
        if core.eq_ignore_ascii_case("section")
            && let Some(number) = number(next_core)
        {
            return Some((format!("{before}section {number}{next_after}"), 2));
        }
    }
    let said = time(core).or_else(|| email(core)).or_else(|| either(core))?;
    Some((format!("{before}{said}{after}"), 1))
}

/// `4` as `fourth`.
fn day(digits: &str) -> Option<String> {
    let day = digits.parse::<usize>().ok().filter(|day| (1..=31).contains(day))?;
    let (tens, ones) = if day < 20 { (0, day) } else { (day / 10, day % 10) };
    let ones = match ones {
        0 if tens == 2 => return Some("twentieth".into()),
        0 => return Some("thirtieth".into()),
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        5 => "fifth".to_owned(),
        8 => "eighth".to_owned(),
        9 => "ninth".to_owned(),
        12 => "twelfth".to_owned(),
        other => format!("{}th", ONES.get(other)?),
    };
    Some(if tens == 0 { ones } else { format!("{}-{ones}", TENS.get(tens)?) })
}

/// `47` as `forty-seven`, up to 999.
fn number(digits: &str) -> Option<String> {
    let number = digits.parse::<usize>().ok().filter(|number| (1..1000).contains(number))?;
    let (hundreds, rest) = (number / 100, number % 100);
    let below = match rest {
        0..20 => (*ONES.get(rest)?).to_owned(),
        20..100 if rest % 10 == 0 => (*TENS.get(rest / 10)?).to_owned(),
        _ => format!("{}-{}", TENS.get(rest / 10)?, ONES.get(rest % 10)?),
    };
    Some(match (hundreds, rest) {
        (0, _) => below,
        (_, 0) => format!("{} hundred", ONES.get(hundreds)?),
        (_, _) => format!("{} hundred and {below}", ONES.get(hundreds)?),
    })
}

/// `9:15am` as `nine fifteen A M`.
fn time(word: &str) -> Option<String> {
    let (clock, half) = match (word.strip_suffix("am"), word.strip_suffix("pm")) {
        (Some(clock), _) => (clock, "A M"),
        (None, Some(clock)) => (clock, "P M"),
        (None, None) => return None,
    };
    let (hour, minutes) = clock.split_once([':', '.']).unwrap_or((clock, "00"));
    let hour = number(hour).filter(|_| hour.parse::<u8>().is_ok_and(|hour| hour <= 12))?;
    if minutes.len() != 2 || minutes.parse::<u8>().ok()? > 59 {
        return None;
    }
    Some(match (minutes, minutes.strip_prefix('0')) {
        ("00", _) => format!("{hour} {half}"),
        (_, Some(minute)) => format!("{hour} oh {} {half}", number(minute)?),
        (_, None) => format!("{hour} {} {half}", number(minutes)?),
    })
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
    if others.eq_ignore_ascii_case("or") {
        return Some(word.replace('/', " "));
    }
    let others = others.split('/').map(|part| match part {
        "s" | "es" | "ren" => format!("{first}{part}"),
        _ => part.to_owned(),
    });
    Some(std::iter::once(first.to_owned()).chain(others).collect::<Vec<_>>().join(" or "))
}
