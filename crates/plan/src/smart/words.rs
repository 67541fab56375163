//! A goal's text cut into words as they are compared: small letters, no accents, short forms written out. What a word means
//! is not here.

use crate::plain;

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing but a space.
    Space,
    /// A comma, colon, dash or bracket.
    Comma,
    /// The end of a sentence or line, or the beginning of the text.
    Sentence,
}

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Without accents, in small letters, with straight apostrophes: "o'rourke", "wojcik".
    pub(super) small: String,
    /// Whether it begins with a capital in a text that has small letters too.
    pub(super) capital: bool,
    /// Whether it is all capitals in a text that has small letters too: "JC".
    pub(super) capitals: bool,
    /// Whether the text has no small letters, so that a capital says nothing.
    pub(super) shouted: bool,
    /// What stands before it.
    pub(super) gap: Gap,
}

/// Full stops after these end no sentence.
const SHORT_FORMS: [&str; 15] =
    ["mr", "mrs", "ms", "dr", "st", "prof", "sgt", "insp", "approx", "no", "a.m", "p.m", "e.g", "i.e", "tel"];

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let shouted = !text.chars().any(char::is_lowercase);
    let mut words: Vec<Word> = Vec::new();
    let mut gap = Gap::Sentence;
    let mut run = String::new();
    let mut letters = text.chars().filter(|letter| !is_unseen(*letter)).map(straight).peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        if letter.is_alphanumeric() || is_mark(letter) || is_inside(&run, before, letter, next) {
            run.push(letter);
        } else {
            // "w/", "w." and "w" are "with", and end no sentence; "2 w" is something else.
            let is_with = match letter {
                '/' => matches!(run.as_str(), "w" | "W") && !next.is_alphanumeric(),
                _ => {
                    run == "w"
                        && !words.last().is_some_and(|it| it.small.ends_with(|c: char| c.is_ascii_digit()))
                }
            };
            if is_with {
                "with".clone_into(&mut run);
            }
            push(&mut words, &mut run, &mut gap, shouted);
            if is_with && letter == '.' {
                before = letter;
                continue;
            }
            if letter == '@' && before.is_whitespace() {
                "at".clone_into(&mut run);
                push(&mut words, &mut run, &mut gap, shouted);
            }
            gap = gap.max(gap_of(before, letter, next, &words));
            if is_list_number(&words, letter) {
                words.pop();
                gap = Gap::Sentence;
            }
        }
        before = letter;
    }
    push(&mut words, &mut run, &mut gap, shouted);
    short_is(words)
}

/// "Dean's going to" is "Dean is going to"; "at Nan's" stays.
fn short_is(words: Vec<Word>) -> Vec<Word> {
    const AFTER: [&str; 24] = [
        "to", "never", "only", "still", "now", "staying", "stopping", "having", "taking", "going", "given",
        "agreed", "been", "not", "got", "happy", "allowed", "there", "here", "around", "about", "drunk",
        "outside", "angry",
    ];
    const OF: [&str; 9] = ["at", "to", "from", "in", "with", "near", "by", "of", "round"];
    let is_before =
        |at: usize, list: &[&str]| words.get(at).is_some_and(|it| list.contains(&it.small.as_str()));
    let is_short = |at: usize| {
        is_before(at + 1, &AFTER)
            && !(1..=2).any(|back| at.checked_sub(back).is_some_and(|it| is_before(it, &OF)))
    };
    let short: Vec<bool> = (0..words.len()).map(is_short).collect();
    let mut written = Vec::with_capacity(words.len());
    for (mut word, is_short) in words.into_iter().zip(short) {
        let stem = word.small.strip_suffix("'s").filter(|_| is_short).map(str::to_owned);
        let is = stem.is_some().then(|| Word {
            small: "is".to_owned(),
            capital: false,
            capitals: false,
            shouted: word.shouted,
            gap: Gap::Space,
        });
        word.small = stem.unwrap_or(word.small);
        written.push(word);
        written.extend(is);
    }
    written
}

