//! What keeps an office's records: backups, moving, cases that are held or disposed of. What is asked with each.

use super::place::Place;
use super::{backups, cases};
use clap::{Subcommand, ValueEnum};
use office::MoveTo;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Keeping {
    /// Take a backup into a new folder. May be done while the office runs.
    Backup {
        #[command(flatten)]
        place: Place,
        /// Put the office's key into it as well: whoever has such a backup can read all of it.
        #[arg(long)]
        with_key: bool,
        /// The folder, which must not be there yet.
        folder: PathBuf,
    },
    /// Prove a backup: that nothing is missing, and that each record and receipt in it is as it was signed.
    VerifyBackup {
        #[command(flatten)]
        place: Place,
        /// The file with the office's key. Without it: the one in the backup, or the office's own.
        #[arg(long)]
        key: Option<PathBuf>,
        /// The backup's folder. It is only read.
        folder: PathBuf,
    },
    /// Put a backup back where no office is. It begins a new count, and tablets send again what came after the backup.
    Restore {
        #[command(flatten)]
        place: Place,
        /// The file with the office's key. Without it: the one in the backup, or the one that is in its place.
        #[arg(long)]
        key: Option<PathBuf>,
        /// The backup's folder. It is only read.
        folder: PathBuf,
    },
    /// Go on in another database: the one that the settings name, or the file in the office's folder. The office must not be
    /// running.
    Move {
        #[command(flatten)]
        place: Place,
        /// Where to.
        #[arg(long, value_enum)]
        to: To,
    },
    /// Delete parts of what never became whole, and files that no record names. May be done while the office runs.
    Tidy {
        #[command(flatten)]
        place: Place,
    },
    /// Hold a case: nothing of it is disposed of until that ends. May be done while the office runs.
    Hold {
        #[command(flatten)]
        place: Place,
        /// The case's id, or the reference on one of its papers.
        case: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// Who says so.
        #[arg(long)]
        by: String,
    },
    /// End the hold of a case. May be done while the office runs.
    Unhold {
        #[command(flatten)]
        place: Place,
        /// The case's id, or the reference on one of its papers.
        case: String,
        /// Who says so.
        #[arg(long)]
        by: String,
    },
    /// List the cases that need not be kept any longer, by keep_years and keep_until_age.
    DueForDisposal {
        #[command(flatten)]
        place: Place,
    },
    /// Delete what the records of a case say, and their files, for ever. A certificate says what was deleted.
    Dispose {
        #[command(flatten)]
        place: Place,
        /// The case's id, or the reference on one of its papers.
        case: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// Who says so.
        #[arg(long)]
        by: String,
        /// Where to write the certificate. What is there already is not touched.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Write the certificate once more of what was last disposed of a case.
    Certificate {
        #[command(flatten)]
        place: Place,
        /// The case's id.
        case: String,
        /// Where to write it. What is there already is not touched.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Check a certificate that was saved as a file.
    VerifyCertificate {
        /// The office's pin or public key, from a source you trust.
        #[arg(long)]
        key: String,
        /// The certificate's file.
        file: PathBuf,
    },
}

/// Where an office moves.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum To {
    /// The database that the settings name.
    Server,
    /// The file in the office's folder.
    File,
}

impl Keeping {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Backup { place, with_key, folder } => backups::backup(place, with_key, &folder),
            Self::VerifyBackup { place, key, folder } => backups::verify(place, key, &folder),
            Self::Restore { place, key, folder } => backups::restore(place, key, &folder),
            Self::Move { place, to } => backups::move_to(place, to.into()),
            Self::Tidy { place } => backups::tidy(place),
            Self::Hold { place, case, reason, by } => cases::hold(place, &case, &reason, &by),
            Self::Unhold { place, case, by } => cases::unhold(place, &case, &by),
            Self::DueForDisposal { place } => cases::due(place),
            Self::Dispose { place, case, reason, by, output } => {
                cases::dispose(place, &case, &reason, &by, &output)
            }
            Self::Certificate { place, case, output } => cases::certificate(place, &case, &output),
            Self::VerifyCertificate { key, file } => cases::verify(&key, &file),
        }
    }
}

impl From<To> for MoveTo {
    fn from(to: To) -> Self {
        match to {
            To::Server => Self::Server,
            To::File => Self::File,
        }
    }
}
