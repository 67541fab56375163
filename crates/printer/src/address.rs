//! Where a printer is: what a person types, or what the network says, as one type that always has a port.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use crate::error::PrinterError;

/// The port of IPP, with encryption and without.
const PORT: u16 = 631;

/// Where most printers answer.
const PATH: &str = "/ipp/print";

const LONGEST: usize = 400;
const LONGEST_PATH: usize = 255;

/// Where a printer answers: host, port and path. Written like `ipp://192.168.1.20:631/ipp/print`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Printer {
    encrypted: bool,
    host: Host,
    port: u16,
    path: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Host {
    Address(IpAddr),
    Name(String),
}

impl Printer {
    /// Puts together what the network said. `path` may lack its first stroke.
    pub(crate) fn from_parts(
        encrypted: bool,
        host: Host,
        port: u16,
        path: &str,
    ) -> Result<Self, PrinterError> {
        let path = format!("/{}", path.strip_prefix('/').unwrap_or(path));
        let fits = path.len() <= LONGEST_PATH
            && path.bytes().all(|c| c.is_ascii_alphanumeric() || b"/-._~%+:,=".contains(&c));
        if port == 0 || !fits {
            return Err(PrinterError::NotAnAddress);
        }
        Ok(Self { encrypted, host, port, path })
    }

    /// Whether it is spoken to over an encrypted line, and never over another.
    pub const fn encrypted(&self) -> bool {
        self.encrypted
    }

    /// Whether it is on this device.
    pub(crate) fn is_on(&self, host: &Host) -> bool {
        self.host == *host
    }

    /// Whether both are on one device, by what it is called in their addresses. A device has one key, on whichever port or
    /// path it is asked.
    pub fn is_on_the_device_of(&self, other: &Self) -> bool {
        self.is_on(&other.host)
    }

    /// Whether both are asked on one port.
    pub const fn is_on_the_port_of(&self, other: &Self) -> bool {
        self.port == other.port
    }

    /// The path of the other, over the same line as this one.
    pub(crate) fn with_path_of(&self, other: &Self) -> Self {
        Self { path: other.path.clone(), ..self.clone() }
    }

    /// Whether it is the same printer in every home, or none: by a name that its device goes by on a network, over an encrypted
    /// line, on which it is known by its key. A number is another device's on the next network.
    pub fn is_the_same_everywhere(&self) -> bool {
        self.encrypted && self.host.is_of_this_network()
    }

    /// Whether it has to be looked up.
    pub(crate) const fn has_a_name(&self) -> bool {
        matches!(self.host, Host::Name(_))
    }

    /// The name by which only devices on the same network can know it, where it has one.
    pub(crate) fn local_name(&self) -> Option<&str> {
        match &self.host {
            Host::Name(name) if self.host.is_of_this_network() => Some(name),
            Host::Name(_) | Host::Address(_) => None,
        }
    }

    /// The same place, for HTTP; at this address, where its name was looked up.
    pub(crate) fn url(&self, at: Option<IpAddr>) -> String {
        let host = at.map_or_else(|| self.host.clone(), Host::Address);
        let scheme = if self.encrypted { "https" } else { "http" };
        format!("{scheme}://{host}:{}{}", self.port, self.path)
    }
}

impl fmt::Display for Printer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.encrypted { "ipps" } else { "ipp" };
        write!(f, "{scheme}://{}:{}{}", self.host, self.port, self.path)
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(IpAddr::V4(address)) => write!(f, "{address}"),
            Self::Address(IpAddr::V6(address)) => write!(f, "[{address}]"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

impl FromStr for Printer {
    type Err = PrinterError;

    /// Reads what a person types. A missing port is 631, a missing path the usual one.
    ///
    /// # Errors
    ///
    /// Nothing typed, the address of a web page, anything else that is no printer's address.
    fn from_str(typed: &str) -> Result<Self, PrinterError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(PrinterError::NoAddress);
        }
        if typed.len() > LONGEST {
            return Err(PrinterError::NotAnAddress);
        }
        let (scheme, rest) = typed.split_once("://").unwrap_or(("ipp", typed));
        let encrypted = match scheme.to_ascii_lowercase().as_str() {
            "ipp" => false,
            "ipps" => true,
            "http" | "https" => return Err(PrinterError::WebPage),
            _ => return Err(PrinterError::NotAnAddress),
        };
        let (place, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (host, port) = host_and_port(place).ok_or(PrinterError::NotAnAddress)?;
        Self::from_parts(encrypted, host, port, if path.is_empty() { PATH } else { path })
    }
}

