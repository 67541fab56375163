//! `doorstep-office`: the office's command line. What the commands do is in the library.

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use council::{Council, Problem};
use document::Letterhead;
use ipc::told::{office_command, office_copy};
use office::{Asked, Checked, DataFolder, Environment, Kind, Office, Parts, System};
use plan::smart::Names;
use plan::{Plan, Signing};
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Receives what tablets have sealed, keeps it, and shows it to the people who work here.
#[derive(Parser)]
#[command(name = "doorstep-office", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the office until it is stopped.
    Serve {
        /// The office's folder: its key and its records. Made if it is not there.
        #[arg(long)]
        data: PathBuf,
        /// Where to listen; on this machine only. Port 0 takes any that is free.
        #[arg(long, default_value = "127.0.0.1:8440")]
        listen: SocketAddr,
        /// The folder with the office's pages. Without it: `ui/office` beside the program's own folder.
        #[arg(long)]
        pages: Option<PathBuf>,
        /// The office's name, as tablets show it. Kept until it is given anew.
        #[arg(long)]
        name: Option<String>,
    },
    /// Make a one-time code for a tablet. May be done while the office runs.
    EnrolCode {
        /// The office's folder.
        #[arg(long)]
        data: PathBuf,
    },
    /// Make a one-time link for signing in to the office's pages. May be done while the office runs.
    SignInLink {
        /// The office's folder.
        #[arg(long)]
        data: PathBuf,
    },
    /// Check a receipt that was saved as a file.
    VerifyReceipt {
        /// The office's pin or public key, from a source you trust.
        #[arg(long)]
        key: String,
        /// The receipt's file.
        file: PathBuf,
    },
    /// Check how plain a text or a plan's agreement is, and which words to change.
    Check {
        /// A plan as JSON or a plain text; `-` reads what is piped in.
        file: PathBuf,
        /// One JSON object instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Check goals, one on each line: who, what, how much or how often, by when.
    CheckGoals {
        /// A plain text with a goal on each line; `-` reads what is piped in.
        file: PathBuf,
        /// The adults of the plan, with commas between.
        #[arg(long, value_delimiter = ',')]
        people: Vec<String>,
        /// Agencies and others who help, with commas between.
        #[arg(long, value_delimiter = ',')]
        helpers: Vec<String>,
        /// Who the harm comes from, with commas between.
        #[arg(long, value_delimiter = ',')]
        harm_by: Vec<String>,
        /// One JSON array instead of lines.
        #[arg(long)]
        json: bool,
    },
    /// Make a copy of a plan as a PDF.
    Render {
        /// The plan as JSON.
        plan: PathBuf,
        /// Which copy.
        #[arg(long, value_enum, default_value = "full")]
        kind: Kind,
        /// The sitting as JSON: what was said and signed.
        #[arg(long)]
        sitting: Option<PathBuf>,
        /// `brindlewood`, `northmere`, or a folder with a letterhead.toml and a logo.png.
        #[arg(long, default_value = "brindlewood")]
        letterhead: PathBuf,
        /// The agency beside it, named in the same way.
        #[arg(long)]
        with: Option<PathBuf>,
        /// The folder the tablets have as theirs: the council's approved rights and translations.
        #[arg(long)]
        council: Option<PathBuf>,
        /// For whom: an adult of the plan, without what was left out for them; "the school" for a part.
        #[arg(long)]
        reader: Option<String>,
        /// The other language of a side-by-side copy, by its tag: pl.
        #[arg(long)]
        language: Option<String>,
        /// The parts of life in a part, with commas between: education,health.
        #[arg(long, value_delimiter = ',')]
        domains: Vec<String>,
        /// In large letters.
        #[arg(long)]
        large: bool,
        /// Where to write it. What is there already is not touched.
        #[arg(short, long)]
        output: PathBuf,
    },
}

fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    let done = match CommandLine::parse().command {
        Command::Serve { data, listen, pages, name } => serve(data, listen, pages, name.as_deref()),
        Command::EnrolCode { data } => enrol_code(data),
        Command::SignInLink { data } => sign_in_link(data),
        Command::VerifyReceipt { key, file } => verify_receipt(&key, &file),
        Command::Check { file, json } => check(&file, json),
        Command::CheckGoals { file, people, helpers, harm_by, json } => {
            let [people, helpers, harm_by] = [people, helpers, harm_by].map(given);
            check_goals(&file, &Names { people, helpers, harm_by, children: Vec::new() }, json)
        }
        Command::Render {
            plan,
            kind,
            sitting,
            letterhead,
            with,
            council,
            reader,
            language,
            domains,
            large,
            output,
        } => {
            let asked = Asked { kind, large, reader, language, domains };
            let two = asked.language.is_some();
            parts(&plan, sitting.as_deref(), &letterhead, with.as_deref(), council.as_deref(), two)
                .and_then(|parts| render(&parts, &asked, &output))
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn serve(data: PathBuf, on: SocketAddr, pages: Option<PathBuf>, name: Option<&str>) -> anyhow::Result<()> {
    let pages = pages.or_else(pages_beside_program).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listening = office::listen(on).await?;
        let folder = DataFolder::new(data);
        let _lock = folder.lock()?;
        let stop = told_to_stop()?;
        let office = Office::open(&folder, name, listening.address(), Box::new(System))?;
        say(&format!("listening on {}", office.address()))?;
        say(&format!("sign in within 15 minutes, once: {}", office.new_sign_in_link()?))?;
        office::serve(listening, Arc::new(office), pages, stop).await?;
        Ok(())
    })
}

