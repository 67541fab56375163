//! The office: takes in what tablets have sealed, keeps it, gives receipts, shows it to the people who work there.
//!
//! [`Office`] holds every decision and knows no HTTP; `http` turns requests into calls of it and its answers into
//! responses; [`Store`] keeps things and knows no rules but those that need a transaction. Time and randomness come in
//! through [`Environment`]. What a record says is read only to list it, never to decide whether to keep it.

mod agreements;
mod asking;
mod authenticate;
mod backup;
mod brought;
mod changes;
mod check;
mod check_plan;
mod data;
mod disk;
mod enrolment;
mod environment;
mod error;
mod http;
mod key;
mod letters;
mod lines;
mod listing;
mod memory;
mod moving;
mod office;
mod opened;
mod opening;
mod proving;
mod recover;
mod render;
mod restoring;
mod retention;
mod serve;
mod settings;
mod sign_in;
mod statement;
pub mod store;
mod tablets;
mod tidying;
mod together;
mod troubles;
mod verify;
mod writing;

pub use backup::{Backup, BackupFile};
pub use brought::{Brought, BroughtRecord, Stands};
pub use check::{Checked, GoalCheck, MOST_BYTES, check_goals, check_text, checked, table, text_of};
pub use check_plan::{PlanCheck, ToLookAt, check_plan};
pub use data::{DataFolder, FolderLock};
pub use environment::{Environment, System};
pub use error::OfficeError;
pub use http::router;
pub use key::OfficeKey;
pub use lines::Peer;
pub use moving::MoveTo;
pub use office::Office;
pub use proving::Proved;
pub use recover::Recovered;
pub use render::{Asked, Kind, Parts, RenderError, render};
pub use retention::{Certificate, DisposedRecord, Due};
pub use serve::{Listening, listen, serve};
pub use settings::{Flags, Networks, PublicAddress, Reach, Retention, Settings};
pub use statement::Statement;
pub use store::Store;
pub use tablets::{ToldCode, Whose};
pub use tidying::Tidied;
pub use verify::{VerifiedReceipt, verify_receipt};
