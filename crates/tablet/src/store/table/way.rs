//! How rows are found. An index lies on other pages than what it is of: where one way meets a damaged page, the other may not.

/// One of the two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// By an index.
    Index,
    /// Through the whole table.
    Through,
}

impl Way {
    /// This way, and behind it the other.
    pub(crate) const fn then_other(self) -> [Self; 2] {
        match self {
            Self::Index => [self, Self::Through],
            Self::Through => [self, Self::Index],
        }
    }

    /// What stands behind the name of the table.
    pub(crate) const fn sql(self) -> &'static str {
        match self {
            Self::Index => "",
            Self::Through => "NOT INDEXED",
        }
    }
}
