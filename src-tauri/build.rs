//! Lets the window call the commands of `ipc::visit`, by name, and nothing else.

use std::path::Path;
use std::{env, fs};

use tauri_build::{AppManifest, Attributes};

/// Of the table of commands, the names.
macro_rules! commands {
    (($_:tt) $($(#[$doc:meta])* $command:ident as $name:ident -> $reply:ty, $before:path, $asked_by:path { $($fields:tt)* })*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

include!("../crates/ipc/commands.rs");

fn main() {
    if let Err(error) = build() {
        println!("cargo::error={error:#}");
    }
}

fn build() -> anyhow::Result<()> {
    let folder = Path::new(&env::var("OUT_DIR")?).join("permissions");
    fs::create_dir_all(&folder)?;
    let permission = format!("[[permission]]\nidentifier = \"commands\"\ncommands.allow = {NAMES:?}\n");
    fs::write(folder.join("commands.toml"), permission)?;
    // Tauri wants it for ever; this program ends soon.
    let pattern: &'static str = format!("{}/*.toml", folder.display()).leak();
    let manifest = AppManifest::new().permissions_path_pattern(pattern);
    tauri_build::try_build(Attributes::new().app_manifest(manifest))
}
