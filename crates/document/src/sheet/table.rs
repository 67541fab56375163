//! Rows and columns: cells side by side whose lines go down the page together, so that a long row goes on over the next
//! page, with the titles of the columns again above it. What stands in the cells is the caller's.

use std::rc::Rc;

use crate::error::DocumentError;
use crate::sheet::colour::Colour;
use crate::sheet::flow::{Chunk, Tie};
use crate::sheet::list::{ElementId, Item, Owner, Role};
use crate::sheet::look::{self, Look};
use crate::sheet::page::{Draft, rule};

/// Rows of up to so many lines are spread over two pages only where too much of the first would stay empty.
const SHORT: usize = 12;

/// A table going on.
pub(crate) struct Table {
    element: ElementId,
    /// Where each column begins and how wide it is, from the left margin.
    columns: Vec<(f32, f32)>,
    /// The titles of the columns, shown again on every further page.
    head: Option<Rc<Chunk>>,
}

/// What a cell says.
pub(crate) struct Cell<'a> {
    pub(crate) text: &'a str,
    pub(crate) look: Look,
    /// [`Role::Cell`] or [`Role::RowHead`].
    pub(crate) role: Role,
    /// What the text is within the cell, where that is more than text.
    pub(crate) inside: Option<Role>,
    /// Its language, where that is not the document's.
    pub(crate) language: Option<&'a str>,
    /// Whether it is a goal that the outline names.
    pub(crate) is_goal: bool,
}

impl<'a> Cell<'a> {
    /// An ordinary cell.
    pub(crate) const fn of(text: &'a str, look: Look) -> Self {
        Self { text, look, role: Role::Cell, inside: None, language: None, is_goal: false }
    }
}

impl Table {
    /// A table below a part, with columns that take these shares of the page's width.
    pub(crate) fn new(draft: &mut Draft<'_>, part: ElementId, shares: &[f32]) -> Self {
        let element = draft.element(Role::Table, Some(part));
        let all: f32 = shares.iter().sum();
        let free = look::WIDTH - look::BETWEEN * (shares.len().saturating_sub(1)) as f32;
        let mut left = 0.0;
        let columns = shares.iter().map(|share| {
            let column = (left, free * share / all);
            left += column.1 + look::BETWEEN;
            column
        });
        Self { element, columns: columns.collect(), head: None }
    }

    /// The titles of the columns.
    ///
    /// # Errors
    /// [`DocumentError`] when one cannot be set.
    pub(crate) fn titles(&mut self, draft: &mut Draft<'_>, titles: &[&str]) -> Result<(), DocumentError> {
        let row = draft.element(Role::Row, Some(self.element));
        let mut cells = Vec::new();
        for (title, (left, width)) in titles.iter().zip(&self.columns) {
            let owner = Owner::Element(draft.element(Role::ColumnHead, Some(row)));
            cells.push(draft.paragraph(title, look::COLUMN.indented(*left), left + width, owner)?);
        }
        let mut lines = beside(cells);
        for line in &mut lines {
            line.tie = Tie::Fast;
        }
        let again = lines.iter().map(|line| line.height).sum();
        let mut head = Chunk { height: again, ..Chunk::default() };
        let mut top = 0.0;
        for line in &lines {
            let lowered = line
                .items
                .iter()
                .map(|it| Item { owner: Owner::Decoration, draw: it.draw.clone().lowered(top) });
            head.items.extend(lowered);
            top += line.height;
        }
        head.height += look::IN_ROW;
        if let Some(first) = lines.first_mut() {
            first.space = look::SENTENCE.space;
        }
        draft.chunks.extend(lines);
        self.head = Some(Rc::new(head));
        Ok(())
    }

    /// A row at least so high, ruled above.
    ///
    /// # Errors
    /// [`DocumentError`] when something in it cannot be set.
    pub(crate) fn row(
        &self,
        draft: &mut Draft<'_>,
        cells: &[Cell<'_>],
        height: f32,
    ) -> Result<(), DocumentError> {
        let row = draft.element(Role::Row, Some(self.element));
        let mut columns = Vec::new();
        for (cell, (left, width)) in cells.iter().zip(&self.columns) {
            let mut element = if cell.is_goal {
                draft.goal_element(cell.text, cell.role, row)
            } else {
                draft.element(cell.role, Some(row))
            };
            if let Some(inside) = cell.inside {
                element = if let Role::Heading(level) = inside {
                    draft.heading_element(cell.text, level, element)
                } else {
                    draft.element(inside, Some(element))
                };
            }
            let look = Look { space: 0.0, ..cell.look.indented(left + cell.look.indent) };
            // A cell that says nothing is still a cell.
            let text = if cell.text.trim().is_empty() { "\u{a0}" } else { cell.text };
            columns.push(draft.paragraph_in(cell.language, text, look, left + width, element)?);
        }
        let mut lines = beside(columns);
        let count = lines.len();
        for (index, line) in lines.iter_mut().enumerate() {
            line.tie = match index + 1 {
                next if next == count => Tie::Loose,
                next if index == 0 || next + 1 == count => Tie::Fast,
                _ if count <= SHORT => Tie::Close,
                _ => Tie::Loose,
            };
            line.head.clone_from(&self.head);
        }
        let whole: f32 = lines.iter().map(|line| line.height).sum();
        if let Some(first) = lines.first_mut() {
            let lowered = |it: Item| Item { draw: it.draw.lowered(look::IN_ROW), ..it };
            first.items = std::mem::take(&mut first.items).into_iter().map(lowered).collect();
            first.items.push(rule(0.0, look::HAIR, Colour::LINE));
            first.height += look::IN_ROW;
        }
        if let Some(last) = lines.last_mut() {
            last.height += look::IN_ROW + (height - whole).max(0.0);
        }
        draft.chunks.extend(lines);
        Ok(())
    }

    /// The room below the last row.
    pub(crate) fn end(draft: &mut Draft<'_>) {
        let items = vec![rule(0.0, look::HAIR, Colour::LINE)];
        draft.chunks.push(Chunk { items, height: look::HAIR, ..Chunk::default() });
    }
}

/// The lines of columns that stand side by side.
pub(crate) fn beside(columns: Vec<Vec<Chunk>>) -> Vec<Chunk> {
    let mut lines: Vec<Chunk> = Vec::new();
    for column in columns {
        for (at, line) in column.into_iter().enumerate() {
            match lines.get_mut(at) {
                Some(before) => {
                    before.height = before.height.max(line.height);
                    before.items.extend(line.items);
                }
                None => lines.push(Chunk { items: line.items, height: line.height, ..Chunk::default() }),
            }
        }
    }
    if lines.is_empty() { vec![Chunk::default()] } else { lines }
}
