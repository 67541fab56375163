//! What names a thing, and bytes as text: ids, SHA-256, and hex, base64 and Crockford's base 32.
//!
//! Here lives what both an agreement and a record are made of and what has to look the same in both. What an id or a hash
//! is *of* belongs to the crate that knows the thing: it makes a type for it from what is here. Keys, signatures and what
//! is stored or sent are not here, and nothing here reads a clock or draws a number.

pub mod base64;
pub mod crockford;
mod error;
mod hash;
pub mod hex;
pub mod id;

pub use error::TextError;
pub use hash::Hash;
pub use id::{CaseId, DeviceId, TenantId, UserId};
