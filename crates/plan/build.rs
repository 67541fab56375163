//! Turns the TOML files a person writes into the JSON the program carries, so that no TOML parser is carried with it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

const FILES: [&str; 8] =
    ["agreement", "labels", "office", "questions", "prompts", "guidance", "clauses", "glossary"];

fn main() -> Result<(), Box<dyn Error>> {
    let texts = Path::new("../../assets/texts/en");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut hash = Sha256::new();
    for name in FILES {
        let file = texts.join(name).with_extension("toml");
        println!("cargo:rerun-if-changed={}", file.display());
        let text = fs::read_to_string(&file)?;
        hash.update(text.as_bytes());
        let table: toml::Table = toml::from_str(&text).map_err(|error| format!("{name}.toml: {error}"))?;
        fs::write(out.join(name).with_extension("json"), serde_json::to_vec(&table)?)?;
    }
    let short: String = hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    fs::write(out.join("version"), format!("en-{short}"))?;
    Ok(())
}
