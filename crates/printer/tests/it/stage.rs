//! One printer program in a folder of its own: its paper, its tray, its power button.

use std::fmt::Write as _;
use std::fs;
use std::io::copy;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::num::NonZeroU8;
use std::ops::ControlFlow;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use printer::{Asked, Document, Press, Printer, Ticket};

use crate::neighbours::Neighbours;

/// Generous, so that a slow machine fails no test.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the printer does with each document: waits for paper, then lays it into the tray with what was asked for.
const INSIDES: &str = r#"#!/bin/sh
here=$(dirname "$0")
if [ -e "$here/no-paper" ]; then
    echo "STATE: +media-empty-error" >&2
    while [ -e "$here/no-paper" ]; do sleep 0.05; done
    echo "STATE: -media-empty-error" >&2
fi
while [ -e "$here/slow" ]; do sleep 0.05; done
number=$(find "$here/tray" -name '*.pdf' | wc -l)
env | grep '^IPP_' > "$here/tray/$number.asked"
cp "$1" "$here/tray/$number.part" && mv "$here/tray/$number.part" "$here/tray/$number.pdf"
"#;

pub(crate) struct Stage {
    folder: tempfile::TempDir,
    port: u16,
    formats: &'static str,
    program: Option<Child>,
    _neighbours: Neighbours,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::taking("application/pdf,image/pwg-raster")
    }

    pub(crate) fn taking(formats: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for inside in ["spool", "tray", "keys"] {
            fs::create_dir(folder.path().join(inside)).unwrap();
        }
        let insides = folder.path().join("insides");
        fs::write(&insides, INSIDES).unwrap();
        fs::set_permissions(&insides, fs::Permissions::from_mode(0o755)).unwrap();
        let neighbours = Neighbours::there();
        let mut stage = Self { folder, port: 0, formats, program: None, _neighbours: neighbours };
        // Somebody else may have taken the port before the printer did.
        until("the printer has a port", || stage.starts_at(free_port()).then_some(()));
        stage
    }

    /// On the same port, with the same paper and tray, and no memory.
    pub(crate) fn switch_on(&mut self) {
        until("the printer has its port again", || self.starts_at(self.port).then_some(()));
    }

    fn starts_at(&mut self, port: u16) -> bool {
        self.port = port;
        let mut program = Command::new("ippeveprinter");
        program.args(["-k", "-n", "localhost", "-s", "10,10", "-f", self.formats]);
        program.arg("-d").arg(self.path("spool")).arg("-c").arg(self.path("insides"));
        program.arg("-K").arg(self.path("keys"));
        program.arg("-p").arg(port.to_string()).arg(self.name());
        program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let program = program.spawn().unwrap_or_else(|why| panic!("ippeveprinter: {why}; installed?"));
        let (press, program) = (self.press(), self.program.insert(program));
        until("the printer answers or ends", || match program.try_wait().unwrap() {
            Some(_) => Some(false),
            None => press.look().is_ok().then_some(true),
        })
    }

    /// As when the plug is pulled: what is in its insides ends with it, also what has only just begun.
    pub(crate) fn pull_the_plug(&mut self) {
        if let Some(mut program) = self.program.take() {
            let group = format!("kill -9 -{}", program.id());
            let _ = Command::new("sh").args(["-c", &group]).status();
            let _ = program.wait();
        }
    }

    pub(crate) fn name(&self) -> String {
        format!("Stage {}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn printer(&self) -> Printer {
        at(self.port)
    }

    pub(crate) fn press(&self) -> Press {
        Press::new(self.printer()).unwrap()
    }

    /// From now on it is where its name says. The program listens for this machine alone; what comes to the machine's other
    /// addresses is passed on to it. Nothing waits for the threads: they end with the tests.
    pub(crate) fn be_on_the_network(&self) {
        let port = self.port;
        let own = Command::new("hostname").arg("-I").output().unwrap().stdout;
        for address in String::from_utf8(own).unwrap().split_whitespace() {
            let listener = TcpListener::bind((address, port)).unwrap();
            spawn(move || {
                for caller in listener.incoming().map_while(Result::ok) {
                    let Ok(printer) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                    let back = (printer.try_clone().unwrap(), caller.try_clone().unwrap());
                    spawn(move || {
                        let _ = copy(&mut &back.0, &mut &back.1);
                        let _ = back.1.shutdown(Shutdown::Both);
                    });
                    spawn(move || {
                        let _ = copy(&mut &caller, &mut &printer);
                        let _ = printer.shutdown(Shutdown::Both);
                    });
                }
            });
        }
    }

    /// The same printer on the same port, over an encrypted line. It makes its key when somebody first asks for that.
    pub(crate) fn encrypted(&self) -> Printer {
        encrypted_at(self.port)
    }

    /// The printer's certificate, as a file. It has one once somebody asked over an encrypted line.
    pub(crate) fn certificate(&self) -> PathBuf {
        self.path("keys/localhost.crt")
    }

    /// The key of that certificate, as a file.
    pub(crate) fn key(&self) -> PathBuf {
        self.path("keys/localhost.key")
    }

    /// As after a reset to what it left the factory with: it makes another key. It has to be off.
    pub(crate) fn forget_its_key(&self) {
        fs::remove_file(self.certificate()).unwrap();
        fs::remove_file(self.key()).unwrap();
    }

    pub(crate) fn take_paper_out(&self) {
        fs::write(self.path("no-paper"), "").unwrap();
    }

    pub(crate) fn put_paper_in(&self) {
        fs::remove_file(self.path("no-paper")).unwrap();
    }

    /// From now on it stays at each document.
    pub(crate) fn slow_down(&self) {
        fs::write(self.path("slow"), "").unwrap();
    }

    pub(crate) fn speed_up(&self) {
        fs::remove_file(self.path("slow")).unwrap();
    }

    /// What came out, in order.
    pub(crate) fn tray(&self) -> Vec<Vec<u8>> {
        (0..).map_while(|number| fs::read(self.path(&format!("tray/{number}.pdf"))).ok()).collect()
    }

    /// What the printer was asked for with a document, as `IPP_NAME=value` lines.
    pub(crate) fn asked(&self, number: usize) -> String {
        fs::read_to_string(self.path(&format!("tray/{number}.asked"))).unwrap()
    }

    /// The documents the printer was sent, whether or not they were printed.
    pub(crate) fn spooled(&self) -> Vec<Vec<u8>> {
        let mut files: Vec<PathBuf> =
            fs::read_dir(self.path("spool")).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|kind| kind == "pdf" || kind == "pwg"));
        files.sort();
        files.iter().map(|file| fs::read(file).unwrap()).collect()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.pull_the_plug();
    }
}

