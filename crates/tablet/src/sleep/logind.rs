//! logind, which on Linux tells programs that the machine is about to sleep, in whichever way, and waits for those that hold it up: five
//! seconds, unless somebody has set that otherwise. It has to be asked anew for each sleep.

use std::io;
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use zbus::blocking::Proxy;
use zbus::blocking::connection::Builder;
use zbus::zvariant::OwnedFd;

use super::Bus;
use crate::tablet::Tablet;

/// Shown to whoever lists what holds the machine up.
const WHY: &str = "Saves and locks";

/// So long logind may take to answer.
const ANSWER: Duration = Duration::from_secs(10);

/// After so long a bus that is not there, or went away, is looked for again.
const AGAIN: Duration = Duration::from_secs(60);

pub(super) fn lock_before_each(tablet: &Arc<Tablet>, bus: Bus, patience: Duration) {
    let tablet = Arc::downgrade(tablet);
    let listen = move || {
        let mut is_said = false;
        while let Err(error) = hear(&tablet, &bus, patience) {
            if !std::mem::replace(&mut is_said, true) {
                tracing::warn!(%error, "nobody tells when the machine sleeps: the tablet locks when it wakes");
            }
            thread::sleep(AGAIN);
            if tablet.strong_count() == 0 {
                return;
            }
        }
    };
    if let Err(error) = thread::Builder::new().name("sleep".into()).spawn(listen) {
        tracing::warn!(%error, "nobody listens when the machine sleeps: the tablet locks when it wakes");
    }
}

/// Fails with the bus, and ends at the first sleep after the tablet has ended.
fn hear(tablet: &Weak<Tablet>, bus: &Bus, patience: Duration) -> zbus::Result<()> {
    let builder = match bus {
        Bus::System => Builder::system()?,
        Bus::At(address) => Builder::address(address.as_str())?,
    };
    let connection = builder.method_timeout(ANSWER).build()?;
    let logind = Proxy::new(
        &connection,
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
    )?;
    // Listens before it holds, so that no sleep falls between.
    let sleeps = logind.receive_signal("PrepareForSleep")?;
    let mut held = hold(&logind);
    for told in sleeps {
        let is_ahead: bool = told.body().deserialize()?;
        let Some(tablet) = tablet.upgrade() else { return Ok(()) };
        if is_ahead {
            tablet.goes_to_sleep(patience);
            drop(held.take());
        } else {
            held = hold(&logind);
        }
    }
    Err(io::Error::from(io::ErrorKind::ConnectionAborted).into())
}

/// From now on the machine waits before it sleeps, until this is let go. Where it may not be held up, the tablet locks as soon as it is
/// told.
fn hold(logind: &Proxy<'_>) -> Option<OwnedFd> {
    let held: zbus::Result<OwnedFd> = logind.call("Inhibit", &("sleep", "Doorstep", WHY, "delay"));
    held.inspect_err(|error| tracing::warn!(%error, "the machine does not wait before it sleeps")).ok()
}
