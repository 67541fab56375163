//! Other programs: started, waited for, and their failure turned into one sentence that says what to do.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// Runs a program that talks to the person itself. `advice` is what to do when it fails.
pub(crate) fn run(command: &mut Command, advice: &str) -> Result<()> {
    let status = command.status().with_context(|| not_started(command))?;
    if !status.success() {
        bail!("{advice}");
    }
    Ok(())
}

/// Runs a program for its answer. What it wrote to its error stream becomes part of the failure.
pub(crate) fn answer(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| not_started(command))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed: {}", name_of(command), said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program can be started and ends well. Nothing of it is shown.
pub(crate) fn works(program: &str, arguments: &[&str]) -> bool {
    answer(Command::new(program).args(arguments)).is_ok()
}

fn not_started(command: &Command) -> String {
    format!("`{}` could not be started; is it installed?", name_of(command))
}

fn name_of(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
