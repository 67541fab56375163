//! Printers that do what the real program cannot be made to do. Each answers one question for each connection.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;

use printer::Printer;

use crate::stage::at;

pub(crate) const PRINT_JOB: u16 = 0x0002;
pub(crate) const GET_PRINTER: u16 = 0x000b;

/// An attribute: its name, and its tag and value in one.
type Attribute = (&'static str, Vec<u8>);

pub(crate) struct MadeUp {
    port: u16,
    documents: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl MadeUp {
    /// A printer that gives an answer, as it goes over the line, to each operation. None: it hangs up.
    pub(crate) fn that(answers: impl Fn(u16) -> Option<Vec<u8>> + Send + 'static) -> Self {
        Self::that_reads(move |operation, _| answers(operation))
    }

    /// A printer whose answer goes by the whole request.
    pub(crate) fn that_reads(answers: impl Fn(u16, &[u8]) -> Option<Vec<u8>> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (documents, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (counted, stopped) = (Arc::clone(&documents), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            for caller in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let mut caller = caller.unwrap();
                let request = request(&mut caller);
                let Some(operation) = operation(&request) else { continue };
                if operation == PRINT_JOB {
                    counted.fetch_add(1, Ordering::SeqCst);
                }
                if let Some(answer) = answers(operation, &request) {
                    // Whoever asked may have had enough.
                    let _ = caller.write_all(&answer);
                }
            }
        });
        Self { port, documents, stop, thread: Some(thread) }
    }

    /// A printer that says this of itself and takes every document.
    pub(crate) fn that_says(itself: Vec<Attribute>) -> Self {
        Self::that(move |operation| Some(usual(operation, &itself)))
    }

    pub(crate) fn printer(&self) -> Printer {
        at(self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// How many documents it was sent, in whole or in part.
    pub(crate) fn documents(&self) -> usize {
        self.documents.load(Ordering::SeqCst)
    }
}

impl Drop for MadeUp {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A usual printer, but for one attribute.
pub(crate) fn printer_that(name: &'static str, value: &[u8]) -> Vec<Attribute> {
    let mut itself: Vec<Attribute> = vec![
        ("document-format-supported", b"\x49application/pdf".to_vec()),
        ("media-supported", b"\x44iso_a4_210x297mm".to_vec()),
        ("printer-is-accepting-jobs", vec![0x22, 1]),
        ("printer-state", vec![0x23, 0, 0, 0, 3]),
        ("printer-state-reasons", b"\x44none".to_vec()),
    ];
    itself.retain(|(of_usual, _)| *of_usual != name);
    itself.push((name, value.to_vec()));
    itself
}

/// What a usual printer answers.
pub(crate) fn usual(operation: u16, itself: &[Attribute]) -> Vec<u8> {
    match operation {
        GET_PRINTER => ok(&ipp(0, 0x04, itself)),
        PRINT_JOB => ok(&ipp(0, 0x02, &[("job-id", vec![0x21, 0, 0, 0, 7])])),
        _ => ok(&ipp(0, 0x02, &[])),
    }
}

/// An IPP answer with one group.
pub(crate) fn ipp(status: u16, group: u8, attributes: &[Attribute]) -> Vec<u8> {
    let mut answer = vec![1, 1];
    answer.extend(status.to_be_bytes());
    answer.extend([0, 0, 0, 1, 1]);
    put(&mut answer, "attributes-charset", b"\x47utf-8");
    put(&mut answer, "attributes-natural-language", b"\x48en");
    if !attributes.is_empty() {
        answer.push(group);
        attributes.iter().for_each(|(name, value)| put(&mut answer, name, value));
    }
    answer.push(3);
    answer
}

fn put(answer: &mut Vec<u8>, name: &str, value: &[u8]) {
    let (tag, value) = value.split_first().unwrap();
    answer.push(*tag);
    for part in [name.as_bytes(), value] {
        answer.extend(u16::try_from(part.len()).unwrap().to_be_bytes());
        answer.extend(part);
    }
}

/// An answer that HTTP carries well.
pub(crate) fn ok(body: &[u8]) -> Vec<u8> {
    http("200 OK", body)
}

pub(crate) fn http(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/ipp\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// A whole request as it came over the line, or what there was of it.
pub(crate) fn request(caller: impl Read) -> Vec<u8> {
    let mut reader = BufReader::new(caller);
    let (mut head, mut length) = (String::new(), 0_usize);
    loop {
        let begin = head.len();
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            return head.into_bytes();
        }
        let line = head.get(begin..).unwrap().to_ascii_lowercase();
        if let Some(number) = line.strip_prefix("content-length:") {
            length = number.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    [head.into_bytes(), body].concat()
}

/// Which operation a request is.
pub(crate) fn operation(request: &[u8]) -> Option<u16> {
    let head = request.windows(4).position(|window| window == b"\r\n\r\n")?;
    Some(u16::from_be_bytes([*request.get(head + 6)?, *request.get(head + 7)?]))
}
