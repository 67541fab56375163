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

/// Lets it go: the first worker has it now. What stays behind in the keystore is read only while there is no worker.
pub(super) fn forget(shared: &Shared, state: &mut State) -> Result<()> {
    state.joined = None;
    shared.keystore.forget(&shared.secret_name(JOINED)).map_err(TabletError::Keystore)
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
