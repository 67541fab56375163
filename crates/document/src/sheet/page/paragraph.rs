//! A paragraph becomes chunks, one for each line. Numbers to ring and words of another language become parts of its element.

use std::ops::Range;

use crate::error::DocumentError;
use crate::sheet::flow::{Chunk, Tie};
use crate::sheet::legible::legible;
use crate::sheet::lines::{Cut, Line, lines};
use crate::sheet::list::{Area, Draw, ElementId, Item, Owner, Role};
use crate::sheet::look::{self, Look};
use crate::sheet::parts::{self, Around, Is, Part};
use crate::sheet::words;

use super::Draft;

/// The tag of words in more than one language (RFC 5646, 4.1).
const SEVERAL: &str = "mul";

impl Draft<'_> {
    /// A paragraph as one chunk for each line; at least two lines of it stay together on either side of a page's end. Numbers
    /// to ring and words of another language become parts of its element.
    pub(crate) fn paragraph(
        &mut self,
        text: &str,
        look: Look,
        width: f32,
        owner: Owner,
    ) -> Result<Vec<Chunk>, DocumentError> {
        let text = &*legible(text, self.texts);
        let Owner::Element(element) = owner else { return self.set(text, &[], &[owner], look, width) };
        let around = Around { own: self.shaper.language(), known: &self.languages, rings: self.rings };
        self.in_parts(text, parts::of(text, &around), look, width, element)
    }

    /// A paragraph that is an address to follow.
    pub(crate) fn address(
        &mut self,
        text: &str,
        target: String,
        look: Look,
        width: f32,
        element: ElementId,
    ) -> Result<Vec<Chunk>, DocumentError> {
        let text = &*legible(text, self.texts);
        let all = Part { range: 0..text.len(), is: Is::Address(target) };
        self.in_parts(text, vec![all], look, width, element)
    }

    fn in_parts(
        &mut self,
        text: &str,
        parts: Vec<Part>,
        look: Look,
        width: f32,
        element: ElementId,
    ) -> Result<Vec<Chunk>, DocumentError> {
        self.note_words(element, text);
        match parts.as_slice() {
            [Part { is: Is::Words, .. }] => {
                return self.set(text, &parts, &[Owner::Element(element)], look, width);
            }
            [Part { is: Is::InLanguage(tag), .. }] => {
                self.in_language(element, tag);
                return self.set(text, &parts, &[Owner::Element(element)], look, width);
            }
            _ => {}
        }
        let mut owners = Vec::new();
        for part in &parts {
            let role = if part.target().is_some() { Role::Link } else { Role::Span };
            let inside = self.element(role, Some(element));
            self.note_words(inside, text.get(part.range.clone()).unwrap_or_default());
            if let Is::InLanguage(tag) = &part.is {
                self.in_language(inside, tag);
            }
            owners.push(Owner::Element(inside));
        }
        self.sheets.elements.get_mut(element.0).into_iter().for_each(|it| it.in_parts = true);
        self.set(text, &parts, &owners, look, width)
    }

    /// The lines of a text whose parts have these owners.
    fn set(
        &mut self,
        text: &str,
        parts: &[Part],
        owners: &[Owner],
        look: Look,
        width: f32,
    ) -> Result<Vec<Chunk>, DocumentError> {
        let look = look.printed(self.print);
        let width = width - look.indent;
        let bold_to = if look.first_bold { words::first_sentence(text) } else { 0 };
        // A part that is bold only at its beginning is set as two, and stays one element.
        let (mut starts, mut set_for) = (Vec::new(), Vec::new());
        for (part, owner) in parts.iter().zip(owners) {
            let Range { start, end } = part.range;
            let inside = Some(bold_to).filter(|at| start < *at && *at < end);
            starts.extend([start].into_iter().chain(inside));
            set_for.resize(starts.len(), *owner);
        }
        let cut = Cut { text, parts: &starts, bold_to };
        let lines = lines(&mut self.shaper, cut, look.weight, width * 1000.0 / look.size)?;
        let count = lines.len();
        let mut chunks = Vec::with_capacity(count);
        for (index, line) in lines.into_iter().enumerate() {
            let mut chunk = letters(line, look, width, &set_for);
            for (part, owner) in parts.iter().zip(owners) {
                let words = text.get(part.range.clone()).unwrap_or_default();
                let link = self.link(part, words, *owner, &chunk);
                chunk.items.extend(link);
            }
            chunk.space = if index == 0 { look.space } else { 0.0 };
            let is_tied = count > 1 && (index == 0 || index + 2 == count);
            chunk.tie = if is_tied { Tie::Fast } else { Tie::Loose };
            chunks.push(chunk);
        }
        Ok(chunks)
    }

    /// The area of a line that leads somewhere, where a part does.
    fn link(&self, part: &Part, words: &str, owner: Owner, line: &Chunk) -> Option<Item> {
        let target = part.target()?.to_owned();
        let edges = line.items.iter().filter(|it| it.owner == owner).filter_map(|it| {
            let Draw::Letters { x, size, run, .. } = &it.draw else { return None };
            Some((*x, *x + run.width * size / 1000.0))
        });
        let (x, end) = edges.reduce(|(left, end), (x, right)| (left.min(x), end.max(right)))?;
        let at = Area { x, y: 0.0, width: end - x, height: line.height };
        let (key, slot) = match &part.is {
            Is::Number(_) => ("paper.ring", "phone"),
            Is::Address(target) if target.starts_with("mailto:") => ("paper.write", "address"),
            Is::Address(_) | Is::Words | Is::InLanguage(_) => ("paper.open", "address"),
        };
        let said = self.texts.fill(key, &[(slot, words)]);
        Some(Item { owner, draw: Draw::Link { at, target, said } })
    }

    /// What an element says, where nothing is drawn for it as a paragraph. In letters of several languages it is in several.
    pub(crate) fn says(&mut self, element: ElementId, text: &str) {
        let text = &*legible(text, self.texts);
        self.note_words(element, text);
        let around = Around { own: self.shaper.language(), known: &self.languages, rings: false };
        match parts::of(text, &around).as_slice() {
            [Part { is: Is::InLanguage(tag), .. }] => self.in_language(element, tag),
            several if several.iter().any(|part| matches!(part.is, Is::InLanguage(_))) => {
                self.in_language(element, SEVERAL);
            }
            _ => {}
        }
    }

    pub(super) fn in_language(&mut self, element: ElementId, tag: &str) {
        let element = self.sheets.elements.get_mut(element.0);
        element.into_iter().for_each(|it| it.language = Some(tag.to_owned()));
    }

    fn note_words(&mut self, element: ElementId, text: &str) {
        if let Some(element) = self.sheets.elements.get_mut(element.0) {
            let between = if element.words.is_empty() { "" } else { "\n" };
            element.words.extend([between, text]);
        }
    }
}

