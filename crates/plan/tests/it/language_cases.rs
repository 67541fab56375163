//! The plain-language engine on labelled cases: sentences, words of the field, and letters as people write them.

use plan::language::{Band, Finding, Lists, Report, Rule, cut, findings, report, sentences};

const SENTENCES: &str = include_str!("../../../../tests/data/language/sentences.tsv");
const FIELD_WORDS: &str = include_str!("../../../../tests/data/language/field-words.tsv");

/// The lines of a table, without its remarks and its head.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| line.split('\t').collect())
}

fn is_listed(finding: &Finding) -> bool {
    finding.rule.has_list()
}

/// What is wrong in a row, if anything is.
fn wrong(kind: &str, want: &str, text: &str, lists: &Lists) -> Option<String> {
    if let Some(count) = want.strip_suffix(" sentences") {
        let found = sentences(text);
        return (found.len().to_string() != count).then(|| format!("{} sentences", found.len()));
    }
    let found = findings(text, &lists.glossary);
    let rule = kind.strip_prefix("rule ");
    let of_rule = |found: &&Finding| rule.map_or_else(|| is_listed(found), |rule| found.rule.key() == rule);
    let told: Vec<_> = found.iter().filter(of_rule).collect();
    let is_right = match want {
        "no finding" => told.is_empty(),
        "found" => !told.is_empty(),
        rule => told.iter().any(|found| found.rule.key() == rule),
    };
    (!is_right).then(|| format!("{told:?}"))
}

#[test]
fn of_a_hundred_labelled_sentences_ninety_five_are_told_right() {
    let lists = Lists::english();
    let (mut all, mut missed) = (0, Vec::new());
    for row in rows(SENTENCES) {
        let [kind, want, text] = row.as_slice() else { panic!("{row:?}") };
        let text = text.replace("\\n", "\n").replace("\\t", "\t");
        all += 1;
        missed.extend(
            wrong(kind, want, &text, &lists).map(|found| format!("{kind}: “{text}”: {found}, not {want}")),
        );
    }
    println!("{} of {all} right; wrong:\n{}", all - missed.len(), missed.join("\n"));
    assert!(all > 100 && missed.len() * 20 <= all, "{}", missed.join("\n"));
}

