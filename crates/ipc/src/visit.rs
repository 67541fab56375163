//! The commands of the visit app: what each is, and what the one table of them, `commands.rs`, is made into.

mod copies;
mod door;
mod drafts;
mod files;
mod from_office;
mod pin;
mod replies;

use std::time::Duration;

use plan::field::Field;
use plan::ids::{PersonId, PlanId, SigningId, UserId};
use plan::people::WorkerRole;
use plan::signing::Event;
use plan::texts::Language;
use plan::{Change, Library};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use copies::*;
pub use door::*;
pub use drafts::*;
pub use files::*;
pub use from_office::*;
pub use pin::Pin;
pub use replies::*;

/// A command the shell carries out.
pub trait Command: Serialize + DeserializeOwned {
    /// The name it is asked for by.
    const NAME: &'static str;
    /// Before whom it may be carried out.
    const BEFORE: Before;
    /// Who asks for it.
    const ASKED_BY: AskedBy;
    /// What it answers.
    type Reply: Serialize + DeserializeOwned;
}

/// Before whom a command may be carried out. Neither is the usual one: each command says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Also while the tablet stands before a family: their plan, their words, and the ways back.
    Family,
    /// Only while the worker has the tablet.
    WorkerOnly,
}

/// Who asks for a command. Neither is the usual one: each command says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedBy {
    /// Somebody who did something. A tablet that is asked so is in use.
    Person,
    /// An interface by itself, as when it shows a screen or looks how something goes. Nobody need be there.
    Page,
}

/// So long after the last touch a tablet locks by itself. A page that is well locks a little earlier, and saves before.
pub const LEFT_ALONE: Duration = Duration::from_secs(2 * 60);

/// The same while it stands before a family: people talk about what they read.
pub const WHILE_TALKING: Duration = Duration::from_secs(10 * 60);

macro_rules! commands {
    (($d:tt) $($(#[$doc:meta])* $command:ident as $name:ident -> $reply:ty, $before:path, $asked_by:path { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            pub struct $command { $($(#[$field_doc])* pub $field: $type),* }

            impl Command for $command {
                const NAME: &'static str = stringify!($name);
                const BEFORE: Before = $before;
                const ASKED_BY: AskedBy = $asked_by;
                type Reply = $reply;
            }
        )*

        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// Gives every command to a macro, as `name: Command,`, so that nobody keeps a list of them.
        #[macro_export]
        macro_rules! for_each_command {
            ($d to:ident) => { $d to! { $($name: $command,)* } };
        }
    };
}

include!("../commands.rs");