/// The letters of a line, part after part as they are read.
fn letters(line: Line, look: Look, width: f32, owners: &[Owner]) -> Chunk {
    let to_points = look.size / 1000.0;
    let spare = if line.rtl { width - line.width * to_points } else { 0.0 };
    let mut x = look::MARGIN + look.indent + spare;
    let largest = line.runs.iter().map(|run| run.face.family.enlarged()).fold(1.0, f32::max);
    let full = if line.rtl { look.line * largest } else { look.line };
    // Capitals stand in the middle of the line's height.
    let y = full / 2.0 + look.size * 0.33;
    // An empty line is the room between two paragraphs.
    let height = if line.runs.is_empty() { full / 2.0 } else { full };
    let mut items = Vec::new();
    for (run, part) in line.runs.into_iter().zip(line.parts) {
        let end = x + run.room() * to_points;
        let size = look.size * run.face.family.enlarged();
        let owner = owners.get(part).copied().unwrap_or(Owner::Decoration);
        let draw = Draw::Letters { x, y, size, colour: look.colour, run };
        items.push((part, Item { owner, draw }));
        x = end;
    }
    items.sort_by_key(|(part, _)| *part);
    let items = items.into_iter().map(|(_, item)| item).collect();
    Chunk { items, height, ..Chunk::default() }
}
