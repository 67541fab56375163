//! How large the letters of the family's copy are, and how many stand in a line: measured on the pages of every example.

use std::collections::BTreeMap;

use document::sheet::{Draw, Item, Owner, Sheets, UNREAD, whole};
use document::{Paper, lay_out};
use plan::agreement::{Block, BlockKind, Section};

use crate::kinds::examples;

/// The size of body text, in points.
const BODY: f32 = 14.0;
/// Where text that is not indented begins, in points.
const MARGIN: f32 = 56.693;

/// What stands in one line of a block, or a run of it.
struct Line {
    left: f32,
    size: f32,
    text: String,
}

/// The lines of a block where it stands for the last time: what the box of the first page says stands further on as well.
fn lines(sheets: &Sheets, block: &Block) -> Vec<Line> {
    let own = |owner| match owner {
        Owner::Element(element) => Some(whole(element, &sheets.elements)),
        Owner::Decoration => None,
    };
    let is_whole = |item: &&Item| own(item.owner).is_some_and(|it| sheets.elements[it.0].words == block.text);
    let element = sheets.pages.iter().flatten().filter(is_whole).filter_map(|item| own(item.owner)).max();
    let mut lines: BTreeMap<(usize, u32), Vec<Line>> = BTreeMap::new();
    for (page, items) in sheets.pages.iter().enumerate() {
        for item in items.iter().filter(|item| own(item.owner) == element) {
            let Draw::Letters { x, y, size, run, .. } = &item.draw else { continue };
            let text = run.glyphs.iter().map(|glyph| glyph.text.replace(UNREAD, "")).collect();
            lines.entry((page, (*y * 10.0) as u32)).or_default().push(Line { left: *x, size: *size, text });
        }
    }
    let line = |mut runs: Vec<Line>| {
        runs.sort_by(|one, other| one.left.total_cmp(&other.left));
        let text = runs.iter().map(|run| run.text.as_str()).collect();
        Line { text, ..runs.swap_remove(0) }
    };
    lines.into_values().map(line).collect()
}

/// The lines after which their paragraph goes on: the last says nothing of how many letters have room.
fn full<'a>(block: &Block, lines: &'a [Line]) -> Vec<&'a Line> {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let (mut lines, mut full) = (lines.iter(), Vec::new());
    for paragraph in block.text.split('\n') {
        let mut left = letters(paragraph);
        while left > 0 {
            let line = lines.next().unwrap();
            left -= letters(&line.text);
            full.extend(Some(line).filter(|_| left > 0));
        }
    }
    full
}

/// All but headings, goals, which are larger, what stands in tables or at places to sign, whom to ring, and notes.
fn is_body(block: &Block) -> bool {
    match block.kind {
        BlockKind::Opening
        | BlockKind::Need { .. }
        | BlockKind::Right { .. }
        | BlockKind::Worry { .. }
        | BlockKind::Seen { .. }
        | BlockKind::Voice { .. }
        | BlockKind::OwnWords { .. }
        | BlockKind::Step { .. }
        | BlockKind::Promise { .. } => true,
        BlockKind::Sentence { .. } => block.section != Section::Contact,
        BlockKind::Title
        | BlockKind::Heading { .. }
        | BlockKind::Person { .. }
        | BlockKind::Goal { .. }
        | BlockKind::Line
        | BlockKind::Note
        | BlockKind::SignaturePlace { .. } => false,
    }
}

/// Measured are the lines of body text in the whole agreement of every example, as they are drawn: the size of all, and the
/// letters of those that fill their line, blanks between words among them, but none of a paragraph's last line. What begins
/// at the margin and what is indented is measured each by itself.
#[test]
fn body_text_has_fourteen_points_and_sixty_to_seventy_letters_a_line() {
    let (mut at_margin, mut indented) = (Vec::new(), Vec::new());
    for (name, family) in examples() {
        let sheets = lay_out(&Paper { signing: None, ..family.paper() }).unwrap();
        for block in family.agreement.blocks.iter().filter(|it| is_body(it)) {
            let lines = lines(&sheets, block);
            assert!(!lines.is_empty(), "{name}: {}", block.text);
            for line in &lines {
                assert!((line.size - BODY).abs() < 0.01, "{name}: {} points: {}", line.size, line.text);
            }
            for line in full(block, &lines) {
                let of = if line.left < MARGIN + 1.0 { &mut at_margin } else { &mut indented };
                of.push(line.text.trim().chars().count());
            }
        }
    }
    for (which, mut letters) in [("at the margin", at_margin), ("indented", indented)] {
        letters.sort_unstable();
        let mean = letters.iter().sum::<usize>() as f32 / letters.len() as f32;
        let (least, middle, most) = (letters[0], letters[letters.len() / 2], letters[letters.len() - 1]);
        println!(
            "{which}: {} lines of {least} to {most} letters, half under {middle}, mean {mean:.1}",
            letters.len()
        );
        assert!(letters.len() > 100, "{which}: {} lines", letters.len());
        assert!((60.0..=70.0).contains(&mean), "{which}: {mean} letters a line");
    }
}
