//! The office: takes in what tablets have sealed, keeps it, gives receipts, shows it to the people who work there.
//!
//! [`Office`] holds every decision and knows no HTTP; `http` turns requests into calls of it and its answers into
//! responses; [`Store`] keeps things and knows no rules but those that need a transaction. Time and randomness come in
//! through [`Environment`]. What a record says is read to list it and to reckon how long its case is kept, never to decide
//! whether it is taken.

mod access;
mod accounts;
mod actor;
mod agreements;
mod asked;
mod asking;
mod authenticate;
mod backup;
mod brought;
mod cases;
mod certificates;
mod changes;
mod check;
mod check_plan;
mod codes;
mod counts;
mod data;
mod disclosing;
mod disk;
mod enrolment;
mod environment;
mod error;
mod giving_back;
mod http;
mod ids;
mod in_time;
mod key;
mod letters;
mod lines;
mod listing;
mod log;
mod memory;
mod moving;
mod office;
mod opened;
mod opening;
mod partners;
mod passkeys;
mod passwords;
mod people;
mod permissions;
mod provider;
mod proving;
mod receiving;
mod recover;
mod render;
mod restoring;
mod retention;
mod room;
mod secrets;
mod sending;
mod serve;
mod sessions;
mod settings;
mod sign_in;
mod statement;
pub mod store;
mod tablets;
mod tidying;
mod together;
mod troubles;
mod verify;
mod watching;
mod writing;

pub use actor::{Actor, Held, SignedIn, Who};
pub use backup::{Backup, BackupFile};
pub use brought::{Brought, BroughtRecord, Stands};
pub use certificates::{CertificateFiles, Certificates};
pub use check::{Checked, GoalCheck, MOST_BYTES, check_goals, check_text, checked, table, text_of};
pub use check_plan::{PlanCheck, ToLookAt, check_plan};
pub use codes::code_at;
pub use data::{DataFolder, FolderLock};
pub use disclosing::Disclosing;
pub use environment::{Environment, System};
pub use error::OfficeError;
pub use http::{Gate, Row, WhoMay, router, rows};
pub use ids::{GlassId, PersonId, TeamId};
pub use key::OfficeKey;
pub use lines::Peer;
pub use log::Log;
pub use moving::MoveTo;
pub use office::Office;
pub use permissions::{Role, What, may};
pub use proving::Proved;
pub use receiving::{Became, TakenIn};
pub use recover::Recovered;
pub use render::{Asked, Kind, Parts, RenderError, render};
pub use retention::{Certificate, DisposedRecord, Due};
pub use room::KeptBack;
pub use sending::{SentOut, send_on};
pub use serve::{Listening, listen, serve};
pub use settings::{
    Accounts, Flags, LoginClaim, Networks, PublicAddress, Reach, Retention, Settings, WaysIn,
};
pub use sign_in::{Set, SigningIn};
pub use statement::Statement;
pub use store::Store;
pub use tablets::{ToldCode, Whose};
pub use tidying::Tidied;
pub use verify::{VerifiedReceipt, verify_receipt};
pub use watching::Watch;
