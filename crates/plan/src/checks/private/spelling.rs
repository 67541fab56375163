//! One spelling for words and numbers, however they were typed: no case, no accents, no apostrophes, digits of every script
//! as 0 to 9, "Rd" as "road". What is then looked for in them is in the files beside.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::texts::letters;

const LIST: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/words/addresses.txt"));

/// What a word of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// "road": a line that ends with it is a street's name.
    Street,
    /// "green": ends streets and towns alike.
    MaybeStreet,
    /// "cottage".
    Building,
    /// "refuge": no name by itself.
    Nameless,
    /// Only another spelling.
    Other,
}

struct Words {
    kinds: BTreeMap<&'static str, Kind>,
    one_spelling: BTreeMap<&'static str, &'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { kinds: BTreeMap::new(), one_spelling: BTreeMap::new() };
    for line in LIST.lines().filter(|line| !line.starts_with('#')) {
        let (kind, rest) = match line.split_at_checked(1) {
            Some(("+", rest)) => (Kind::Street, rest),
            Some(("~", rest)) => (Kind::MaybeStreet, rest),
            Some(("=", rest)) => (Kind::Building, rest),
            Some(("-", rest)) => (Kind::Nameless, rest),
            _ => (Kind::Other, line),
        };
        let mut spellings = rest.split_whitespace();
        let Some(first) = spellings.next() else { continue };
        words.kinds.insert(first, kind);
        words.one_spelling.extend(spellings.map(|other| (other, first)));
    }
    words
});

/// A run of letters or of digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// In its one spelling.
    pub(super) text: String,
    /// Whether it began with a capital.
    pub(super) capital: bool,
    /// What stands between it and the piece before.
    pub(super) gap: String,
}

impl Piece {
    /// What kind of word it is.
    pub(super) fn kind(&self) -> Option<Kind> {
        WORDS.kinds.get(self.text.as_str()).copied()
    }

    /// Whether it is digits.
    pub(super) fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it stands right beside the piece before: the "a" of "31a".
    pub(super) fn is_joined(&self) -> bool {
        self.gap.is_empty()
    }

    /// Whether a sentence or an abbreviation ended before it.
    fn is_after_stop(&self) -> bool {
        let mut gap = self.gap.chars();
        matches!(gap.next(), Some('.' | '!' | '?')) && gap.next().is_some_and(char::is_whitespace)
    }
}

/// A text in pieces.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let (mut pieces, mut now, mut gap) = (Vec::<Piece>::new(), String::new(), String::new());
    let mut capital = false;
    let mut end = |now: &mut String, gap: &mut String, capital: bool| {
        if !now.is_empty() {
            let text = std::mem::take(now);
            let text = WORDS.one_spelling.get(text.as_str()).map_or(text, |one| (*one).to_owned());
            pieces.push(Piece { text, capital, gap: std::mem::take(gap) });
        }
    };
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && !letters::is_unseen(*c)) {
        if letters::is_apostrophe(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            end(&mut now, &mut gap, capital);
            gap.push(c);
            continue;
        }
        let digit = letters::digit(c);
        let was_digit = now.ends_with(|c: char| c.is_ascii_digit());
        if !now.is_empty() && was_digit != digit.is_some() {
            end(&mut now, &mut gap, capital);
        }
        if now.is_empty() {
            capital = c.is_uppercase();
        }
        match digit.and_then(|digit| char::from_digit(digit, 10)) {
            Some(digit) => now.push(digit),
            None => now.extend(c.to_lowercase().flat_map(plain)),
        }
    }
    end(&mut now, &mut gap, capital);
    pieces
}

/// Letters with a stroke or of two letters, which have no accent that could be taken off.
fn plain(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        _ => return either(None, c),
    };
    either(Some(plain), c)
}

fn either(plain: Option<&'static str>, c: char) -> impl Iterator<Item = char> {
    let own = plain.is_none().then_some(c);
    plain.unwrap_or_default().chars().chain(own)
}

/// Where in a text these letters and digits stand, from the beginning of a piece to the end of one, however they are
/// parted: first and last piece. `same` gives the one form in which they are compared.
pub(super) fn stands(pieces: &[Piece], key: &str, same: impl Fn(&str) -> String) -> Option<(usize, usize)> {
    (0..pieces.len()).find_map(|start| {
        let mut rest = key.to_owned();
        for (at, piece) in pieces.iter().enumerate().skip(start) {
            let is_other_sentence = at > start && piece.is_after_stop() && {
                let before = pieces.get(at - 1);
                before.is_none_or(|before| before.text.len() > 3 && before.kind().is_none())
            };
            if is_other_sentence {
                return None;
            }
            rest = rest.strip_prefix(same(&piece.text).as_str())?.to_owned();
            if rest.is_empty() {
                let goes_on = pieces.get(at + 1).is_some_and(Piece::is_joined);
                return (!goes_on).then_some((start, at));
            }
        }
        None
    })
}

/// Pieces as one run of letters and digits.
pub(super) fn run(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}
