//! The pages that app and office show: the interface compiled to wasm, its static files, its style, the fonts.
//!
//! One compiler call makes all of their programs. What a page holds is put together here and written by `output_folder`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::bindgen;
use crate::output_folder::{Changes, OutputFolder, files_below};
use crate::places::{Places, Profile};
use crate::process;
use crate::progress::{say, stage};
use crate::setup;
use crate::wasm_std::WasmStd;

/// The pages and the programs each of them loads.
const PAGES: [(&str, &[&str]); 2] = [("visit", &["door", "visit"]), ("office", &["office"])];

pub(crate) fn build(places: &Places, profile: Profile) -> Result<()> {
    let wasm_std = setup::prepare(places)?;
    stage("interface", || {
        compile(places, profile, &wasm_std)?;
        for (name, programs) in PAGES {
            let page = page(places, profile, name, programs)?;
            let kilobytes = page.bytes() / 1024;
            match page.write_to(&places.pages(name))? {
                Changes { written: 0, removed: 0 } => {}
                Changes { written, removed } => {
                    say(&format!(
                        "{name}: {written} files written, {removed} removed, {kilobytes} kB in all"
                    ));
                }
            }
        }
        Ok(())
    })
}

/// Cargo's `command` for the interface alone, on the target it is made for.
pub(crate) fn cargo(places: &Places, command: &str, profile: Profile, wasm_std: &WasmStd) -> Result<Command> {
    let mut cargo = places.cargo();
    cargo.args([command, "--package", "src-ui", "--bins", "--target", "wasm32-unknown-unknown"]);
    cargo.args(["--profile", profile.for_the_interface()]);
    // Leptos then gives all views one type, which compiles much faster, is smaller, and runs a little slower.
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "--cfg erase_components");
    wasm_std.apply_to(&mut cargo)?;
    Ok(cargo)
}

fn compile(places: &Places, profile: Profile, wasm_std: &WasmStd) -> Result<()> {
    process::run(
        &mut cargo(places, "build", profile, wasm_std)?,
        "The interface did not compile. Correct what the compiler says above, then run the same command again.",
    )
}

fn page(places: &Places, profile: Profile, name: &str, programs: &[&str]) -> Result<OutputFolder> {
    let interface = places.root.join("src-ui");
    let mut page = OutputFolder::default();
    for name in programs {
        let wasm = places.wasm(profile, name);
        page.add_folder(&bindgen::process(&wasm, name, &places.bindgen(profile, name), profile)?, "")?;
    }
    page.add_folder(&interface.join("static/shared"), "")?;
    page.add_folder(&interface.join("static").join(name), "")?;
    let style = joined_style(&interface.join("style"))?;
    for font in named_in(&style) {
        let file = places.root.join("assets/fonts").join(font);
        page.add(font.into(), fs::read(&file).with_context(|| format!("the style names {font}"))?)?;
    }
    page.add(PathBuf::from("app.css"), style.into_bytes())?;
    Ok(page)
}

/// All stylesheets as one, in the order of their names: numbers at the front decide which rule wins.
fn joined_style(folder: &Path) -> Result<String> {
    let mut joined = String::new();
    for path in with_ending(folder, "css")? {
        let style =
            fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        joined.push_str(&format!("/* {name} */\n{}\n\n", style.trim_end()));
    }
    Ok(joined)
}

/// The files that a style names, each once.
fn named_in(style: &str) -> BTreeSet<&str> {
    style.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn with_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files = files_below(folder)?;
    files.retain(|path| path.extension().is_some_and(|found| found == ending));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output_folder::tests::fresh_folder;

    #[test]
    fn stylesheets_are_joined_in_the_order_of_their_names() {
        let place = fresh_folder("style");
        for (name, text) in
            [("20-page.css", "main {}\n\n"), ("10-tokens.css", ":root {}"), ("notes.txt", "no")]
        {
            fs::write(place.join(name), text).unwrap();
        }
        assert_eq!(
            joined_style(&place).unwrap(),
            "/* 10-tokens.css */\n:root {}\n\n/* 20-page.css */\nmain {}\n\n"
        );
        fs::remove_dir_all(place).unwrap();
    }

    #[test]
    fn the_files_that_a_style_names_are_found() {
        let style = r#"a { src: url("b.ttf") format("truetype"); } c { src: url("a.woff2"); } d { src: url("b.ttf"); }"#;
        assert!(named_in(style).into_iter().eq(["a.woff2", "b.ttf"]));
    }

    #[test]
    fn no_style_is_an_empty_stylesheet() {
        assert_eq!(joined_style(Path::new("no such folder")).unwrap(), "");
    }
}
