//! What is printed, before it is known how a printer takes it.

use std::num::NonZeroU8;

/// What is printed.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// A whole PDF file.
    pub pdf: &'a [u8],
    /// How often.
    pub copies: NonZeroU8,
}
