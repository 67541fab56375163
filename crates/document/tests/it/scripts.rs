//! The scripts families read: each sentence is read back word by word, and each word is compared as a picture with what
//! HarfBuzz draws from the same font.

use plan::content::Pace;
use plan::texts::Language;

use crate::family::printed::{Printed, run};
use crate::family::{Family, answers, plan};
use crate::picture::Picture;

/// A language, the font that sets what is not Latin of it, and sentences with made-up names.
struct Sample {
    language: &'static str,
    font: &'static str,
    sentences: &'static [&'static str],
}

const ARABIC: Sample = Sample {
    language: "ar",
    font: "NotoSansArabic-Regular.ttf",
    sentences: &[
        "تنظّف سارة المطبخ كل مساء.",
        "هل يستطيع عمر الذهاب إلى المدرسة، أم لا؟",
        "السلام عليكم، اتصلوا بنا على 01632 960 114 قبل 4 ديسمبر 2026.",
        "لا نريد الألم؛ الأطفال والآباء لأجل الإيمان.",
        "قالت Danuta Wiśniewska (الأم) إنّ البيت هادئ.",
    ],
};
const URDU: Sample = Sample {
    language: "ur",
    font: "NotoSansArabic-Regular.ttf",
    sentences: &[
        "سارہ ہر شام باورچی خانہ صاف کرے گی۔",
        "کیا بچے ٹھیک ہیں؟ ڈاکٹر نے کہا: گھر میں پڑھائی اچھی ہے۔",
        "چھوٹے بھائی کو ژالہ باری سے ڈر لگتا ہے، مگر وہ نہیں روتا۔",
        "عمر ۱۲ دسمبر ۲۰۲۶ تک Siân Pugh کو 01632 960 114 پر فون کرے گا۔",
        "Danuta اور طاہرہ (دادی) جمعے کو آئیں گی۔ ۴۵۶۷",
    ],
};
const NEPALI: Sample = Sample {
    language: "ne",
    font: "NotoSansDevanagari-Regular.ttf",
    sentences: &[
        "सीता हरेक साँझ भान्सा सफा गर्नुहुन्छ।",
        "कृपया परिवारसँग कुरा गर्नुहोस् र विद्यालय जानुहोस् ।",
        "हामी बच्चाहरूको सुरक्षाका लागि श्रृङ्खला, ज्ञान, क्षमा र द्वन्द्व बुझ्छौँ।",
        "Siân Pugh लाई 01632 960 114 मा ४ डिसेम्बर २०२६ अघि फोन गर्नुहोस्।",
        "राष्ट्रिय कार्यक्रम दुर्गाको घरमा हुन्छ, ५८९ झण्डा।",
    ],
};
const PANJABI: Sample = Sample {
    language: "pa",
    font: "NotoSansGurmukhi-Regular.ttf",
    sentences: &[
        "ਪ੍ਰੀਤ ਹਰ ਸ਼ਾਮ ਰਸੋਈ ਸਾਫ਼ ਕਰੇਗੀ।",
        "ਕੀ ਬੱਚੇ ਠੀਕ ਹਨ? ਉਨ੍ਹਾਂ ਨੂੰ ਸਕੂਲ ਲੈ ਜਾਓ ।",
        "ਸ੍ਵੈ-ਮਾਣ ਤੇ ਖ਼ੁਸ਼ੀ ਨਾਲ ਪੜ੍ਹੋ, ਸਿਹਤ ਦਾ ਖ਼ਿਆਲ ਰੱਖੋ।",
        "Siân Pugh ਨੂੰ 01632 960 114 ਤੇ ੪ ਦਸੰਬਰ ੨੦੨੬ ਤੋਂ ਪਹਿਲਾਂ ਫ਼ੋਨ ਕਰੋ।",
    ],
};
const LATIN: [(&str, &[&str]); 3] = [
    ("pl", &["Łucja codziennie sprząta kuchnię, a Bożena źle śpi. Zażółć gęślą jaźń!"]),
    ("cy", &["Mae Siân yn mynd â’r plant i’r ysgol bob dydd; mae’r tŷ a’r dŵr yn lân."]),
    ("ro", &["Ștefan face curățenie în bucătărie în fiecare seară, iar Țintea vine sâmbătă."]),
];

/// All sentences, a language each.
pub(crate) fn sentences() -> impl Iterator<Item = (&'static str, String)> {
    SAMPLES.iter().map(|sample| (sample.language, sample.sentences.join("\n")))
}

/// The letters that the text's font lacks and the spare one lends.
const LACKING: [char; 2] = ['ŷ', 'ŵ'];

static SAMPLES: [Sample; 4] = [ARABIC, URDU, NEPALI, PANJABI];

/// How much of the ink of two pictures of a word is in the same place, if they are the same.
const ALIKE: f32 = 0.9;

