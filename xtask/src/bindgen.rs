//! The compiled interface becomes something a page can load, through wasm-bindgen as a library: no tool to install and
//! never a version that does not match.
//!
//! It takes seconds, so the result is kept and made again only when what the compiler wrote has changed.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::places::Profile;

/// Returns the folder with the result: `<name>.js`, `<name>_bg.wasm` and perhaps `snippets/`.
pub(crate) fn process(wasm: &Path, name: &str, kept: &Path, profile: Profile) -> Result<PathBuf> {
    let bytes = fs::read(wasm).with_context(|| format!("{} is not there", wasm.display()))?;
    let result = kept.join("result");
    let made_from = kept.join("made-from");
    let fingerprint = fingerprint(&bytes);
    if fs::read_to_string(&made_from).is_ok_and(|earlier| earlier == fingerprint) {
        return Ok(result);
    }
    if kept.exists() {
        fs::remove_dir_all(kept)?;
    }
    let small = profile == Profile::Release;
    Bindgen::new()
        .input_bytes(name, bytes)
        .web(true)?
        .typescript(false)
        .remove_name_section(small)
        .remove_producers_section(small)
        .generate(&result)
        .with_context(|| format!("wasm-bindgen could not process {}", wasm.display()))?;
    let page = fs::read_to_string(result.join(format!("{name}.js")))?;
    ensure!(
        !page.contains("from \"env\""),
        "{} was put together from an earlier build that was broken off, and could not start. Remove the folders \
         `incremental` under target/wasm32-unknown-unknown and run the same command again.",
        wasm.display()
    );
    fs::write(made_from, fingerprint)?;
    Ok(result)
}

fn fingerprint(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
