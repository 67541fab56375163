//! Whether rustfmt would change anything.

use anyhow::Result;

use crate::places::Places;
use crate::progress::say;

pub(crate) fn breaches(places: &Places) -> Result<Vec<String>> {
    let installed =
        places.cargo().args(["fmt", "--version"]).output().is_ok_and(|output| output.status.success());
    if !installed {
        say("formatting is not checked: rustfmt is not here (`rustup component add rustfmt` adds it)");
        return Ok(Vec::new());
    }
    let output = places.cargo().args(["fmt", "--all", "--", "--check", "-l"]).output()?;
    if output.status.success() {
        return Ok(Vec::new());
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let mut breaches: Vec<String> = said
        .lines()
        .map(|path| {
            path.strip_prefix(&*places.root.to_string_lossy()).unwrap_or(path).trim_start_matches('/')
        })
        .map(|path| format!("{path}: is not formatted; run `cargo fmt --all`"))
        .collect();
    breaches.sort();
    breaches.dedup();
    if breaches.is_empty() {
        let why = String::from_utf8_lossy(&output.stderr);
        breaches.push(format!("rustfmt could not read the code; correct this first: {}", why.trim()));
    }
    Ok(breaches)
}
