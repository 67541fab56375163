//! The whole visit in the real window.
