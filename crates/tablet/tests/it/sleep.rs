//! The machine sleeps when the tablet is locked and its page has put everything away, and is held up no longer. Who says that it is about
//! to sleep is made up here, on a bus of its own.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::os::fd;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use ipc::visit::{Lock, Shows, Start};
use tablet::{Bus, Heard, Tablet};
use tempfile::TempDir;
use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::OwnedFd;

use crate::family::{opened, retitled, written};
use crate::lock::{hear, in_use, is_open};
use crate::sending::LONG;
use crate::world::{PIN, World, unlock};

/// What waits for a page so long is noticed by whoever waits for it.
const FOR_EVER: Duration = Duration::from_secs(3600);

/// For a page that does not answer.
const BRIEFLY: Duration = Duration::from_millis(20);

/// Everybody may be called what they like on it, and say what they like to anybody.
const RULES: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path=PLACE</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A bus that nobody else is on.
struct OwnBus {
    daemon: Child,
    address: String,
    _folder: TempDir,
}

impl OwnBus {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (rules, place) = (folder.path().join("rules"), folder.path().join("bus"));
        fs::write(&rules, RULES.replace("PLACE", place.to_str().unwrap())).unwrap();
        let mut command = Command::new("dbus-daemon");
        command.arg(format!("--config-file={}", rules.display()));
        command.args(["--nofork", "--nopidfile", "--print-address=1"]).stdout(Stdio::piped());
        let mut daemon = command.spawn().unwrap_or_else(|error| {
            panic!("sleep was not tried: dbus-daemon, of Debian's package dbus, does not start: {error}")
        });
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        assert!(!address.is_empty(), "sleep was not tried: dbus-daemon ended at once");
        Self { daemon, address: address.trim().to_owned(), _folder: folder }
    }

    fn address(&self) -> Bus {
        Bus::At(self.address.clone())
    }
}

impl Drop for OwnBus {
    fn drop(&mut self) {
        self.daemon.kill().unwrap();
        self.daemon.wait().unwrap();
    }
}

/// What says on that bus that the machine is about to sleep.
struct Logind {
    connection: Connection,
    asked: Receiver<Option<Held>>,
    refuses: Arc<AtomicBool>,
}

impl Logind {
    fn on(bus: &OwnBus) -> Self {
        let connection = Builder::address(bus.address.as_str()).unwrap().build().unwrap();
        // Hears before it is called so, or a call could be missed.
        let calls = MessageIterator::from(&connection);
        connection.request_name("org.freedesktop.login1").unwrap();
        let (tell, asked) = channel();
        let refuses = Arc::new(AtomicBool::new(false));
        let (answering, refusing) = (connection.clone(), Arc::clone(&refuses));
        thread::spawn(move || {
            for call in calls.map_while(Result::ok) {
                let header = call.header();
                let is_to_hold = header.member().is_some_and(|member| member.as_str() == "Inhibit");
                if call.message_type() != Type::MethodCall || !is_to_hold {
                    continue;
                }
                let (what, _, _, how): (String, String, String, String) = call.body().deserialize().unwrap();
                assert_eq!((what.as_str(), how.as_str()), ("sleep", "delay"));
                let held = if refusing.load(Ordering::SeqCst) {
                    answering.reply_error(&header, "org.freedesktop.DBus.Error.AccessDenied", &()).unwrap();
                    None
                } else {
                    let (kept, given) = UnixStream::pair().unwrap();
                    answering.reply(&header, &OwnedFd::from(fd::OwnedFd::from(given))).unwrap();
                    Some(Held(kept))
                };
                // A test that is over asks no more.
                let _ = tell.send(held);
            }
        });
        Self { connection, asked, refuses }
    }

    /// What the tablet was asked for next: to hold the machine up.
    fn held(&self) -> Held {
        self.asked.recv_timeout(LONG).unwrap().unwrap()
    }

    /// The machine is about to sleep, or has woken.
    fn says(&self, is_ahead: bool) {
        let (path, interface) = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager");
        self.connection.emit_signal(None::<()>, path, interface, "PrepareForSleep", &is_ahead).unwrap();
    }
}

/// Holds the machine up until its other end is closed.
struct Held(UnixStream);

impl Held {
    fn is_let_go(&mut self) -> bool {
        self.0.set_nonblocking(true).unwrap();
        let read = self.0.read(&mut [0]);
        self.0.set_nonblocking(false).unwrap();
        !read.is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
    }

    fn until_let_go(&mut self) {
        self.0.set_read_timeout(Some(LONG)).unwrap();
        assert_eq!(self.0.read(&mut [0]).unwrap(), 0);
    }
}

/// Another page comes in the place of the one that locked.
fn begins_anew(tablet: &Tablet) {
    tablet.start(Start { shows: Shows::LockScreen }).unwrap();
}

/// A tablet with a worker in, whose time does not pass.
fn open() -> (World, Arc<Tablet>) {
    let (world, tablet) = in_use();
    (world, Arc::new(tablet))
}

/// From now on it hears when the machine sleeps, and what its window hears is kept.
fn listens(tablet: &Arc<Tablet>, patience: Duration) -> (OwnBus, Logind, Receiver<Heard>) {
    let (heard, bus) = (hear(tablet), OwnBus::start());
    let logind = Logind::on(&bus);
    tablet.lock_before_sleep(bus.address(), patience);
    (bus, logind, heard)
}

