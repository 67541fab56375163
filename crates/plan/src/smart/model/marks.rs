//! What the model goes by: the words of a text, pairs of them, and what part each person has in it. A person is a part and
//! never a name, so no letter of a name counts.

use super::super::calendar::month;
use super::super::lists::HARM;
use super::super::who::{Harmers, Item, Who, can_be};
use super::super::words::Gap;

/// How many weights there are for one guard; marks share them by chance.
pub(super) const BUCKETS: usize = 29_989;

/// How far apart the words of a pair may be.
const FARTHEST: usize = 3;

/// The places of a text's marks among the weights, each once and in order.
pub(super) fn marks(items: &[Item], harmers: &Harmers) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut line: Vec<String> = Vec::new();
    for item in items {
        match item.gap {
            Gap::Sentence => line.push("^".to_owned()),
            Gap::Comma => line.push(",".to_owned()),
            Gap::Space => {}
        }
        if item.who == Who::Word {
            marks.push(place("word", &item.small, ""));
            if item.small.len() > 4 {
                let begins: String = item.small.chars().take(4).collect();
                marks.push(place("begins", &begins, ""));
            }
            line.push(stem(&item.small));
        } else {
            let part = part(item, harmers);
            marks.push(place("part", &part, ""));
            if !item.by_name && HARM.kin.contains_key(&item.small) {
                marks.push(place("kin", &part, &item.small));
            }
            line.push(coarse(item, part));
        }
    }
    line.push("$".to_owned());
    let is_sign = |token: &str| matches!(token, "^" | "," | "$");
    for (at, token) in line.iter().enumerate() {
        marks.push(place("one", token, ""));
        for (between, other) in line.iter().skip(at + 1).take(FARTHEST).enumerate() {
            if between == 0 {
                marks.push(place("pair", token, other));
            } else if !is_sign(token) && !is_sign(other) {
                marks.push(place("apart", token, other));
            }
        }
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// What part somebody has: the one who harms, a child, a relative, an agency.
fn part(item: &Item, harmers: &Harmers) -> String {
    let may = |gender| can_be(harmers, gender);
    let is_any = matches!(
        item.small.as_str(),
        "i" | "you" | "they" | "someone" | "anyone" | "everyone" | "nobody" | "parents" | "parent" | "both"
    );
    let part = match item.who {
        Who::Pronoun(gender) => {
            return format!("{} {}", if may(Some(gender)) { "may" } else { "not" }, item.small);
        }
        Who::Person(_) if is_any => return item.small.clone(),
        Who::Agency if matches!(item.small.as_str(), "we" | "us") => return "we".to_owned(),
        Who::Kid(_) | Who::Kids => "CHILD",
        Who::Harmer => "HARMER",
        Who::Stranger(_) => "STRANGER",
        Who::StrangerInFull => "IN FULL",
        Who::Person(_) => "ADULT",
        Who::Agency => "AGENCY",
        Who::Unclear(_) => "UNCLEAR",
        Who::Kin(gender) if may(gender) => "KIN",
        Who::Kin(_) => "OTHER KIN",
        Who::Word => "",
    };
    format!("{part}{}", if item.owns { "'s" } else { "" })
}

/// The same, with all adults of the family alike.
fn coarse(item: &Item, part: String) -> String {
    let is_adult = matches!(
        item.who,
        Who::Stranger(_) | Who::StrangerInFull | Who::Unclear(_) | Who::Kin(_) | Who::Person(_)
    );
    match (is_adult && part.starts_with(char::is_uppercase), item.owns) {
        (true, true) => "ADULT's".to_owned(),
        (true, false) => "ADULT".to_owned(),
        (false, _) => part,
    }
}

/// A word without its ending: "stays" and "staying" are "stay", each day is a day.
fn stem(word: &str) -> String {
    let day = word.strip_suffix('s').unwrap_or(word);
    if matches!(day, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday") {
        return "DAY".to_owned();
    }
    if month(word) {
        return "MONTH".to_owned();
    }
    if word.starts_with(|c: char| c.is_ascii_digit() || c == '£') {
        return "NUMBER".to_owned();
    }
    let bare = ["ing", "ed", "es", "s"].iter().find_map(|end| {
        let bare = word.strip_suffix(end)?;
        (bare.len() >= 3 && !bare.ends_with('\'') && !(*end == "s" && bare.ends_with('s'))).then_some(bare)
    });
    let mut stem = bare.unwrap_or(word).to_owned();
    let mut ends = stem.chars().rev();
    let (last, before) = (ends.next(), ends.next());
    let is_doubled = bare.is_some() && last == before && !matches!(last, Some('s' | 'l' | 'e'));
    if stem.len() > 3 && (is_doubled || last == Some('e')) {
        stem.pop();
    }
    stem
}

/// Where a mark's weight stands: FNV-1a over its parts.
fn place(kind: &str, one: &str, other: &str) -> usize {
    let bytes = [kind, "\0", one, "\0", other].into_iter().flat_map(str::bytes);
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    usize::try_from((hash ^ (hash >> 32)) % BUCKETS as u64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_taken_off() {
        for (word, stem_of) in
            [("stays", "stay"), ("staying", "stay"), ("stopping", "stop"), ("taken", "taken")]
        {
            assert_eq!(stem(word), stem_of);
        }
        assert_eq!((stem("mondays"), stem("£20")), ("DAY".to_owned(), "NUMBER".to_owned()));
    }

    /// The same on every machine, or the weights mean nothing.
    #[test]
    fn a_mark_has_its_place() {
        assert_eq!([place("one", "stay", ""), place("pair", "stay", "ADULT's")], [8863, 26032]);
    }
}
