//! What a refusal allows: whether what was refused goes again, and when.

use ipc::refusal::Code;

/// What was refused goes again by itself after this long, in milliseconds.
pub const AGAIN: f64 = 2000.0;

/// When something that was refused goes again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Again {
    /// From this moment on.
    At(f64),
    /// When all is sent anew, as after unlocking.
    WhenAsked,
    /// Not any more.
    Never,
}

/// When changes go again that were refused now.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else stopped it may be over soon, and words are never dropped for it"
)]
pub(super) fn changes(code: Code, now: f64) -> Again {
    match code {
        Code::Locked => Again::WhenAsked,
        _ => Again::At(now + AGAIN),
    }
}

/// When something that happened goes again. Never when it would be refused again for what it is.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else stopped it may be over soon, and nothing is dropped for it"
)]
pub(super) fn events(code: Code, now: f64) -> Again {
    match code {
        Code::Locked => Again::WhenAsked,
        Code::NotUsable | Code::Sealed | Code::Superseded => Again::Never,
        _ => Again::At(now + AGAIN),
    }
}

impl Again {
    pub(super) fn is_due(self, now: f64) -> bool {
        matches!(self, Self::At(moment) if now >= moment)
    }
}
