//! Contrast in front of the family, computed from the tokens: 7 to 1 for words, 3 to 1 for edges.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, ensure};
use tests::process::checkout;

/// Words, and what they stand on.
const WORDS: [(&str, &[&str]); 3] = [
    (
        "ink",
        &[
            "family-ground",
            "family-bar",
            "paper",
            "main-tint",
            "lit",
            "quiet",
            "ground",
            "care-tint",
            "good-tint",
        ],
    ),
    ("soft-ink", &["family-ground", "family-bar", "paper", "main-tint", "quiet", "ground"]),
    ("main", &["family-ground", "family-bar", "paper", "main-tint", "ground"]),
];

/// Words on what is filled, and of what is said by tone.
const FILLED: [(&str, &str); 5] = [
    ("on-main", "main"),
    ("on-main", "main-dark"),
    ("care", "care-tint"),
    ("good", "good-tint"),
    ("good", "paper"),
];

/// Edges of fields, of what is picked and of what has the focus, and pictures.
const EDGES: [(&str, &[&str]); 4] = [
    ("edge", &["family-ground", "paper", "quiet"]),
    ("main", &["family-ground", "family-bar", "paper", "main-tint"]),
    ("ink", &["paper", "family-ground"]),
    ("focus-edge", &["family-ground", "family-bar", "paper", "focus"]),
];

#[test]
fn words_stand_out_at_least_seven_to_one() -> Result<()> {
    let tokens = tokens()?;
    let words = WORDS.iter().flat_map(|(on, under)| under.iter().map(move |under| (*on, *under)));
    let least = least(&tokens, words.chain(FILLED), 7.0)?;
    println!("words in front of the family: {least}");
    Ok(())
}

#[test]
fn edges_stand_out_at_least_three_to_one() -> Result<()> {
    let tokens = tokens()?;
    let edges = EDGES.iter().flat_map(|(on, under)| under.iter().map(move |under| (*on, *under)));
    let least = least(&tokens, edges, 3.0)?;
    println!("edges in front of the family: {least}");
    Ok(())
}

/// Care and good are for workers: before the family there are ink, main and paper tones only.
#[test]
fn only_ink_main_and_paper_tones_are_there() -> Result<()> {
    let tokens = tokens()?;
    let tone = |name: &str| tokens.get(name).with_context(|| format!("no token {name}"));
    for (name, same) in
        [("care", "ink"), ("care-tint", "paper"), ("good", "main"), ("good-tint", "main-tint")]
    {
        ensure!(tone(name)? == tone(same)?, "{name} is not {same} in front of the family");
    }
    let style = style("30-family.css")?;
    let rules = style.split_once('}').context("no rule for .family")?.1;
    let own: Vec<&str> = rules.match_indices('#').filter_map(|(at, _)| rules.get(at..at + 7)).collect();
    // The pad is paper, and its line to sign on is for the eye alone.
    ensure!(own == ["#ffffff", "#b9b2a4"], "colours beside the tokens: {own:?}");
    Ok(())
}

/// The lowest contrast of these pairs. Fails with every pair that is lower than it may be.
fn least<'a>(
    tokens: &BTreeMap<String, [f64; 3]>,
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
    at_least: f64,
) -> Result<String> {
    let mut found = Vec::new();
    for (on, under) in pairs {
        let colour = |name: &str| tokens.get(name).copied().with_context(|| format!("no token {name}"));
        found.push((contrast(colour(on)?, colour(under)?), on, under));
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    let low: Vec<_> = found.iter().filter(|it| it.0 < at_least).collect();
    ensure!(low.is_empty(), "lower than {at_least}: {low:?}");
    let (lowest, on, under) = found.first().context("no pairs")?;
    Ok(format!("{} pairs, the lowest {lowest:.2}, {on} on {under}", found.len()))
}

/// The tokens as they hold in front of the family.
fn tokens() -> Result<BTreeMap<String, [f64; 3]>> {
    let all = style("00-tokens.css")?;
    let root = rule(&all, ":root {")?;
    let family = style("30-family.css")?;
    let mut tokens = BTreeMap::new();
    for (name, value) in properties(root).chain(properties(rule(&family, ".family {")?)) {
        if let Some(colour) = colour(value) {
            tokens.insert(name.to_owned(), colour);
        }
    }
    Ok(tokens)
}

fn style(file: &str) -> Result<String> {
    let path = checkout().join("src-ui/style").join(file);
    fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
}

fn rule<'s>(style: &'s str, opening: &str) -> Result<&'s str> {
    let (_, after) = style.split_once(opening).with_context(|| format!("no rule {opening}"))?;
    Ok(after.split_once('}').context("the rule has no end")?.0)
}

fn properties(rule: &str) -> impl Iterator<Item = (&str, &str)> {
    rule.split(';').filter_map(|it| it.trim().strip_prefix("--")?.split_once(": "))
}

fn colour(value: &str) -> Option<[f64; 3]> {
    let digits = value.strip_prefix('#').filter(|it| it.len() == 6)?;
    let part =
        |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok().map(|it| f64::from(it) / 255.0);
    Some([part(0)?, part(2)?, part(4)?])
}

/// As WCAG 2 defines it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let [red, green, blue] =
            colour.map(|it| if it <= 0.04045 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_formula_knows_black_white_and_one_of_the_standards_own_examples() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    let grey = colour("#767676").unwrap();
    assert!((contrast(grey, [1.0; 3]) - 4.54).abs() < 0.005);
}
