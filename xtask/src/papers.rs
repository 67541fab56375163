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

/// The kinds of copy that a plan alone is enough for.
const KINDS: [&str; 5] = ["full", "summary", "large-print", "review", "blank"];
/// Dots to the inch: enough to read a line, and a page is quickly looked at.
const DOTS: &str = "60";

/// Draws every paper of the working tree and, where a commit is named, of that commit, and compares them page by page.
///
/// # Errors
/// When a program does not compile, a paper cannot be made, or a picture not written.
pub(crate) fn compare(places: &Places, before: Option<&str>) -> Result<()> {
    let all = places.root.join("target/papers");
    let now = all.join("now");
    let of_now = office(places, &places.root, None)?;
    stage("papers of the working tree", || draw(&places.root, &of_now, &now))?;
    let Some(commit) = before else {
        say(&format!("Pictures: {}", now.display()));
        return Ok(());
    };
    let (tree, then) = (all.join("tree"), all.join("before"));
    check_out(places, commit, &tree)?;
    let of_then = office(places, &tree, Some(&all.join("build")))?;
    // The same families on both papers: today's examples.
    stage("papers of the commit", || draw(&places.root, &of_then, &then))?;
    let changed = all.join("changed");
    let table = stage("differences", || marked::compare(&then, &now, &changed))?;
    say(&format!("{table}\nPictures, before beside after: {}", changed.display()));
    Ok(())
}

/// The program that makes papers, of some tree.
fn office(places: &Places, tree: &Path, build: Option<&Path>) -> Result<PathBuf> {
    let mut cargo = places.cargo();
    cargo.current_dir(tree).args(["build", "--package", "office", "--bin", "doorstep-office"]);
    if let Some(build) = build {
        cargo.env("CARGO_TARGET_DIR", build);
    }
    stage("the program that makes papers", || process::run(&mut cargo, "It did not compile."))?;
    Ok(match build {
        Some(build) => build.join("debug/doorstep-office"),
        None => places.program(Profile::Dev, "doorstep-office"),
    })
}

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
    // The office carries its pages; they are not what is looked at here.
    let pages = places.root.join("target/ui");
    if pages.exists() { copied(&pages, &tree.join("target/ui")) } else { Ok(()) }
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

/// Makes every kind of every example and a picture of each page.
fn draw(root: &Path, office: &Path, into: &Path) -> Result<()> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    fs::create_dir_all(into)?;
    let mut examples: Vec<PathBuf> =
        fs::read_dir(root.join("assets/examples"))?.map(|it| Ok(it?.path())).collect::<Result<_>>()?;
    examples.sort();
    for example in examples {
        let name = example.file_stem().context("an example without a name")?.to_string_lossy().into_owned();
        for kind in KINDS {
            let pdf = into.join(format!("{name}-{kind}.pdf"));
            let mut render = Command::new(office);
            render
                .arg("render")
                .arg(&example)
                .args(["--kind", kind, "--with", "northmere", "--output"])
                .arg(&pdf);
            process::answer(&mut render)?;
            let mut pictures = Command::new("pdftoppm");
            pictures.args(["-r", DOTS, "-png"]).arg(&pdf).arg(pdf.with_extension(""));
            process::answer(&mut pictures)?;
            fs::remove_file(&pdf)?;
        }
    }
    if fs::read_dir(into)?.next().is_none() {
        bail!("There is no example to draw.");
    }
    Ok(())
}
