//! What an office wants of a tablet that is lost: it is closed to everyone but the office. Nothing it holds is erased.

use std::sync::PoisonError;

use record::wire::Order;

use super::unlocking;
use crate::error::Result;
use crate::keys::file::KeyFile;
use crate::state::Shared;

/// Carries out what the office wants.
pub(crate) fn obey(shared: &Shared, order: &Order) {
    match order {
        Order::Close => {
            if let Err(error) = close(shared) {
                tracing::error!(%error, "the tablet is not closed yet");
            }
        }
        Order::Unknown(_) => tracing::warn!("the office wants something this program does not know"),
    }
}

/// Locks, and takes every slot but the office's out of the key files. What is sealed goes on being sent.
fn close(shared: &Shared) -> Result<()> {
    let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
    state.close()?;
    for folder in shared.folders.users()? {
        let mut file = KeyFile::read(&folder)?;
        if file.user_slot().is_ok() || file.phone_slot().is_some() {
            file.leave_to_office();
            file.write(&folder)?;
        }
    }
    unlocking::forget_device_secret(shared);
    Ok(())
}
