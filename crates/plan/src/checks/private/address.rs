//! What of an address tells where somebody lives: its postcode, the name of the house, the street, the flat. A town alone
//! does not.

use super::shown::Shown;
use super::spelling::{Kind, Piece, pieces, run, stands};

/// So many letters and a word is hardly another one after a number.
const UNCOMMON: usize = 7;

/// Something by which a place is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Telling {
    /// A postcode, with letters and digits that look alike as one.
    Postcode(String),
    /// The name of a house or refuge.
    House(String),
    /// A street.
    Street {
        /// Its name.
        name: String,
        /// The name without "road" or "way".
        core: Option<String>,
        /// The number of the house in it.
        number: Option<String>,
        /// Whether the name is said of no street in particular: "the high street".
        is_common: bool,
    },
    /// A flat or room.
    Flat {
        /// "flat".
        unit: String,
        /// Its number or letter.
        number: String,
        /// The number of the house it is in.
        house: Option<String>,
    },
}

impl Telling {
    /// What of the address it is.
    pub(super) const fn what(&self) -> Shown {
        match self {
            Self::Postcode(_) => Shown::Postcode,
            Self::House(_) => Shown::House,
            Self::Street { .. } => Shown::Street,
            Self::Flat { .. } => Shown::Flat,
        }
    }

    /// Whether it stands in a text.
    pub(super) fn stands_in(&self, text: &[Piece]) -> bool {
        match self {
            Self::Postcode(code) => stands(text, code, alike).is_some(),
            Self::House(name) => stands(text, name, str::to_owned).is_some_and(|(start, end)| {
                // "The Haven" is a house, "a safe haven" is not.
                start < end
                    || text.get(start).is_some_and(|it| it.capital || it.text.chars().count() >= UNCOMMON)
            }),
            Self::Street { name, core, number, is_common } => {
                let numbered = |name: &str| {
                    let number = number.as_deref()?;
                    stands(text, &format!("{number}{name}"), str::to_owned)
                };
                let is_name = stands(text, name, str::to_owned).is_some_and(|(start, end)| {
                    !is_common
                        || text.iter().take(end + 1).skip(start).all(|piece| piece.capital)
                        || numbered(name).is_some()
                });
                // "31 Saltmarsh" without its "Way"; "8 green apples" is another thing.
                let is_core = core.as_deref().and_then(numbered).is_some_and(|(start, end)| {
                    let mut words = text.iter().take(end + 1).skip(start).filter(|piece| !piece.is_number());
                    words.all(|piece| piece.capital || piece.text.chars().count() >= UNCOMMON)
                });
                is_name || is_core
            }
            Self::Flat { unit, number, house } => (0..text.len()).any(|at| {
                let after = |n: usize| text.get(at + n);
                let said = usize::from(after(1).is_some_and(|piece| piece.text == "number"));
                let Some((found, length)) = flat_number(text.get(at + 1 + said..).unwrap_or_default()) else {
                    return false;
                };
                let is_letter = number.starts_with(char::is_alphabetic);
                let is_number =
                    found == *number && (!is_letter || after(1 + said).is_some_and(|it| it.capital));
                let is_flat = after(0).is_some_and(|piece| piece.text == *unit);
                let is_other_house = after(1 + said + length).is_some_and(|next| {
                    next.is_joined()
                        || next.is_number() && house.as_ref().is_some_and(|it| !it.starts_with(&next.text))
                });
                is_flat && is_number && !is_other_house
            }),
        }
    }
}

/// What tells of an address. `names` are of people: a line that is one tells nothing of a place.
pub(super) fn telling(address: &str, names: &[String]) -> Vec<Telling> {
    let mut found = Vec::new();
    let mut lines: Vec<Vec<Piece>> =
        address.split(['\n', ',', ';']).map(pieces).filter(|line| !line.is_empty()).collect();
    for line in &mut lines {
        if let Some((start, length, code)) = postcode(line) {
            line.drain(start..start + length);
            found.push(Telling::Postcode(code));
        }
    }
    lines.retain(|line| !line.is_empty() && !names.contains(&run(line)));
    let house = lines.iter().find_map(|line| house_number(line));
    let (count, has_code) = (lines.len(), !found.is_empty());
    let (mut is_placed, mut number_before) = (false, None);
    for (at, line) in lines.iter().enumerate() {
        // The last line is a town, as is the one word beside a postcode.
        let is_last = at + 1 == count && (at > 0 || has_code && line.len() == 1);
        let rest = flat(line, house.as_ref(), &mut found);
        let (number, words) = numbered(rest);
        // "31, Saltmarsh Way".
        let number = number.or(number_before.take());
        if words.is_empty() {
            number_before = number;
            continue;
        }
        let has_number = number.is_some();
        if let Some(street) = street(number, words, has_number || at > 0 && !is_last) {
            found.push(street);
            is_placed = true;
        } else if has_number || is_building(words) || !is_placed && !is_last {
            found.extend(named(words).map(Telling::House));
            is_placed = true;
        }
    }
    found
}

