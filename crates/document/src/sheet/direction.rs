//! In which direction the parts of a text are read (UAX 9), and in which order they stand on a line. Three things are kept
//! from being taken apart or turned round: a telephone number is read from left to right in one go, what somebody has said
//! stands in quotation marks as they said it, and a paragraph does not change sides because a name in other letters comes
//! first: its direction is that of the language it is in.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

use crate::sheet::numbers;

/// The directions in one paragraph.
pub(crate) struct Directions<'a> {
    text: &'a str,
    bidi: ParagraphBidiInfo<'a>,
}

/// Whether a language is written from right to left.
pub(crate) fn runs_left(tag: &str) -> bool {
    const FROM_THE_RIGHT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    tag.split('-').next().is_some_and(|language| FROM_THE_RIGHT.contains(&language))
}

/// Whether a text has letters that are read from right to left.
pub(crate) fn turns(text: &str) -> bool {
    text.chars().any(|c| c >= '\u{590}' && is_rtl(bidi_class(c)))
}

/// A text as its directions are to be found: what makes up a telephone number looks like one long number, and what stands
/// in quotation marks goes its own way, as somebody else has said it.
pub(crate) fn with_whole_numbers(text: &str) -> Cow<'_, str> {
    let mut whole = Cow::Borrowed(text);
    let mut start = 0;
    while let Some(number) = numbers::next(text, start) {
        let digits = text.get(number.clone()).unwrap_or_default();
        start = number.start + digits.find(' ').map_or(digits.len(), |blank| blank + 1);
        if numbers::is_telephone(digits) {
            whole.to_mut().replace_range(number.clone(), &"0".repeat(number.len()));
            start = number.end;
        }
    }
    for (at, mark) in around_quotations(text) {
        whole.to_mut().replace_range(at..at + mark.len(), mark);
    }
    whole
}

/// What marks a stretch that goes from right to left by itself, one that goes from left to right, and its end. They are as
/// long as quotation marks.
const FROM_RIGHT: &str = "\u{2067}";
const FROM_LEFT: &str = "\u{2066}";
const END: &str = "\u{2069}";

/// Where the quotation marks of what is read from right to left stand, or of what is not within such words, and what marks
/// it. What is not closed goes on to the end.
fn around_quotations(text: &str) -> Vec<(usize, &'static str)> {
    let mut marks = Vec::new();
    if !turns(text) {
        return marks;
    }
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '“' => {
                let inside = text.get(at..).unwrap_or_default();
                let strong = |c: char| matches!(bidi_class(c), BidiClass::L | BidiClass::R | BidiClass::AL);
                let from_right = inside.chars().find(|c| strong(*c)).is_some_and(|c| is_rtl(bidi_class(c)));
                open.push(at);
                marks.push((at, if from_right { FROM_RIGHT } else { FROM_LEFT }));
            }
            '”' if open.pop().is_some() => marks.push((at, END)),
            _ => {}
        }
    }
    marks
}

const fn is_rtl(class: BidiClass) -> bool {
    matches!(class, BidiClass::R | BidiClass::AL | BidiClass::AN)
}

impl<'a> Directions<'a> {
    /// Of a paragraph, and the same [`with_whole_numbers`].
    pub(crate) fn of(text: &'a str, whole: &'a str, rtl_paper: bool) -> Self {
        let (left, right) = (text.chars().any(|c| bidi_class(c) == BidiClass::L), turns(text));
        // A text that is all in the letters of the other direction is in another language than the paper.
        let base = if rtl_paper { right || !left } else { right && !left };
        let level = if base { Level::rtl() } else { Level::ltr() };
        Self { text, bidi: ParagraphBidiInfo::new(whole, Some(level)) }
    }

    /// Whether the paragraph as a whole is read from right to left.
    pub(crate) fn begin_at_right(&self) -> bool {
        self.bidi.paragraph_level.is_rtl()
    }

    /// Whether any of it is.
    pub(crate) fn turn(&self) -> bool {
        self.bidi.has_rtl()
    }

