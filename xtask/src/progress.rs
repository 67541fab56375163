//! What is being done and how long it took, in lines that start with a dot.

use std::time::Instant;

use anyhow::Result;

pub(crate) fn say(line: &str) {
    println!("• {line}");
}

/// Announces a piece of work, does it, and says how long it took, whether or not it went well.
pub(crate) fn stage<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(&format!("{name} …"));
    let started = Instant::now();
    let result = work();
    let end = if result.is_ok() { "took" } else { "stopped after" };
    say(&format!("{name} {end} {:.1} s", started.elapsed().as_secs_f32()));
    result
}
