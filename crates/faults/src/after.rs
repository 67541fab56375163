//! What a disk could hold after its power was cut: all that was synced, and of what was not any part, in sectors, some of them torn.
//!
//! Of bytes that were written and not synced, each sector is there or not, whatever was written before or after it. A file that was
//! made or deleted is so for certain once its folder was synced.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dice::Dice;
use crate::steps::{Step, Steps, folder_of};

const SECTOR: usize = 512;
/// One sector in so many that are there is torn in its middle.
const TORN: usize = 8;

/// A file that may be found under a name.
#[derive(Debug, Clone, Default)]
struct Version<'a> {
    is_there: bool,
    synced: Vec<u8>,
    pending: Vec<Change<'a>>,
}

#[derive(Debug, Clone)]
enum Change<'a> {
    Write { at: usize, bytes: &'a [u8] },
    Cut { length: usize },
}

/// The files that may be found under each name.
type Names<'a> = BTreeMap<Arc<str>, Vec<Version<'a>>>;

/// The files after the first `count` steps and a power cut.
pub(crate) fn cut(steps: &Steps, count: usize, dice: &mut Dice) -> BTreeMap<Arc<str>, Vec<u8>> {
    let there = |(file, bytes): (&Arc<str>, &Vec<u8>)| {
        let version = Version { is_there: true, synced: bytes.clone(), pending: Vec::new() };
        (Arc::clone(file), vec![version])
    };
    let mut names: Names<'_> = steps.before.iter().map(there).collect();
    for step in steps.taken.iter().take(count) {
        take(&mut names, step, dice);
    }
    let found = names.into_iter().filter_map(|(file, mut versions)| {
        let last = versions.len().saturating_sub(1);
        let picked = if dice.coin() { last } else { dice.below(versions.len()) };
        let version = versions.swap_remove(picked);
        version.is_there.then(|| (file, version.after_a_cut(dice)))
    });
    found.collect()
}

fn take<'a>(names: &mut Names<'a>, step: &'a Step, dice: &mut Dice) {
    match step {
        Step::Made(file) => {
            names
                .entry(Arc::clone(file))
                .or_insert_with(|| vec![Version::default()])
                .push(Version { is_there: true, ..Version::default() });
        }
        Step::Written { file, at, bytes } => {
            if let Some(version) = last(names, file) {
                version.pending.push(Change::Write { at: *at, bytes });
            }
        }
        Step::Cut { file, length } => {
            if let Some(version) = last(names, file) {
                version.pending.push(Change::Cut { length: *length });
            }
        }
        Step::Synced { file, folder } => {
            if let Some(version) = last(names, file) {
                version.sync();
            }
            if *folder {
                settle(names, folder_of(file));
            }
        }
        Step::NotSynced(file) => {
            if let Some(version) = last(names, file) {
                let half = std::mem::take(version);
                *version =
                    Version { is_there: half.is_there, synced: half.after_a_cut(dice), pending: Vec::new() };
            }
        }
        Step::Deleted { file, folder } => {
            if let Some(versions) = names.get_mut(file) {
                versions.push(Version::default());
            }
            if *folder {
                settle(names, folder_of(file));
            }
        }
    }
}

fn last<'n, 'a>(names: &'n mut Names<'a>, file: &str) -> Option<&'n mut Version<'a>> {
    names.get_mut(file).and_then(|versions| versions.last_mut())
}

/// What files there are in a folder is on the disk.
fn settle(names: &mut Names<'_>, folder: &str) {
    for (_, versions) in names.iter_mut().filter(|(file, _)| folder_of(file) == folder) {
        versions.drain(..versions.len().saturating_sub(1));
    }
}

impl Version<'_> {
    fn sync(&mut self) {
        for change in std::mem::take(&mut self.pending) {
            match change {
                Change::Write { at, bytes } => put(&mut self.synced, at, bytes),
                Change::Cut { length } => self.synced.resize(length, 0),
            }
        }
    }

    fn after_a_cut(self, dice: &mut Dice) -> Vec<u8> {
        let mut found = self.synced;
        for change in self.pending {
            match change {
                Change::Write { at, bytes } => put_some(&mut found, at, bytes, dice),
                Change::Cut { length } if dice.coin() => found.resize(length, 0),
                Change::Cut { .. } => {}
            }
        }
        found
    }
}

fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    file.resize(file.len().max(end), 0);
    if let Some(place) = file.get_mut(at..end) {
        place.copy_from_slice(bytes);
    }
}

fn put_some(file: &mut Vec<u8>, at: usize, bytes: &[u8], dice: &mut Dice) {
    let (mut at, mut rest) = (at, bytes);
    while !rest.is_empty() {
        let (sector, after) = rest.split_at(rest.len().min(SECTOR - at % SECTOR));
        if dice.coin() {
            let length = if dice.below(TORN) == 0 { dice.below(sector.len()) } else { sector.len() };
            put(file, at, sector.get(..length).unwrap_or(sector));
        }
        at += sector.len();
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(taken: Vec<Step>) -> Steps {
        Steps { before: BTreeMap::from([("f".into(), vec![0; 2048])]), taken }
    }

    /// What is found under a name with many seeds.
    fn found(steps: &Steps, file: &str) -> std::collections::BTreeSet<Option<Vec<u8>>> {
        let after = |seed| cut(steps, steps.taken.len(), &mut Dice::new(seed));
        (0..300).map(|seed| after(seed).remove(file)).collect()
    }

    #[test]
    fn what_was_synced_is_there_and_of_the_rest_any_part() {
        let written = Step::Written { file: "f".into(), at: 0, bytes: vec![1; 2048] };
        let synced = Step::Synced { file: "f".into(), folder: false };
        let all = found(&steps(vec![written.clone(), synced]), "f");
        assert_eq!(all.into_iter().collect::<Vec<_>>(), [Some(vec![1; 2048])]);
        let some = found(&steps(vec![written]), "f");
        let has = |sectors: [u8; 4]| {
            some.contains(&Some(sectors.iter().flat_map(|it| [*it; SECTOR]).collect::<Vec<u8>>()))
        };
        assert!(has([0; 4]) && has([1; 4]) && has([0, 1, 0, 1]) && has([1, 0, 0, 1]));
        let torn = |bytes: &Option<Vec<u8>>| {
            let whole = |sector: &[u8]| sector.iter().all(|it| Some(it) == sector.first());
            bytes.as_ref().is_some_and(|it| !it.chunks(SECTOR).all(whole))
        };
        assert!(some.iter().any(torn));
    }

    #[test]
    fn what_a_sync_left_out_no_later_one_makes_good() {
        let written = |byte, at| Step::Written { file: "f".into(), at, bytes: vec![byte; SECTOR] };
        let (failed, synced) =
            (Step::NotSynced("f".into()), Step::Synced { file: "f".into(), folder: false });
        let all = found(&steps(vec![written(1, 0), failed, written(2, SECTOR), synced]), "f");
        let first = |bytes: &Option<Vec<u8>>| bytes.as_ref().unwrap()[0];
        assert!(all.iter().any(|it| first(it) == 0) && all.iter().any(|it| first(it) == 1));
        assert!(all.iter().all(|it| it.as_ref().unwrap()[SECTOR] == 2));
    }

    #[test]
    fn a_name_is_certain_once_its_folder_was_synced() {
        let deleted = |folder| steps(vec![Step::Deleted { file: "f".into(), folder }]);
        assert_eq!(found(&deleted(false), "f").len(), 2);
        assert_eq!(found(&deleted(true), "f").into_iter().collect::<Vec<_>>(), [None]);
        let made = |folder| steps(vec![Step::Made("g".into()), Step::Synced { file: "g".into(), folder }]);
        assert_eq!(found(&made(false), "g").len(), 2);
        assert_eq!(found(&made(true), "g").into_iter().collect::<Vec<_>>(), [Some(Vec::new())]);
    }
}
