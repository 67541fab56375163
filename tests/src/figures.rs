//! Figures, taken from what the page, the disk and the files say. None is written down here.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::window::Window;

/// Durations of one kind, in milliseconds.
#[derive(Debug, Clone)]
pub struct Durations(Vec<f64>);

impl Durations {
    /// What the page measured under a name.
    pub fn measured(window: &Window, name: &str) -> Result<Self> {
        let script =
            format!("return performance.getEntriesByName('{name}', 'measure').map(it => it.duration)");
        let mut durations: Vec<f64> = serde_json::from_value(window.script(&script)?)?;
        durations.sort_by(f64::total_cmp);
        Ok(Self(durations))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The smallest duration that at least this part of them do not exceed: 0.5 for the median.
    pub fn quantile(&self, part: f64) -> Result<f64> {
        let rank = (self.0.len() as f64 * part).ceil().max(1.0) as usize;
        self.0.get(rank - 1).copied().context("nothing was measured")
    }
}

/// The SHA-256 of a file, in hexadecimal.
pub fn sha256(file: &Path) -> Result<String> {
    let hash = Sha256::digest(fs::read(file)?);
    Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The length of all files of a folder, each compressed by itself with gzip at its best.
pub fn gzipped(folder: &Path) -> Result<usize> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&fs::read(entry?.path())?)?;
        sum += encoder.finish()?.len();
    }
    Ok(sum)
}
