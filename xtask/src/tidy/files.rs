//! What every file keeps to: a size one can read, a first line that says what a module is for, and no path that exists
//! on one machine only.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::files_below;

const LINES_OF_RUST: usize = 400;
const LINES_OF_STYLE: usize = 800;

/// Beginnings of somebody's own folders. Written in pieces, so that this file does not break its own rule.
const HOMES: [&str; 4] =
    [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Us", "ers/"), concat!("C:\\Us", "ers")];

/// Every file people write, as paths from the root. What builds leave behind is passed over.
pub(crate) fn of_the_project(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == "target" || name == ".git" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    let mut files: Vec<PathBuf> =
        files.iter().filter_map(|path| Some(path.strip_prefix(root).ok()?.to_path_buf())).collect();
    files.sort();
    Ok(files)
}

pub(crate) fn breaches(root: &Path, files: &[PathBuf]) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for file in files {
        // Fonts and pictures are not text and have no lines.
        if let Ok(text) = String::from_utf8(fs::read(root.join(file))?) {
            breaches.extend(in_one_file(file, &text));
        }
    }
    Ok(breaches)
}

fn in_one_file(file: &Path, text: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    let shown = file.display();
    let ending = file.extension().unwrap_or_default();
    let lines = text.lines().count();
    let most = if ending == "rs" { LINES_OF_RUST } else { LINES_OF_STYLE };
    if (ending == "rs" || ending == "css") && lines > most {
        breaches.push(format!(
            "{shown}: has {lines} lines, {most} are the most; divide it by what its parts are for"
        ));
    }
    let is_module = ending == "rs" && file.iter().any(|part| part == "src");
    if is_module && !text.starts_with("//!") {
        breaches.push(format!("{shown}: begin it with `//!` and what it is for"));
    }
    for (number, line) in text.lines().enumerate() {
        if HOMES.iter().any(|home| line.contains(home)) {
            breaches.push(format!(
                "{shown}:{}: names a folder of one machine; use a path from the root",
                number + 1
            ));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_begins_with_what_it_is_for() {
        let module = Path::new("crates/plan/src/goal.rs");
        assert!(in_one_file(module, "//! A goal.\n").is_empty());
        assert_eq!(in_one_file(module, "use std::fmt;\n").len(), 1);
        assert!(in_one_file(Path::new("src-tauri/build.rs"), "fn main() {}\n").is_empty(), "not a module");
    }

    #[test]
    fn long_files_are_named() {
        let long = "//! Long.\n".repeat(LINES_OF_RUST + 1);
        assert_eq!(in_one_file(Path::new("xtask/src/long.rs"), &long).len(), 1);
        assert!(in_one_file(Path::new("src-ui/style/long.css"), &long).is_empty(), "style may be longer");
        assert!(in_one_file(Path::new("docs/long.md"), &long).is_empty(), "prose has no limit");
    }

    #[test]
    fn a_folder_of_one_machine_is_named_with_its_line() {
        let text = format!("first\n{}someone/doorstep\n", HOMES[0]);
        let found = in_one_file(Path::new("README.md"), &text);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("README.md:2:"));
    }
}