/// Letters and digits as they are compared: no capitals, no hyphens.
fn bare(text: &str) -> String {
    text.to_lowercase().replace(['-', '’', '\''], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn nine_of_ten_words_of_the_field_have_a_plainer_one() {
    let lists = Lists::english();
    let (mut all, mut missed) = (0, Vec::new());
    for row in rows(FIELD_WORDS) {
        let [term, sentence] = row.as_slice() else { panic!("{row:?}") };
        let found = findings(sentence, &lists.glossary);
        let stands = bare(sentence).contains(&bare(term));
        let fit = found
            .iter()
            .filter(|it| is_listed(it))
            .find(|it| !stands || bare(&it.text).contains(&bare(term)));
        all += 1;
        match fit {
            Some(fit) => println!("{term}\t{}\t{}", fit.text, fit.say),
            None => missed.push(format!("{term}: {sentence}")),
        }
    }
    println!("{} of {all}; missed:\n{}", all - missed.len(), missed.join("\n"));
    assert!(all > 150 && missed.len() * 10 <= all, "{}", missed.join("\n"));
}

fn read(text: &str) -> Report {
    report(text, &Lists::english())
}

#[test]
fn a_list_is_as_hard_with_any_mark_as_with_none() {
    let dashes = include_str!("../../../../tests/data/language/letter-dashes.txt");
    let bare =
        read(&dashes.lines().map(|line| line.trim_start_matches("- ")).collect::<Vec<_>>().join("\n\n"));
    let numbered = read(include_str!("../../../../tests/data/language/letter-numbered.txt"));
    assert_eq!((numbered.counts, numbered.band), (bare.counts, bare.band));
    let letters = ["a", "b", "c", "d", "e", "f"];
    let romans = ["i", "ii", "iii", "iv", "v", "vi"];
    let marks: [&dyn Fn(usize) -> String; 20] = [
        &|_| "- ".into(),
        &|_| "• ".into(),
        &|_| "•".into(),
        &|_| "* ".into(),
        &|_| "– ".into(),
        &|_| "— ".into(),
        &|_| "o ".into(),
        &|_| "o\t".into(),
        &|_| "✓ ".into(),
        &|_| "➢ ".into(),
        &|_| "\u{f0b7}\t".into(),
        &|_| "> ".into(),
        &|_| "\t".into(),
        &|n| format!("{}. ", n + 1),
        &|n| format!("{})\t", n + 1),
        &|n| format!("{}\t", n + 1),
        &|n| format!("2.{} ", n + 1),
        &|n| format!("{}) ", letters[n]),
        &|n| format!("({}) ", letters[n]),
        &|n| format!("({}) ", romans[n]),
    ];
    for mark in marks {
        let marked: Vec<String> =
            dashes.lines().enumerate().map(|(n, line)| line.replacen("- ", &mark(n), 1)).collect();
        let marked = format!("The plan:\n{}", marked.join("\n"));
        let (found, wanted) = (read(&marked), bare.counts);
        assert_eq!(found.counts.sentences, wanted.sentences + 1, "{marked}");
        assert_eq!(found.counts.words, wanted.words + 2, "{marked}");
    }
}

#[test]
fn a_web_address_does_not_unwrap_a_letter() {
    let plain = read(include_str!("../../../../tests/data/language/letter-wrapped.txt"));
    let linked = read(include_str!("../../../../tests/data/language/letter-wrapped-link.txt"));
    assert_eq!(plain.counts.sentences, 1);
    assert_eq!(linked.counts.sentences, 2, "the line of the link, and the letter");
    assert_eq!(linked.counts.words, plain.counts.words + 3, "an address is one word");
}

#[test]
fn no_ends_a_sentence() {
    let text = include_str!("../../../../tests/data/language/said-no.txt");
    assert_eq!(sentences(text).len(), text.matches(['.', '?']).count());
    assert_eq!(read(text).band, Band::Green);
}

#[test]
fn quoted_words_stand_in_their_sentence() {
    let text =
        "“Where were you?” he shouted. “Go to bed!” she said. “Is Dad here?” asked Jay. “Stop!” Dean said.";
    assert_eq!(sentences(text).len(), 4);
    assert_eq!(cut(text)[0], "“Where were you?” he shouted.");
    assert_eq!(cut("She said “Stop.” Then he left."), ["She said “Stop.”", " Then he left."]);
}

/// Sentences of the languages that families read beside English.
#[test]
fn sentences_end_as_their_language_ends_them() {
    for (text, count) in [
        ("ہم آپ کو فون کریں گے۔ کیا آپ ٹھیک ہیں؟ شکریہ۔", 3),
        ("हामी तपाईंलाई फोन गर्छौं। तपाईं ठीक हुनुहुन्छ? धन्यवाद।", 3),
        ("ਅਸੀਂ ਤੁਹਾਨੂੰ ਫ਼ੋਨ ਕਰਾਂਗੇ। ਕੀ ਤੁਸੀਂ ਠੀਕ ਹੋ? ਧੰਨਵਾਦ॥", 3),
        ("سنتصل بك يوم الاثنين. هل أنت بخير؟ شكرا.", 3),
    ] {
        assert_eq!(cut(text).len(), count, "{text}");
        assert_eq!(cut(text).concat(), text);
    }
}

#[test]
fn what_is_not_english_is_said_to_be_so() {
    for text in [
        "Ми зателефонуємо вам у понеділок. Ви можете сказати ні. ".repeat(12),
        "سنتصل بك يوم الاثنين. هل أنت بخير؟ يمكنك أن تقول لا. ".repeat(12),
        "Zadzwonimy do ciebie w poniedziałek rano. Możesz powiedzieć nie. Dziecko idzie do szkoły. "
            .repeat(12),
        "Vă vom suna luni dimineață. Puteți spune nu. Copilul merge la școală în fiecare zi. ".repeat(12),
        "Nous vous appellerons lundi matin. Vous pouvez dire non. L’enfant va à l’école tous les jours. "
            .repeat(12),
        "Waan kuu soo wici doonaa Isniinta. Waxaad odhan kartaa maya. Ilmuhu wuxuu aadaa dugsiga. "
            .repeat(12),
    ] {
        let found = read(&text);
        assert_eq!(found.band, Band::NotEnglish, "{text}");
        assert_eq!(found.findings, []);
    }
    for text in [SENTENCES, include_str!("../../../../tests/data/language/paper-form.txt")] {
        assert_ne!(read(text).band, Band::NotEnglish);
    }
}

#[test]
fn both_spellings_are_known() {
    for (british, other) in
        [("minimise", "minimize"), ("prioritising", "prioritizing"), ("utilised", "utilized")]
    {
        let lists = Lists::english();
        let said = |word: &str| {
            findings(&format!("We {word} it."), &lists.glossary).into_iter().map(|it| it.say).next()
        };
        assert!(said(british).is_some() && said(british) == said(other), "{british}");
    }
    let found = findings("We organize it.", &Lists::english().glossary);
    assert!(found.iter().all(|it| it.rule != Rule::Passive));
}
