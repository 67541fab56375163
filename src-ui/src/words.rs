//! Words on the screen, by key. Nothing the interface says by itself is written in code; a refusal
//! brings its sentence with it.

use std::sync::OnceLock;

use plan::{Library, Texts};

static TEXTS: OnceLock<Texts> = OnceLock::new();
static LIBRARY: OnceLock<Library> = OnceLock::new();

/// Takes the texts of the interface's language, once, before anything is shown.
pub fn take(texts: Texts) {
    let _ = TEXTS.set(texts);
}

/// The texts of the interface's language.
pub fn texts() -> &'static Texts {
    TEXTS.get_or_init(Texts::default)
}

/// Takes what a worker writes with, once, before a plan is shown.
pub fn take_library(library: Library) {
    let _ = LIBRARY.set(library);
}

/// What a worker writes with.
pub fn library() -> &'static Library {
    LIBRARY.get_or_init(Library::default)
}

/// The words of a key.
pub fn t(key: &str) -> &'static str {
    texts().get(key)
}

/// The words of a key with its slots filled.
pub fn fill(key: &str, slots: &[(&str, &str)]) -> String {
    texts().fill(key, slots)
}

/// A number of things in words: "3 children".
pub fn counted(key: &str, count: usize) -> String {
    texts().count(key, count)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn sources(folder: &Path, into: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, into);
            } else {
                into.push(fs::read_to_string(&path).unwrap());
            }
        }
    }

    /// Every `t("…")`, `fill("…"` and `counted("…"` in the interface names words that exist.
    #[test]
    fn every_key_has_words() {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        let texts = Texts::english();
        let mut missing = Vec::new();
        let mut seen = 0;
        for file in &files {
            for (call, endings) in
                [("t(\"", &[""][..]), ("fill(\"", &[""]), ("counted(\"", &["_one", "_many"])]
            {
                for (at, _) in file.match_indices(call) {
                    let (before, from) = file.split_at(at);
                    if before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                        continue;
                    }
                    let key = from.split('"').nth(1).unwrap();
                    if key.contains('.') {
                        seen += 1;
                        let absent = endings.iter().filter(|ending| !texts.has(&format!("{key}{ending}")));
                        missing.extend(absent.map(|ending| format!("{key}{ending}")));
                    }
                }
            }
        }
        assert!(seen > 50, "the search itself found only {seen} keys");
        assert_eq!(missing, Vec::<String>::new(), "keys without words");
    }
}
