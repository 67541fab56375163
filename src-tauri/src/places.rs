//! Where the app keeps things on this machine.

use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use tablet::Folders;

/// Doorstep: family safety plans, on a tablet.
#[derive(Debug, Parser)]
#[command(version, about)]
pub(crate) struct Places {
    /// The folder of the encrypted store. Without it, the system's place for application data.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The folder for copies a family is given as a file. Without it, the system's documents folder.
    #[arg(long)]
    copies: Option<PathBuf>,
}

impl Places {
    /// The folders to use.
    pub(crate) fn folders(&self) -> anyhow::Result<Folders> {
        let data = self.data.clone().or_else(|| Some(dirs::data_local_dir()?.join("Doorstep")));
        let copies = self.copies.clone().or_else(|| Some(dirs::document_dir()?.join("Doorstep")));
        let data =
            data.context("This account has no folder for application data. Start Doorstep with --data.")?;
        Ok(Folders { copies: copies.unwrap_or_else(|| data.join("copies")), data })
    }
}
