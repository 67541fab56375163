//! The printers that were found, as a worker is shown them. How they are found is in the crate `printer`.

use ipc::visit::{PrinterCard, WhyNot};
use printer::Found;

/// Those that can be used first. Where two are called the same, each says which device it is: a name anyone can take.
pub(crate) fn cards(found: Vec<Found>) -> Vec<PrinterCard> {
    let names: Vec<String> = found.iter().map(|it| it.name.to_lowercase()).collect();
    let is_shared = |name: &str| names.iter().filter(|it| **it == name.to_lowercase()).count() > 1;
    let card = |it: Found| {
        let why_not = it.takes_none_of_ours().then_some(WhyNot::NoFormat);
        let name = if is_shared(&it.name) { format!("{} ({})", it.name, it.host) } else { it.name };
        PrinterCard {
            name,
            printer: it.printer.to_string(),
            open: it.open.map(|open| open.to_string()),
            why_not,
        }
    };
    let mut cards: Vec<PrinterCard> = found.into_iter().map(card).collect();
    cards.sort_by_key(|card| card.why_not.is_some());
    cards
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, host: &str, formats: &[&str]) -> Found {
        Found {
            name: name.to_owned(),
            host: host.to_owned(),
            printer: host.parse().unwrap(),
            open: None,
            formats: formats.iter().map(|&it| it.to_owned()).collect(),
            a4: None,
            colour: None,
        }
    }

    #[test]
    fn those_of_one_name_are_told_apart_by_their_devices_and_what_cannot_be_used_comes_last() {
        let cards = cards(vec![
            found("Attic", "attic.local", &["image/urf"]),
            found("Front room", "one.local", &[]),
            found("front room", "other.local", &["application/pdf"]),
        ]);
        let shown: Vec<(&str, bool)> =
            cards.iter().map(|card| (card.name.as_str(), card.why_not.is_some())).collect();
        let expected =
            [("Front room (one.local)", false), ("front room (other.local)", false), ("Attic", true)];
        assert_eq!(shown, expected);
    }
}
