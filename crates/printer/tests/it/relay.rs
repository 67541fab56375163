//! A line to the printer that breaks where a test wants it to.

use std::io::{Read as _, Write as _, copy};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, spawn};

use printer::Printer;

use crate::made_up::{PRINT_JOB, operation, request};
use crate::stage::at;

/// What happens to documents on the line. Everything else gets through.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    Sound,
    /// The printer gets the document, its answer is lost.
    LosesTheAnswer,
    /// Half of the document gets through.
    BreaksHalfway,
    Stopped,
}

pub(crate) struct Relay {
    port: u16,
    line: Arc<Mutex<Line>>,
    thread: Option<JoinHandle<()>>,
}

impl Relay {
    pub(crate) fn to(printer: u16, line: Line) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let line = Arc::new(Mutex::new(line));
        let of_thread = Arc::clone(&line);
        let thread = spawn(move || {
            for caller in listener.incoming() {
                let now = *of_thread.lock().unwrap();
                if now == Line::Stopped {
                    return;
                }
                carry(caller.unwrap(), printer, now);
            }
        });
        Self { port, line, thread: Some(thread) }
    }

    pub(crate) fn printer(&self) -> Printer {
        at(self.port)
    }

    pub(crate) fn repair(&self) {
        *self.line.lock().unwrap() = Line::Sound;
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        *self.line.lock().unwrap() = Line::Stopped;
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn carry(mut caller: TcpStream, printer: u16, line: Line) {
    let request = request(&mut caller);
    let line = if operation(&request) == Some(PRINT_JOB) { line } else { Line::Sound };
    let Ok(mut printer) = TcpStream::connect(("127.0.0.1", printer)) else { return };
    match line {
        Line::Sound => {
            printer.write_all(&request).unwrap();
            let (mut from_caller, mut to_printer) =
                (caller.try_clone().unwrap(), printer.try_clone().unwrap());
            spawn(move || {
                let _ = copy(&mut from_caller, &mut to_printer);
                let _ = to_printer.shutdown(Shutdown::Write);
            });
            let _ = copy(&mut printer, &mut caller);
        }
        Line::LosesTheAnswer => {
            printer.write_all(&request).unwrap();
            // The printer has begun to answer, so it has the job.
            printer.read_exact(&mut [0]).unwrap();
        }
        Line::BreaksHalfway => {
            printer.write_all(&request[..request.len() / 2]).unwrap();
        }
        Line::Stopped => {}
    }
}
