//! What a PDF says, read back by another program.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

/// All words of a PDF in reading order, as pdftotext gives them.
pub fn words(pdf: &Path) -> Result<Vec<String>> {
    let output = Command::new("pdftotext").args(["-enc", "UTF-8", "-raw"]).arg(pdf).arg("-").output()?;
    ensure!(output.status.success(), "pdftotext could not read the file");
    Ok(String::from_utf8(output.stdout)?.split_whitespace().map(str::to_owned).collect())
}

/// The first of these texts whose words do not come in order, if any. After a person's name the edge of a cell may stand
/// for the comma.
pub fn first_out_of_order<'a>(words: &[String], texts: &'a [String]) -> Option<&'a str> {
    let mut at = 0;
    for text in texts {
        for word in text.split_whitespace() {
            let found = words
                .get(at..)
                .and_then(|rest| rest.iter().position(|it| without_comma(it) == without_comma(word)));
            match found {
                Some(step) => at += step + 1,
                None => return Some(text),
            }
        }
    }
    None
}

fn without_comma(word: &str) -> &str {
    word.strip_suffix(',').unwrap_or(word)
}
