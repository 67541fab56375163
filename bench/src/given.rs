//! What a paper is made from, as the small programs read it: a plan and a sitting, each a file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use plan::{Agreement, AgreementHash, Plan, Signing, Texts, compose};

/// An agreement with all that belongs to it.
pub struct Given {
    /// What is agreed.
    pub agreement: Agreement,
    /// The hash of its bytes.
    pub hash: AgreementHash,
    /// What people said.
    pub signing: Signing,
    /// The fixed words.
    pub texts: Texts,
}

impl Given {
    /// A plan on the day of its sitting.
    pub fn new(plan: &Plan, signing: Signing) -> Self {
        let texts = Texts::english();
        let agreement = compose::agreement(plan, &texts, signing.started_at.date_naive());
        let hash = AgreementHash::of(&agreement.to_json());
        Self { agreement, hash, signing, texts }
    }

    fn read(plan: &Path, sitting: &Path) -> Result<Self> {
        let signing = serde_json::from_slice(&fs::read(sitting)?)?;
        Ok(Self::new(&Plan::from_json(&fs::read(plan)?)?, signing))
    }
}

/// Reads the plan and the sitting that the command line names, and writes what is made of them where it says.
pub fn from_command_line(make: impl Fn(&Given) -> Result<Vec<u8>>) -> Result<()> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let mut next = || args.next().context("Give a plan, a sitting and where to write the PDF.");
    let (plan, sitting, output) = (next()?, next()?, next()?);
    fs::write(output, make(&Given::read(&plan, &sitting)?)?)?;
    Ok(())
}
