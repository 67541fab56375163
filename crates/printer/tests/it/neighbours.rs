//! The system's own DNS-SD, without which the printer program does not start. Used as it is where it runs; otherwise
//! started for these tests and stopped when the last of them, in whichever program, is over.

use std::fs::File;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::stage::until;

/// While one of them is there, the daemon is.
pub(crate) struct Neighbours(());

/// What there is of them in this program.
struct There {
    count: usize,
    /// What was started for them, in order.
    started: Vec<Child>,
    /// Locked for as long as they are there, together with those of other programs that run beside this one.
    held: Option<File>,
}

/// Locked while something starts or ends, so that nobody takes a daemon that is about to end for one that runs.
static THERE: Mutex<There> = Mutex::new(There { count: 0, started: Vec::new(), held: None });

fn there() -> MutexGuard<'static, There> {
    THERE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Neighbours {
    pub(crate) fn there() -> Self {
        let mut there = there();
        let There { count, started, held } = &mut *there;
        if *count == 0 {
            let lock = File::create(lock_file()).unwrap();
            // With it for themselves they are the first; else somebody has them already, or is just ending them.
            if lock.try_lock().is_err() {
                lock.lock_shared().unwrap();
            }
            if !daemon_runs() {
                if !bus_answers() {
                    std::fs::create_dir_all("/run/dbus").unwrap();
                    started.push(run("dbus-daemon", &["--system", "--nofork", "--nopidfile"]));
                    until("the system bus answers", || bus_answers().then_some(()));
                }
                started.push(run("avahi-daemon", &["--no-drop-root", "--no-rlimits"]));
                until("the DNS-SD daemon runs", || daemon_runs().then_some(()));
            }
            lock.lock_shared().unwrap();
            *held = Some(lock);
        }
        *count += 1;
        Self(())
    }
}

impl Drop for Neighbours {
    fn drop(&mut self) {
        let mut there = there();
        there.count -= 1;
        if there.count > 0 {
            return;
        }
        there.held = None;
        // Asked, not killed: it leaves a file behind otherwise. Once nobody has them any more, and until they are gone.
        let pids: Vec<String> = there.started.drain(..).rev().map(|child| child.id().to_string()).collect();
        if !pids.is_empty() {
            let end = "kill $*; for it; do until ! [ -e /proc/$it ] || grep -q zombie /proc/$it/status; do \
                       sleep 0.1; done; done";
            let mut ends = Command::new("flock");
            ends.arg(lock_file()).args(["sh", "-c", end, "sh"]).args(pids);
            let _ = ends.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        }
    }
}

fn lock_file() -> std::path::PathBuf {
    std::env::temp_dir().join("doorstep-tests-neighbours")
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
