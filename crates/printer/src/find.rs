//! Which printers are near: the network is asked (DNS-SD over multicast), and those that want to be found answer. Nothing
//! leaves the network, and this device announces nothing. The only module that knows mdns-sd.
//!
//! Anyone on the network can answer, so what points out of it is passed over: a plan must not leave the house that way.

mod own;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use mdns_sd::{HostnameResolutionEvent, ResolvedService, ServiceDaemon, ServiceEvent};

use crate::address::{Host, Printer};
use crate::error::{PrinterError, Result};
use crate::look::shown;
use crate::message::{PDF, RASTER, is_format};
use own::Own;

const PLAIN: &str = "_ipp._tcp.local.";
const ENCRYPTED: &str = "_ipps._tcp.local.";

/// More than so many printers are not kept, whatever the network says.
const MOST: usize = 100;

/// The longest list of formats that is read, in bytes.
const LONGEST_LIST: usize = 1000;

/// A printer that said it is there. All of it is a hint; only [`Press::look`](crate::Press::look) knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What its owner calls it, at most 80 characters, never none. Anyone can call theirs the same.
    pub name: String,
    /// The device that said so, as it goes by on its network: `brn30055c.local`.
    pub host: String,
    /// Where it prints; over an encrypted line if it offers both.
    pub printer: Printer,
    /// Its open line beside the encrypted one, where it told one and is known by no key: for a person who was told that there is
    /// no other.
    pub open: Option<Printer>,
    /// The document formats it takes, in small letters.
    pub formats: Vec<String>,
    /// Whether it has a place for A4.
    pub a4: Option<bool>,
    /// Whether it prints in colour.
    pub colour: Option<bool>,
}

impl Found {
    /// Whether it says which formats it takes, and none of them can be sent: neither PDF nor pictures of pages.
    pub fn takes_none_of_ours(&self) -> bool {
        let is_ours = |format: &String| is_format(format, PDF) || is_format(format, RASTER);
        !self.formats.is_empty() && !self.formats.iter().any(is_ours)
    }
}

/// By name and device: a name alone anyone can take.
type Near = BTreeMap<(String, String), Found>;

/// Listens for printers for some time (two to five seconds find most) and returns each once, by name. Two of one name on two
/// devices are two. One on a device that was spoken to over an encrypted line is never returned with a plain one, whatever is
/// heard of it now.
///
/// # Errors
///
/// [`PrinterError::NoNetwork`] if the network cannot be asked. Hearing nobody is none.
pub fn find(lasting: Duration, encrypted_before: &[Printer]) -> Result<Vec<Found>> {
    const A_MOMENT: Duration = Duration::from_millis(50);
    let daemon = ServiceDaemon::new().map_err(no_network)?;
    let own = Own::now().map_err(|error| {
        tracing::warn!(%error, "this device's addresses cannot be told");
        PrinterError::NoNetwork
    })?;
    let until = Instant::now().checked_add(lasting);
    let mut near = Near::new();
    let searches = [daemon.browse(PLAIN).map_err(no_network)?, daemon.browse(ENCRYPTED).map_err(no_network)?];
    while until.is_some_and(|until| Instant::now() < until) {
        for search in &searches {
            let first = search.recv_timeout(A_MOMENT).into_iter();
            for event in first.chain(search.try_iter()) {
                if let ServiceEvent::ServiceResolved(service) = event {
                    keep(&mut near, &service, &own, encrypted_before);
                }
            }
        }
    }
    // It ends by itself as soon as it hears this; nothing waits for it.
    let _ = daemon.shutdown();
    Ok(near.into_values().collect())
}

/// The address behind a name of this network, such as `printer.local`, where the network tells one in time. Not every
/// device looks such names up by itself.
pub(crate) fn address_of(name: &str, within: Duration) -> Option<IpAddr> {
    let (own, until) = (Own::now().ok()?, Instant::now().checked_add(within)?);
    let daemon = ServiceDaemon::new().ok()?;
    let news = daemon.resolve_hostname(&format!("{name}."), u64::try_from(within.as_millis()).ok()).ok();
    let answers = news.iter().flat_map(|news| {
        std::iter::from_fn(|| news.recv_timeout(until.saturating_duration_since(Instant::now())).ok())
    });
    let addresses = answers.filter_map(|answer| {
        let HostnameResolutionEvent::AddressesFound(_, addresses) = answer else { return None };
        let ours = addresses.iter().map(|it| it.to_ip_addr());
        ours.filter(|it| own.reaches(*it) && Host::address(*it).is_some()).min()
    });
    let found = addresses.into_iter().next();
    let _ = daemon.shutdown();
    found
}

