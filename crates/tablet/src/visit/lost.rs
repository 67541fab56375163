//! What an office wants of a tablet that is lost: it is closed to everyone but the office. Nothing it holds is erased.

use record::wire::Order;

use super::{joined, unlocking};
use crate::disk;
use crate::error::Result;
use crate::keys::file::KeyFile;
use crate::state::Shared;
use crate::watch::Heard;

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

/// Locks, and takes every slot but the office's out of the key files: of all that can be written, whatever becomes of the others.
/// It is asked for again for as long as the office says that the tablet is lost. What is sealed goes on being sent.
fn close(shared: &Shared) -> Result<()> {
    let mut state = shared.lock();
    let was_open = state.is_open();
    let mut done = state.close();
    if was_open {
        shared.voice.stop();
        shared.tell_window(Heard::Locked);
    }
    done = done.and(unlocking::forget_device_secret(shared));
    done = done.and(joined::forget(shared, &mut state));
    disk::give_up_reserve(&shared.folders.data);
    for folder in shared.folders.users()? {
        let left = KeyFile::read(&folder).and_then(|mut file| {
            file.leave_to_office();
            // Both copies of it, also where the first is closed already.
            file.write(&folder)
        });
        done = done.and(left);
    }
    done
}
