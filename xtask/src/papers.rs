//! Every paper of every example as pictures, before and after a change, with what differs marked. For eyes: it says what
//! changed, not whether that is good.

mod marked;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::places::{Places, Profile};
use crate::process;
use crate::progress::{say, stage};

/// What makes the papers, and what of the tests it is made with.
const MAKER: &str = "crates/document/examples/papers.rs";
const FAMILIES: &str = "crates/document/tests/it/family";
/// Dots to the inch: enough to read a line, and a page is quickly looked at.
const DOTS: &str = "60";

/// Draws every paper of the working tree and, where a commit is named, of that commit, and compares them page by page.
///
/// # Errors
/// When a program does not compile, a paper cannot be made, or a picture not written.
pub(crate) fn compare(places: &Places, before: Option<&str>) -> Result<()> {
    let all = places.root.join("target/papers");
    let now = all.join("now");
    let of_now = maker(places, &places.root, None)?;
    stage("papers of the working tree", || draw(&places.root, &of_now, &now))?;
    let Some(commit) = before else {
        say(&format!("Pictures: {}", now.display()));
        return Ok(());
    };
    let (tree, then) = (all.join("tree"), all.join("before"));
    check_out(places, commit, &tree)?;
    let of_then = maker(places, &tree, Some(&all.join("build")))?;
    // The same families on both papers: today's examples.
    stage("papers of the commit", || draw(&places.root, &of_then, &then))?;
    let changed = all.join("changed");
    let table = stage("differences", || marked::compare(&then, &now, &changed))?;
    say(&format!("{table}\nPictures, before beside after: {}", changed.display()));
    Ok(())
}

/// The program that makes papers, of some tree.
fn maker(places: &Places, tree: &Path, build: Option<&Path>) -> Result<PathBuf> {
    let mut cargo = places.cargo();
    cargo.current_dir(tree).args(["build", "--package", "document", "--example", "papers"]);
    if let Some(build) = build {
        cargo.env("CARGO_TARGET_DIR", build);
    }
    stage("the program that makes papers", || process::run(&mut cargo, "It did not compile."))?;
    Ok(match build {
        Some(build) => build.join("debug/examples/papers"),
        None => places.program(Profile::Dev, "examples/papers"),
    })
}

/// A commit's files. One from before there was a maker gets today's.
fn check_out(places: &Places, commit: &str, tree: &Path) -> Result<()> {
    let git = |words: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(&places.root).args(words);
        git
    };
    let path = tree.to_string_lossy().into_owned();
    if tree.exists() {
        process::answer(&mut git(&["worktree", "remove", "--force", &path]))?;
    }
    process::answer(&mut git(&["worktree", "add", "--detach", &path, commit])).map(drop)?;
    if !tree.join(MAKER).exists() {
        _ = fs::copy(places.root.join(MAKER), tree.join(MAKER))?;
        copied(&places.root.join(FAMILIES), &tree.join(FAMILIES))?;
    }
    Ok(())
}

fn copied(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copied(&entry.path(), &to)?
        } else {
            _ = fs::copy(entry.path(), to)?
        }
    }
    Ok(())
}

/// Makes every paper and a picture of each page.
fn draw(root: &Path, maker: &Path, into: &Path) -> Result<()> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    fs::create_dir_all(into)?;
    process::answer(Command::new(maker).arg(root.join("assets/examples")).arg(into))?;
    for pdf in files(into)? {
        let mut pictures = Command::new("pdftoppm");
        pictures.args(["-r", DOTS, "-png"]).arg(&pdf).arg(pdf.with_extension(""));
        process::answer(&mut pictures)?;
        fs::remove_file(&pdf)?;
    }
    if files(into)?.is_empty() {
        bail!("There is no paper to draw.");
    }
    files(into)?.iter().try_for_each(|picture| numbered(picture))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|it| Ok(it?.path())).collect()
}

/// Gives a page the same name however many the paper has: poppler writes as many digits as the last page needs.
fn numbered(picture: &Path) -> Result<()> {
    let name = picture.file_stem().context("a picture without a name")?.to_string_lossy().into_owned();
    let (paper, page) = name.rsplit_once('-').context("a picture without a page")?;
    Ok(fs::rename(picture, picture.with_file_name(format!("{paper}-{page:0>3}.png")))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_called_the_same_in_a_longer_paper() {
        let folder = std::env::temp_dir().join(format!("doorstep-pages-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (poppler, ours) in
            [("family-full-2.png", "family-full-002.png"), ("family-part-12.png", "family-part-012.png")]
        {
            fs::write(folder.join(poppler), b"").unwrap();
            numbered(&folder.join(poppler)).unwrap();
            assert!(folder.join(ours).exists(), "{ours}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
