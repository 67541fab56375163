//! `doorstep-office`: the office's command line.

mod commands;

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// Receives what tablets have sealed, keeps it, and shows it to the people who work here.
#[derive(Parser)]
#[command(name = "doorstep-office", version)]
struct CommandLine {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    match CommandLine::parse().command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error:#}");
            ExitCode::FAILURE
        }
    }
}
