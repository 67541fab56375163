//! Tests of the whole product: the real window, the real office, real faults.

mod accessible;
mod acknowledged;
mod aloud;
mod aloud_window;
mod bad_input;
mod bridge;
mod crash;
mod family_screens;
mod five_rows;
mod fixtures;
mod keeps_place;
mod offline;
mod pad;
mod slips;
mod taps;
mod ten_children;
mod ten_taps;
mod visit;
