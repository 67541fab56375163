//! Laws of the plan and golden files of its stored forms.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and figures are printed"
)]

mod agreement;
mod bound_answers;
mod cases;
mod examples;
mod for_whom;
mod form;
mod going_on;
mod guard_faults;
mod history;
mod kept_reasons;
mod labelled;
mod language_cases;
mod languages;
mod laws;
mod moved_words;
mod outsiders;
mod own_words;
mod plain;
mod signing;
mod smart;
mod stored;
mod unsaid_names;
mod wordings;
mod words;

use plan::Plan;

fn marsh() -> Plan {
    Plan::from_json(include_bytes!("../../../../assets/examples/marsh.json")).unwrap()
}
