//! The tablet without a window, driven through its commands: real databases, real key files, the real office.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may stop where it likes, and says what it could not try"
)]

mod bad_line;
mod broken;
mod by_file;
mod commands;
mod copies;
mod council;
mod crash;
mod damage;
mod door;
mod drafts;

mod fake_office;
mod family;
mod family_mode;
mod flips;
mod forms;
mod from_office;
mod frozen;
mod full;
mod gate;
mod history;
mod keystore;
mod lock;
#[cfg(unix)]
#[allow(dead_code, reason = "the printer’s own made-up printers, of which not all is used here")]
#[path = "../../../printer/tests/it/made_up.rs"]
mod made_up;
mod names;
#[cfg(unix)]
#[path = "../../../printer/tests/it/neighbours.rs"]
mod neighbours;
mod newer;
mod offices;
mod other_system;
mod outcomes;
mod outgoing;
#[cfg(unix)]
mod own_authority;
mod place;
mod plans;
mod power;
#[cfg(unix)]
mod printers;
mod reading;
#[cfg(unix)]
#[allow(dead_code, reason = "the printer’s own broken lines, of which not all is used here")]
#[path = "../../../printer/tests/it/relay.rs"]
mod relay;
mod sealing;
mod secrecy;
mod seed;
mod sending;
#[cfg(target_os = "linux")]
mod sleep;
mod speed;
#[cfg(unix)]
#[allow(dead_code, reason = "the printer’s own stage, of which not all is used here")]
#[path = "../../../printer/tests/it/stage.rs"]
mod stage;
mod sticks;
mod unattended;
mod unclean;
mod unusual_office;
mod upgrading;
mod visits;
mod waiting;
mod ways_back;
mod wire;
mod world;
