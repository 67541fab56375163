//! The pictures of the documents, in `docs/pictures`: the crates in `crates.svg`, drawn from the manifests, each above those it
//! uses; and three screens, as the last scripted visit left them.
//!
//! An arrow that others imply is left out: who uses a crate also has what that crate uses.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::manifest::{self, Member};

const BOX: (usize, usize) = (208, 104);
const GAP: (usize, usize) = (20, 62);
const MARGIN: usize = 16;
/// As many letters of a description stand on one line of a box.
const LETTERS: usize = 32;

/// The screens that are shown, by their names in a scripted visit.
const SCREENS: [(&str, &str); 3] =
    [("home", "home.png"), ("together-7", "together.png"), ("mark", "sign.png")];

/// Draws the crates and takes the screens of the last scripted visit, where there was one.
///
/// # Errors
/// When a manifest cannot be read or a picture not written.
pub(crate) fn write(root: &Path) -> Result<()> {
    fs::write(file(root), drawn(&manifest::members(root)?))?;
    let Ok(screens) = fs::read_dir(root.join("target/demo/screens")) else { return Ok(()) };
    let mut screens: Vec<PathBuf> = screens.map(|it| Ok(it?.path())).collect::<Result<_>>()?;
    screens.sort();
    for (name, picture) in SCREENS {
        let ending = format!("-{name}-landscape.png");
        let is_it = |screen: &&PathBuf| screen.to_string_lossy().ends_with(&ending);
        let screen =
            screens.iter().find(is_it).with_context(|| format!("the visit has no screen “{name}”"))?;
        fs::copy(screen, root.join("docs/pictures").join(picture))?;
    }
    Ok(())
}

/// What is to be done when the picture is not what the manifests say.
pub(crate) fn breaches(root: &Path) -> Result<Vec<String>> {
    let is_true = fs::read_to_string(file(root))
        .is_ok_and(|it| manifest::members(root).is_ok_and(|of| drawn(&of) == it));
    let line = "docs/pictures/crates.svg: shows other crates than there are; `cargo xtask picture` draws it";
    Ok(if is_true { Vec::new() } else { vec![line.to_owned()] })
}

fn file(root: &Path) -> PathBuf {
    root.join("docs/pictures/crates.svg")
}

fn drawn(members: &[Member]) -> String {
    let below = arrows(members);
    let mut floors: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for member in members {
        floors.entry(floor(&member.name, &below)).or_default().push(&member.name);
    }
    let most = floors.values().map(Vec::len).max().unwrap_or_default();
    let across = |count: usize| count * BOX.0 + count.saturating_sub(1) * GAP.0;
    let (width, height) = (
        2 * MARGIN + across(most),
        2 * MARGIN + floors.len() * BOX.1 + floors.len().saturating_sub(1) * GAP.1,
    );
    let mut places: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (n, names) in floors.values().rev().enumerate() {
        let left = (width - across(names.len())) / 2;
        for (at, name) in names.iter().enumerate() {
            places.insert(name, (left + at * (BOX.0 + GAP.0), MARGIN + n * (BOX.1 + GAP.1)));
        }
    }
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"sans-serif\">\n\
         <title>The crates and who uses whom</title>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
         <path d=\"M0 0 8 4 0 8z\" fill=\"#5c6670\"/></marker></defs>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fbf9f5\"/>\n"
    );
    for (user, used) in below.iter().flat_map(|(user, all)| all.iter().map(move |used| (user, used))) {
        let (Some((x, y)), Some((to_x, to_y))) = (places.get(user), places.get(used)) else { continue };
        let (x, y, to_x) = (x + BOX.0 / 2, y + BOX.1, to_x + BOX.0 / 2);
        let half = (y + to_y) / 2;
        let _ = writeln!(
            svg,
            "<path d=\"M{x} {y}C{x} {half} {to_x} {half} {to_x} {}\" fill=\"none\" stroke=\"#5c6670\" marker-end=\"url(#tip)\"/>",
            to_y - 2
        );
    }
    for member in members {
        let Some((x, y)) = places.get(member.name.as_str()) else { continue };
        let _ = write!(
            svg,
            "<g transform=\"translate({x} {y})\"><rect width=\"{}\" height=\"{}\" rx=\"8\" fill=\"#fff\" stroke=\"#1f5f6b\"/>\
             <text x=\"12\" y=\"24\" font-size=\"15\" font-weight=\"bold\" fill=\"#17323a\">{}</text>",
            BOX.0, BOX.1, member.folder
        );
        for (n, line) in lines(&member.description).iter().take(4).enumerate() {
            let _ = write!(
                svg,
                "<text x=\"12\" y=\"{}\" font-size=\"11\" fill=\"#3c4a50\">{}</text>",
                43 + 15 * n,
                line.replace('&', "&amp;").replace('<', "&lt;")
            );
        }
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

/// Whom each crate of ours uses, without those it has through another that it uses.
fn arrows(members: &[Member]) -> BTreeMap<&str, Vec<&str>> {
    let all: BTreeMap<&str, Vec<&str>> = members
        .iter()
        .map(|member| {
            let ours = members
                .iter()
                .map(|it| it.name.as_str())
                .filter(|it| member.uses.iter().any(|used| used == it));
            (member.name.as_str(), ours.collect())
        })
        .collect();
    let is_implied = |user: &str, used: &str| {
        let direct = all.get(user).into_iter().flatten();
        direct.filter(|it| **it != used).any(|it| reaches(it, used, &all))
    };
    all.iter()
        .map(|(user, used)| (*user, used.iter().copied().filter(|it| !is_implied(user, it)).collect()))
        .collect()
}

fn reaches(from: &str, to: &str, all: &BTreeMap<&str, Vec<&str>>) -> bool {
    from == to || all.get(from).into_iter().flatten().any(|next| reaches(next, to, all))
}

/// How many crates stand below one another below this one.
fn floor(name: &str, below: &BTreeMap<&str, Vec<&str>>) -> usize {
    below.get(name).into_iter().flatten().map(|it| floor(it, below) + 1).max().unwrap_or(0)
}

/// A sentence broken between words.
fn lines(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + word.len() < LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, uses: &[&str]) -> Member {
        let uses = uses.iter().map(|it| (*it).to_owned()).collect();
        Member { folder: name.to_owned(), name: name.to_owned(), description: String::new(), uses }
    }

    #[test]
    fn a_crate_stands_above_those_it_uses_and_an_implied_arrow_is_left_out() {
        let members =
            [member("app", &["middle", "base", "serde"]), member("middle", &["base"]), member("base", &[])];
        let below = arrows(&members);
        assert_eq!(below["app"], ["middle"]);
        assert_eq!(["base", "middle", "app"].map(|name| floor(name, &below)), [0, 1, 2]);
        assert_eq!(drawn(&members).matches("marker-end").count(), 2);
    }
}
