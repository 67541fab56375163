//! A line to the office that can be cut, led elsewhere, or answer by itself.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A request that came along the line.
pub(crate) struct Asked {
    /// Method and target.
    pub(crate) target: String,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    /// A header, by its name in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let value = self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        value.map(|value| value.trim().to_owned())
    }
}

/// From a request to the bytes of an answer.
type Answer = Arc<dyn Fn(&Asked) -> Vec<u8> + Send + Sync>;

/// What lies at the far end.
#[derive(Clone)]
enum End {
    Office(SocketAddr),
    Answers(Answer),
    Nobody,
}

/// The line.
pub(crate) struct Line {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

struct State {
    end: End,
    /// Bytes that go up before each cut, the next one first.
    cuts: Vec<usize>,
    sent_up: usize,
    calls: usize,
}

impl Line {
    pub(crate) fn to(office: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state =
            Arc::new(Mutex::new(State { end: End::Office(office), cuts: Vec::new(), sent_up: 0, calls: 0 }));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, &state));
            }
        });
        Self { address, state }
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Every connection is closed at once.
    pub(crate) fn to_nobody(&self) {
        self.state.lock().unwrap().end = End::Nobody;
    }

    pub(crate) fn to_office(&self, office: SocketAddr) {
        self.state.lock().unwrap().end = End::Office(office);
    }

    /// Something else answers: it gets the request and gives the bytes of the answer.
    pub(crate) fn answer(&self, with: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) {
        self.state.lock().unwrap().end = End::Answers(Arc::new(with));
    }

    /// Cuts the line each time so many bytes went up since the last cut.
    pub(crate) fn cut_after(&self, mut bytes: Vec<usize>) {
        bytes.reverse();
        let mut state = self.state.lock().unwrap();
        (state.cuts, state.sent_up) = (bytes, 0);
    }

    /// How often someone called.
    pub(crate) fn calls(&self) -> usize {
        self.state.lock().unwrap().calls
    }

    pub(crate) fn cuts_left(&self) -> usize {
        self.state.lock().unwrap().cuts.len()
    }
}

/// What the office says to a request, as it says it.
pub(crate) fn forward(office: SocketAddr, asked: &Asked) -> Vec<u8> {
    let mut stream = TcpStream::connect(office).unwrap();
    let head = asked.head.lines().filter(|line| !line.starts_with("connection:")).collect::<Vec<_>>();
    let head = head.join("\r\n").trim_end().to_owned();
    stream.write_all(format!("{head}\r\nconnection: close\r\n\r\n").as_bytes()).unwrap();
    stream.write_all(&asked.body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

/// A whole answer. It says that the line ends with it, or the next request could go out on a line that is closing.
pub(crate) fn response(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = "content-type: application/json\r\nconnection: close";
    format!("HTTP/1.1 {status}\r\n{head}\r\ncontent-length: {length}\r\n\r\n{body}").into()
}

/// The same with a header more.
pub(crate) fn response_with(status: u16, header: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!("{header}connection: close\r\ncontent-length: {length}");
    format!("HTTP/1.1 {status} So\r\n{head}\r\n\r\n{body}").into()
}

fn serve(stream: TcpStream, state: &Arc<Mutex<State>>) {
    let end = {
        let mut state = state.lock().unwrap();
        state.calls += 1;
        state.end.clone()
    };
    match end {
        End::Nobody => drop(stream),
        End::Answers(answer) => drop(answer_one(stream, &*answer)),
        End::Office(office) => {
            let Ok(up) = TcpStream::connect(office) else { return };
            let (down_from, down_to) = (up.try_clone().unwrap(), stream.try_clone().unwrap());
            std::thread::spawn(move || copy(down_from, down_to, |_| true));
            let counted = Arc::clone(state);
            copy(stream, up, move |bytes| {
                let mut state = counted.lock().unwrap();
                state.sent_up += bytes;
                let cut = state.cuts.last().is_some_and(|cut| state.sent_up > *cut);
                if cut {
                    state.cuts.pop();
                    state.sent_up = 0;
                }
                !cut
            });
        }
    }
}

/// Passes bytes on while `go_on` says so, then cuts both ways.
fn copy(mut from: TcpStream, mut to: TcpStream, mut go_on: impl FnMut(usize) -> bool) {
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        if !go_on(read) || to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    for stream in [from, to] {
        let _ = stream.shutdown(Shutdown::Both);
    }
}

fn answer_one(mut stream: TcpStream, answer: &dyn Fn(&Asked) -> Vec<u8>) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = lower_names(&String::from_utf8_lossy(&head));
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
    stream.read_exact(&mut body)?;
    let mut words = head.split(' ');
    let target = format!("{} {}", words.next().unwrap().to_uppercase(), words.next().unwrap());
    let asked = Asked { target, head, body };
    stream.write_all(&answer(&asked))
}

/// Names of headers in small letters, their values as they came.
fn lower_names(head: &str) -> String {
    let lower = |line: &str| match line.split_once(':') {
        Some((name, value)) => format!("{}:{value}", name.to_lowercase()),
        None => line.to_owned(),
    };
    head.lines().map(lower).collect::<Vec<_>>().join("\n")
}
