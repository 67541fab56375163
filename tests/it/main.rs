//! Tests of the whole product: the real window, the real office, real faults.

mod accessible;
mod acknowledged;
mod aloud;
mod aloud_window;
mod bad_input;
mod bridge;
mod closing;
mod copies;
mod crash;
mod earlier;
mod family_screens;
mod five_rows;
mod fixtures;
mod form;
mod in_memory;
mod keeps_place;
mod managers_day;
mod names;
#[path = "../../crates/printer/tests/it/neighbours.rs"]
mod neighbours;
mod office_day;
mod offline;
mod pad;
mod passkey;
mod practice;
mod printing;
mod removed;
mod second_time;
mod short_plan;
mod side_by_side;
mod slips;
#[allow(dead_code, clippy::unwrap_used, reason = "the printer’s own stage, of which not all is used here")]
#[path = "../../crates/printer/tests/it/stage.rs"]
mod stage;
mod stranger;
mod taps;
mod ten_children;
mod ten_taps;
mod three_days;
mod visit;
