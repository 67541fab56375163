//! A text becomes lines no wider than asked: broken at blanks where Unicode allows it (UAX 14), laid out in reading
//! direction (UAX 9). A word is broken inside only when it is longer than a whole line, never after a hyphen or stroke of
//! its own, so that every word can be copied out whole. Nothing is hyphenated.

use std::ops::Range;

use crate::error::DocumentError;
use crate::sheet::direction::{self, Directions};
use crate::sheet::fonts::{self, Weight};
use crate::sheet::shape::{Run, Shaper};
use crate::sheet::words::{beginning, paragraphs, words, words_and_blanks};

/// One line, from left to right as it stands on paper.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// Of which part of the text each of them is.
    pub(crate) parts: Vec<usize>,
    /// In thousandths of the font size.
    pub(crate) width: f32,
    /// Whether it belongs at the right edge.
    pub(crate) rtl: bool,
}

/// A text, and where the parts of it begin that are told or set by themselves; the first always begins it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut<'a> {
    pub(crate) text: &'a str,
    pub(crate) parts: &'a [usize],
    /// Parts that begin before it are bold, whatever the rest is.
    pub(crate) bold_to: usize,
}

impl<'a> From<&'a str> for Cut<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, parts: &[], bold_to: 0 }
    }
}

/// Breaks a text into lines of at most `width` thousandths of the font size.
///
/// # Errors
/// [`DocumentError::CannotSet`].
pub(crate) fn lines<'a>(
    shaper: &mut Shaper,
    text: impl Into<Cut<'a>>,
    weight: Weight,
    width: f32,
) -> Result<Vec<Line>, DocumentError> {
    let Cut { text, parts, bold_to } = text.into();
    let mut lines: Vec<Line> = Vec::new();
    for (start, paragraph) in paragraphs(text) {
        let whole = direction::with_whole_numbers(paragraph);
        let directions = Directions::of(paragraph, &whole, shaper.is_rtl_paper());
        let mut setter = Setter { shaper, text: paragraph, start, parts, bold_to, weight, directions };
        let mut end = None;
        for range in setter.broken(width)? {
            // A blank that is not seen at the end of a line keeps its last word apart from the next when read out.
            let goes_on = end.replace(range.end).is_some_and(|end| end == range.start);
            let before = lines.last_mut().filter(|before| !goes_on && !before.rtl && !before.runs.is_empty());
            if let Some(before) = before {
                let part = before.parts.last().copied().unwrap_or_default();
                let weight = setter.weight(part);
                setter.shaper.shape(" ", weight, false)?.iter().for_each(|run| before.push(run, part));
                before.width -= setter.shaper.width(" ", weight, false)?;
            }
            lines.push(setter.set(range)?);
        }
    }
    lines.iter_mut().flat_map(|line| &mut line.runs).for_each(Run::end);
    Ok(lines)
}

/// How wide a text is as a single line, in thousandths of the font size.
///
/// # Errors
/// [`DocumentError::CannotSet`].
pub(crate) fn width(shaper: &mut Shaper, text: &str, weight: Weight) -> Result<f32, DocumentError> {
    if !direction::turns(text) {
        return shaper.width(text, weight, false);
    }
    Ok(lines(shaper, text, weight, f32::INFINITY)?.iter().map(|line| line.width).fold(0.0, f32::max))
}

/// Sets one paragraph.
struct Setter<'a> {
    shaper: &'a mut Shaper,
    text: &'a str,
    /// Where it begins in the whole text.
    start: usize,
    /// Where the parts of the whole text begin.
    parts: &'a [usize],
    bold_to: usize,
    weight: Weight,
    directions: Directions<'a>,
}

