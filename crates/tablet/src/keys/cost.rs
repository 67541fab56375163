//! What trying one PIN costs, in memory and time. It is paid by whoever unlocks, and by whoever guesses.

/// What a person waits for at the door without thinking that it is broken, in nanoseconds.
const WAIT_NS: u64 = 500_000_000;
/// However fast the machine is: a key file may be opened on a slower one.
const MOST_ROUNDS: u32 = 24;

/// What Argon2id is asked for when a key file is made. The file carries it, so it is paid again each time it is opened.
///
/// There are two: the full one, which a fast machine raises for itself, and for tests the least there is. A program that was built
/// for release has the full one only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinCost {
    pub(super) m_kib: u32,
    pub(super) t: u32,
    pub(super) p: u32,
}

impl PinCost {
    /// Sixty-four mebibytes, three times over: what is asked of every machine.
    pub const FULL: Self = Self { m_kib: 64 * 1024, t: 3, p: 1 };

    /// For tests, which unlock often.
    pub const fn for_tests() -> Self {
        if cfg!(debug_assertions) { Self { m_kib: 8, t: 1, p: 1 } } else { Self::FULL }
    }
}

impl PinCost {
    /// The same with as many rounds as this machine carries out in about half a second, and never fewer. `took_ns` is how long one
    /// try took here.
    pub(super) fn for_a_machine_that_took(self, took_ns: u64) -> Self {
        let rounds = u64::from(self.t).saturating_mul(WAIT_NS) / took_ns.max(1);
        let t = u32::try_from(rounds).unwrap_or(MOST_ROUNDS).clamp(self.t, MOST_ROUNDS.max(self.t));
        Self { t, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_machine_pays_more_and_a_slow_one_what_every_one_pays() {
        let rounds = |took_ms: u64| PinCost::FULL.for_a_machine_that_took(took_ms * 1_000_000).t;
        assert_eq!([2_000, 500, 250, 100, 0].map(rounds), [3, 3, 6, 15, 24]);
    }

    #[test]
    fn the_full_cost_is_what_it_was_and_a_release_has_no_other() {
        let PinCost { m_kib, t, p } = PinCost::FULL;
        assert_eq!((m_kib, t, p), (65_536, 3, 1));
        assert_eq!(PinCost::for_tests() == PinCost::FULL, !cfg!(debug_assertions));
    }
}
