//! The real DNS-SD.

use std::time::Duration;

use printer::{Press, find};

use crate::stage::{Stage, until};

#[test]
fn a_printer_is_found_once_with_what_it_says_of_itself_and_can_be_asked_there() {
    let stage = Stage::new();
    stage.be_on_the_network();
    let found = until("the printer is found", || {
        let found = find(Duration::from_secs(2), &[]).unwrap();
        let here: Vec<_> = found.into_iter().filter(|found| found.name == stage.name()).collect();
        assert!(here.len() <= 1, "it offers two ways and is one printer: {here:?}");
        here.into_iter().next().filter(|found| found.printer.encrypted())
    });
    assert!(!found.takes_none_of_ours(), "{:?}", found.formats);
    assert_eq!(found.colour, Some(true));
    let address = found.printer.to_string();
    assert!(address.ends_with(&format!(".local:{}/ipp/print", stage.port())), "{address}");
    let press = Press::new(found.printer).unwrap();
    assert!(press.look().unwrap().pdf);
    assert!(press.key().is_some());
}