impl<'a> Setter<'a> {
    fn text(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// Where the lines begin and end, without the blanks between them.
    fn broken(&mut self, width: f32) -> Result<Vec<Range<usize>>, DocumentError> {
        let mut lines = Vec::new();
        let (mut line, mut used) = (0..0, 0.0);
        for word in words(self.text) {
            let part = self.text(word.clone());
            let (mut start, end) = (word.start, word.start + part.trim_end_matches(fonts::is_blank).len());
            let blanks = self.shaper.width(self.text(end..word.end), self.weight(self.part(end)), false)?;
            loop {
                let head = start..start + beginning(self.text(start..end)).len();
                let head_width = self.width(head.clone())?;
                if used + head_width > width && !line.is_empty() {
                    lines.push(std::mem::replace(&mut line, start..start));
                    used = 0.0;
                }
                if head_width <= width && head.end == end {
                    line.end = end;
                    used += head_width + blanks;
                    break;
                }
                let cut = self.fitting_part(head, width)?;
                lines.push(start..cut);
                (line, used, start) = (cut..cut, 0.0, cut);
                if cut >= end {
                    break;
                }
            }
        }
        lines.push(line);
        Ok(lines)
    }

    /// How wide a part of the paragraph will be.
    fn width(&mut self, range: Range<usize>) -> Result<f32, DocumentError> {
        if !self.directions.turn() && self.part(range.start) == self.part(range.end.saturating_sub(1)) {
            return self.shaper.width(self.text(range.clone()), self.weight(self.part(range.start)), false);
        }
        let mut width = 0.0;
        for (start, stretch, rtl) in self.directions.read(range) {
            for (word, part) in self.words_of_parts(start, stretch) {
                width += self.shaper.width(word, self.weight(part), rtl)?;
            }
        }
        Ok(width)
    }

    /// How far an overlong stretch fits into a line: as far as its last blank, or else at least one letter.
    fn fitting_part(&mut self, stretch: Range<usize>, width: f32) -> Result<usize, DocumentError> {
        let (start, end) = (stretch.start, stretch.end);
        let letters = self.fitting_letters(stretch, width)?;
        let part = Some(self.text(start..letters)).filter(|_| letters < end);
        let to_blank = part.map(|part| part.trim_end_matches(|c| !fonts::is_blank(c)).len());
        Ok(to_blank.filter(|to_blank| *to_blank > 0).map_or(letters, |to_blank| start + to_blank))
    }

    fn fitting_letters(&mut self, stretch: Range<usize>, width: f32) -> Result<usize, DocumentError> {
        let mut before = 0.0;
        let mut joins = false;
        let mut ends = Vec::new();
        for (at, part, rtl) in self.directions.read(stretch.clone()) {
            let runs = self.shaper.shape(part, self.weight(self.part(at)), rtl)?;
            let mut runs: Vec<&Run> = runs.iter().collect();
            if rtl {
                runs.reverse();
            }
            for run in runs {
                joins |= run.face.family.script().is_some();
                ends.extend(run.letter_starts().map(|(start, x)| (at + start, before + x)));
                before += run.room();
            }
        }
        ends.retain(|(end, _)| *end > stretch.start);
        ends.push((stretch.end, before));
        while let Some((end, x)) = ends.pop() {
            // A letter whose neighbour moves to the next line may take another, wider shape.
            let fits = x <= width && !(joins && self.width(stretch.start..end)? > width);
            if fits || ends.is_empty() {
                return Ok(end);
            }
        }
        Ok(stretch.end)
    }

    fn set(&mut self, range: Range<usize>) -> Result<Line, DocumentError> {
        let mut line = Line { rtl: self.directions.begin_at_right(), ..Line::default() };
        if range.is_empty() {
            return Ok(line);
        }
        for (start, stretch, rtl) in self.directions.seen(range) {
            let mut words = self.words_of_parts(start, stretch);
            if rtl {
                words.reverse();
            }
            for (word, part) in words {
                for run in self.shaper.shape(word, self.weight(part), rtl)?.iter() {
                    line.push(run, part);
                }
            }
        }
        Ok(line)
    }

    /// Of which part of the whole text a letter of the paragraph is.
    fn part(&self, at: usize) -> usize {
        self.parts.partition_point(|start| *start <= self.start + at).saturating_sub(1)
    }

    fn weight(&self, part: usize) -> Weight {
        let is_bold = self.parts.get(part).is_some_and(|start| *start < self.bold_to);
        if is_bold { Weight::Bold } else { self.weight }
    }

    /// Words and blanks of a stretch, cut where a part begins, each with its part.
    fn words_of_parts(&self, start: usize, stretch: &'a str) -> Vec<(&'a str, usize)> {
        let mut at = start;
        let mut words = Vec::new();
        for mut word in words_and_blanks(stretch) {
            loop {
                let part = self.part(at);
                let next = self.parts.get(part + 1).map_or(usize::MAX, |next| next - self.start - at);
                let (head, rest) = word.split_at_checked(next).unwrap_or((word, ""));
                words.push((head, part));
                at += head.len();
                if rest.is_empty() {
                    break;
                }
                word = rest;
            }
        }
        words
    }
}

impl Line {
    fn push(&mut self, run: &Run, part: usize) {
        let goes_on = self.parts.last() == Some(&part);
        let taken = goes_on && self.runs.last_mut().is_some_and(|last| last.take(run));
        if !taken {
            self.runs.push(run.clone());
            self.parts.push(part);
        }
        self.width += run.room();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::fonts::Family;
    use crate::sheet::shape::is_unread;

    fn set_in(text: &str, width: f32) -> Vec<String> {
        let lines = lines(&mut Shaper::default(), text, Weight::Regular, width).unwrap();
        for line in &lines {
            assert!(line.width <= width + 0.1, "{line:?}");
        }
        lines.iter().map(|line| read(line).trim_end().to_owned()).collect()
    }

    fn read(line: &Line) -> String {
        line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.text.as_str()).collect()
    }