/// Whether an address is on one of this device's own networks. Where these cannot be told, none is.
pub(crate) fn is_near(address: IpAddr) -> bool {
    Own::now().is_ok_and(|own| own.reaches(address))
}

fn no_network(error: mdns_sd::Error) -> PrinterError {
    tracing::warn!(%error, "the network cannot be searched");
    PrinterError::NoNetwork
}

fn keep(near: &mut Near, service: &ResolvedService, own: &Own, encrypted_before: &[Printer]) {
    let Some(found) = found(service, own, encrypted_before) else { return };
    let which = (found.name.clone(), found.host.clone());
    let Some(known) = near.get_mut(&which) else {
        if near.len() < MOST {
            near.insert(which, found);
        }
        return;
    };
    // One printer often offers both ways, and does so under one device.
    let open = [&found, &*known].into_iter().find_map(|it| {
        let itself = Some(&it.printer).filter(|printer| !printer.encrypted());
        itself.or(it.open.as_ref()).cloned()
    });
    if !known.printer.encrypted() || found.printer.encrypted() {
        *known = found;
    }
    known.open = open.filter(|_| known.printer.encrypted());
}

fn found(service: &ResolvedService, own: &Own, encrypted_before: &[Printer]) -> Option<Found> {
    let encrypted = service.ty_domain.starts_with("_ipps.");
    let name = shown(service.fullname.strip_suffix(&service.ty_domain)?.strip_suffix('.')?);
    if name.is_empty() {
        return None;
    }
    let text = |key: &str| service.txt_properties.get_property_val_str(key);
    let host = if encrypted {
        own_name(service).or_else(|| best_host(service, own))
    } else {
        best_host(service, own)
    };
    let told = Printer::from_parts(encrypted, host?, service.port, text("rp").unwrap_or("")).ok()?;
    // Of what is told only the device counts: anyone can tell another port or path of it.
    let used = |host| encrypted_before.iter().find(|it| it.encrypted() && it.is_on(&host));
    let before = own_name(service).filter(|_| !encrypted).and_then(used);
    let printer = before.map_or_else(|| told.clone(), |before| before.with_path_of(&told));
    let formats = text("pdl").filter(|list| list.len() <= LONGEST_LIST).unwrap_or_default();
    let yes_or_no = |value: &str| match value {
        "T" => Some(true),
        "F" => Some(false),
        _ => None,
    };
    Some(Found {
        name,
        open: None,
        host: shown(service.host.trim_end_matches('.')).to_lowercase(),
        printer,
        formats: formats
            .split(',')
            .map(|one| one.trim().to_ascii_lowercase())
            .filter(|one| !one.is_empty())
            .collect(),
        a4: text("PaperMax").and_then(|size| match size {
            "<legal-A4" => Some(false),
            "legal-A4" | "tabloid-A3" | "isoC-A2" | ">isoC-A2" => Some(true),
            _ => None,
        }),
        colour: text("Color").and_then(yes_or_no),
    })
}

/// An address goes before a name, which not every device can look up. Addresses that need an interface beside them do not.
fn best_host(service: &ResolvedService, own: &Own) -> Option<Host> {
    let mut addresses: Vec<IpAddr> = service.addresses.iter().map(|address| address.to_ip_addr()).collect();
    addresses.retain(|address| own.reaches(*address));
    addresses.sort_unstable();
    addresses.into_iter().find_map(Host::address).or_else(|| own_name(service))
}

/// The name a device goes by on its network. Most are made of a number that no other device has, where the same address is
/// another printer's in the next home: so it goes first where a printer is known again by its key.
fn own_name(service: &ResolvedService) -> Option<Host> {
    Host::name(&service.host).filter(Host::is_of_this_network)
}

#[cfg(test)]
mod tests;
