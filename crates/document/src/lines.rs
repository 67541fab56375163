//! A text becomes lines no wider than asked: broken at blanks where Unicode allows it (UAX 14), laid out in reading
//! direction (UAX 9). A word is broken inside only when it is longer than a whole line, never after a hyphen or stroke of
//! its own, so that every word can be copied out whole. Nothing is hyphenated.

use std::ops::Range;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::error::DocumentError;
use crate::fonts::{self, Weight};
use crate::shape::{Run, Shaper};

/// Numbers go on being tied to what stands before them up to so many bytes.
const LONGEST_TIED: usize = 24;

/// One line, from left to right as it stands on paper.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// In thousandths of the font size.
    pub(crate) width: f32,
    /// Whether it belongs at the right edge.
    pub(crate) rtl: bool,
}

/// Breaks a text into lines of at most `width` thousandths of the font size.
///
/// # Errors
/// [`DocumentError::CannotSet`].
pub(crate) fn lines(
    shaper: &mut Shaper,
    text: &str,
    weight: Weight,
    width: f32,
) -> Result<Vec<Line>, DocumentError> {
    let mut lines: Vec<Line> = Vec::new();
    for paragraph in paragraphs(text) {
        let bidi = ParagraphBidiInfo::new(paragraph, None);
        let mut end = None;
        for range in broken(shaper, paragraph, weight, width)? {
            // A blank that is not seen at the end of a line keeps its last word apart from the next when read out.
            let goes_on = end.replace(range.end).is_some_and(|end| end == range.start);
            let before = lines.last_mut().filter(|before| !goes_on && !before.rtl && !before.runs.is_empty());
            if let Some(before) = before {
                shaper.shape(" ", weight, false)?.iter().for_each(|run| before.push(run));
                before.width -= shaper.width(" ", weight, false)?;
            }
            lines.push(set(shaper, paragraph, range, weight, &bidi)?);
        }
    }
    Ok(lines)
}

/// The text between the line ends that a person typed.
fn paragraphs(text: &str) -> Vec<&str> {
    let mut start = 0;
    let ends = linebreaks(text).filter(|(_, kind)| *kind == BreakOpportunity::Mandatory).map(|(at, _)| at);
    ends.map(|end| {
        let paragraph = text.get(start..end).unwrap_or_default();
        start = end;
        paragraph.trim_end_matches(fonts::is_blank)
    })
    .collect()
}

/// Where the lines of a paragraph begin and end, without the blanks between them.
fn broken(
    shaper: &mut Shaper,
    text: &str,
    weight: Weight,
    width: f32,
) -> Result<Vec<Range<usize>>, DocumentError> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (0..0, 0.0);
    for word in words(text) {
        let part = text.get(word.clone()).unwrap_or_default();
        let (mut start, end) = (word.start, word.start + part.trim_end_matches(fonts::is_blank).len());
        let blanks = shaper.width(text.get(end..word.end).unwrap_or_default(), weight, false)?;
        loop {
            let rest = text.get(start..end).unwrap_or_default();
            let head = beginning(rest);
            let head_width = shaper.width(head, weight, false)?;
            if used + head_width > width && !line.is_empty() {
                lines.push(std::mem::replace(&mut line, start..start));
                used = 0.0;
            }
            if head_width <= width && head.len() == rest.len() {
                line.end = end;
                used += head_width + blanks;
                break;
            }
            let cut = start + fitting_part(shaper, head, weight, width)?;
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

/// Whether the last word is a number of one or two digits, such as the day of a month.
fn ends_in_short_number(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.len() <= 2 && !last.is_empty() && last.chars().all(|c| c.is_ascii_digit())
}

/// As much of a word as could ever fit into one line, so that a very long one is not shaped whole again and again.
fn beginning(word: &str) -> &str {
    const LETTERS: usize = 400;
    let end = word.char_indices().nth(LETTERS).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}

/// The stretches that must stay together, each with the blanks that follow it. A number stays with what stands before
/// it and a short one with what follows, so that telephone numbers and dates are read in one go.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut words = Vec::new();
    for (end, _) in linebreaks(text) {
        let (before, after) = text.split_at_checked(end).unwrap_or((text, ""));
        let inside = !before.ends_with(fonts::is_blank);
        let number = after.starts_with(|c: char| c.is_ascii_digit()) || ends_in_short_number(before);
        if after.is_empty() || !(inside || number && end - start < LONGEST_TIED) {
            words.push(std::mem::replace(&mut start, end)..end);
        }
    }
    words
}

/// How many bytes of an overlong stretch fit into a line: as far as its last blank, or else at least one letter.
fn fitting_part(
    shaper: &mut Shaper,
    stretch: &str,
    weight: Weight,
    width: f32,
) -> Result<usize, DocumentError> {
    let letters = fitting_letters(shaper, stretch, weight, width)?;
    let part = stretch.get(..letters).filter(|part| part.len() < stretch.len());
    let to_blank = part.map(|part| part.trim_end_matches(|c| !fonts::is_blank(c)).len());
    Ok(to_blank.filter(|to_blank| *to_blank > 0).unwrap_or(letters))
}

fn fitting_letters(
    shaper: &mut Shaper,
    stretch: &str,
    weight: Weight,
    width: f32,
) -> Result<usize, DocumentError> {
    let mut before = 0.0;
    let mut fits = None;
    for run in shaper.shape(stretch, weight, false)?.iter() {
        for (start, x) in run.letter_starts().filter(|(start, _)| *start > 0) {
            if before + x > width {
                return Ok(fits.unwrap_or(start));
            }
            fits = Some(start);
        }
        before += run.width;
    }
    Ok(fits.filter(|_| before > width).unwrap_or(stretch.len()))
}

fn set(
    shaper: &mut Shaper,
    text: &str,
    range: Range<usize>,
    weight: Weight,
    bidi: &ParagraphBidiInfo<'_>,
) -> Result<Line, DocumentError> {
    let mut line = Line { rtl: bidi.paragraph_level.is_rtl(), ..Line::default() };
    if range.is_empty() {
        return Ok(line);
    }
    let (levels, stretches) = match bidi.has_rtl() {
        true => bidi.visual_runs(range),
        false => (Vec::new(), vec![range]),
    };
    for stretch in stretches {
        let rtl = levels.get(stretch.start).copied().is_some_and(|level: Level| level.is_rtl());
        let mut parts = words_and_blanks(text.get(stretch).unwrap_or_default());
        if rtl {
            parts.reverse();
        }
        for part in parts {
            for run in shaper.shape(part, weight, rtl)?.iter() {
                line.push(run);
            }
        }
    }
    Ok(line)
}

/// Words and the blanks between them apart, so that both are found again among what was shaped before.
fn words_and_blanks(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut was_blank = None;
    for (at, c) in text.char_indices() {
        let blank = fonts::is_blank(c);
        if was_blank.replace(blank).is_some_and(|was| was != blank) {
            parts.extend(text.get(start..at));
            start = at;
        }
    }
    parts.extend(text.get(start..).filter(|part| !part.is_empty()));
    parts
}

impl Line {
    fn push(&mut self, run: &Run) {
        match self.runs.last_mut().filter(|last| last.face == run.face) {
            Some(last) => last.append(run),
            None => self.runs.push(run.clone()),
        }
        self.width += run.width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_text_from_right_to_left_stands_at_the_right() {
        let lines = lines(&mut Shaper::default(), "\u{200f}a b", Weight::Regular, 100_000.0).unwrap();
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
            let result = lines(&mut Shaper::default(), &format!("a{c}b {c}"), Weight::Regular, 9_000.0);
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
}
