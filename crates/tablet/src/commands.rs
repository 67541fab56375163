//! Commands as a page sends them: by name and in JSON. Each goes to the method of its name, on a thread that may wait, so
//! that one which waits for a voice or a printer keeps no other from being carried out. Who brings them here, the app's
//! window or a test's browser, knows none of them.

use std::sync::Arc;

use ipc::Refusal;
use ipc::visit::*;
use serde::Deserialize;
use serde_json::Value;

use crate::error::TabletError;
use crate::tablet::{Tablet, may_be_carried_out};

/// What a page sends beside a command's name.
#[derive(Deserialize)]
struct Arguments<C> {
    command: C,
}

impl Tablet {
    /// Carries out what a page asks for by name, and answers in JSON. It is called in a tokio runtime and does the work
    /// in that runtime's blocking pool. A command that panics is refused like any other that went wrong.
    ///
    /// # Errors
    /// When there is no such command, or it was not done.
    pub async fn answer(self: &Arc<Self>, name: String, arguments: Value) -> Result<String, Refusal> {
        let tablet = Arc::clone(self);
        let carried_out =
            tokio::task::spawn_blocking(move || tablet.carry_out_by_name(&name, arguments)).await;
        carried_out.unwrap_or_else(|_| Err(self.not_done("a command", &TabletError::HalfWay)))
    }

    /// Whether it may be carried out before a family is asked here for every command, and again under the lock by the
    /// methods that take it. What a family may ask does not wait for the lock here: it may be to stop the voice.
    fn carry_out_one<C: Command>(
        &self,
        arguments: Value,
        method: impl FnOnce(&Self, C) -> Result<C::Reply, Refusal>,
    ) -> Result<String, Refusal> {
        let not_done = |error| self.not_done(C::NAME, &error);
        if C::BEFORE == Before::WorkerOnly {
            may_be_carried_out::<C>(&self.shared.lock()).map_err(not_done)?;
        }
        let read = serde_json::from_value(arguments).map_err(|_| not_done(TabletError::NoSuchCommand));
        let Arguments { command } = read?;
        let reply = method(self, command)?;
        serde_json::to_string(&reply).map_err(|_| not_done(TabletError::HalfWay))
    }
}

macro_rules! by_name {
    ($($name:ident: $command:ident,)*) => {
        impl Tablet {
            fn carry_out_by_name(&self, name: &str, arguments: Value) -> Result<String, Refusal> {
                match name {
                    $($command::NAME => self.carry_out_one(arguments, Self::$name),)*
                    _ => Err(self.not_done("what a page asked", &TabletError::NoSuchCommand)),
                }
            }
        }
    };
}

ipc::for_each_command!(by_name);
