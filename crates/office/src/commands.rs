//! The commands of `doorstep-office` and what is asked with each. What they do is in the library.

mod access;
mod agencies;
mod backups;
mod cases;
mod check;
mod codes;
mod epoch;
mod health;
mod init;
mod keeping;
#[cfg(unix)]
mod notify;
mod partners;
mod people;
mod place;
mod rebuild;
mod receipts;
mod recover;
mod render;
mod serve;
mod source;
mod staff;
mod tablets;
mod take_in;

use clap::Subcommand;
use office::{Asked, Flags, Kind, Log};
use place::Place;
use plan::smart::Names;
use std::io::Write;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make an office, once: its folder, its key, its database. What is there already is not touched.
    Init {
        #[command(flatten)]
        place: Place,
        /// The office's name, as tablets show it.
        #[arg(long)]
        name: String,
    },
    /// Call the office something else. May be done while the office runs.
    Rename {
        #[command(flatten)]
        place: Place,
        /// The office's name, as tablets show it.
        #[arg(long)]
        name: String,
    },
    /// Run the office until it is stopped.
    Serve {
        #[command(flatten)]
        place: Place,
        /// Where to listen: on this machine only, unless it or a proxy encrypts. Port 0 takes any that is free. Without it:
        /// 127.0.0.1:8440.
        #[arg(long)]
        listen: Option<String>,
        /// The address that tablets and browsers use, such as https://office.example. Without it: where it listens.
        #[arg(long)]
        public_address: Option<String>,
        /// The folder with the office's pages. Without it: `ui/office` beside the program's own folder.
        #[arg(long)]
        pages: Option<PathBuf>,
        /// Addresses and networks of proxies that are believed about whom they call for, with commas between.
        #[arg(long)]
        trusted_proxy: Option<String>,
        /// The file with its certificate, and after it those that lead to an authority, as PEM. Then it encrypts by itself.
        #[arg(long)]
        tls_certificate: Option<PathBuf>,
        /// The file with the certificate's key, as PEM.
        #[arg(long)]
        tls_key: Option<PathBuf>,
        /// Where to tell whoever watches it how it is: an address that none but the council's own machines reach.
        #[arg(long)]
        listen_inside: Option<String>,
        /// How its log is written: text or json. Without it: text.
        #[arg(long)]
        log: Option<String>,
    },
    /// Ask the office that serves on this machine whether it answers, at its address inside.
    Health {
        #[command(flatten)]
        place: Place,
        /// Whether it is ready for work too: its database reads and writes.
        #[arg(long)]
        ready: bool,
    },
    /// Make a one-time code for a tablet. May be done while the office runs.
    EnrolCode {
        #[command(flatten)]
        place: Place,
    },
    #[command(flatten)]
    Staff(staff::Staff),
    /// List the tablets that joined this office.
    Tablets {
        #[command(flatten)]
        place: Place,
    },
    /// Confirm a tablet that joined: from now on its team sees what it sends.
    ConfirmTablet {
        #[command(flatten)]
        place: Place,
        /// The tablet's name or id.
        #[arg(long)]
        tablet: String,
        /// Its team.
        #[arg(long)]
        team: String,
    },
    /// Call a tablet something else.
    RenameTablet {
        #[command(flatten)]
        place: Place,
        /// The tablet's name or id.
        #[arg(long)]
        tablet: String,
        /// Its new name.
        #[arg(long)]
        name: String,
    },
    /// Revoke a tablet: the office takes nothing from it any more.
    RevokeTablet {
        #[command(flatten)]
        place: Place,
        /// The tablet's name or id.
        #[arg(long)]
        tablet: String,
    },
    /// Work out the code that lets a worker into a tablet who forgot their PIN. Tell it only to somebody you know.
    Unlock {
        #[command(flatten)]
        place: Place,
        /// The tablet's name or id.
        #[arg(long)]
        tablet: String,
        /// The number that the tablet shows.
        #[arg(long)]
        number: u32,
        /// Tell it though the tablet has not said whose it is. Ask the caller for their name, and ring them back on the number
        /// you have.
        #[arg(long)]
        unreported: bool,
    },
    /// Mark a tablet as lost. It closes itself when it next reaches the office, and keeps what it holds.
    Lost {
        #[command(flatten)]
        place: Place,
        /// The tablet's name or id.
        #[arg(long)]
        tablet: String,
        /// It was found: take the mark back.
        #[arg(long)]
        found: bool,
    },
    /// Take in what lies on a tablet that no worker can open, from a copy of its folder. The office's key opens it.
    Recover {
        #[command(flatten)]
        place: Place,
        /// The copy of the tablet's folder. It is only read.
        #[arg(long)]
        tablet: PathBuf,
        /// A new folder for the plans that are found: they can be read by whoever can read it.
        #[arg(long)]
        into: PathBuf,
    },
    /// Take in the letters that a tablet without a network saved to a file. May be done while the office runs, and twice.
    TakeIn {
        #[command(flatten)]
        place: Place,
        /// The file that the tablet saved.
        file: PathBuf,
    },
    #[command(flatten)]
    Keeping(keeping::Keeping),
    #[command(flatten)]
    Agencies(agencies::Agencies),
    /// Tell the office that its folder was put back from a copy, where `restore` was not used. The office must not be running.
    NewEpoch {
        #[command(flatten)]
        place: Place,
    },
    /// Make what the office shows in lists anew from its records. The office must not be running.
    Rebuild {
        #[command(flatten)]
        place: Place,
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

impl Command {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        // The one that serves is told how.
        if !matches!(self, Self::Serve { .. }) {
            Log::Text.begin();
        }
        match self {
            Self::Init { place, name } => init::init(place, &name),
            Self::Rename { place, name } => init::rename(place, &name),
            Self::Serve {
                place,
                listen,
                public_address,
                pages,
                trusted_proxy,
                tls_certificate,
                tls_key,
                listen_inside,
                log,
            } => {
                let flags = Flags { listen, public_address, pages, trusted_proxy, ..Flags::default() };
                serve::serve(place, Flags { tls_certificate, tls_key, listen_inside, log, ..flags })
            }
            Self::Health { place, ready } => health::health(place, ready),
            Self::EnrolCode { place } => codes::enrol_code(place),
            Self::Staff(staff) => staff.run(),
            Self::Tablets { place } => tablets::tablets(place),
            Self::ConfirmTablet { place, tablet, team } => tablets::confirm(place, &tablet, &team),
            Self::RenameTablet { place, tablet, name } => tablets::rename(place, &tablet, &name),
            Self::RevokeTablet { place, tablet } => tablets::revoke(place, &tablet),
            Self::Unlock { place, tablet, number, unreported } => {
                codes::unlock(place, &tablet, number, unreported)
            }
            Self::Lost { place, tablet, found } => tablets::lost(place, &tablet, found),
            Self::Recover { place, tablet, into } => recover::recover(place, &tablet, &into),
            Self::TakeIn { place, file } => take_in::take_in(place, &file),
            Self::Keeping(keeping) => keeping.run(),
            Self::Agencies(agencies) => agencies.run(),
            Self::NewEpoch { place } => epoch::begin(place),
            Self::Rebuild { place } => rebuild::rebuild(place),
            Self::VerifyReceipt { key, file } => receipts::verify_receipt(&key, &file),
            Self::Check { file, json } => check::check(&file, json),
            Self::CheckGoals { file, people, helpers, harm_by, json } => {
                let [people, helpers, harm_by] = [people, helpers, harm_by].map(given);
                check::check_goals(&file, &Names { people, helpers, harm_by, children: Vec::new() }, json)
            }
            Self::Render {
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
                render::parts(
                    &plan,
                    sitting.as_deref(),
                    &letterhead,
                    with.as_deref(),
                    council.as_deref(),
                    two,
                )
                .and_then(|parts| render::render(&parts, &asked, &output))
            }
        }
    }
}

fn given(names: Vec<String>) -> Vec<String> {
    names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn say(line: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
