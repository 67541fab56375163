//! `health`: whether the office that serves on this machine answers. For whoever starts it again when it does not.

use super::place::Place;
use super::say;
use anyhow::{Context, bail};
use ipc::told::office_command;
use office::Flags;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than the office itself waits for its database.
const PATIENCE: Duration = Duration::from_secs(8);
/// Its answer is one word.
const MOST: u64 = 64 * 1024;

pub(super) fn health(place: Place, ready: bool) -> anyhow::Result<()> {
    let settings = place.settings(Flags::default())?;
    let Some(inside) = settings.reach.inside else { bail!(office_command::no_inside()) };
    let (status, word) =
        ask(here(inside), if ready { "/ready" } else { "/health" }).context(office_command::no_health())?;
    if status != "200" {
        bail!(office_command::not_well(word));
    }
    say(&word)
}

fn ask(address: SocketAddr, target: &str) -> std::io::Result<(String, String)> {
    let mut line = TcpStream::connect_timeout(&address, PATIENCE)?;
    line.set_read_timeout(Some(PATIENCE))?;
    line.set_write_timeout(Some(PATIENCE))?;
    line.write_all(format!("GET {target} HTTP/1.1\r\nhost: inside\r\nconnection: close\r\n\r\n").as_bytes())?;
    let mut answer = String::new();
    line.take(MOST).read_to_string(&mut answer)?;
    let status = answer.split(' ').nth(1).unwrap_or_default().to_owned();
    let word = answer.split("\r\n\r\n").nth(1).unwrap_or_default().trim().to_owned();
    Ok((status, word))
}

/// Where it listens at each address of this machine, it listens at that of the machine itself.
fn here(address: SocketAddr) -> SocketAddr {
    let ip: IpAddr = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip @ (IpAddr::V4(_) | IpAddr::V6(_)) => ip,
    };
    SocketAddr::new(ip, address.port())
}
