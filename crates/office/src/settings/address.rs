//! The address by which tablets and browsers know an office, in the one form in which a browser says where a page is from.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// `https://office.example`, or `http://127.0.0.1:8440` for this machine alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress(String);

impl PublicAddress {
    /// Reads what a person typed. Nothing stands behind the name but a port; what is not encrypted is this machine's own.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let (scheme, rest) = text.strip_suffix('/').unwrap_or(&text).split_once("://")?;
        let usual = match scheme {
            "https" => 443,
            "http" => 80,
            _ => return None,
        };
        let (host, port) = split(rest)?;
        let host = Host::read(host)?;
        if scheme == "http" && !host.is_this_machine() {
            return None;
        }
        let port = port.filter(|port| *port != usual).map(|port| format!(":{port}"));
        Some(Self(format!("{scheme}://{host}{}", port.unwrap_or_default())))
    }

    /// Whether what is said on the way there is encrypted.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        is_encrypted(&self.0)
    }
}

impl fmt::Display for PublicAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Whether what is said on the way to an address is encrypted.
pub(crate) fn is_encrypted(address: &str) -> bool {
    address.starts_with("https://")
}

enum Host<'a> {
    Four(Ipv4Addr),
    Six(Ipv6Addr),
    Named(&'a str),
}

impl<'a> Host<'a> {
    fn read(host: &'a str) -> Option<Self> {
        if let Some(inside) = host.strip_prefix('[') {
            return inside.strip_suffix(']')?.parse().ok().map(Self::Six);
        }
        let is_figures = host.rsplit('.').next()?.starts_with(|first: char| first.is_ascii_digit());
        if is_figures {
            return host.parse().ok().map(Self::Four);
        }
        host.split('.').all(is_label).then_some(Self::Named(host))
    }

    fn is_this_machine(&self) -> bool {
        match self {
            Self::Four(address) => address.is_loopback(),
            Self::Six(address) => address.is_loopback(),
            Self::Named(name) => *name == "localhost",
        }
    }
}

impl fmt::Display for Host<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Four(address) => write!(out, "{address}"),
            Self::Six(address) => write!(out, "[{address}]"),
            Self::Named(name) => out.write_str(name),
        }
    }
}

fn is_label(label: &str) -> bool {
    let is_inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    !label.is_empty() && label.chars().all(is_inside) && !label.starts_with('-') && !label.ends_with('-')
}

/// The host, and the port if one is named.
fn split(rest: &str) -> Option<(&str, Option<u16>)> {
    match rest.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => {
            let is_figures = port.chars().all(|figure| figure.is_ascii_digit());
            let port = port.parse().ok().filter(|port| is_figures && *port != 0)?;
            Some((host, Some(port)))
        }
        Some(_) | None => Some((rest, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_browsers_say_it_or_not_at_all() {
        for (typed, read) in [
            ("https://office.example", Some("https://office.example")),
            (" HTTPS://Office.Example:443/ ", Some("https://office.example")),
            ("https://office.example:8443", Some("https://office.example:8443")),
            ("https://office", Some("https://office")),
            ("https://192.0.2.7:8440", Some("https://192.0.2.7:8440")),
            ("https://[2001:DB8:0::1]:8440", Some("https://[2001:db8::1]:8440")),
            ("http://127.0.0.1:8440", Some("http://127.0.0.1:8440")),
            ("http://localhost:80", Some("http://localhost")),
            ("http://[::1]:8440/", Some("http://[::1]:8440")),
            ("http://office.example", None),
            ("http://192.0.2.7", None),
            ("http://127.0.0.1.office.example", None),
            ("https://office.example/council", None),
            ("https://office.example//", None),
            ("https://office.example?", None),
            ("https://somebody@office.example", None),
            ("https://office.example:0", None),
            ("https://office.example:+1", None),
            ("https://office.example:70000", None),
            ("https://office.example:", None),
            ("https://office..example", None),
            ("https://-office.example", None),
            ("https://offíce.example", None),
            ("https://2001:db8::1", None),
            ("https://300.0.2.7", None),
            ("https://", None),
            ("ftp://office.example", None),
            ("office.example", None),
        ] {
            let found = PublicAddress::read(typed);
            assert_eq!(found.as_ref().map(ToString::to_string).as_deref(), read, "{typed}");
            // It is what an enrolment line takes, and stays what it is.
            if let Some(found) = found {
                assert_eq!(PublicAddress::read(&found.to_string()), Some(found), "{typed}");
            }
        }
    }
}
