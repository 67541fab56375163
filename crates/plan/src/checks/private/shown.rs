//! What can be told of where somebody lives and how to reach them.

/// What of something withheld stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// A telephone number.
    Number,
    /// An address for letters by wire.
    Mail,
    /// The postcode.
    Postcode,
    /// The name of the house or refuge.
    House,
    /// The street, with its number or without.
    Street,
    /// The number of the flat or room.
    Flat,
}
