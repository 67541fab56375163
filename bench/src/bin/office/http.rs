//! A line to a server that is kept open: requests that were made ready before, and what is answered. Small enough that its own time
//! is nothing beside the server's.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use socket2::{Domain, Socket, Type};

/// A server that says nothing for so long is not measured.
const PATIENCE: Duration = Duration::from_secs(120);

/// A line.
pub(crate) struct Line {
    stream: TcpStream,
    /// What was read and not yet asked for.
    read: Vec<u8>,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Line {
    /// From an address of this machine: each that begins with 127 is one.
    pub(crate) fn open(server: SocketAddr, from: Ipv4Addr) -> Result<Self> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        socket.bind(&SocketAddr::from((from, 0)).into())?;
        socket.connect(&server.into())?;
        let stream = TcpStream::from(socket);
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream, read: Vec::new() })
    }

    pub(crate) fn call(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.write_all(request)?;
        let head = loop {
            match self.read.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                Some(at) => break at + 4,
                None => self.more()?,
            }
        };
        let said = String::from_utf8_lossy(&self.read[..head]).to_ascii_lowercase();
        let status = said.split(' ').nth(1).context("an answer without a status")?.parse()?;
        ensure!(!said.contains("transfer-encoding:"), "an answer of unknown length");
        let length = said.lines().find_map(|line| line.strip_prefix("content-length:"));
        let end = head + length.map_or(Ok(0), |length| length.trim().parse::<usize>())?;
        while self.read.len() < end {
            self.more()?;
        }
        let body = self.read[head..end].to_vec();
        self.read.drain(..end);
        Ok(Answer { status, body })
    }

    /// Says something that is no request, or a part of one.
    pub(crate) fn say(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.stream.write_all(bytes)?)
    }

    fn more(&mut self) -> Result<()> {
        let mut piece = [0; 64 * 1024];
        let length = self.stream.read(&mut piece)?;
        ensure!(length > 0, "the server closed the line");
        self.read.extend_from_slice(&piece[..length]);
        Ok(())
    }
}

/// The bytes of a request.
pub(crate) fn request(method: &str, target: &str, headers: &[(&str, String)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {target} HTTP/1.1\r\nhost: bench\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    [head.as_bytes(), body].concat()
}

/// The address that a client calls from, so that each is somebody else.
pub(crate) fn address_of(client: usize) -> Ipv4Addr {
    let number = u32::try_from(client).unwrap_or_default() + 1;
    Ipv4Addr::from(u32::from(Ipv4Addr::new(127, 1, 0, 0)) + number)
}
