//! The seven formulas, as published, and the band that two of them give. US school grades; a grade is about the age less
//! five. A text without words scores zero everywhere.

use serde::Serialize;

use super::counts::Counts;

/// What the formulas make of a text's counts.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Scores {
    /// Flesch reading ease, 0 (hard) to about 120 (easy). Flesch, Journal of Applied Psychology 32:221, 1948.
    pub fre: f64,
    /// Flesch-Kincaid grade. Kincaid, Fishburne, Rogers and Chissom, Navy Research Branch Report 8-75, 1975.
    pub fkgl: f64,
    /// SMOG grade, at least 3.1291. McLaughlin, Journal of Reading 12:639, 1969, with the precise constants.
    pub smog: f64,
    /// Fog index. Gunning, The Technique of Clear Writing, 1952; every word of three syllables counts as complex.
    pub fog: f64,
    /// Automated Readability Index. Smith and Senter, AMRL-TR-66-220, 1967.
    pub ari: f64,
    /// Coleman-Liau index. Coleman and Liau, Journal of Applied Psychology 60:283, 1975.
    pub coleman_liau: f64,
    /// FORCAST grade, made for forms and short statements; looks at words alone. Caylor, Sticht, Fox and Ford,
    /// HumRRO Technical Report 73-5, 1973.
    pub forcast: f64,
}

impl Scores {
    /// Computes all formulas.
    pub fn of(counts: &Counts) -> Self {
        let of = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        if counts.words == 0 {
            return Self::default();
        }
        let length = of(counts.words, counts.sentences);
        let syllables = of(counts.syllables, counts.words);
        Self {
            fre: 206.835 - 1.015 * length - 84.6 * syllables,
            fkgl: 0.39 * length + 11.8 * syllables - 15.59,
            smog: 1.043 * (30.0 * of(counts.long_words, counts.sentences)).sqrt() + 3.1291,
            fog: 0.4 * (length + 100.0 * of(counts.long_words, counts.words)),
            ari: 4.71 * of(counts.characters, counts.words) + 0.5 * length - 21.43,
            coleman_liau: 5.88 * of(counts.letters, counts.words)
                - 29.6 * of(counts.sentences, counts.words)
                - 15.8,
            forcast: 20.0 - 15.0 * of(counts.short_words, counts.words),
        }
    }
}

/// How hard a text is to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Another language or script: the formulas know nothing of it.
    NotEnglish,
    /// Too few words or sentences: any number would be noise.
    TooShort,
    /// Flesch-Kincaid up to 4 and SMOG up to 7: easy for most.
    Green,
    /// Up to 7 and 9: hard for some.
    Amber,
    /// Harder, or many words in few sentences: many could not read it alone.
    Red,
}

impl Band {
    /// The fewest words a band is given for.
    pub const WORDS: usize = 100;
    /// The fewest sentences a band is given for, but red.
    pub const SENTENCES: usize = 10;
    /// With more words in each sentence than this a text is hard, however few sentences there are.
    const LENGTH: usize = 20;
    /// In few sentences a grade as high as this is no noise: two over the highest that is amber.
    const HARD: f64 = 9.0;

    /// The band of an English text. The thresholds are this product's own, for readers of about nine.
    pub fn of(counts: &Counts, scores: &Scores) -> Self {
        if counts.words < Self::WORDS {
            Self::TooShort
        } else if counts.sentences < Self::SENTENCES {
            let is_hard = counts.words > Self::LENGTH * counts.sentences || scores.fkgl > Self::HARD;
            if is_hard { Self::Red } else { Self::TooShort }
        } else if scores.fkgl <= 4.0 && scores.smog <= 7.0 {
            Self::Green
        } else if scores.fkgl <= 7.0 && scores.smog <= 9.0 {
            Self::Amber
        } else {
            Self::Red
        }
    }

    /// The band's key in the texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotEnglish => "band.not_english",
            Self::TooShort => "band.too_short",
            Self::Green => "band.green",
            Self::Amber => "band.amber",
            Self::Red => "band.red",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(w: usize, s: usize, y: usize, p: usize, l: usize, c: usize) -> Counts {
        Counts {
            words: w,
            sentences: s,
            syllables: y,
            long_words: p,
            short_words: 0,
            letters: l,
            characters: c,
        }
    }

    /// Counts and values of reference texts, computed from the published formulas.
    #[test]
    fn formulas_give_the_reference_values() {
        for (counts, [fre, fkgl, smog, ari, cli]) in [
            (counts(5, 1, 7, 1, 24, 25), [83.320, 2.880, 8.842, 4.620, 6.504]),
            (counts(99, 11, 139, 6, 418, 431), [78.918, 4.488, 7.348, 3.575, 5.738]),
            (counts(53, 5, 72, 4, 227, 247), [81.148, 4.574, 8.239, 5.820, 6.592]),
            (counts(372, 17, 549, 38, 1686, 1748), [59.771, 10.359, 11.670, 11.643, 9.497]),
        ] {
            let scores = Scores::of(&counts);
            let pairs = [
                (scores.fre, fre),
                (scores.fkgl, fkgl),
                (scores.smog, smog),
                (scores.ari, ari),
                (scores.coleman_liau, cli),
            ];
            for (found, wanted) in pairs {
                assert!((found - wanted).abs() < 0.001, "{counts:?}: {found} is not {wanted}");
            }
        }
        let n80 = Counts { words: 150, sentences: 9, short_words: 80, ..Counts::default() };
        assert!((Scores::of(&n80).forcast - 12.0).abs() < 1e-9);
        let all_short = Counts { words: 150, sentences: 9, short_words: 150, ..Counts::default() };
        assert!((Scores::of(&all_short).forcast - 5.0).abs() < 1e-9);
        assert!((Scores::of(&all_short).smog - 3.1291).abs() < 1e-9);
        let cli = Counts { words: 1000, sentences: 42, letters: 5370, ..Counts::default() };
        assert!((Scores::of(&cli).coleman_liau - 14.53).abs() < 0.01);
    }

    #[test]
    fn nothing_is_said_about_a_short_text() {
        let short = counts(99, 10, 99, 0, 300, 300);
        assert_eq!(Band::of(&short, &Scores::of(&short)), Band::TooShort);
        let few = counts(105, 9, 105, 0, 315, 315);
        assert_eq!(Band::of(&few, &Scores::of(&few)), Band::TooShort);
    }

    #[test]
    fn many_words_in_few_sentences_are_hard() {
        let long = counts(203, 9, 203, 0, 600, 600);
        assert_eq!(Band::of(&long, &Scores::of(&long)), Band::Red);
        let hard = counts(150, 9, 270, 50, 900, 900);
        assert_eq!(Band::of(&hard, &Scores::of(&hard)), Band::Red);
    }
}