/// Letters that nobody sees, and that would part a name.
const fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn straight(letter: char) -> char {
    match letter {
        // As wide as the letters of Chinese: "ＤＥＡＮ".
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '‑' | '‐' => '-',
        _ => letter,
    }
}

/// A combining mark, which belongs to the letter before it.
fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// Whether a sign stands inside a word: O'Rourke, Home-Start, 28.11.26, 8:45, a.m.
fn is_inside(run: &str, before: char, sign: char, next: char) -> bool {
    match sign {
        '\'' | '-' => before.is_alphanumeric() && next.is_alphanumeric(),
        '.' if before.is_alphabetic() => run.chars().count() == 1 && next.is_alphanumeric(),
        '.' | ',' | ':' | '/' => before.is_ascii_digit() && next.is_ascii_digit(),
        '£' => run.is_empty(),
        _ => false,
    }
}

fn gap_of(before: char, sign: char, next: char, words: &[Word]) -> Gap {
    let last = words.last().map_or("", |word| word.small.as_str());
    // "D." and "D.O." end no sentence.
    let is_initial = last
        .split('.')
        .all(|part| part.len() == 1 && part != "i" && !part.chars().all(|c| c.is_ascii_digit()));
    match sign {
        '\n' | ';' | '!' | '?' | '…' | '•' => Gap::Sentence,
        '.' if next.is_whitespace() && !SHORT_FORMS.contains(&last) && !is_initial => Gap::Sentence,
        ',' | ':' | '(' | ')' | '–' | '—' => Gap::Comma,
        // Most keyboards have this dash only; "pre- and after-school" has none.
        '-' if next.is_whitespace() && (before.is_whitespace() || before == '-') => Gap::Comma,
        _ => Gap::Space,
    }
}

/// "1." or "a)" at the beginning of a line counts nothing.
fn is_list_number(words: &[Word], sign: char) -> bool {
    let Some(last) = words.last() else { return false };
    let is_short = last.small.len() <= 2 && last.small.chars().all(|c| c.is_ascii_digit());
    last.gap == Gap::Sentence
        && matches!(sign, '.' | ')')
        && (is_short || last.small.len() == 1 && sign == ')')
}

fn push(words: &mut Vec<Word>, run: &mut String, gap: &mut Gap, shouted: bool) {
    if run.is_empty() {
        return;
    }
    let capital = !shouted && run.starts_with(char::is_uppercase);
    let capitals = capital && run.chars().all(char::is_uppercase);
    let small = folded(&std::mem::take(run));
    for (n, small) in written_out(&small).into_iter().enumerate() {
        let (capital, capitals, gap) =
            if n == 0 { (capital, capitals, *gap) } else { (false, false, Gap::Space) };
        let before = words.last().map_or("", |word| word.small.as_str());
        let small = as_day(&small, capital, before).map_or(small, str::to_owned);
        words.push(Word { small, capital, capitals, shouted, gap });
    }
    *gap = Gap::Space;
}

/// "Sat" and "Sun" with a capital, or right after "every" and the like, are days.
fn as_day(small: &str, capital: bool, before: &str) -> Option<&'static str> {
    let is_after = matches!(before, "every" | "each" | "on" | "by" | "until" | "till" | "next" | "this");
    let day = match small {
        "sat" => "saturday",
        "sats" => "saturdays",
        "sun" => "sunday",
        "tue" | "tues" => "tuesday",
        "wed" | "weds" => "wednesday",
        // "Mon" and "Thu" are people's names.
        "thur" | "thurs" => "thursday",
        "fri" => "friday",
        "suns" => "sundays",
        "tmrw" | "tmr" | "tmw" | "tomoz" | "2moro" | "2morrow" | "2mrw" => return Some("tomorrow"),
        "tonite" | "2nite" => return Some("tonight"),
        _ => return None,
    };
    (capital && before != "the" || is_after).then_some(day)
}

