//! The letters of which an app without the fonts says that paper has them.

use std::fmt::Write as _;
use std::path::Path;

/// Ranges of letters that have a shape, a line each.
fn with_shape() -> String {
    let mut ranges: Vec<(char, char)> = Vec::new();
    let mut goes_on = false;
    for c in (char::MIN..=char::MAX).filter(|c| c.is_alphabetic()) {
        let has = document::has_shape(c);
        match ranges.last_mut().filter(|_| goes_on && has) {
            Some((_, last)) => *last = c,
            None if has => ranges.push((c, c)),
            None => {}
        }
        goes_on = has;
    }
    ranges.into_iter().fold(String::new(), |mut lines, (first, last)| {
        let _ = writeln!(lines, "{:x} {:x}", u32::from(first), u32::from(last));
        lines
    })
}

#[test]
fn the_list_of_letters_is_that_of_the_fonts() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../plan/src/texts/on_paper.txt");
    let now = with_shape();
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    assert!(now == std::fs::read_to_string(path).unwrap(), "WRITE_GOLDEN=1 writes it anew");
}