pub(crate) fn at(port: u16) -> Printer {
    format!("127.0.0.1:{port}").parse().unwrap()
}

pub(crate) fn encrypted_at(port: u16) -> Printer {
    format!("ipps://127.0.0.1:{port}").parse().unwrap()
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A ticket no other test has.
pub(crate) fn ticket() -> Ticket {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let [a, b, c, d] = NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    Ticket::from_random([0xd0, 0xc5, a, b, c, d])
}

/// Something like a PDF, of about a hundred thousand bytes, each different from the other.
pub(crate) fn pdf(title: &str) -> Vec<u8> {
    let mut text = format!("%PDF-1.7\n% {title}\n");
    for line in 0..4_000_u32 {
        writeln!(text, "{line} {:08x} {title}", line.wrapping_mul(2_654_435_761)).unwrap();
    }
    text.push_str("%%EOF\n");
    text.into_bytes()
}

pub(crate) fn once(pdf: &[u8]) -> Document<'_> {
    Document { pdf, copies: NonZeroU8::MIN }
}

/// Short rests until the patience of a test is at its end.
pub(crate) fn patiently() -> impl FnMut(Asked) -> ControlFlow<()> {
    let began = Instant::now();
    move |asked| {
        assert!(began.elapsed() < PATIENCE, "it took too long");
        if asked == Asked::Rest {
            sleep(Duration::from_millis(50));
        }
        ControlFlow::Continue(())
    }
}

/// No rest at all: it goes on at once, or not.
pub(crate) fn never(asked: Asked) -> ControlFlow<()> {
    match asked {
        Asked::GoOn => ControlFlow::Continue(()),
        Asked::Rest => ControlFlow::Break(()),
    }
}

/// Waits until something is so.
pub(crate) fn until<T>(what: &str, mut is_so: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = is_so() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "{what}: not so after {} seconds", PATIENCE.as_secs());
        sleep(Duration::from_millis(20));
    }
}
