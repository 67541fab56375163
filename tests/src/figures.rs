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
        Ok(Self::of(serde_json::from_value(window.script(&script)?)?))
    }

    /// These.
    pub fn of(mut durations: Vec<f64>) -> Self {
        durations.sort_by(f64::total_cmp);
        Self(durations)
    }

    /// Each of them, the shortest first.
    pub fn all(&self) -> impl Iterator<Item = f64> {
        self.0.iter().copied()
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

/// How much of the processors' time other machines on the same host took: figures of a busy host say little.
#[derive(Debug, Clone, Copy)]
pub struct Stolen([f64; 2]);

impl Stolen {
    /// Begins to count.
    pub fn since_now() -> Result<Self> {
        let stat = fs::read_to_string("/proc/stat")?;
        let first = stat.lines().next().context("no processors")?;
        let ticks: Vec<f64> = first.split_whitespace().skip(1).take(8).flat_map(str::parse).collect();
        let [.., stolen] = ticks.as_slice() else { anyhow::bail!("the system counts no stolen time") };
        Ok(Self([*stolen, ticks.iter().sum()]))
    }

    /// The part that was taken since, of all there was, idle time included.
    pub fn percent(&self) -> Result<f64> {
        let Self([stolen, all]) = Self::since_now()?;
        Ok(100.0 * (stolen - self.0[0]) / (all - self.0[1]).max(1.0))
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
