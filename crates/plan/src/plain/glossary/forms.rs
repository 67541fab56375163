//! The forms in which a phrase is looked up.

use crate::plain::words::folded;

/// The parts of a word between hyphens, as they are looked up.
pub(super) fn parts(word: &str) -> impl Iterator<Item = String> {
    let parts: Vec<String> =
        folded(word).split(['-', '‑']).filter(|part| !part.is_empty()).map(with_s).collect();
    parts.into_iter()
}

/// "organize" as "organise": both spellings are British.
fn with_s(part: &str) -> String {
    let is_verb = part.len() > 5 && (part.contains("iz") || part.contains("yz"));
    if is_verb { part.replace("iz", "is").replace("yz", "ys") } else { part.to_owned() }
}

/// Every form of a phrase: each word alone, and with its usual endings where "~" follows it.
pub(super) fn forms(phrase: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    for word in phrase.split(' ') {
        let words = word.strip_suffix('~').map_or_else(|| vec![word.to_owned()], with_endings);
        all = all
            .iter()
            .flat_map(|before| {
                words.iter().map(move |word| before.iter().cloned().chain(parts(word)).collect())
            })
            .collect();
    }
    all
}

fn with_endings(word: &str) -> Vec<String> {
    let without_e = word.strip_suffix('e');
    let vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|end| word.ends_with(end));
    let without_y = word.strip_suffix('y').filter(|_| !vowel_before_y);
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    let (plural, past) = match (without_y, without_e) {
        (Some(stem), _) => (format!("{stem}ies"), format!("{stem}ied")),
        (None, Some(_)) => (format!("{word}s"), format!("{word}d")),
        (None, None) => (format!("{word}{}", if hisses { "es" } else { "s" }), format!("{word}ed")),
    };
    let going = without_e.filter(|stem| !stem.ends_with('e')).unwrap_or(word);
    vec![word.to_owned(), plural, past, format!("{going}ing")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_its_usual_endings_and_both_spellings() {
        let of = |phrase: &str| forms(phrase).iter().map(|it| it.join(" ")).collect::<Vec<_>>();
        assert_eq!(of("comply~"), ["comply", "complies", "complied", "complying"]);
        assert_eq!(of("minimize~"), ["minimise", "minimises", "minimised", "minimising"]);
        assert_eq!(of("assess~"), ["assess", "assesses", "assessed", "assessing"]);
        assert_eq!(of("multi-agency team~")[..2], ["multi agency team", "multi agency teams"]);
        assert_eq!(of("size"), ["size"]);
    }
}
