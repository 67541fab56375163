//! The office's page: what arrived from the tablets.

pub mod page;