    #[test]
    fn words_do_not_run_together_when_lines_are_read_in_one_go() {
        let text = "one two three\nfour\n\nabcdefghijklmnop five";
        let lines = lines(&mut Shaper::default(), text, Weight::Regular, 4_000.0).unwrap();
        let all: String = lines.iter().map(read).collect();
        assert_eq!(all, "one two three four abcdefghijklmnop five");
    }

    #[test]
    fn a_part_is_set_by_itself_and_as_wide_as_it_is_measured() {
        let text = "Ring سارہ on 01632 960 114.";
        let at = |part: &str| text.find(part).unwrap();
        let starts = [0, at("سارہ"), at("on"), at("01632"), text.len() - 1];
        let cut = Cut { text, parts: &starts, bold_to: 0 };
        let line = lines(&mut Shaper::default(), cut, Weight::Regular, 90_000.0).unwrap().remove(0);
        let told: Vec<String> = line.runs.iter().map(Run::told).collect();
        assert_eq!(told.concat().replace('\u{200f}', ""), "Ring هراس on 01632 960 114.".replace('ه', "ہ"));
        assert_eq!(line.parts, [0, 1, 1, 2, 3, 4]);
        let all: f32 = line.runs.iter().map(Run::room).sum();
        assert!((all - line.width).abs() < 0.1);
        assert_eq!(lines(&mut Shaper::default(), cut, Weight::Regular, all + 0.1).unwrap().len(), 1);
        assert_eq!(lines(&mut Shaper::default(), cut, Weight::Regular, all - 1.0).unwrap().len(), 2);
    }

    #[test]
    fn a_text_from_right_to_left_stands_at_the_right() {
        let lines = lines(&mut Shaper::default(), "سارہ ب", Weight::Regular, 100_000.0).unwrap();
        assert!(lines.iter().all(|line| line.rtl && line.width > 0.0));
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(set_in("one two three", 100_000.0), ["one two three"]);
        assert_eq!(set_in("one two three", 4_000.0), ["one two", "three"]);
        assert_eq!(set_in("one  two\n\n three ", 100_000.0), ["one  two", "", " three"]);
        assert_eq!(set_in("", 100.0), [""; 0]);
    }

    #[test]
    fn a_hyphen_does_not_end_a_line() {
        assert_eq!(set_in("the well-known way", 6_000.0), ["the", "well-known", "way"]);
    }

    #[test]
    fn a_number_does_not_begin_a_line() {
        assert_eq!(set_in("Ring us on 01632 960 114.", 9_000.0), ["Ring us", "on 01632 960 114."]);
        assert_eq!(set_in("by Friday 4 December 2026.", 12_000.0), ["by", "Friday 4 December 2026."]);
        assert_eq!(set_in(&"1 ".repeat(60), 8_000.0).concat().replace(' ', ""), "1".repeat(60));
    }

