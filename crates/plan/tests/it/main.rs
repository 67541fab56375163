//! Laws of the plan and golden files of its stored forms.

mod agreement;
mod laws;
mod signing;
mod stored;

use plan::Plan;

fn marsh() -> Plan {
    Plan::from_json(include_bytes!("../../../../assets/examples/marsh.json")).unwrap()
}
