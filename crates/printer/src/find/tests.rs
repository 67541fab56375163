//! What is made of announcements, honest and odd. That real ones are heard is tried in `tests/it`.

use std::collections::HashMap;

use mdns_sd::ServiceInfo;

use super::*;

fn service(way: &str, name: &str, addresses: &str, texts: &[(&str, &str)]) -> ResolvedService {
    let texts: HashMap<String, String> =
        texts.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    ServiceInfo::new(way, name, "host.local.", addresses, 631, texts).unwrap().as_resolved_service()
}

fn home() -> Own {
    Own::of(
        ["192.168.1.5", "fe80::5", "2001:db8:1::5"]
            .map(|own| (own.parse().unwrap(), if own.contains(':') { 64 } else { 24 })),
    )
}

fn all(services: &[ResolvedService]) -> Vec<Found> {
    all_after(&[], services)
}

/// What is found by a device that used these over an encrypted line.
fn all_after(before: &[Printer], services: &[ResolvedService]) -> Vec<Found> {
    let mut near = Near::new();
    services.iter().for_each(|service| keep(&mut near, service, &home(), before));
    near.into_values().collect()
}

const USUAL: [(&str, &str); 4] =
    [("rp", "ipp/print"), ("pdl", "image/urf, Application/PDF"), ("Color", "T"), ("PaperMax", "legal-A4")];

#[test]
fn what_a_printer_says_is_read() {
    let found = all(&[service(PLAIN, "Front room", "fe80::1,192.168.1.20", &USUAL)]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name, "Front room");
    assert_eq!(found[0].printer.to_string(), "ipp://192.168.1.20:631/ipp/print");
    assert_eq!(found[0].formats, ["image/urf", "application/pdf"]);
    assert!(!found[0].takes_none_of_ours());
    assert_eq!((found[0].a4, found[0].colour), (Some(true), Some(true)));
}

#[test]
fn what_it_does_not_say_is_not_made_up() {
    let found = all(&[service(PLAIN, "Bare", "fe80::1", &[])]);
    assert_eq!(found[0].printer.to_string(), "ipp://host.local:631/");
    assert_eq!((found[0].takes_none_of_ours(), found[0].a4, found[0].colour), (false, None, None));
}

#[test]
fn a_printer_is_of_use_with_pdf_or_pictures_of_pages_or_where_it_says_nothing() {
    for (formats, is_of_no_use) in [
        ("", false),
        ("image/urf,application/pdf", false),
        ("image/urf,image/PWG-Raster,image/jpeg", false),
        ("image/urf,image/jpeg", true),
        ("application/octet-stream", true),
    ] {
        let found = all(&[service(PLAIN, "One", "192.168.1.20", &[("rp", "ipp/print"), ("pdl", formats)])]);
        assert_eq!(found[0].takes_none_of_ours(), is_of_no_use, "{formats}");
    }
}

#[test]
fn one_printer_that_offers_both_ways_is_there_once_with_encryption_under_its_own_name() {
    let (plain, encrypted) =
        (service(PLAIN, "One", "192.168.1.20", &USUAL), service(ENCRYPTED, "One", "192.168.1.20", &USUAL));
    for both in [[plain.clone(), encrypted.clone()], [encrypted.clone(), plain.clone()]] {
        let found = all(&both);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].printer.to_string(), "ipps://host.local:631/ipp/print");
        let open = found[0].open.as_ref().map(Printer::to_string);
        assert_eq!(
            open.as_deref(),
            Some("ipp://192.168.1.20:631/ipp/print"),
            "for who is told there is no other"
        );
        let found = all_after(&["ipps://host.local".parse().unwrap()], &both);
        assert_eq!(found[0].open, None, "one that is known by its key has no other");
    }
    let heard_twice = all(&[plain.clone(), encrypted.clone(), encrypted.clone(), plain.clone()]);
    assert!(heard_twice[0].printer.encrypted() && heard_twice[0].open.is_some());
    assert_eq!(all(&[plain.clone(), plain.clone()])[0].open, None);
    assert!(!all(&[plain])[0].printer.encrypted(), "where there is no other way it is shown as it is");
    let mut nameless = encrypted;
    nameless.host = "localhost.".to_owned();
    assert_eq!(all(&[nameless])[0].printer.to_string(), "ipps://192.168.1.20:631/ipp/print");
}