    /// The stretches of one direction in the order in which they are read, with where they begin and whether they run
    /// from right to left.
    pub(crate) fn read(&self, range: Range<usize>) -> Vec<(usize, &'a str, bool)> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for at in range {
            match stretches.last_mut() {
                Some(last) if self.rtl(at) == self.rtl(last.start) => last.end = at + 1,
                _ => stretches.push(at..at + 1),
            }
        }
        stretches
            .into_iter()
            .map(|it| (it.start, self.text.get(it.clone()).unwrap_or_default(), self.rtl(it.start)))
            .collect()
    }

    /// The same for a line, from left to right as they stand.
    pub(crate) fn seen(&self, range: Range<usize>) -> Vec<(usize, &'a str, bool)> {
        let (levels, stretches) = match self.turn() {
            true => self.bidi.visual_runs(range),
            false => (Vec::new(), vec![range]),
        };
        let rtl = |at: usize| levels.get(at).is_some_and(Level::is_rtl);
        stretches
            .into_iter()
            .map(|it| (it.start, self.text.get(it.clone()).unwrap_or_default(), rtl(it.start)))
            .collect()
    }

    fn rtl(&self, at: usize) -> bool {
        self.bidi.levels.get(at).is_some_and(Level::is_rtl)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, rtl_paper: bool) -> Vec<String> {
        let whole = with_whole_numbers(text);
        let directions = Directions::of(text, &whole, rtl_paper);
        let turned = |(_, part, rtl): (usize, &str, bool)| {
            if rtl { part.chars().rev().collect() } else { part.to_owned() }
        };
        directions.seen(0..text.len()).into_iter().map(turned).collect()
    }

    #[test]
    fn names_numbers_and_dates_stand_in_a_sentence_from_right_to_left() {
        assert_eq!(seen("اب Siân Pugh ہے", true).concat(), "ےہ Siân Pugh با");
        assert_eq!(seen("اب will cook.", false).concat(), "با will cook.");
        assert_eq!(seen("تا 4 دسمبر 2026 تک", false).concat(), "کت 2026 ربمسد 4 ات");
        assert_eq!(seen("تا 20/11/2026 تک", false).concat(), "کت 20/11/2026 ات");
    }

    #[test]
    fn a_telephone_number_is_one_number() {
        for number in ["01632 960 114", "01632-960-114", "(01632) 960114", "+44 1632 960 114"] {
            assert_eq!(seen(&format!("اب {number}۔"), true).concat(), format!("۔{number} با"));
            assert_eq!(seen(number, true), [number]);
        }
        assert_eq!(seen("اب 12 01632 960 114", true).concat(), "01632 960 114 12 با");
        assert_eq!(seen("اب 3 4 5", true).concat(), "5 4 3 با", "as Unicode says");
        assert_eq!(with_whole_numbers("+ ( 12 (5) 2026-11-20 + é 112 0"), "+ ( 12 (5) 2026-11-20 + é 112 0");
    }

    #[test]
    fn what_somebody_said_goes_its_own_way() {
        let said = "She said: “اب 4 Siân نا”.";
        assert_eq!(seen(said, false).concat(), "She said: “ان Siân 4 با”.");
        assert_eq!(seen("She: “اب نا", false).concat(), "She: “ان با");
        assert_eq!(seen("اب: “Siân said no.” نا", true).concat(), "ان ”Siân said no.“ :با");
        assert_eq!(with_whole_numbers("“no”"), "“no”", "nothing turns");
    }

    #[test]
    fn a_paragraph_stays_at_its_side() {
        let at_right = |text: &str, rtl_paper| Directions::of(text, text, rtl_paper).begin_at_right();
        assert!(at_right("سارہ Siân", true) && at_right("Siân سارہ", true) && at_right("12/3", true));
        assert!(!at_right("سارہ Siân", false) && !at_right("Siân سارہ", false) && !at_right("Siân", true));
        assert!(at_right("سارہ.", false) && !at_right("12/3", false));
    }

    #[test]
    fn the_stretches_of_a_text_make_up_all_of_it() {
        let text = "a سارہ 12 ہے b";
        let directions = Directions::of(text, text, true);
        for range in [0..text.len(), 0..1, 2..10, 4..4] {
            let read: String = directions.read(range.clone()).into_iter().map(|it| it.1).collect();
            assert_eq!(read, text.get(range).unwrap());
        }
    }
}
