//! The system's own DNS-SD, without which the printer program does not start. Used as it is where it runs; otherwise
//! started for these tests and stopped with the last of them.

use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::stage::until;

/// While one of them is there, the daemon is.
pub(crate) struct Neighbours(());

/// How many are there, and what was started for them, in order. Locked while something starts or ends, so that nobody
/// takes a daemon that is about to end for one that runs.
static THERE: Mutex<(usize, Vec<Child>)> = Mutex::new((0, Vec::new()));

fn there() -> MutexGuard<'static, (usize, Vec<Child>)> {
    THERE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Neighbours {
    pub(crate) fn there() -> Self {
        let mut there = there();
        let (count, started) = &mut *there;
        if *count == 0 && !daemon_runs() {
            if !bus_answers() {
                std::fs::create_dir_all("/run/dbus").unwrap();
                started.push(run("dbus-daemon", &["--system", "--nofork", "--nopidfile"]));
                until("the system bus answers", || bus_answers().then_some(()));
            }
            started.push(run("avahi-daemon", &["--no-drop-root", "--no-rlimits"]));
            until("the DNS-SD daemon runs", || daemon_runs().then_some(()));
        }
        *count += 1;
        Self(())
    }
}

impl Drop for Neighbours {
    fn drop(&mut self) {
        let mut there = there();
        let (count, started) = &mut *there;
        *count -= 1;
        if *count > 0 {
            return;
        }
        for mut child in started.drain(..).rev() {
            // Asked, not killed: it leaves a file behind otherwise.
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            let _ = child.wait();
        }
    }
}

fn run(program: &str, arguments: &[&str]) -> Child {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap_or_else(|why| panic!("{program} does not start ({why}); is it installed?"))
}

fn daemon_runs() -> bool {
    let check = Command::new("avahi-daemon").arg("--check").stderr(Stdio::null()).status();
    check.is_ok_and(|status| status.success())
}

fn bus_answers() -> bool {
    std::os::unix::net::UnixStream::connect("/run/dbus/system_bus_socket").is_ok()
}