#[test]
fn the_machine_sleeps_when_the_tablet_is_locked_and_its_page_has_put_everything_away_each_time() {
    let (_world, tablet) = open();
    let plan = written(&tablet, "The Marsh family").plan.id;
    let (_bus, logind, heard) = listens(&tablet, FOR_EVER);
    for title in ["The Reed family", "The Ash family"] {
        let mut held = logind.held();
        let before = opened(&tablet, plan);
        logind.says(true);
        assert_eq!(heard.recv_timeout(LONG).unwrap(), Heard::Locked);
        tablet.change_plan(retitled(&before, title)).unwrap();
        assert!(!held.is_let_go(), "what was typed last is still being saved");
        tablet.lock(Lock::plain()).unwrap();
        assert_eq!(heard.recv().unwrap(), Heard::Emptied { holds_words: false });
        assert!(!held.is_let_go(), "its process has not ended yet");
        begins_anew(&tablet);
        held.until_let_go();
        assert!(!is_open(&tablet));
        logind.says(false);
        unlock(&tablet, PIN).unwrap();
        assert_eq!(opened(&tablet, plan).plan.title, title);
    }
    logind.held();
}

#[test]
fn a_page_that_does_not_answer_is_waited_for_so_long_and_the_tablet_is_locked() {
    let (_world, tablet) = open();
    let (_bus, logind, heard) = listens(&tablet, BRIEFLY);
    let mut held = logind.held();
    logind.says(true);
    held.until_let_go();
    assert!(!is_open(&tablet));
    assert_eq!(heard.try_iter().collect::<Vec<_>>(), [Heard::Locked; 2], "asked, then locked");
}

#[test]
fn a_pin_that_was_begun_at_the_door_is_put_away() {
    let (_world, tablet) = open();
    let (_bus, logind, heard) = listens(&tablet, FOR_EVER);
    tablet.lock(Lock::plain()).unwrap();
    let mut held = logind.held();
    logind.says(true);
    assert_eq!(heard.recv_timeout(LONG).unwrap(), Heard::Emptied { holds_words: false }, "from before");
    assert_eq!(heard.recv_timeout(LONG).unwrap(), Heard::Locked);
    begins_anew(&tablet);
    held.until_let_go();
    logind.says(false);
    logind.held();
}

#[test]
fn a_page_that_keeps_words_holds_nothing_up() {
    let (_world, tablet) = open();
    let (_bus, logind, heard) = listens(&tablet, FOR_EVER);
    let mut held = logind.held();
    logind.says(true);
    assert_eq!(heard.recv_timeout(LONG).unwrap(), Heard::Locked);
    tablet.lock(Lock { holds_words: true, ..Lock::plain() }).unwrap();
    held.until_let_go();
    assert!(!is_open(&tablet));
}

#[test]
fn whoever_comes_in_while_the_machine_goes_to_sleep_is_locked_out_again() {
    let (_world, tablet) = open();
    let (_bus, logind, heard) = listens(&tablet, FOR_EVER);
    tablet.lock(Lock::plain()).unwrap();
    let mut held = logind.held();
    logind.says(true);
    while heard.recv_timeout(LONG).unwrap() != Heard::Locked {}
    unlock(&tablet, PIN).unwrap();
    begins_anew(&tablet);
    held.until_let_go();
    assert!(!is_open(&tablet));
}

#[test]
fn where_the_machine_may_not_be_held_up_the_tablet_locks_as_soon_as_it_is_told() {
    let (_world, tablet) = open();
    let heard = hear(&tablet);
    let bus = OwnBus::start();
    let logind = Logind::on(&bus);
    logind.refuses.store(true, Ordering::SeqCst);
    tablet.lock_before_sleep(bus.address(), BRIEFLY);
    assert!(logind.asked.recv_timeout(LONG).unwrap().is_none());
    logind.says(true);
    for _ in 0..2 {
        assert_eq!(heard.recv_timeout(LONG).unwrap(), Heard::Locked, "asked, then locked");
    }
    assert!(!is_open(&tablet));
    logind.refuses.store(false, Ordering::SeqCst);
    logind.says(false);
    logind.held();
}

#[test]
fn a_tablet_whose_bus_is_not_there_or_goes_away_is_worked_on() {
    let (world, tablet) = open();
    let nowhere = world.data().join("no-bus");
    tablet.lock_before_sleep(Bus::At(format!("unix:path={}", nowhere.display())), FOR_EVER);
    let bus = OwnBus::start();
    let logind = Logind::on(&bus);
    tablet.lock_before_sleep(bus.address(), FOR_EVER);
    let mut held = logind.held();
    drop(bus);
    held.until_let_go();
    written(&tablet, "The Marsh family");
    assert!(is_open(&tablet));
}

#[test]
fn nobody_waits_for_a_tablet_that_has_ended() {
    let (_world, tablet) = open();
    let bus = OwnBus::start();
    let logind = Logind::on(&bus);
    tablet.lock_before_sleep(bus.address(), FOR_EVER);
    let mut held = logind.held();
    drop(tablet);
    logind.says(true);
    held.until_let_go();
}
