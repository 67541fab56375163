//! The office from outside: a real server on a free port, a real database in a folder of its own, real requests.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it likes"
)]

mod accounts;
mod agencies;
mod agencies_apart;
mod agencies_laws;
mod agencies_program;
mod authenticator;
mod backups;
mod brought;
mod certificate;
mod chain;
mod check;
mod closed;
#[cfg(unix)]
mod cluster;
mod conformance;
mod copies_given;
mod countersigning;
#[cfg(unix)]
mod country;
#[cfg(unix)]
mod differential;
mod encrypted;
mod forms;
mod frozen;
mod full;
mod harm;
mod init;
mod joining;
mod keeping;
mod killed;
mod letters;
mod lists;
#[cfg(unix)]
mod making;
mod model;
#[cfg(unix)]
mod moving;
mod mutated;
mod nobody_in;
mod pages;
mod pages_words;
mod passkeys;
mod people;
mod people_laws;
mod program;
mod provider;
#[cfg(unix)]
mod reached;
mod render;
#[cfg(unix)]
mod replicated;
mod requests;
mod restored;
mod said;
mod seeds;
#[cfg(unix)]
mod servers;
mod serving;
mod settings;
mod shipped;
mod signing_in;
mod stores;
mod strangers;
mod tablet;
mod theirs;
mod today;
mod together;
mod unlisted;
mod watched;
mod ways_laws;
mod words;
mod world;