    #[test]
    fn what_is_tied_gives_way_in_a_narrow_column() {
        assert_eq!(
            set_in("With Unit 24 Northmere Police", 5_000.0),
            ["With", "Unit 24", "Northmere", "Police"]
        );
    }

    #[test]
    fn what_is_not_text_is_refused() {
        for c in ('\0'..'\u{20}').chain('\u{7f}'..'\u{a0}').filter(|c| !fonts::is_blank(*c)) {
            let result = lines(&mut Shaper::default(), &*format!("a{c}b {c}"), Weight::Regular, 9_000.0);
            assert!(matches!(result, Err(DocumentError::CannotSet(found)) if found == c), "{c:?}");
        }
    }

    #[test]
    fn an_overlong_stretch_is_broken_at_its_blank_even_when_only_its_last_letter_is_too_much() {
        let whole = Shaper::default().width("ab 123", Weight::Regular, false).unwrap();
        assert_eq!(set_in("ab 123", whole), ["ab 123"]);
        assert_eq!(set_in("ab 123", whole - 1.0), ["ab", "123"]);
    }

    #[test]
    fn an_overlong_word_is_broken_and_kept_whole_otherwise() {
        let lines = set_in(&format!("see {} now", "x".repeat(40)), 6_000.0);
        assert_eq!(lines.first().unwrap(), "see");
        assert_eq!(lines.concat(), format!("see{}now", "x".repeat(40)).replace("xnow", "x now"));
        assert_eq!(set_in("WWW", 10_000.0 / 1000.0 * 120.0).len(), 3);
    }

    #[test]
    fn overlong_words_of_every_script_are_broken_between_letters_and_lose_none() {
        for word in ["بِتّٹڈڑںےہھگکلا", "(سارہABC)", "क्षर्मिष्ट्रियाँ", "ਸ੍ਵੈਪ੍ਰੀਤਫ਼ੜ੍ਹੋ"]
        {
            let word = word.repeat(12);
            let lines = lines(&mut Shaper::default(), &*word, Weight::Regular, 3_000.0).unwrap();
            let letters = |text: &str| {
                let mut letters: Vec<char> =
                    text.chars().filter(|c| !fonts::is_blank(*c) && !is_unread(&c.to_string())).collect();
                letters.sort_unstable();
                letters
            };
            let all: String =
                lines.iter().map(|line| line.runs.iter().map(Run::told).collect::<String>()).collect();
            assert_eq!(letters(&all), letters(&word));
            for line in &lines {
                assert!(line.width <= 3_000.1, "{line:?}");
            }
        }
    }

    #[test]
    fn a_word_is_measured_as_it_is_set() {
        for text in ["سارہ ہر شام باورچی خانہ صاف کرے گی۔", "अघि फोन गर्नुहोस् ।", "اب Siân کو"]
        {
            let line = lines(&mut Shaper::default(), text, Weight::Bold, 90_000.0).unwrap().remove(0);
            let again = lines(&mut Shaper::default(), text, Weight::Bold, line.width + 0.1).unwrap();
            assert_eq!(again.len(), 1);
            assert!(lines(&mut Shaper::default(), text, Weight::Bold, line.width - 1.0).unwrap().len() > 1);
            assert!((width(&mut Shaper::default(), text, Weight::Bold).unwrap() - line.width).abs() < 0.1);
        }
    }

    #[test]
    fn a_danda_does_not_begin_a_line_and_is_set_like_its_word() {
        for (text, family) in [("जानुहोस् ।", Family::Devanagari), ("ਕਰੋ ।", Family::Gurmukhi)]
        {
            let text = format!("a {text}");
            let short = width(&mut Shaper::default(), &text, Weight::Regular).unwrap() - 1.0;
            let lines = lines(&mut Shaper::default(), &*text, Weight::Regular, short).unwrap();
            assert_eq!(lines.len(), 2);
            assert_eq!(lines.last().unwrap().runs.last().unwrap().face.family, family);
            assert!(lines.last().unwrap().runs.last().unwrap().told().ends_with('।'));
        }
    }
}
