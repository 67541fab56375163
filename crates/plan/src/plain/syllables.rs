//! How many syllables a word has when it is spoken, in British English: first the overlay of British words, then the
//! words that the rules get wrong, then the rules. The lists are in `assets/words`; a test makes the second of them from
//! the CMU Pronouncing Dictionary and these rules.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::words::folded;

/// The lists by which syllables are counted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Syllables {
    /// British words, as sorted lines "word count".
    british: String,
    /// Words that the rules get wrong, written in the same way.
    exceptions: String,
    /// What mends the rules' counts, by its first letter.
    pieces: BTreeMap<char, Vec<Piece>>,
}

/// Letters by which a word has a syllable more or less than its groups of vowels.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Piece {
    /// Its place in the list: pieces are taken in that order.
    place: usize,
    letters: String,
    adds: bool,
}

impl Syllables {
    /// The lists for English that this program carries.
    pub fn english() -> Self {
        let mut pieces: BTreeMap<char, Vec<Piece>> = BTreeMap::new();
        let lines = include_str!("../../../../assets/words/pieces.txt").lines();
        for (place, (letters, sign)) in lines.filter_map(|line| line.split_once(' ')).enumerate() {
            let first = letters.chars().next().unwrap_or_default();
            let piece = Piece { place, letters: letters.to_owned(), adds: sign == "+" };
            pieces.entry(first).or_default().push(piece);
        }
        Self {
            british: include_str!("../../../../assets/words/uk.txt").to_owned(),
            exceptions: include_str!("../../../../assets/words/exceptions.txt").to_owned(),
            pieces,
        }
    }

    /// The syllables of a word; at least one. Each part of a hyphenated word is counted by itself, numbers as one.
    pub fn count(&self, word: &str) -> usize {
        let lower = folded(word);
        let parts = lower.split(['-', '‑']).filter(|part| !part.is_empty());
        parts.map(|part| self.of_part(part)).sum::<usize>().max(1)
    }

    fn of_part(&self, part: &str) -> usize {
        listed(&self.british, part).or_else(|| listed(&self.exceptions, part)).unwrap_or_else(|| {
            let contracted = || {
                let (stem, ending) = part.rsplit_once('\'')?;
                let (stem, ending) = match (stem.strip_suffix('n'), ending) {
                    (Some(stem), "t") => (stem, "n't"),
                    _ => (stem, ending),
                };
                (!stem.is_empty()).then(|| Some(self.of_part(stem) + usize::from(adds_one(stem, ending)?)))?
            };
            contracted().unwrap_or_else(|| self.by_rule(part))
        })
    }

    /// The syllables of a word that stands in no list: its groups of vowels, less silent endings, put right by
    /// `pieces.txt`. That list was chosen, one piece after another, as what mends most words of nine tenths of the
    /// dictionary.
    pub fn by_rule(&self, word: &str) -> usize {
        let letters: Vec<char> = word.chars().map(plain).filter(|c| *c != '\'').collect();
        let mut groups: isize = 0;
        let mut in_group = false;
        for letter in &letters {
            let vowel = is_vowel(*letter);
            groups += isize::from(vowel && !in_group);
            in_group = vowel;
        }
        let bare: String = letters.iter().collect();
        let mut count = (groups - isize::from(ends_silent(&letters, &bare))).max(1);
        for piece in self.pieces_in(&format!("^{bare}$")) {
            count = if piece.adds { count + 1 } else { (count - 1).max(1) };
        }
        count.unsigned_abs()
    }

