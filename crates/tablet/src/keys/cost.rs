//! What trying one PIN costs, in memory and time. It is paid by whoever unlocks, and by whoever guesses.

/// What Argon2id is asked for when a key file is made. The file carries it, so it is paid again each time it is opened.
///
/// There are two: the full one, and for tests the least there is. A program that was built for release has the full one
/// only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinCost {
    pub(super) m_kib: u32,
    pub(super) t: u32,
    pub(super) p: u32,
}

impl PinCost {
    /// Sixty-four mebibytes, three times over.
    pub const FULL: Self = Self { m_kib: 64 * 1024, t: 3, p: 1 };

    /// For tests, which unlock often.
    pub const fn for_tests() -> Self {
        if cfg!(debug_assertions) { Self { m_kib: 8, t: 1, p: 1 } } else { Self::FULL }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_cost_is_what_it_was_and_a_release_has_no_other() {
        let PinCost { m_kib, t, p } = PinCost::FULL;
        assert_eq!((m_kib, t, p), (65_536, 3, 1));
        assert_eq!(PinCost::for_tests() == PinCost::FULL, !cfg!(debug_assertions));
    }
}
