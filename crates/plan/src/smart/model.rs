//! A small model that hears in a wording what the rules did not say: a weight for each word, pair of words and part somebody
//! has in it, added up. It adds a guard or a question and takes none away. How it was trained is in `train`; what it reads of
//! a text is in `marks`.
//!
//! Whole numbers only and one table of weights, `assets/words/harm-weights.bin`, so that it says the same everywhere.

mod marks;
#[cfg(test)]
mod train;

use super::who::{Harmers, Item};
use super::words::Gap;
use marks::{BUCKETS, marks};

/// What the model hears of one guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    No,
    /// Not enough for more than a question.
    Perhaps,
    Yes,
}

/// A guard the model can add: where its weights stand, and from which sum on, in thousandths, it asks and speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ear {
    /// Where its weights begin, in tables.
    table: usize,
    asks: i64,
    speaks: i64,
}

/// A duty about the source of harm.
pub(super) const CONTACT: Ear = Ear { table: 0, asks: 80, speaks: 130 };

/// A child who would live somewhere else.
pub(super) const MOVES: Ear = Ear { table: 1, asks: 80, speaks: 150 };

/// One byte, from -127 to 127, for each mark: first those of [`CONTACT`], then those of [`MOVES`].
static WEIGHTS: &[u8; 2 * BUCKETS] = include_bytes!("../../../../assets/words/harm-weights.bin");

/// How many steps of a weight make one.
const STEPS: i64 = 64;

/// From how many words on a text is heard sentence by sentence: what the model learnt from is short.
const LONG: usize = 40;

/// What is taken from the sum of one sentence of many, in thousandths.
const OF_MANY: i64 = 300;

/// The marks of a text, or of each sentence of a long one, read once for both guards.
pub(super) struct Text(Vec<Vec<usize>>);

impl Text {
    pub(super) fn of(items: &[Item], harmers: &Harmers) -> Self {
        if items.len() < LONG {
            return Self(vec![marks(items, harmers)]);
        }
        let sentences = items.chunk_by(|_, next| next.gap < Gap::Sentence);
        Self(sentences.map(|sentence| marks(sentence, harmers)).collect())
    }

    /// What is heard of one guard; `doubt` is taken from the sum.
    pub(super) fn hear(&self, ear: Ear, doubt: i64) -> Heard {
        let weight = |mark: &usize| WEIGHTS.get(ear.table * BUCKETS + mark).map_or(0, |it| it.cast_signed());
        let sum = |marks: &Vec<usize>| {
            let sum: i64 = marks.iter().map(|mark| i64::from(weight(mark))).sum();
            sum * share(marks.len()) * 1000 / (STEPS * ONE)
        };
        let loudest = self.0.iter().map(sum).max().unwrap_or(0);
        // One of many sentences says less.
        let sum = loudest - doubt - if self.0.len() > 1 { OF_MANY } else { 0 };
        match sum {
            _ if sum >= ear.speaks => Heard::Yes,
            _ if sum >= ear.asks => Heard::Perhaps,
            _ => Heard::No,
        }
    }
}

/// One, as shares are counted.
const ONE: i64 = 1 << 12;

/// What each of so many marks counts for: a long text has more of them and says no more by that.
fn share(marks: usize) -> i64 {
    (ONE * ONE / i64::try_from(marks).unwrap_or(i64::MAX).max(1)).isqrt()
}