    /// The pieces that a word holds, in the order of the list and each once.
    fn pieces_in(&self, word: &str) -> Vec<&Piece> {
        let mut found = Vec::new();
        for (start, first) in word.char_indices() {
            let Some(rest) = word.get(start..) else { continue };
            let likely = self.pieces.get(&first).into_iter().flatten();
            found.extend(likely.filter(|piece| rest.starts_with(&piece.letters)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether what is left of a second word is heard as a syllable of its own: "isn't", "would've" and "it'll", but not "don't",
/// "weren't", "I've" and "she'll". None where it is no such ending.
fn adds_one(stem: &str, ending: &str) -> Option<bool> {
    let after_vowel = stem.ends_with(['a', 'e', 'i', 'o', 'u', 'y']);
    let after_its_own = ["ca", "wo", "do", "sha", "ai"].contains(&stem) || stem.ends_with("re");
    match ending {
        "n't" => Some(!after_its_own),
        "ve" | "re" => Some(!after_vowel || stem.ends_with("n't")),
        "ll" => Some(!after_vowel && stem != "who"),
        "d" => Some(stem.ends_with(['t', 'd'])),
        "m" => Some(false),
        "s" => Some(hisses(stem)),
        _ => None,
    }
}

/// Whether a plural or possessive s makes a syllable of its own after this.
fn hisses(stem: &str) -> bool {
    ["s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze"].iter().any(|ending| stem.ends_with(ending))
}

/// The count of a word in a sorted list of lines "word count".
fn listed(list: &str, word: &str) -> Option<usize> {
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low.midpoint(high);
        let start =
            list.as_bytes().get(..middle)?.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let line = list.get(start..)?.lines().next()?;
        let (found, count) = line.split_once(' ')?;
        match found.cmp(word) {
            std::cmp::Ordering::Equal => return count.parse().ok(),
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

fn ends_silent(letters: &[char], bare: &str) -> bool {
    let before = |back: usize| letters.len().checked_sub(back + 1).and_then(|at| letters.get(at)).copied();
    let consonant = |back: usize| before(back).is_some_and(|c| !is_vowel(c));
    if bare.ends_with('e') {
        consonant(1) && !(before(1) == Some('l') && consonant(2))
    } else if bare.ends_with("ed") {
        consonant(2) && !matches!(before(2), Some('t' | 'd'))
    } else if bare.ends_with("es") {
        let hissing = matches!(before(2), Some('s' | 'x' | 'z' | 'c' | 'g'))
            || bare.ends_with("ches")
            || bare.ends_with("shes");
        let keeps = before(2) == Some('l') && consonant(3) && !matches!(before(3), Some('r' | 'l'));
        consonant(2) && !hissing && !keeps
    } else {
        false
    }
}

const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Letters of Polish, Welsh and other names as the nearest English ones.
const fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ă' | 'ą' => 'a',
        'è' | 'é' | 'ê' | 'ë' | 'ę' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' | 'ŵ' => 'u',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_words_are_found() {
        let Syllables { british, exceptions, .. } = Syllables::english();
        for list in [british, exceptions] {
            let words: Vec<_> = list.lines().map(|line| line.split_once(' ').unwrap().0).collect();
            assert!(words.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(words.iter().all(|word| listed(&list, word).is_some()));
        }
    }

    #[test]
    fn everyday_words_are_counted_as_spoken() {
        let syllables = Syllables::english();
        for (word, wanted) in [
            ("family", 3),
            ("every", 2),
            ("school", 1),
            ("Children’s", 2),
            ("nappies", 2),
            ("carers", 2),
            ("liaise", 2),
            ("hygienic", 3),
            ("supervised", 3),
            ("well-being", 3),
            ("Agnieszka", 3),
            ("12", 1),
            ("Łukasz", 2),
            ("breakages", 3),
            ("house’s", 2),
            ("isn't", 2),
            ("didn’t", 2),
            ("couldn't", 2),
            ("doesn't", 2),
            ("hasn't", 2),
            ("aren't", 1),
            ("weren't", 1),
            ("don't", 1),
            ("won't", 1),
            ("can't", 1),
            ("shan't", 1),
            ("would've", 2),
            ("wouldn't've", 3),
            ("I've", 1),
            ("they're", 1),
            ("who'll", 1),
            ("it'll", 2),
            ("Tom'll", 2),
            ("that'd", 2),
            ("she'd", 1),
            ("I'm", 1),
            ("o'clock", 2),
            ("O'Rourke", 2),
            ("", 1),
        ] {
            assert_eq!(syllables.count(word), wanted, "{word}");
        }
    }
}
