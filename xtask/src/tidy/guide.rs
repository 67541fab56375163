//! The guide says what stands on the screens: what it quotes is among the texts of the product.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

const GUIDE: &str = "docs/guide.md";

pub(crate) fn breaches(root: &Path, files: &[PathBuf]) -> Result<Vec<String>> {
    let mut texts = String::new();
    for file in files.iter().filter(|file| file.starts_with("assets/texts/en")) {
        texts.push_str(&fs::read_to_string(root.join(file))?);
    }
    Ok(unknown(&fs::read_to_string(root.join(GUIDE))?, &squeezed(&texts)))
}

/// What a guide quotes and no text says.
fn unknown(guide: &str, texts: &str) -> Vec<String> {
    let guide = squeezed(guide);
    let quoted = guide.split('“').skip(1).filter_map(|rest| rest.split('”').next());
    let unknown = quoted.filter(|words| !words.split('…').all(|part| texts.contains(bare(part))));
    unknown
        .map(|words| format!("{GUIDE}: quotes “{words}”, which stands in no text of assets/texts/en"))
        .collect()
}

/// Without what belongs to the sentence around it.
fn bare(words: &str) -> &str {
    words.trim().trim_end_matches(['.', ',', ':'])
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_on_no_screen_is_named() {
        let texts = "a = \"Print again\"\nb = \"More about {name}\"";
        assert!(unknown("Tap “Print\n  again”, then “More about …”.", texts).is_empty());
        assert_eq!(unknown("Tap “Print now”, “Print again.”", texts).len(), 1);
    }
}
