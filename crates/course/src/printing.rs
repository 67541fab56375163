//! What a screen for printing shows while an address is typed. Where a paper goes and how is the tablet's.

use ipc::visit::PrintGoes;

/// Whether what is printed at an address as it was typed could be read by others on its network. Nothing typed is none.
pub fn is_open(address: &str) -> bool {
    const ENCRYPTED: &str = "ipps://";
    let address = address.trim();
    let scheme = address.get(..ENCRYPTED.len());
    !address.is_empty() && !scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(ENCRYPTED))
}

/// What is still told once another address is typed. What a button would do at the printer before, such as believing its new
/// key, is not offered at this one. Why it stopped stays, since that may say what to type.
pub fn at_another_address(goes: PrintGoes) -> PrintGoes {
    match goes {
        PrintGoes::On { .. } | PrintGoes::Stopped { .. } | PrintGoes::NoLine { .. } => goes,
        PrintGoes::Not
        | PrintGoes::Printed { .. }
        | PrintGoes::OtherKey { .. }
        | PrintGoes::Unsure { .. } => PrintGoes::Not,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_not_said_to_be_encrypted_is_open() {
        for open in
            ["192.168.1.20", "ipp://host", "ipps:/host", "http://host", "ipps", "\u{e9}\u{e9}\u{e9}\u{e9}"]
        {
            assert!(is_open(open), "{open}");
        }
        for other in ["", "  ", "ipps://host", " IPPS://192.168.1.20"] {
            assert!(!is_open(other), "{other}");
        }
    }

    #[test]
    fn no_button_for_one_printer_is_left_for_the_next() {
        let says = || "told".to_owned();
        for over in [
            PrintGoes::Not,
            PrintGoes::Printed { says: says() },
            PrintGoes::OtherKey { says: says() },
            PrintGoes::Unsure { says: says() },
        ] {
            assert_eq!(at_another_address(over), PrintGoes::Not);
        }
        for stays in [
            PrintGoes::On { says: says() },
            PrintGoes::Stopped { says: says() },
            PrintGoes::NoLine { says: says() },
        ] {
            assert_eq!(at_another_address(stays.clone()), stays);
        }
    }
}
