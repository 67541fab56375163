//! A line between two machines that can be cut: what is on its way then waits, as it does when a cable is pulled.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Takes what comes to its port to another one.
#[derive(Clone)]
pub(super) struct Forwarder {
    pub(super) port: u16,
    wire: Arc<Wire>,
}

#[derive(Default)]
struct Wire {
    is_cut: Mutex<bool>,
    mended: Condvar,
}

impl Forwarder {
    pub(super) fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = listener.local_addr().unwrap().port();
        let wire = Arc::<Wire>::default();
        let goes_over = Arc::clone(&wire);
        thread::spawn(move || {
            for come in listener.incoming() {
                let (Ok(come), wire) = (come, Arc::clone(&goes_over)) else { return };
                thread::spawn(move || connect(come, port, &wire));
            }
        });
        Self { port: own, wire }
    }

    /// Where it is reached.
    pub(super) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub(super) fn cut(&self) {
        *self.wire.is_cut.lock().unwrap() = true;
    }

    pub(super) fn mend(&self) {
        *self.wire.is_cut.lock().unwrap() = false;
        self.wire.mended.notify_all();
    }
}

impl Wire {
    /// Waits while it is cut.
    fn pass(&self) {
        let whole = self.mended.wait_while(self.is_cut.lock().unwrap(), |is_cut| *is_cut);
        drop(whole.unwrap());
    }
}

fn connect(come: TcpStream, port: u16, wire: &Arc<Wire>) {
    wire.pass();
    let Ok(goes) = TcpStream::connect(("127.0.0.1", port)) else { return };
    let (Ok(back_from), Ok(back_to)) = (goes.try_clone(), come.try_clone()) else { return };
    let back = Arc::clone(wire);
    thread::spawn(move || carry(back_from, back_to, &back));
    carry(come, goes, wire);
}

fn carry(mut from: TcpStream, mut to: TcpStream, wire: &Wire) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(length) = from.read(&mut bytes) {
        wire.pass();
        if length == 0 || to.write_all(&bytes[..length]).is_err() {
            break;
        }
    }
    for line in [from, to] {
        let _ = line.shutdown(Shutdown::Both);
    }
}
