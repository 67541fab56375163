//! One run of a program, from its start to its end, and what came of many.
//!
//! A process is told the memory of the one that started it as its own, so each is started by a fresh, small copy of this
//! program.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use wait4::Wait4;

/// Says to this program that it is to start another and to wait for it.
pub(crate) const ONE: &str = "--one";

/// A run: milliseconds on the clock and on the processors, the most memory in bytes, and the file, or else what went wrong.
pub(crate) struct Run {
    wall: f64,
    cpu: f64,
    peak: u64,
    made: Result<Vec<u8>, String>,
}

/// All runs of a program.
#[derive(Default)]
pub(crate) struct Measured {
    wall: Vec<f64>,
    cpu: Vec<f64>,
    peak: u64,
    files: BTreeSet<Vec<u8>>,
    /// What it said when it made no PDF.
    pub(crate) failed: Option<String>,
}

/// Starts the program that is named, waits for it, and says what it used.
pub(crate) fn one(mut args: impl Iterator<Item = OsString>) -> Result<()> {
    let errors = args.next().context("where errors go")?;
    let mut command = Command::new(args.next().context("which program")?);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(errors)?);
    let started = Instant::now();
    let used = command.spawn()?.wait4()?;
    let wall = started.elapsed();
    let cpu = used.rusage.utime + used.rusage.stime;
    println!("{} {} {}", wall.as_micros(), cpu.as_micros(), used.rusage.maxrss);
    Ok(())
}

/// Runs a command, its program first, that writes a PDF.
pub(crate) fn run(command: &[OsString], output: &Path, folder: &Path) -> Result<Run> {
    match fs::remove_file(output) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        Ok(()) | Err(_) => {}
    }
    let errors: PathBuf = folder.join("errors.txt");
    let said = Command::new(std::env::current_exe()?)
        .arg(ONE)
        .arg(&errors)
        .args(command)
        .env("FONTCONFIG_FILE", folder.join("fonts.conf"))
        // The compiler's own libraries are for what was just built, not for others.
        .env_remove("LD_LIBRARY_PATH")
        .output()?;
    let said = String::from_utf8(said.stdout)?;
    let mut numbers = said.split_whitespace().map(str::parse::<u64>);
    let mut number = || numbers.next().context("the run said too little")?.context("the run said no number");
    let (wall, cpu, peak) = (number()?, number()?, number()?);
    let made = fs::read(output).map_err(|_| last_line(&errors));
    Ok(Run { wall: wall as f64 / 1000.0, cpu: cpu as f64 / 1000.0, peak, made })
}

fn last_line(errors: &Path) -> String {
    let said = fs::read(errors).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it did not say why").to_owned()
}

impl Measured {
    /// Takes a run; its times only if they count.
    pub(crate) fn take(&mut self, run: Run, counts: bool) {
        match run.made {
            Ok(file) => self.files.extend([file]),
            Err(said) => self.failed = Some(said),
        }
        if counts {
            self.wall.push(run.wall);
            self.cpu.push(run.cpu);
            self.peak = self.peak.max(run.peak);
        }
    }

    /// What the table says.
    pub(crate) fn row(&self) -> String {
        let (Some(file), None) = (self.files.first(), &self.failed) else {
            return format!("made no PDF: {}", self.failed.as_deref().unwrap_or_default());
        };
        let pages = lopdf::Document::load_mem(file).map_or(0, |pdf| pdf.get_pages().len());
        let least = self.wall.iter().copied().fold(f64::INFINITY, f64::min);
        format!(
            "{least:>8.1} {:>9.1} {:>8.1} {:>7.1} {:>9} {pages:>6}  {}",
            median(&self.wall),
            median(&self.cpu),
            self.peak as f64 / 1_000_000.0,
            file.len(),
            if self.files.len() == 1 { "yes" } else { "no" }
        )
    }
}

fn median(of: &[f64]) -> f64 {
    let mut sorted = of.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
