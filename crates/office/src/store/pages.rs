//! Lists in pages. A page begins behind the last row of the one before, which is told by the row's own key and not by how many were
//! before it: so a page takes as long wherever it is, and what is added meanwhile shifts nothing.

use base::TextError;
use ipc::office::{MOST_ROWS, USUAL_ROWS};
use record::{DeviceId, Hash};
use std::fmt;
use std::str::FromStr;

const WRONG: TextError = TextError { wanted: "a place in a list" };

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, P> {
    /// Its rows, in order.
    pub items: Vec<T>,
    /// Where the list goes on, if it does.
    pub next: Option<P>,
}

impl<T, P: Clone> Page<T, P> {
    /// The page of what was found, where one more than fits on it was looked for.
    pub(super) fn of(mut found: Vec<(P, T)>, rows: usize) -> Self {
        let goes_on = found.len() > rows;
        found.truncate(rows);
        let next = found.last().filter(|_| goes_on).map(|(place, _)| place.clone());
        Self { items: found.into_iter().map(|(_, item)| item).collect(), next }
    }
}

impl<T, P> Default for Page<T, P> {
    fn default() -> Self {
        Self { items: Vec::new(), next: None }
    }
}

/// How many rows a page has for whom it is asked so.
pub(super) fn rows(asked: Option<u64>) -> u64 {
    asked.unwrap_or(USUAL_ROWS).clamp(1, MOST_ROWS)
}

/// A place in a list of agreements: behind this row. For whoever gets it as a text it is opaque.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// What the list goes by first: when it came, in microseconds, or the day on which it is due.
    pub(super) number: i64,
    /// Its number in its chain.
    pub(super) seq: i64,
    /// Which agreement.
    pub(super) record: Hash,
    /// The folded words that were found.
    pub(super) text: String,
}

impl fmt::Display for Position {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, seq, record, text } = self;
        write!(out, "{number}.{seq}.{record}.{text}")
    }
}

impl FromStr for Position {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let mut parts = text.splitn(4, '.');
        Ok(Self {
            number: part(parts.next())?,
            seq: part(parts.next())?,
            record: part(parts.next())?,
            text: part(parts.next())?,
        })
    }
}

/// A place in the list of troubles: behind this one. What is stuck comes first, then what was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TroublePosition {
    /// Something that is stuck on this tablet, at this place among what it said.
    Stuck {
        /// The tablet.
        device: DeviceId,
        /// The place.
        place: i64,
    },
    /// Something that was not taken.
    Refused {
        /// When, in microseconds.
        at: i64,
        /// A record or a file.
        kind: i64,
        /// Which.
        name: Hash,
        /// From which tablet.
        device: DeviceId,
    },
}

impl fmt::Display for TroublePosition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stuck { device, place } => write!(out, "{device}.{place}"),
            Self::Refused { at, kind, name, device } => write!(out, "{at}.{kind}.{name}.{device}"),
        }
    }
}

impl FromStr for TroublePosition {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        match *text.split('.').collect::<Vec<_>>().as_slice() {
            [device, place] => Ok(Self::Stuck { device: part(Some(device))?, place: part(Some(place))? }),
            [at, kind, name, device] => Ok(Self::Refused {
                at: part(Some(at))?,
                kind: part(Some(kind))?,
                name: part(Some(name))?,
                device: part(Some(device))?,
            }),
            _ => Err(WRONG),
        }
    }
}

fn part<T: FromStr>(text: Option<&str>) -> Result<T, TextError> {
    text.and_then(|text| text.parse().ok()).ok_or(WRONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_told_and_nothing_else_is() {
        let place = Position { number: -5, seq: 7, record: Hash::of(b"r"), text: "a. b".into() };
        assert_eq!(place.to_string().parse(), Ok(place));
        let device = DeviceId::from([3; 16]);
        for place in [
            TroublePosition::Stuck { device, place: 4 },
            TroublePosition::Refused { at: 1, kind: 2, name: Hash::of(b"r"), device },
        ] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for text in ["", "1", "1.2", "1.2.x.", "a.b.c.d", "1.2.3.4.5"] {
            assert_eq!(text.parse::<Position>(), Err(WRONG), "{text}");
            assert_eq!(text.parse::<TroublePosition>(), Err(WRONG), "{text}");
        }
    }

    #[test]
    fn a_page_goes_on_where_there_is_one_more() {
        let page = |count: i64| Page::of((0..count).map(|at| (at, at)).collect(), 2);
        assert_eq!(page(2), Page { items: vec![0, 1], next: None });
        assert_eq!(page(3), Page { items: vec![0, 1], next: Some(1) });
        assert_eq!([None, Some(0), Some(70), Some(9_000)].map(rows), [50, 1, 70, 200]);
    }
}
