//! What is carried out while the tablet stands before a family, and nothing else is.

use ipc::visit::{
    AskWays, Command, Lock, Look, ReadIn, ReadLibrary, SayAloud, Sign, Start, StartSigning, StopSaying,
    TakeBack, Unlock,
};

/// Their plan, their words, and the ways back. The library holds nothing of any plan, and an interface that is loaded anew
/// asks for it before anything else.
const IN_FRONT: [&str; 12] = [
    Start::NAME,
    ReadLibrary::NAME,
    Look::NAME,
    Lock::NAME,
    Unlock::NAME,
    StartSigning::NAME,
    Sign::NAME,
    TakeBack::NAME,
    AskWays::NAME,
    ReadIn::NAME,
    SayAloud::NAME,
    StopSaying::NAME,
];

/// Whether a command may be carried out before a family.
pub(crate) fn may_be_done_in_front(command: &str) -> bool {
    IN_FRONT.contains(&command)
}
