//! Tests of the whole product: the real window, the real office, real faults.

mod accessible;
mod acknowledged;
mod aloud;
mod bad_input;
mod bridge;
mod crash;
mod fixtures;
mod keeps_place;
mod offline;
mod pad;
mod ten_children;
mod ten_taps;
mod visit;
