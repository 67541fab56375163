//! Texts of any length, as people of several languages might type them. A text is rolled from a number, so that a case
//! that fails is small to write down and the same again.

/// Pieces of words that stay whole, by script.
const SCRIPTS: [&[&str]; 6] = [
    &["a", "e", "i", "o", "th", "sh", "r", "n", "W", "m", "é", "ł", "ŵ", "Ş", "’", "-", "fi", "tt", "4"],
    &["α", "θ", "ή", "ν", "Ω", "μ", "ς", "ο", "λ", "ώ"],
    &["К", "и", "ї", "в", "щ", "Є", "ж", "о", "ы", "д"],
    &["س", "ا", "ر", "ہ", "لا", "م", "ب", "ٹ", "ک", "ے", "ی", "و", "د", "غ"],
    &["क", "की", "गर्नु", "क्ष", "त्र", "हो", "स्", "ङ्ख", "ज्ञा", "म", "छौँ", "र्म"],
    &["ਪ੍ਰੀ", "ਤ", "ਸ਼ਾ", "ਮ", "ਰ", "ਸੋ", "ਈ", "ਖ਼ੁ", "ੜ੍ਹੋ", "ਕੀ"],
];

/// How texts are typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hand {
    /// Which scripts, one bit each; Latin where none.
    pub(crate) scripts: u8,
    /// The longest word, in letters.
    pub(crate) longest_word: usize,
}

/// Numbers that follow from a first one (SplitMix64, Steele, Lea and Flood 2014).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number from 0 to `most`.
    pub(crate) fn up_to(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let sides = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        usize::try_from((mixed ^ (mixed >> 31)) % sides).unwrap_or_default()
    }

    /// A text of at most so many letters, and nearly as many.
    pub(crate) fn text(&mut self, hand: Hand, letters: usize) -> String {
        let mut text = String::new();
        let mut left = letters;
        while left > 0 {
            let longest = hand.longest_word.min(left);
            // Half of the words are as long as they may be where that is longer than words are.
            let length = if longest > 14 && self.up_to(1) == 0 {
                longest
            } else {
                1 + self.up_to(longest.min(14) - 1)
            };
            let word = self.word(hand.scripts, length);
            left = left.saturating_sub(word.chars().count().max(1) + 1);
            text.push_str(&word);
            text.push(if self.up_to(60) == 0 { '\n' } else { ' ' });
        }
        text.trim_end().to_owned()
    }

    /// A word of one script and at most so many letters.
    fn word(&mut self, scripts: u8, letters: usize) -> String {
        let wanted = SCRIPTS.iter().enumerate().filter(|(at, _)| scripts & (1 << at) != 0);
        let wanted: Vec<&[&str]> = wanted.map(|(_, pieces)| *pieces).collect();
        let pieces = if wanted.is_empty() { SCRIPTS[0] } else { wanted[self.up_to(wanted.len() - 1)] };
        let mut word = String::new();
        let mut left = letters;
        loop {
            let piece = pieces[self.up_to(pieces.len() - 1)];
            let Some(rest) = left.checked_sub(piece.chars().count()) else { return word };
            word.push_str(piece);
            left = rest;
        }
    }
}

/// Whether a letter is of a script that is written from right to left.
pub(crate) fn from_right(c: char) -> bool {
    ('\u{600}'..='\u{6ff}').contains(&c)
}

/// Whether a letter is of a script whose glyphs may stand in another order than its letters.
pub(crate) fn reorders(c: char) -> bool {
    ('\u{900}'..='\u{a7f}').contains(&c)
}
