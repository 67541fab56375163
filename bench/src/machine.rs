//! What the figures were taken on.

use std::fs;
use std::thread::available_parallelism;

/// Processors, memory, and what else the machine does.
pub fn facts() -> String {
    let cores = available_parallelism().map_or(0, usize::from);
    let model = line("/proc/cpuinfo", "model name").unwrap_or_else(|| "processor not known".into());
    let memory = line("/proc/meminfo", "MemTotal").unwrap_or_else(|| "not known".into());
    format!("{cores} cores, {model}; memory {memory}; load {}", load())
}

/// How many processes wanted a processor in the last one, five and fifteen minutes.
pub fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}

fn line(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