#[test]
fn a_printer_that_was_used_with_encryption_is_not_offered_without_it_and_others_are() {
    let plain = [service(PLAIN, "One", "192.168.1.20", &USUAL)];
    let before: [Printer; 1] = ["ipps://host.local:443".parse().unwrap()];
    assert_eq!(all_after(&before, &plain)[0].printer, before[0]);
    let other_path: [Printer; 1] = ["ipps://host.local:443/printers/b".parse().unwrap()];
    let found = all_after(&other_path, &plain);
    assert_eq!(found[0].printer.to_string(), "ipps://host.local:443/ipp/print", "the device counts");
    for other in ["ipps://other.local", "ipps://192.168.1.20", "ipp://host.local:8631"] {
        let found = all_after(&[other.parse().unwrap()], &plain);
        assert_eq!(found[0].printer.to_string(), "ipp://192.168.1.20:631/ipp/print", "{other}");
    }
}

#[test]
fn a_name_is_no_printers_own_and_who_takes_it_stands_beside_it() {
    let own = [service(PLAIN, "Front room", "192.168.1.20", &USUAL)];
    let mut impostor = service(ENCRYPTED, "Front room", "192.168.1.66", &USUAL);
    impostor.host = "Other.local.".to_owned();
    for both in [[own[0].clone(), impostor.clone()], [impostor.clone(), own[0].clone()]] {
        let found = all(&both);
        let hosts: Vec<&str> = found.iter().map(|found| found.host.as_str()).collect();
        assert_eq!(hosts, ["host.local", "other.local"]);
        assert_eq!(found[0].printer.to_string(), "ipp://192.168.1.20:631/ipp/print");
    }
    let mut capitals = own[0].clone();
    capitals.host = "HOST.local.".to_owned();
    assert_eq!(all(&[own[0].clone(), capitals]).len(), 1, "the same device");
}

#[test]
fn what_cannot_be_seen_is_in_no_name_and_makes_none() {
    for name in
        ["Front\u{200b} room", "\u{202e}Front room", "Front room\u{2066}", "\u{feff}Front room\u{2029}"]
    {
        assert_eq!(all(&[service(PLAIN, name, "192.168.1.20", &USUAL)])[0].name, "Front room", "{name:?}");
    }
    assert!(all(&[service(PLAIN, "\u{200b}\u{2060}", "192.168.1.20", &USUAL)]).is_empty());
}

#[test]
fn a_crowd_or_a_nonsense_path_does_no_harm() {
    let crowd: Vec<_> =
        (0..300).map(|number| service(PLAIN, &format!("P{number}"), "192.168.1.20", &USUAL)).collect();
    assert_eq!(all(&crowd).len(), MOST);
    assert!(all(&[service(PLAIN, "Odd", "192.168.1.20", &[("rp", "ipp/print?x=\r\nhost: y")])]).is_empty());
    assert_eq!(all(&[service(PLAIN, "Bell\u{7}", "192.168.1.20", &USUAL)])[0].name, "Bell");
}

#[test]
fn what_points_out_of_the_network_is_passed_over() {
    for elsewhere in ["203.0.113.9", "192.168.2.20", "2001:db8:2::20"] {
        let found = all(&[service(PLAIN, "Away", elsewhere, &USUAL)]);
        assert_eq!(
            found[0].printer.to_string(),
            "ipp://host.local:631/ipp/print",
            "{elsewhere}: asked by name here"
        );
        let mut named = service(PLAIN, "Away", elsewhere, &USUAL);
        named.host = "print.example.org.".to_owned();
        assert!(all(&[named]).is_empty(), "{elsewhere}");
    }
    let found = all(&[service(PLAIN, "Here", "203.0.113.9,2001:db8:1::20", &USUAL)]);
    assert_eq!(found[0].printer.to_string(), "ipp://[2001:db8:1::20]:631/ipp/print");
}
