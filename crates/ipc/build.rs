//! Turns the sentences that people write in `refusals.toml` into JSON, which is compiled in, and into a function for each,
//! so that code can name no sentence that is not there and leave none of its slots empty.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Write as _};
use std::fs;
use std::path::{Path, PathBuf};

type Sections = BTreeMap<String, BTreeMap<String, String>>;

fn main() -> Result<(), Box<dyn Error>> {
    let file = Path::new("../../assets/texts/en/refusals.toml");
    println!("cargo:rerun-if-changed={}", file.display());
    let sections: Sections =
        toml::from_str(&fs::read_to_string(file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    fs::write(out.join("refusals.json"), serde_json::to_vec(&sections)?)?;
    fs::write(out.join("told.rs"), functions(&sections)?)?;
    Ok(())
}

/// A module for each section, in it a function for each sentence, which asks for what stands in the slots.
fn functions(sections: &Sections) -> Result<String, fmt::Error> {
    let mut code = String::new();
    for (section, sentences) in sections {
        writeln!(code, "/// The sentences of `[{section}]`.\npub mod {section} {{")?;
        for (key, words) in sentences {
            let slots: Vec<&str> = slots(words).collect();
            let asked: String = slots.iter().map(|slot| format!("{slot}: impl ToString, ")).collect();
            let given: String =
                slots.iter().map(|slot| format!("(\"{slot}\", {slot}.to_string()), ")).collect();
            writeln!(code, "    #[doc = {:?}]", words.replace('[', "\\["))?;
            writeln!(code, "    pub fn {key}({asked}) -> super::Told {{")?;
            writeln!(code, "        super::Told {{ key: \"{section}.{key}\", slots: vec![{given}] }}")?;
            writeln!(code, "    }}")?;
        }
        writeln!(code, "}}")?;
    }
    Ok(code)
}

/// The names between braces.
fn slots(words: &str) -> impl Iterator<Item = &str> {
    words.split('{').skip(1).filter_map(|after| Some(after.split_once('}')?.0))
}
