//! Whether a text is English, by its script and by the words that hardly an English sentence does without. They are in
//! `assets/words/common.txt`; none of them is common in another language that families here write.

use std::collections::BTreeSet;

use super::sentences::Sentence;
use super::words::{folded, is_address};

const COMMON: &str = include_str!("../../../../assets/words/common.txt");

/// In fewer words than this only the script is looked at: a list of names has no common words.
const FEWEST: usize = 15;

/// Of so many words one is common, where a text is English. In letters and leaflets it is every third.
const ONE_IN: usize = 12;

pub(super) fn is_english(sentences: &[Sentence<'_>]) -> bool {
    let words =
        || sentences.iter().flat_map(|it| &it.words).map(|word| word.text).filter(|it| !is_address(it));
    let (mut latin, mut other) = (0, 0);
    for letter in words().flat_map(str::chars).filter(|c| c.is_alphabetic()) {
        let count = if is_latin(letter) { &mut latin } else { &mut other };
        *count += 1;
    }
    if other > latin {
        return false;
    }
    let common: BTreeSet<&str> = COMMON.split_whitespace().collect();
    let worded = words().filter(|word| word.contains(char::is_alphabetic));
    let (mut all, mut known) = (0, 0);
    for word in worded {
        all += 1;
        known += usize::from(common.contains(folded(word).as_str()));
    }
    all < FEWEST || known * ONE_IN >= all
}

const fn is_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}
