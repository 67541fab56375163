//! Whether what can be read is certain to stay. What a server committed and did not answer for can be read from it, and from the
//! one that takes its place, before another machine has it. So there is a doubt from each line that is opened, which may lead to
//! another server than the one before, and from each COMMIT that was not waited for to its end, until something that was written
//! after it is certain to stay: then so is all that came before.

use std::sync::atomic::{AtomicU64, Ordering};

/// How many doubts there were, and how many of them are over.
#[derive(Debug, Default)]
pub(super) struct Doubt {
    raised: AtomicU64,
    settled: AtomicU64,
}

impl Doubt {
    pub(super) fn raise(&self) {
        self.raised.fetch_add(1, Ordering::SeqCst);
    }

    /// The last doubt, if it is not over.
    pub(super) fn last(&self) -> Option<u64> {
        let last = self.raised.load(Ordering::SeqCst);
        (last > self.settled.load(Ordering::SeqCst)).then_some(last)
    }

    /// What was written after this doubt is certain to stay.
    pub(super) fn settle(&self, doubt: u64) {
        self.settled.fetch_max(doubt, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_settled_says_nothing_of_what_came_later() {
        let doubt = Doubt::default();
        assert_eq!(doubt.last(), None);
        doubt.raise();
        let first = doubt.last().unwrap();
        doubt.raise();
        doubt.settle(first);
        let second = doubt.last().unwrap();
        assert_ne!(first, second);
        doubt.settle(second);
        doubt.settle(first);
        assert_eq!(doubt.last(), None);
    }
}
