//! How something is compiled for Windows on Debian: its compiler builds the standard library, MinGW compiles what is C and
//! links.

use std::process::Command;

use anyhow::Result;

use crate::debian_compiler::DebianCompiler;
use crate::places::Places;
use crate::process;
use crate::progress::say;

pub(super) const TARGET: &str = "x86_64-pc-windows-gnu";
const MINGW: &str = "x86_64-w64-mingw32";

/// The compiler for Windows.
pub(super) struct Toolchain(DebianCompiler);

impl Toolchain {
    pub(super) fn provide(places: &Places) -> Result<Self> {
        if DebianCompiler::there(places).is_none() {
            say("taking a compiler for Windows from Debian's packages");
        }
        DebianCompiler::provide(places).map(Self)
    }

    /// Cargo, building for Windows into a folder of its own.
    pub(super) fn cargo(&self, places: &Places) -> Result<Command> {
        let mut cargo = places.cargo();
        self.0.apply_to(&mut cargo, "std,panic_unwind")?;
        let gcc = format!("{MINGW}-gcc");
        cargo
            .env("CARGO_TARGET_DIR", places.windows())
            .env("CARGO_BUILD_TARGET", TARGET)
            .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", &gcc)
            .env("CC_x86_64_pc_windows_gnu", &gcc)
            .env("CXX_x86_64_pc_windows_gnu", format!("{MINGW}-g++"))
            .env("AR_x86_64_pc_windows_gnu", format!("{MINGW}-ar"));
        Ok(cargo)
    }

    /// A small library of C, for Wine.
    pub(super) fn library(source: &std::path::Path, to: &std::path::Path) -> Result<()> {
        let mut gcc = Command::new(format!("{MINGW}-gcc"));
        gcc.args(["-shared", "-O2", "-s", "-o"]).arg(to).arg(source).arg("-ladvapi32");
        process::answer(&mut gcc).map(drop)
    }
}
