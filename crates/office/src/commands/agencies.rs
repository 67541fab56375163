//! Other agencies with offices of their own: which there are, what is given to them and taken from them. What is asked with each.

use super::partners;
use super::place::Place;
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Agencies {
    /// Print the line by which another agency's office knows this one, and its pin. May be done while the office runs.
    Keys {
        #[command(flatten)]
        place: Place,
    },
    /// Other agencies with offices of their own.
    Partner {
        #[command(subcommand)]
        partner: Partner,
    },
    /// Give an agreement, or all of a case, to another agency. What is given cannot be taken back.
    Disclose {
        #[command(flatten)]
        place: Place,
        /// The reference on the paper or the hash of an agreement, or the id of a case.
        what: String,
        /// The other agency's name or id.
        #[arg(long)]
        to: String,
        /// Why, in words that may be read in years to come.
        #[arg(long)]
        reason: String,
        /// Who says so.
        #[arg(long)]
        by: String,
        /// A new file to carry there. Without it: it is sent, if the other office has an address.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// List what was given to other agencies, newest first.
    Disclosures {
        #[command(flatten)]
        place: Place,
        /// Only what has no receipt yet.
        #[arg(long)]
        waiting: bool,
    },
    /// Send what has no receipt yet, now. An office that runs does it each minute.
    SendDisclosures {
        #[command(flatten)]
        place: Place,
    },
    /// Put all that has no receipt of another agency yet into one new file, to carry there.
    PackDisclosures {
        #[command(flatten)]
        place: Place,
        /// The other agency's name or id.
        #[arg(long)]
        to: String,
        /// The file.
        file: PathBuf,
    },
    /// Take in what another agency gives, or gives back. May be done while the office runs, and twice.
    TakeDisclosure {
        #[command(flatten)]
        place: Place,
        /// The file that was brought.
        file: PathBuf,
        /// A new file for the receipts, to carry back.
        #[arg(long)]
        receipts: Option<PathBuf>,
        /// The team that its cases belong to. Without it nobody sees them until somebody gives them one.
        #[arg(long)]
        team: Option<String>,
    },
    /// Keep the receipts of another agency that were brought in a file.
    KeepReceipts {
        #[command(flatten)]
        place: Place,
        /// The other agency's name or id.
        #[arg(long)]
        of: String,
        /// The file.
        file: PathBuf,
    },
    /// Write what another agency is asked with to give back what this office gave it and lost.
    AskBack {
        #[command(flatten)]
        place: Place,
        /// The other agency's name or id.
        #[arg(long)]
        of: String,
        /// A new file.
        file: PathBuf,
    },
    /// Give another agency back what it asks for.
    GiveBack {
        #[command(flatten)]
        place: Place,
        /// The file that it asks with.
        asked: PathBuf,
        /// A new file for what it gets.
        file: PathBuf,
    },
    /// List what came from other agencies, newest first.
    Received {
        #[command(flatten)]
        place: Place,
    },
    /// Note by another agency's certificate that it disposed of a case. Nothing is deleted here.
    NoteDisposal {
        #[command(flatten)]
        place: Place,
        /// The certificate.
        file: PathBuf,
    },
    /// Give a case to a team. May be done while the office runs.
    GiveCase {
        #[command(flatten)]
        place: Place,
        /// The case's id, or the reference on one of its papers.
        case: String,
        /// The team.
        #[arg(long)]
        team: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum Partner {
    /// Add one by its line. Compare the pin by telephone with somebody there whom you know.
    Add {
        #[command(flatten)]
        place: Place,
        /// What it is called here.
        #[arg(long)]
        name: String,
        /// The line that `doorstep-office keys` printed there.
        #[arg(long)]
        key: String,
        /// Where its office is reached, such as https://office.example. Without it: files are carried.
        #[arg(long)]
        address: Option<String>,
    },
    /// List them.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// End one: nothing is given to it and nothing taken from it any more. What came stays.
    End {
        #[command(flatten)]
        place: Place,
        /// Its name or id.
        #[arg(long)]
        name: String,
    },
}

impl Agencies {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Keys { place } => partners::keys(place),
            Self::Partner { partner: Partner::Add { place, name, key, address } } => {
                partners::add(place, &name, &key, address.as_deref())
            }
            Self::Partner { partner: Partner::List { place } } => partners::list(place),
            Self::Partner { partner: Partner::End { place, name } } => partners::end(place, &name),
            Self::Disclose { place, what, to, reason, by, out } => {
                partners::disclose(place, &what, &to, (reason.as_str(), by.as_str()), out.as_deref())
            }
            Self::Disclosures { place, waiting } => partners::disclosures(place, waiting),
            Self::SendDisclosures { place } => partners::send(place),
            Self::PackDisclosures { place, to, file } => partners::pack(place, &to, &file),
            Self::TakeDisclosure { place, file, receipts, team } => {
                partners::take(place, &file, receipts.as_deref(), team.as_deref())
            }
            Self::KeepReceipts { place, of, file } => partners::keep_receipts(place, &of, &file),
            Self::AskBack { place, of, file } => partners::ask_back(place, &of, &file),
            Self::GiveBack { place, asked, file } => partners::give_back(place, &asked, &file),
            Self::Received { place } => partners::received(place),
            Self::NoteDisposal { place, file } => partners::note_disposal(place, &file),
            Self::GiveCase { place, case, team } => partners::give_case(place, &case, &team),
        }
    }
}
