//! The standard library the interface is built against.
//!
//! Rustup has it ready made and that is what is used wherever it can be fetched. Where only Debian's mirrors can be
//! reached, Debian's compiler builds it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::debian_compiler::DebianCompiler;
use crate::places::Places;
use crate::process;
use crate::progress::say;

const TARGET: &str = "wasm32-unknown-unknown";

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WasmStd {
    /// The compiler on this machine has it.
    Toolchain,
    /// Another compiler builds it.
    Debian(DebianCompiler),
}

impl WasmStd {
    /// `DOORSTEP_WASM_STD=debian` asks for Debian's even where the toolchain has one, so that it can be tried anywhere.
    pub(crate) fn provide(places: &Places) -> Result<Self> {
        let forced = std::env::var("DOORSTEP_WASM_STD").is_ok_and(|wish| wish == "debian");
        if !forced && toolchain_has_it() {
            return Ok(Self::Toolchain);
        }
        if let Some(there) = DebianCompiler::there(places) {
            return Ok(Self::Debian(there));
        }
        if !forced {
            say(&format!("adding the {TARGET} target to the compiler with rustup"));
            if process::works("rustup", &["target", "add", TARGET]) && toolchain_has_it() {
                return Ok(Self::Toolchain);
            }
        }
        say("taking a compiler for the interface from Debian's packages");
        let compiler = DebianCompiler::provide(places).with_context(|| {
            format!(
                "The interface cannot be built: no standard library for {TARGET} could be had, and nothing was \
                 changed. Run `rustup target add {TARGET}` where the network allows it, then the same command again"
            )
        })?;
        Ok(Self::Debian(compiler))
    }

    /// Makes a cargo call for the wasm target use this standard library.
    pub(crate) fn apply_to(&self, cargo: &mut Command) -> Result<()> {
        let Self::Debian(compiler) = self else {
            return Ok(());
        };
        compiler.apply_to(cargo, "std,panic_abort")?;
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker_of_the_toolchain()?);
        Ok(())
    }
}

fn toolchain_has_it() -> bool {
    process::answer(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| fs::read_dir(folder.trim()).is_ok_and(|mut files| files.next().is_some()))
}

fn linker_of_the_toolchain() -> Result<PathBuf> {
    let libraries = process::answer(Command::new("rustc").args(["--print", "target-libdir"]))?;
    let linker = Path::new(libraries.trim()).with_file_name("bin").join("rust-lld");
    if !linker.exists() {
        bail!("The compiler has no rust-lld. Install Rust through rustup, then run the same command again.");
    }
    Ok(linker)
}
