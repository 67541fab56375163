//! Every `t("…")`, `fill("…"` and `counted("…"` in the interface names words that exist in English.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use toml::{Table, Value};

/// A call, and what is put at the end of its key.
const CALLS: [(&str, &[&str]); 3] = [("t", &[""]), ("fill", &[""]), ("counted", &["_one", "_many"])];

pub(crate) fn breaches(root: &Path, files: &[PathBuf]) -> Result<Vec<String>> {
    let keys = english(&root.join("assets/texts/en"))?;
    let mut breaches = Vec::new();
    for file in files.iter().filter(|file| file.starts_with("src-ui/src")) {
        let missing = missing(&fs::read_to_string(root.join(file))?, &keys);
        let line = |key| format!("{}: no English text has the key `{key}`", file.display());
        breaches.extend(missing.into_iter().map(line));
    }
    Ok(breaches)
}

/// The keys of all texts in sections: `section.name`.
fn english(folder: &Path) -> Result<BTreeSet<String>> {
    let mut keys = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // The glossary is a folder and holds no texts under keys.
        if path.is_dir() {
            continue;
        }
        let table: Table =
            fs::read_to_string(&path)?.parse().with_context(|| format!("{}", path.display()))?;
        for (section, entries) in table.iter().filter_map(|(name, it)| Some((name, it.as_table()?))) {
            let words = entries.iter().filter(|(_, words)| matches!(words, Value::String(_)));
            keys.extend(words.map(|(name, _)| format!("{section}.{name}")));
        }
    }
    Ok(keys)
}

fn missing(source: &str, keys: &BTreeSet<String>) -> Vec<String> {
    let mut missing = Vec::new();
    for (call, endings) in CALLS {
        for (before, after) in source.match_indices(&format!("{call}(\"")).map(|(at, _)| source.split_at(at))
        {
            let is_end_of_another =
                before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
            let Some(key) = after.split('"').nth(1).filter(|key| key.contains('.') && !is_end_of_another)
            else {
                continue;
            };
            let wanted = endings.iter().map(|ending| format!("{key}{ending}"));
            missing.extend(wanted.filter(|key| !keys.contains(key)));
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_words_is_named() {
        let keys: BTreeSet<String> = ["a.b", "a.days_one", "a.days_many"].map(str::to_owned).into();
        let source = r#"t("a.b"); counted("a.days", 2); fill("a.c", &[]); list("x.y"); t("none")"#;
        assert_eq!(missing(source, &keys), ["a.c"]);
    }
}
