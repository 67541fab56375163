//! The whole tablet app without a window: who may open it, where everything is kept, what can be done, and how it reaches
//! the office.
//!
//! [`Tablet`] has one method for each command of `ipc::visit`, named like it; a page asks for them by name. Everything a
//! window could do can be done, and is tested, through these. What a plan is stands in `plan`, what paper looks like in
//! `document`, what travels in `record`; here they meet the disk, the clock and the network.
//!
//! From below: `environment`, `disk`, `keys`, `store`, `voice`, `printing`, `sync` and `watch` know nothing of what is open;
//! `state` holds that, with the one lock; `tablet` is the way every command goes; `sleep` locks it before the machine sleeps;
//! `visit` has the commands, and `commands` takes them from a page. No file uses one above it.

mod commands;
mod disk;
mod drives;
mod environment;
mod error;
mod folders;
mod keys;
mod not_opened;
mod printing;
mod refusal;
mod sleep;
mod state;
mod store;
mod sync;
mod tablet;
mod visit;
pub mod voice;
mod watch;

pub use drives::{Drive, Drives};
pub use environment::{Environment, System};
pub use error::TabletError;
pub use folders::Folders;
pub use keys::cost::PinCost;
pub use keys::keystore::{Keystore, KeystoreFailed, NoKeystore};
pub use keys::pin::PinFault;
pub use keys::system_keystore::SystemKeystore;
pub use not_opened::NotOpened;
pub use sleep::Bus;
pub use tablet::{Outfit, Tablet};
pub use watch::{Heard, Window};
