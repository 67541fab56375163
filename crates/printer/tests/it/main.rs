//! Printing on a real IPP printer program (`ippeveprinter`) on this machine, found by the real DNS-SD of the system,
//! through a real print server (CUPS), and on made-up printers for what these do not do. Only Unix has these programs.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it likes, and says what it could not try"
)]

mod cups;
mod encrypted;
mod found;
mod homes;
mod impostor;
mod lost;
mod made_up;
mod neighbours;
mod odd;
mod pictures;
mod print_server;
mod printed;
mod pwg_reader;
mod queue;
mod refused;
mod relay;
mod stage;