fn host_and_port(place: &str) -> Option<(Host, u16)> {
    if let Ok(address) = place.parse::<Ipv6Addr>() {
        return Some((Host::address(address.into())?, PORT));
    }
    if let Some(inner) = place.strip_prefix('[') {
        let (address, after) = inner.split_once(']')?;
        let port = if after.is_empty() { PORT } else { port(after.strip_prefix(':')?)? };
        return Some((Host::address(address.parse::<Ipv6Addr>().ok()?.into())?, port));
    }
    let (host, port) = match place.split_once(':') {
        Some((host, typed)) => (host, port(typed)?),
        None => (place, PORT),
    };
    let host = match four_numbers(host) {
        Some(address) => Host::address(address.into())?,
        None => Host::name(host)?,
    };
    Some((host, port))
}

/// An address of four numbers, with the zeros before them that printers show: 192.168.001.020.
fn four_numbers(typed: &str) -> Option<Ipv4Addr> {
    let mut parts = typed.split('.').map(|part| {
        let is_number = (1..=3).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
        part.parse::<u8>().ok().filter(|_| is_number)
    });
    let mut next = || parts.next().flatten();
    let address = Ipv4Addr::new(next()?, next()?, next()?, next()?);
    parts.next().is_none().then_some(address)
}

fn port(typed: &str) -> Option<u16> {
    typed.parse().ok().filter(|_| typed.bytes().all(|digit| digit.is_ascii_digit()))
}

impl Host {
    pub(crate) fn address(address: IpAddr) -> Option<Self> {
        let is_one = !address.is_unspecified()
            && !address.is_multicast()
            && address != IpAddr::V4(Ipv4Addr::BROADCAST);
        is_one.then_some(Self::Address(address))
    }

    /// Whether only devices on the same network can have it.
    pub(crate) fn is_of_this_network(&self) -> bool {
        matches!(self, Self::Name(name) if name.ends_with(".local"))
    }

    pub(crate) fn name(name: &str) -> Option<Self> {
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        // A name that ends in digits is half an address.
        let ends_in_letters =
            name.rsplit('.').next().is_some_and(|last| last.bytes().any(|c| c.is_ascii_alphabetic()));
        (name.len() <= 253 && ends_in_letters && name.split('.').all(is_label)).then_some(Self::Name(name))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type_has_a_port_and_a_path() {
        for (typed, meant) in [
            ("192.168.1.20", "ipp://192.168.1.20:631/ipp/print"),
            ("192.168.001.020", "ipp://192.168.1.20:631/ipp/print"),
            ("010.000.000.008:8631", "ipp://10.0.0.8:8631/ipp/print"),
            ("  Printer.local. ", "ipp://printer.local:631/ipp/print"),
            ("printer.local:8631", "ipp://printer.local:8631/ipp/print"),
            ("ipp://192.168.1.20", "ipp://192.168.1.20:631/ipp/print"),
            ("IPP://192.168.1.20:631/", "ipp://192.168.1.20:631/ipp/print"),
            ("ipp://host/printers/Office", "ipp://host:631/printers/Office"),
            ("ipps://host", "ipps://host:631/ipp/print"),
            ("fd00::20", "ipp://[fd00::20]:631/ipp/print"),
            ("ipp://[fd00::20]:9000/ipp", "ipp://[fd00::20]:9000/ipp"),
        ] {
            assert_eq!(typed.parse::<Printer>().map(|it| it.to_string()), Ok(meant.to_owned()), "{typed}");
        }
    }

    #[test]
    fn nonsense_and_web_pages_are_told_apart() {
        for (typed, why) in [
            ("", PrinterError::NoAddress),
            ("  ", PrinterError::NoAddress),
            ("http://192.168.1.20", PrinterError::WebPage),
            ("HTTPS://printer.local/status", PrinterError::WebPage),
            ("ftp://host", PrinterError::NotAnAddress),
            ("192.168.1", PrinterError::NotAnAddress),
            ("192.168.1.999", PrinterError::NotAnAddress),
            ("192.168.1.0020", PrinterError::NotAnAddress),
            ("192.168.1.2.3", PrinterError::NotAnAddress),
            ("0.0.0.0", PrinterError::NotAnAddress),
            ("224.0.0.251", PrinterError::NotAnAddress),
            ("the printer", PrinterError::NotAnAddress),
            ("host:0", PrinterError::NotAnAddress),
            ("host:+631", PrinterError::NotAnAddress),
            ("host:65536", PrinterError::NotAnAddress),
            ("me:secret@host", PrinterError::NotAnAddress),
            ("host/ipp?print", PrinterError::NotAnAddress),
            ("fe80::1%eth0", PrinterError::NotAnAddress),
            ("ipp://", PrinterError::NotAnAddress),
            ("ipp:///ipp/print", PrinterError::NotAnAddress),
            ("-host", PrinterError::NotAnAddress),
        ] {
            assert_eq!(typed.parse::<Printer>(), Err(why), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_an_address_or_is_refused(typed in ".{0,60}") {
            if let Ok(printer) = typed.parse::<Printer>() {
                prop_assert_eq!(printer.to_string().parse::<Printer>(), Ok(printer));
            }
        }
    }
}
