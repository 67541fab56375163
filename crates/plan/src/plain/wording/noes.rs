//! Two noes in one breath.

use super::Worded;
use crate::plain::words::Word;

const NOES: [&str; 9] = ["not", "never", "no", "nobody", "none", "nothing", "cannot", "without", "neither"];
const SECOND_NOES: [&str; 23] = [
    "not",
    "never",
    "no",
    "nobody",
    "none",
    "nothing",
    "without",
    "fail",
    "fails",
    "failing",
    "refuse",
    "refusing",
    "unable",
    "unwilling",
    "prevent",
    "neglect",
    "deny",
    "avoid",
    "lack",
    "rule",
    "forget",
    "doubt",
    "impossible",
];

/// Words where another thought begins.
const TURNS: [&str; 9] = ["if", "when", "because", "but", "so", "and", "or", "until", "unless"];

/// How near two noes stand to be heard together.
const NEAR: usize = 5;

/// A no and, in the same breath, another.
pub(super) fn doubled<'a>(worded: &Worded<'a>) -> Vec<(Word<'a>, Word<'a>)> {
    let mut pairs = Vec::new();
    for (at, (first, small)) in worded.words.iter().enumerate() {
        if !(NOES.contains(&small.as_str()) || small.ends_with("n't")) {
            continue;
        }
        for next in at + 1..=at + NEAR {
            let (small, breaks) = (worded.small(next), worded.gap(next - 1));
            if breaks.contains([',', ';', ':', '.', '–', '“']) || TURNS.contains(&small) {
                break;
            }
            let is_second = match small {
                "rule" => worded.small(next + 1) == "out",
                other => SECOND_NOES.contains(&other) || other.ends_with("n't") || is_denied(other),
            };
            if let Some(second) = worded.word(next).filter(|_| is_second) {
                pairs.push((*first, second));
                break;
            }
        }
    }
    pairs
}

/// "unreasonable", "uncommon": words that say no by their beginning.
fn is_denied(word: &str) -> bool {
    const NOT_DENIED: [&str; 22] = [
        "under",
        "until",
        "unless",
        "uncle",
        "unit",
        "united",
        "union",
        "understand",
        "unique",
        "university",
        "uniform",
        "unborn",
        "unlock",
        "unpack",
        "undress",
        "unplug",
        "unload",
        "unwrap",
        "untie",
        "undo",
        "universal",
        "unwell",
    ];
    word.starts_with("un") && word.len() > 4 && !NOT_DENIED.iter().any(|plain| word.starts_with(plain))
}
