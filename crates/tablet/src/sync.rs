//! Getting sealed records to the office, beside the tablet's lock and never with it, also while nobody is in. `letters` closes
//! what was sealed to the office; from then on sending knows no more of it than the post does. `machine` decides, knowing neither
//! network nor disk; `http` is the `line` to the office; `round` joins the two with the post; `told` says how it went; `down` reads
//! what the office wrote; `clock` what the office's says of the tablet's; `courier` is what commands know of it; the thread here waits for
//! the next time to try.
//!
//! Nothing is ever deleted because of an answer, but letters for which a receipt came, signed with the office's key and for
//! exactly this record; what they carried stays in the worker's store.

mod bell;
mod clock;
mod courier;
pub(crate) mod down;
pub(crate) mod http;
pub(crate) mod letters;
mod line;
mod machine;
mod retry;
mod round;
mod told;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

pub(crate) use courier::Courier;
pub(crate) use machine::Failure;
use record::wire::{CodeOf, Order};

use crate::environment::Environment;
use crate::error::{Result, TabletError};

/// So often a tablet with nothing to send asks how the office stands.
const IN_A_WHILE: Duration = Duration::from_secs(15 * 60);

/// What the sending thread asks of the tablet around it.
pub(crate) struct Around {
    /// Opens the post without anybody in, where its key is kept for that.
    pub(crate) open_post: Box<dyn Fn() -> Result<()> + Send>,
    /// Whether there is a post to be opened.
    pub(crate) has_post: Box<dyn Fn() -> bool + Send>,
    /// Whose the codes by telephone are.
    pub(crate) codes: Box<dyn Fn() -> Vec<CodeOf> + Send>,
    /// Carries out what the office wants.
    pub(crate) obey: Box<dyn Fn(&Order) + Send>,
}

/// Starts the thread that sends. It ends when the tablet is closed.
pub(crate) fn start(
    courier: &Arc<Courier>,
    environment: &Arc<dyn Environment>,
    around: Around,
) -> Result<()> {
    let (courier, environment) = (Arc::clone(courier), Arc::clone(environment));
    let thread = std::thread::Builder::new().name("sending".into());
    thread
        .spawn(move || run(&courier, &*environment, &around))
        .map(drop)
        .map_err(TabletError::file("starting to send"))
}

fn run(courier: &Courier, environment: &dyn Environment, around: &Around) {
    let mut failures = 0;
    let mut wait = None;
    courier.ring();
    while courier.bell.wait(wait) {
        // A mistake in one round must not end all sending: the next begins anew.
        let next = catch_unwind(AssertUnwindSafe(|| {
            find_post(courier, around);
            round::run(courier, environment, around)
        }));
        wait = match next {
            Ok(told::Next::WhenRung) => {
                failures = 0;
                None
            }
            Ok(told::Next::InAWhile) => {
                failures = 0;
                Some(IN_A_WHILE)
            }
            Ok(told::Next::Again { moved }) => {
                failures = if moved { 1 } else { failures + 1 };
                Some(retry::delay(failures, environment))
            }
            Err(_) => {
                tracing::error!("sending stopped half-way");
                failures += 1;
                Some(retry::delay(failures, environment))
            }
        };
    }
}

fn find_post(courier: &Courier, around: &Around) {
    if courier.has_post() {
        return;
    }
    if let Err(error) = (around.open_post)() {
        tracing::warn!(%error, "the post was not opened");
    }
}