/// "Kelly'll" is two words, and so is "he's"; "9am-5pm" is three; "dont" is "don't".
fn written_out(small: &str) -> Vec<String> {
    const IS: [&str; 9] = ["he", "she", "it", "that", "there", "who", "what", "here", "everyone"];
    const VERBS: [&str; 8] = ["agree", "need", "want", "know", "attend", "understand", "ensure", "consent"];
    const NOT: [(&str, &str); 8] = [
        ("wont", "won't"),
        ("cant", "can't"),
        ("dont", "don't"),
        ("doesnt", "doesn't"),
        ("isnt", "isn't"),
        ("mustnt", "mustn't"),
        ("shouldnt", "shouldn't"),
        ("didnt", "didn't"),
    ];
    const SHORT: [(&str, &str); 12] = [
        ("untill", "until"),
        ("b4", "before"),
        ("wi", "with"),
        ("wiv", "with"),
        ("wkend", "weekend"),
        ("wkends", "weekends"),
        ("wks", "weeks"),
        ("hols", "holidays"),
        ("til", "until"),
        ("'til", "until"),
        ("oot", "out"),
        ("aboot", "about"),
    ];
    // An apostrophe where none belongs.
    if let Some(stem) = small.strip_suffix("'s").filter(|stem| VERBS.contains(stem)) {
        return vec![format!("{stem}s")];
    }
    if let Some((_, whole)) = NOT.iter().find(|(bare, _)| *bare == small) {
        return vec![(*whole).to_owned()];
    }
    for (end, whole) in [("'ll", "will"), ("'d", "would"), ("'re", "are"), ("'ve", "have"), ("'m", "am")] {
        if let Some(stem) = small.strip_suffix(end) {
            return vec![stem.to_owned(), whole.to_owned()];
        }
    }
    if let Some(stem) = small.strip_suffix("'s").filter(|stem| IS.contains(stem)) {
        return vec![stem.to_owned(), "is".to_owned()];
    }
    if let Some((_, whole)) = SHORT.iter().find(|(short, _)| *short == small) {
        return vec![(*whole).to_owned()];
    }
    let parts: Vec<&str> = small.split('-').collect();
    let is_range =
        parts.len() == 2 && parts.iter().all(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    match parts.as_slice() {
        [from, to] if is_range => vec![(*from).to_owned(), "to".to_owned(), (*to).to_owned()],
        _ => vec![small.to_owned()],
    }
}

/// A word as it is compared: small letters, straight apostrophes, no accents.
pub(super) fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in plain::folded(word).chars().map(straight).filter(|it| !is_mark(*it)) {
        match bare(letter) {
            Some(bare) => folded.push_str(bare),
            None => folded.push(letter),
        }
    }
    folded
}

/// The plain letters people type when a keyboard has no accents.
const fn bare(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ấ' | 'ầ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ế' | 'ề' | 'ễ' => "e",
        'ğ' | 'ģ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' | 'ị' => "i",
        'ķ' => "k",
        'ł' | 'ļ' | 'ľ' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ọ' | 'ơ' | 'ồ' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.small).collect()
    }

    #[test]
    fn dates_times_and_short_forms_are_words() {
        assert_eq!(
            small("Kelly’ll ring Siân by 28/11/2026, 8.30 a.m."),
            ["kelly", "will", "ring", "sian", "by", "28/11/2026", "8.30", "a.m"]
        );
        assert_eq!(small("9am-5pm, he’s wont"), ["9am", "to", "5pm", "he", "is", "won't"]);
    }

    #[test]
    fn list_numbers_are_no_words_and_initials_end_no_sentence() {
        assert_eq!(small("1. Wash up\n2) Ring Mr. D. Shah"), ["wash", "up", "ring", "mr", "d", "shah"]);
        let gaps: Vec<Gap> = words("See Mr. D. Shah. Then rest").into_iter().map(|word| word.gap).collect();
        assert_eq!(gaps.iter().filter(|gap| **gap == Gap::Sentence).count(), 2);
    }
}
