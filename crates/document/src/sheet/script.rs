//! In which script a letter is, and what that says of a language: of some scripts which it is, of the others only that it is
//! not the paper's. Nothing is guessed from words.

use unicode_bidi::{BidiClass, bidi_class};

use crate::sheet::carried::Family;

/// Latin letters. They write so many languages that they tell nothing of which.
pub(crate) const LATIN: &str = "Latn";

/// The script of a letter by its four letters in ISO 15924; none of what scripts share.
pub(crate) fn of(c: char) -> Option<&'static str> {
    if !c.is_alphabetic() || bidi_class(c) == BidiClass::NSM {
        return None;
    }
    Some(match Family::of(c) {
        Family::Arabic => "Arab",
        Family::Armenian => "Armn",
        Family::Bengali => "Beng",
        Family::Devanagari => "Deva",
        Family::Ethiopic => "Ethi",
        Family::Georgian => "Geor",
        Family::Gujarati => "Gujr",
        Family::Gurmukhi => "Guru",
        Family::Han => of_the_east(c),
        Family::Hebrew => "Hebr",
        Family::Kannada => "Knda",
        Family::Khmer => "Khmr",
        Family::Lao => "Laoo",
        Family::Malayalam => "Mlym",
        Family::Myanmar => "Mymr",
        Family::Oriya => "Orya",
        Family::Sinhala => "Sinh",
        Family::Tamil => "Taml",
        Family::Telugu => "Telu",
        Family::Thai => "Thai",
        Family::Text | Family::Spare | Family::Signs => match c {
            '\u{370}'..='\u{3e1}' | '\u{3f0}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => "Grek",
            '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' => "Cyrl",
            'a'..='z' | 'A'..='Z' | 'ª' | 'º' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => LATIN,
            _ => return None,
        },
    })
}

const fn of_the_east(c: char) -> &'static str {
    match c {
        '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => "Jpan",
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' => "Kore",
        '\u{ac00}'..='\u{d7ff}' => "Kore",
        _ => "Hani",
    }
}

/// The script that a language is written in; Latin letters for all that are not listed.
pub(crate) fn of_language(tag: &str) -> &str {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    if let Some(script) = subtags.next().filter(|it| it.len() == 4) {
        return script;
    }
    let written = [
        ("Arab", &["ar", "ckb", "fa", "ps", "sd", "ug", "ur"][..]),
        ("Beng", &["as", "bn"]),
        ("Cyrl", &["be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"]),
        ("Deva", &["hi", "mr", "ne"]),
        ("Ethi", &["am", "ti"]),
        ("Hebr", &["he", "yi"]),
        ("Hani", &["yue", "zh"]),
        ("Mymr", &["my"]),
    ];
    let of_several = written.iter().find(|(_, languages)| languages.contains(&language)).map(|it| it.0);
    let of_one = || ALONE.iter().find(|(_, it)| *it == language).map(|it| it.0);
    of_several.or_else(of_one).unwrap_or(LATIN)
}

/// Scripts that write one language of today, all but a few words of others.
const ALONE: [(&str, &str); 16] = [
    ("Armn", "hy"),
    ("Geor", "ka"),
    ("Grek", "el"),
    ("Gujr", "gu"),
    ("Guru", "pa"),
    ("Jpan", "ja"),
    ("Khmr", "km"),
    ("Knda", "kn"),
    ("Kore", "ko"),
    ("Laoo", "lo"),
    ("Mlym", "ml"),
    ("Orya", "or"),
    ("Sinh", "si"),
    ("Taml", "ta"),
    ("Telu", "te"),
    ("Thai", "th"),
];

/// The language of words in a script: that of `known` which is written in it, where it is one; or the one the script writes;
/// or only that it is some language in that script.
pub(crate) fn language(script: &str, known: &[String]) -> String {
    let mut written = known.iter().filter(|tag| of_language(tag) == script);
    match (written.next(), written.next()) {
        (Some(tag), None) => tag.clone(),
        _ => match ALONE.iter().find(|(it, _)| *it == script) {
            Some((_, tag)) => (*tag).to_owned(),
            None => format!("und-{script}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_a_script_and_signs_have_none() {
        let told: Vec<_> = "ałŵαжسשकਕあ한漢ธ".chars().map(of).collect();
        let wanted = [
            LATIN, LATIN, LATIN, "Grek", "Cyrl", "Arab", "Hebr", "Deva", "Guru", "Jpan", "Kore", "Hani",
            "Thai",
        ];
        assert_eq!(told, wanted.map(Some));
        assert!("1.“ \u{301}۔۴☐\u{64e}\u{200c}".chars().all(|c| of(c).is_none()));
    }

    #[test]
    fn a_language_is_named_only_where_it_is_known() {
        let known = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        assert_eq!(language("Arab", &[]), "und-Arab");
        assert_eq!(language("Arab", &known(&["pl", "ur"])), "ur");
        assert_eq!(language("Arab", &known(&["ar", "ur"])), "und-Arab", "one of two");
        assert_eq!(language("Guru", &[]), "pa");
        assert_eq!(language("Deva", &known(&["pa"])), "und-Deva");
    }

    #[test]
    fn a_language_knows_its_script() {
        for (tag, script) in
            [("en", LATIN), ("ur", "Arab"), ("pa", "Guru"), ("pa-Arab", "Arab"), ("ne-NP", "Deva")]
        {
            assert_eq!(of_language(tag), script, "{tag}");
        }
    }
}
