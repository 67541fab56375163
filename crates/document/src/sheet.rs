//! What is laid on a page, and how: what was typed becomes what can be set (`legible`) and is cut where a number to ring or
//! another language begins (`parts`, `numbers`, `script`), letters become glyphs (`carried`, `fonts`, `direction`, `shape`),
//! texts become lines (`words`, `lines`), lines become chunks (`page`, `table`), chunks flow down the pages (`flow`). The outcome is a [display list](Sheets). What a paper
//! says is not here, and nothing here knows what kind of file the pages become.

pub(crate) mod carried;
pub(crate) mod colour;
pub(crate) mod direction;
pub(crate) mod flow;
pub(crate) mod fonts;
pub(crate) mod ink;
pub(crate) mod legible;
pub(crate) mod lines;
pub(crate) mod list;
pub(crate) mod logo;
pub(crate) mod look;
pub(crate) mod numbers;
pub(crate) mod page;
pub(crate) mod parts;
pub(crate) mod pictures;
pub(crate) mod script;
pub(crate) mod shape;
pub(crate) mod table;
pub(crate) mod words;

pub use colour::Colour;
pub use fonts::Face;
pub use list::{
    Area, Bookmark, Draw, Element, ElementId, InkLine, Item, Owner, PAGE, Role, Sheets, pieces, whole,
};
pub use logo::Logo;
pub use shape::{Glyph, Run, UNREAD, UNREAD_FROM_RIGHT};
