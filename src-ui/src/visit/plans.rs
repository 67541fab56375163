//! The worker's plans, new ones, those to practise with, and what there is to do in one.

pub(crate) mod home;
pub(crate) mod list;
mod missing;
pub(crate) mod practice;
