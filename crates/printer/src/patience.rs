//! What the caller is asked while something is printed. Waiting and giving up are the caller's; no clock is read here.

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Whether to go on, without letting any time pass.
    GoOn,
    /// To let some time pass (a second, say), and whether to go on then.
    Rest,
}
