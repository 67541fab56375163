//! What systemd is told, where it started this program and asked for it: that the office is ready, that it stops, and in between
//! that its work goes on. It listens at a socket that a variable names; where there is none, nobody is told anything.

use std::env;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::time::Duration;

const SOCKET: &str = "NOTIFY_SOCKET";
/// Microseconds after which systemd takes a program that is silent for one that hangs.
const PATIENCE: &str = "WATCHDOG_USEC";

/// Says that the office is ready, and that it goes on until `stop` is ready, and then that it stops. What is on its way then has
/// until systemd's own limit.
pub(super) async fn until(stop: impl Future<Output = ()> + Send + 'static) {
    tell("READY=1");
    let going_on = tokio::spawn(go_on());
    stop.await;
    tell("STOPPING=1");
    // Requests that are answered still are work that goes on.
    drop(going_on);
}

/// Told by a thread that answers requests too: where none of them gets on, nobody is told.
async fn go_on() {
    let micros = env::var(PATIENCE).ok().and_then(|micros| micros.parse().ok());
    let Some(patience) = micros.map(Duration::from_micros).filter(|patience| !patience.is_zero()) else {
        return;
    };
    let mut every = tokio::time::interval(patience / 3);
    loop {
        every.tick().await;
        tell("WATCHDOG=1");
    }
}

/// Whoever does not hear it does not need it.
fn tell(what: &str) {
    let Some(name) = env::var_os(SOCKET) else { return };
    let Some(address) = address(name.as_bytes()) else { return };
    let Ok(socket) = UnixDatagram::unbound() else { return };
    // Who does not listen keeps no request waiting.
    let told = socket.set_nonblocking(true).and_then(|()| socket.send_to_addr(what.as_bytes(), &address));
    if let Err(error) = told {
        tracing::warn!(%error, "systemd was not told");
    }
}

/// A path, or a name without a file.
fn address(name: &[u8]) -> Option<SocketAddr> {
    #[cfg(target_os = "linux")]
    {
        use std::os::linux::net::SocketAddrExt;
        if let Some(name) = name.strip_prefix(b"@") {
            return SocketAddr::from_abstract_name(name).ok();
        }
    }
    SocketAddr::from_pathname(std::ffi::OsStr::from_bytes(name)).ok()
}
