//! The system's own DNS-SD, without which the printer program does not start. Used as it is where it runs; otherwise
//! started for these tests and stopped with the last of them.

use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::stage::until;

static THERE: Mutex<Weak<Neighbours>> = Mutex::new(Weak::new());

pub(crate) struct Neighbours(Vec<Child>);

impl Neighbours {
    pub(crate) fn there() -> Arc<Self> {
        let mut there = THERE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(neighbours) = there.upgrade() {
            return neighbours;
        }
        let neighbours = Arc::new(Self::start());
        *there = Arc::downgrade(&neighbours);
        neighbours
    }

    fn start() -> Self {
        let mut started = Self(Vec::new());
        if daemon_runs() {
            return started;
        }
        if !bus_answers() {
            std::fs::create_dir_all("/run/dbus").unwrap();
            started.run("dbus-daemon", &["--system", "--nofork", "--nopidfile"]);
            until("the system bus answers", || bus_answers().then_some(()));
        }
        started.run("avahi-daemon", &["--no-drop-root", "--no-rlimits"]);
        until("the DNS-SD daemon runs", || daemon_runs().then_some(()));
        started
    }

    fn run(&mut self, program: &str, arguments: &[&str]) {
        let mut command = Command::new(program);
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn();
        self.0.push(child.unwrap_or_else(|why| panic!("{program} does not start ({why}); is it installed?")));
    }
}

impl Drop for Neighbours {
    fn drop(&mut self) {
        for mut child in self.0.drain(..).rev() {
            // Asked, not killed: it leaves a file behind otherwise.
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            let _ = child.wait();
        }
    }
}

fn daemon_runs() -> bool {
    let check = Command::new("avahi-daemon").arg("--check").stderr(Stdio::null()).status();
    check.is_ok_and(|status| status.success())
}

fn bus_answers() -> bool {
    std::os::unix::net::UnixStream::connect("/run/dbus/system_bus_socket").is_ok()
}
