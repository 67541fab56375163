//! The office's answer to a tablet that joined, until there is a worker.
//!
//! Joining comes before the first worker, but the keys that protect what is signed come with the worker. So the office's answer
//! is held in memory, and in the keystore where there is one, until the first worker comes; then their database is made with it.
//! On a tablet without a keystore, an app that dies in between needs a new code.

use crate::error::{Result, TabletError};
use crate::state::{Shared, State};
use crate::store::Enrolment;

/// What the office's answer is called in the keystore.
const JOINED: &str = "joined";

/// Lets it go: the first worker has it now. What stays behind in the keystore is read only while there is no worker, and goes with a
/// later unlocking.
pub(super) fn forget(shared: &Shared, state: &mut State) -> Result<()> {
    state.joined = None;
    if !shared.has_keystore()? {
        return Ok(());
    }
    shared.keystore.forget(&shared.secret_name(JOINED)).map_err(TabletError::Keystore)
}

/// Lets go what an earlier try left in the keystore, once there is a worker. What fails now is tried again by whoever comes in next.
pub(super) fn forget_at_last(shared: &Shared) {
    let name = shared.secret_name(JOINED);
    let is_there = shared.keystore.get(&name).is_ok_and(|kept| kept.is_some());
    if is_there && let Err(error) = shared.keystore.forget(&name) {
        tracing::warn!(%error, "what is read only while there is no worker stays in the keystore");
    }
}

/// Keeps the office's answer until the first worker comes.
pub(super) fn keep_joined(shared: &Shared, state: &mut State, joined: Enrolment) -> Result<()> {
    let json = joined.to_json()?;
    // First of all in memory: the office has used up its code for it, whatever the keystore says.
    state.joined = Some(joined);
    if shared.has_keystore()? {
        shared.keystore.put(&shared.secret_name(JOINED), &json).map_err(TabletError::Keystore)?;
    }
    Ok(())
}

/// The office's answer, where there is one and no worker yet.
pub(super) fn joined<'a>(shared: &Shared, held: &'a mut Option<Enrolment>) -> Result<Option<&'a Enrolment>> {
    if held.is_none() && shared.has_keystore()? {
        let kept = shared.keystore.get(&shared.secret_name(JOINED)).map_err(TabletError::Keystore)?;
        *held = kept.map(|bytes| Enrolment::from_json(&bytes)).transpose()?;
    }
    Ok(held.as_ref())
}