/// A paper that says something in a language.
pub(crate) fn saying(language: &str, text: &str) -> Family {
    let mut plan = plan();
    plan.concerns[0].words = text.into();
    let mut family = Family::new(plan, &answers());
    family.texts.language = Language(language.into());
    family.agreement.language = Language(language.into());
    family
}

/// Its words without the signs between them, which poppler puts on either side of a word from right to left.
fn bare(text: &str) -> String {
    read(&text.replace(['،', '؛', '؟', '۔', '.', ',', ':', '(', ')'], " "))
}

/// What is read, with one blank between words, also where poppler only marks that the direction changes.
fn read(text: &str) -> String {
    let text = text.replace(['\u{202a}', '\u{202b}', '\u{202c}'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_sentence_is_read_back_word_for_word() {
    let latin = LATIN.iter().map(|(language, sentences)| (*language, *sentences));
    for (language, sentences) in SAMPLES.iter().map(|it| (it.language, it.sentences)).chain(latin) {
        // Poppler reads a page from right to left when most of it is, which the first and the last page are not.
        let printed = Printed::of(&saying(language, &[sentences.join("\n").as_str(); 8].join("\n")));
        let told = if matches!(language, "ar" | "ur") { bare } else { read };
        let text = told(&printed.text("-nopgbrk"));
        for sentence in sentences {
            assert!(text.matches(&told(sentence)).count() >= 5, "{language}: {sentence}\n{text}");
        }
    }
}

#[test]
fn all_sentences_of_a_language_can_be_looked_at() {
    for sample in &SAMPLES {
        let all = [sample.sentences.join("\n"), sample.sentences.join(" ")].join("\n\n");
        let printed = Printed::of(&saying(sample.language, &all)).kept(&format!("{}.pdf", sample.language));
        assert!(printed.edges().0 <= 539.0, "nothing stands in the margin");
    }
}

#[test]
fn the_structure_says_lines_from_right_to_left_as_they_are_read() {
    for sample in [ARABIC, URDU] {
        let all = sample.sentences.join("\n");
        let printed = Printed::of(&saying(sample.language, &all));
        let document = lopdf::Document::load(&printed.path).unwrap();
        let tells =
            document.objects.values().filter_map(|it| it.as_dict().ok().filter(|it| it.has(b"ActualText")));
        // One element above what holds the glyphs, or mupdf turns the words round.
        assert!(tells.clone().all(|it| it.get(b"K").and_then(lopdf::Object::as_reference).is_ok()));
        let told: Vec<String> = tells
            .filter_map(|it| it.get(b"ActualText").ok())
            .map(|it| lopdf::decode_text_string(it).unwrap())
            .collect();
        // Words of other letters and numbers to ring are told by themselves.
        let number = "01632 960 114";
        let parts: Vec<&str> = all.split(number).collect();
        assert_eq!(told, parts);
    }
}

/// Where a word stands on a paper, by the words it is part of as poppler has them: the page, and the left, top, right and
/// bottom edge.
fn place(printed: &Printed, is_it: impl Fn(&str) -> bool) -> (usize, [f32; 4]) {
    let boxes = run("pdftotext", &["-bbox"], &printed.path, &["-"]);
    let mut page = 0;
    let mut found: Option<(usize, [f32; 4])> = None;
    for line in boxes.lines() {
        page += usize::from(line.contains("<page "));
        let said = line.split('>').nth(1).and_then(|rest| rest.strip_suffix("</word"));
        if said.is_some_and(&is_it) {
            let side =
                |name: &str| line.split(name).nth(1).unwrap().split('"').nth(1).unwrap().parse::<f32>();
            let [left, top, right, bottom] =
                ["xMin=", "yMin=", "xMax=", "yMax="].map(|name| side(name).unwrap());
            let (_, before) = found.unwrap_or((page, [left, top, right, bottom]));
            let edges =
                [left.min(before[0]), top.min(before[1]), right.max(before[2]), bottom.max(before[3])];
            found = Some((page, edges));
        }
    }
    found.unwrap_or_else(|| panic!("the word is not on the paper:\n{boxes}"))
}

/// Whether a part of a word has a letter of it that nothing else on the paper has.
fn part_of(word: &str) -> impl Fn(&str) -> bool {
    |said| said.chars().any(|c| !c.is_ascii() && word.contains(c))
}

/// How much larger a font's letters are set than those of the text.
fn larger(font: &str) -> f32 {
    if font.contains("Arabic") { 1.18 } else { 1.0 }
}

/// Sets a word alone and compares it with what HarfBuzz draws when it is asked with some options.
fn likeness(sample: &Sample, word: &str, options: &[&str]) -> f32 {
    let printed = Printed::of(&saying(sample.language, word));
    let (page, [_, top, _, bottom]) = place(&printed, part_of(word));
    let middle = f32::midpoint(top, bottom);
    let line = [50.0, middle - 16.0, 546.0, middle + 15.0];
    let ours = Picture::of_page(&printed.path, page, Some(line));
    ours.overlap(&Picture::by_harfbuzz(
        word,
        sample.font,
        14.0 * larger(sample.font),
        sample.language,
        options,
    ))
}

/// Sets a word bold, in a goal, and compares it.
fn bold_likeness(language: &str, font: &str, word: &str, is_it: impl Fn(&str) -> bool) -> f32 {
    let mut family = saying(language, "");
    let mut plan = plan();
    plan.goals[0].what = format!("see {word}");
    // So short that no tall letter of a second line stands right below the word.
    (plan.goals[0].help, plan.goals[0].by) = (String::new(), None);
    // What is for later stands once, in no box.
    plan.goals[0].pace = Pace::Later;
    family.agreement.blocks = Family::new(plan, &[]).agreement.blocks;
    let printed = Printed::of(&family);
    let (page, [left, top, right, bottom]) = place(&printed, is_it);
    let middle = f32::midpoint(top, bottom);
    let area = [left - 1.5, middle - 16.0, right + 1.5, middle + 14.0];
    let ours = Picture::of_page(&printed.path, page, Some(area));
    let size = 15.0 * larger(font);
    ours.overlap(&Picture::by_harfbuzz(word, &font.replace("Regular", "Bold"), size, language, &[]))
}

/// The words of a sample that its font sets as a whole.
fn words(sample: &Sample) -> impl Iterator<Item = &'static str> {
    // Digits run from left to right, which HarfBuzz has to be told.
    let own = |word: &&str| word.chars().all(|c| !c.is_ascii() && !matches!(c, 'â' | 'ś' | '۰'..='۹' | '।'));
    sample.sentences.iter().flat_map(|it| it.split_whitespace()).filter(own)
}

#[test]
fn words_look_as_harfbuzz_draws_them() {
    for sample in &SAMPLES {
        let found: Vec<(f32, &str)> = words(sample).map(|word| (likeness(sample, word, &[]), word)).collect();
        let least = found.iter().copied().reduce(|a, b| if a.0 < b.0 { a } else { b }).unwrap();
        let mean = found.iter().map(|it| it.0).sum::<f32>() / found.len() as f32;
        println!("{}: {} words, on average {mean:.3}, least {least:?}", sample.language, found.len());
        assert!(least.0 > ALIKE, "{}: {least:?}", sample.language);
    }
}

#[test]
fn bold_words_and_latin_ones_look_as_harfbuzz_draws_them() {
    for sample in &SAMPLES {
        for word in words(sample).step_by(5) {
            let alike = bold_likeness(sample.language, sample.font, word, part_of(word));
            println!("{}, bold: {word} {alike:.3}", sample.language);
            assert!(alike > ALIKE, "{word}: {alike}");
        }
    }
    for (language, sentences) in LATIN {
        let text = sentences.join(" ").replace([',', '.', '!', ';'], "");
        for word in text.split(' ').filter(|word| !word.is_ascii() && !word.contains(LACKING)) {
            let alike =
                bold_likeness(language, "AtkinsonHyperlegible-Regular.ttf", word, |said| said == word);
            println!("{language}, bold: {word} {alike:.3}");
            assert!(alike > ALIKE, "{word}: {alike}");
        }
    }
}

#[test]
fn digits_have_the_shapes_of_the_language() {
    for (sample, other, digits) in [(&URDU, "ar", "۴۶۷"), (&NEPALI, "hi", "५८९")] {
        let told = |language: &str| {
            likeness(sample, digits, &["--direction=ltr", &format!("--language={language}")])
        };
        let (right, wrong) = (told(sample.language), told(other));
        println!("{digits}: {right:.3}, as in another language {wrong:.3}");
        assert!(right > ALIKE && wrong < ALIKE - 0.05, "{digits}: {right} {wrong}");
    }
}

#[test]
fn words_set_wrongly_do_not_look_like_that() {
    let wrong: [(&Sample, &str, &[&str]); 7] = [
        (&ARABIC, "المطبخ", &["--shapers=fallback"]),
        (&ARABIC, "المطبخ", &["--direction=ltr"]),
        (&ARABIC, "المطبخ", &["--features=-init,-medi,-fina"]),
        (&ARABIC, "لا", &["--features=-rlig"]),
        (&NEPALI, "गर्नुहोस्", &["--shapers=fallback"]),
        (&NEPALI, "परिवारसँग", &["--shapers=fallback"]),
        (&PANJABI, "ਪ੍ਰੀਤ", &["--shapers=fallback"]),
    ];
    for (sample, word, options) in wrong {
        let (right, found) = (likeness(sample, word, &[]), likeness(sample, word, options));
        println!("{word}: {right:.3}, with {options:?} {found:.3}");
        assert!(right > ALIKE && found < ALIKE - 0.05, "{word} with {options:?}: {right} {found}");
    }
}
