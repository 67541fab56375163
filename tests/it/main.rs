//! Tests of the whole product: the real window, the real office, real faults.

mod visit;
