//! Numbers and places in a row, in words.

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

/// `47` as `forty-seven`, up to 999.
pub(super) fn number(digits: &str) -> Option<String> {
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

/// `4` as `fourth`, up to 31.
pub(super) fn ordinal(day: usize) -> Option<String> {
    if !(1..=31).contains(&day) {
        return None;
    }
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
