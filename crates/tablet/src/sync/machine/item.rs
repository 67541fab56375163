//! A record of the post, as a round knows it, and which of its letters are still to go.

use record::Hash;
use record::wire::Lacking;

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) hash: Hash,
    pub(crate) letters: Vec<Letter>,
    pub(crate) state: ItemState,
    /// The hash of the receipt that is kept.
    pub(crate) receipt: Option<Hash>,
    /// What the office said it lacks.
    pub(crate) lacks: Option<Vec<Lacking>>,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemState {
    /// No receipt yet.
    Waiting,
    /// It cannot go by itself.
    Stuck,
    /// Its receipt is kept.
    Safe,
    /// The office lost it, and whose it is has to come in before it can be made ready again.
    Wanting,
}

/// A letter, without its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) id: i64,
    /// The file it carries a part of; none for the record itself.
    pub(crate) file: Option<Hash>,
    /// From and up to which byte.
    pub(crate) part: (u64, u64),
    /// Its own length in bytes.
    pub(crate) len: u64,
}

impl Item {
    /// Whether this tablet has a receipt for it and nothing to send any more.
    pub(crate) fn is_safe_here(&self) -> bool {
        self.state == ItemState::Safe
    }

    /// The letters that carry the record itself.
    pub(crate) fn of_record(&self) -> impl Iterator<Item = Letter> {
        self.letters.iter().filter(|letter| letter.file.is_none()).copied()
    }

    /// The letters that carry what the office lacks, the shortest file first. What it lacks is forgotten then.
    pub(crate) fn missing_letters(&mut self) -> Vec<Letter> {
        let lacks = self.lacks.take().unwrap_or_default();
        let of_file = |lacking: &Lacking| -> Vec<Letter> {
            let held = |(start, stop): (u64, u64)| {
                let mut held = lacking.held.iter();
                held.any(|(from, to)| *from <= start && stop <= *to && (start < stop || *from < *to))
            };
            let of = self.letters.iter().filter(|letter| letter.file == Some(lacking.file));
            of.filter(|letter| !held(letter.part)).copied().collect()
        };
        let mut files: Vec<Vec<Letter>> = lacks.iter().map(of_file).collect();
        if files.iter().all(Vec::is_empty) {
            // It holds all parts and not the whole: the last one makes it look again.
            let last = |lacking: &Lacking| {
                let of = self.letters.iter().rfind(|letter| letter.file == Some(lacking.file));
                of.copied().into_iter().collect()
            };
            files = lacks.iter().map(last).collect();
        }
        files.sort_by_key(|letters| letters.iter().map(|letter| letter.len).sum::<u64>());
        files.concat()
    }
}