fn enrol_code(data: PathBuf) -> anyhow::Result<()> {
    let office = Office::open_beside(&DataFolder::new(data), Box::new(System))?;
    let (line, _) = office.new_enrolment_line()?;
    say(&line.to_string())
}

fn sign_in_link(data: PathBuf) -> anyhow::Result<()> {
    let office = Office::open_beside(&DataFolder::new(data), Box::new(System))?;
    say(&office.new_sign_in_link()?)
}

fn verify_receipt(key: &str, file: &Path) -> anyhow::Result<()> {
    let text = std::fs::read(file).context(office_command::receipt_unread())?;
    let file = serde_json::from_slice(&text).context(office_command::not_a_receipt())?;
    let receipt = office::verify_receipt(&file, key).context(office_command::not_genuine())?;
    let told = office_command::genuine(receipt.record, receipt.office_seq, receipt.received_at);
    say(&told.to_string())
}

fn check(file: &Path, json: bool) -> anyhow::Result<()> {
    match office::checked(&bytes(file)?).context(office_command::not_checked())? {
        Checked::Text(text) => {
            let found = office::check_text(&text);
            if json { say(&serde_json::to_string(&found)?) } else { say(office::table(&found).trim_end()) }
        }
        Checked::Plan(plan) => {
            let found = office::check_plan(&plan, System.now().date_naive());
            if json { say(&serde_json::to_string(&found)?) } else { say(found.table().trim_end()) }
        }
    }
}

fn check_goals(file: &Path, names: &Names, json: bool) -> anyhow::Result<()> {
    let found = office::check_goals(&read(file)?, names);
    if json {
        return say(&serde_json::to_string(&found)?);
    }
    let lines: String = found.iter().map(office::GoalCheck::lines).collect();
    say(lines.trim_end())
}

fn parts(
    plan: &Path,
    sitting: Option<&Path>,
    letterhead: &Path,
    with: Option<&Path>,
    council: Option<&Path>,
    in_two_languages: bool,
) -> anyhow::Result<Parts> {
    let plan = Plan::from_json(&bytes(plan)?).context(office_copy::not_a_plan())?;
    let sitting = sitting.map(bytes).transpose()?;
    let sitting = sitting.map(|sitting| Signing::from_json(&sitting)).transpose();
    let sitting = sitting.context(office_copy::not_a_sitting())?;
    // Reading the languages takes as long as the rest of the start.
    let council = if council.is_none() && !in_two_languages {
        Council::english()
    } else {
        Council::read(council, false)
    };
    if let Some(files) = council.unread() {
        bail!(office_copy::council(files));
    }
    let letterhead = self::letterhead(letterhead)?;
    let with = with.map(self::letterhead).transpose()?;
    Ok(Parts { plan, sitting, letterhead, with, council, today: System.now().date_naive() })
}

fn render(parts: &Parts, asked: &Asked, output: &Path) -> anyhow::Result<()> {
    let pdf = office::render(parts, asked)?;
    let mut file = std::fs::File::create_new(output).context(office_copy::not_written())?;
    if let Err(full) = file.write_all(&pdf.bytes) {
        // Half a paper is no paper.
        let _ = std::fs::remove_file(output);
        return Err(full).context(office_copy::cut_short());
    }
    say(&format!("{} pages, {} bytes", pdf.pages, pdf.bytes.len()))
}

fn letterhead(name: &Path) -> anyhow::Result<Letterhead> {
    match name.to_str() {
        Some("brindlewood") => Ok(Letterhead::brindlewood()),
        Some("northmere") => Ok(Letterhead::northmere()),
        Some(_) | None => council::letterhead(name).map_err(told),
    }
}

/// What is wrong with a letterhead, as it is said of every file that is given.
fn told(problem: Problem) -> anyhow::Error {
    match problem {
        Problem::Disk { source, .. } => anyhow::Error::new(source).context(office_command::file_unread()),
        Problem::TooLarge { .. } => anyhow::Error::msg(office_command::file_too_large()),
        Problem::NotText { source, .. } => anyhow::Error::new(source).context(office_copy::letterhead()),
        Problem::Form { source, .. } => source.into(),
        Problem::Letterhead { source, .. } => source.into(),
        Problem::Rights { source, .. } => source.into(),
        Problem::SecondLetterhead { .. } => problem.into(),
    }
}

/// What is checked: the words of a file or of what is piped in.
fn read(file: &Path) -> anyhow::Result<String> {
    office::text_of(&bytes(file)?, System.now().date_naive()).context(office_command::not_checked())
}

/// What is in a file or piped in, no larger than it may be.
fn bytes(file: &Path) -> anyhow::Result<Vec<u8>> {
    let source: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(file).context(office_command::file_unread())?)
    };
    let mut bytes = Vec::new();
    source.take(office::MOST_BYTES + 1).read_to_end(&mut bytes).context(office_command::file_cut_short())?;
    if bytes.len() as u64 > office::MOST_BYTES {
        bail!(office_command::file_too_large());
    }
    // Some editors begin a file with a mark that says how it is written.
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Ok(rest.to_vec());
    }
    Ok(bytes)
}

fn given(names: Vec<String>) -> Vec<String> {
    names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn pages_beside_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    Some(program.parent()?.parent()?.join("ui/office"))
}

fn say(line: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// Ready once this program is asked to stop. The asking is heard from the moment this is called.
#[cfg(unix)]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ready once this program is asked to stop. The asking is heard from the moment this is called.
#[cfg(windows)]
fn told_to_stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::windows::{ctrl_c, ctrl_close};
    let (mut interrupt, mut closed) = (ctrl_c()?, ctrl_close()?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = closed.recv() => {}
        }
    })
}
