//! A code that is told by telephone, as it is typed.

/// So many letters are said in one breath.
const GROUP: usize = 4;

/// What was typed, as the office reads it out: letters and digits alone, in capitals, in groups of four.
pub fn in_groups(typed: &str) -> String {
    let letters = typed.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_uppercase);
    let mut groups = String::new();
    for (n, letter) in letters.enumerate() {
        if n > 0 && n % GROUP == 0 {
            groups.push(' ');
        }
        groups.push(letter);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::in_groups;

    #[test]
    fn a_code_stands_as_it_is_said_however_it_was_typed() {
        for typed in ["4xz2k7qm90ab", "4XZ2-K7QM-90AB", " 4xz2 k7qm. 90ab ", "4X Z2K7 QM90 AB"] {
            assert_eq!(in_groups(typed), "4XZ2 K7QM 90AB");
        }
        assert_eq!((in_groups("4xz2k"), in_groups("- .")), ("4XZ2 K".to_owned(), String::new()));
    }
}