/// A flat's number at the beginning of a line, and what follows.
fn flat<'a>(line: &'a [Piece], house: Option<&String>, found: &mut Vec<Telling>) -> &'a [Piece] {
    let Some((unit, rest)) = line.split_first() else { return line };
    if !matches!(unit.text.as_str(), "flat" | "room" | "unit") {
        return line;
    }
    let rest = match rest.split_first() {
        Some((number, after)) if number.text == "number" => after,
        _ => rest,
    };
    let Some((number, length)) = flat_number(rest) else { return line };
    found.push(Telling::Flat { unit: unit.text.clone(), number, house: house.cloned() });
    rest.get(length..).unwrap_or_default()
}

/// "5", "5a" or "C" at the beginning, and how many pieces it is.
fn flat_number(pieces: &[Piece]) -> Option<(String, usize)> {
    let first = pieces.first().filter(|it| it.is_number() || it.text.chars().count() == 1)?;
    let letter = pieces.get(1).filter(|it| it.is_joined() && it.text.chars().count() == 1);
    Some((first.text.clone() + letter.map_or("", |it| &it.text), 1 + usize::from(letter.is_some())))
}

/// The number of a house at the beginning of a line.
fn house_number(line: &[Piece]) -> Option<String> {
    numbered(flat(line, None, &mut Vec::new())).0
}

/// A number at the beginning of a line, "31", "31a" or "31-33", and what follows.
fn numbered(line: &[Piece]) -> (Option<String>, &[Piece]) {
    let start = usize::from(line.first().is_some_and(|piece| piece.text == "number"));
    let line = line.get(start..).unwrap_or_default();
    let length = line
        .iter()
        .enumerate()
        .take_while(|(at, piece)| {
            piece.is_number() || *at > 0 && piece.is_joined() && piece.text.chars().count() == 1
        })
        .count();
    let (number, rest) = line.split_at(length);
    (Some(run(number)).filter(|number| !number.is_empty()), rest)
}

/// The street that words name, up to "road" or "way".
fn street(number: Option<String>, words: &[Piece], is_placed: bool) -> Option<Telling> {
    let ends = words.iter().enumerate().skip(1).filter(|(_, piece)| match piece.kind() {
        Some(Kind::Street) => true,
        Some(Kind::MaybeStreet) => is_placed,
        _ => false,
    });
    // "Church Street Row" ends at its last such word, but a town may follow.
    let end = ends.map(|(at, _)| at).take_while(|at| *at < 5).last()?;
    let name = words.get(..=end)?;
    let core = words.get(..end)?;
    let common = |piece: &Piece| matches!(piece.text.as_str(), "high" | "main" | "the");
    let is_common = core.len() == 1 && core.iter().all(common);
    let core = Some(run(core)).filter(|core| !is_common && core.chars().count() > 2);
    Some(Telling::Street { name: run(name), core, number, is_common })
}

fn is_building(words: &[Piece]) -> bool {
    words.len() > 1 && words.last().and_then(Piece::kind) == Some(Kind::Building)
}

/// The name of a house, without "the" and "c/o" before and "refuge" behind; nothing where no name is left.
fn named(words: &[Piece]) -> Option<String> {
    let is_nameless = |piece: &Piece| {
        piece.kind() == Some(Kind::Nameless) || piece.text.chars().count() == 1 && !piece.is_number()
    };
    let start = words.iter().position(|piece| !is_nameless(piece))?;
    let end = words.iter().rposition(|piece| !is_nameless(piece))?;
    let name = words.get(start..=end)?;
    let is_kind_alone = name.iter().all(|piece| piece.kind().is_some() && !piece.is_number());
    Some(run(name)).filter(|it| !is_kind_alone && it.chars().count() > 3)
}

/// A postcode in a line by its shape, with letters and digits that look alike as one: where, how many pieces, which.
fn postcode(line: &[Piece]) -> Option<(usize, usize, String)> {
    (0..line.len()).find_map(|start| {
        (1..=line.len() - start).rev().find_map(|length| {
            let code = run(line.get(start..start + length)?);
            has_shape(&code).then(|| (start, length, alike(&code)))
        })
    })
}

/// One or two letters, a digit, perhaps another letter or digit; a digit and two letters (BS 7666).
fn has_shape(code: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphabetic() || c == '0' || c == '1';
    let digit = |c: char| c.is_ascii_digit() || matches!(c, 'o' | 'i' | 'l');
    let chars: Vec<char> = code.chars().collect();
    let inward = |at: usize| match chars.get(at..) {
        Some([a, b, c]) => digit(*a) && letter(*b) && letter(*c),
        _ => false,
    };
    let outward = |length: usize| match chars.get(..length) {
        Some([a, b]) => letter(*a) && digit(*b),
        Some([a, b, c]) => letter(*a) && (digit(*b) && c.is_ascii_alphanumeric() || letter(*b) && digit(*c)),
        Some([a, b, c, d]) => letter(*a) && letter(*b) && digit(*c) && d.is_ascii_alphanumeric(),
        _ => false,
    };
    chars.first().is_some_and(char::is_ascii_alphabetic) && (2..=4).any(|at| outward(at) && inward(at))
}

/// O and 0 as one, and I, L and 1.
fn alike(code: &str) -> String {
    let one = |c: char| match c {
        'o' => '0',
        'i' | 'l' => '1',
        c => c,
    };
    code.chars().map(one).collect()
}
