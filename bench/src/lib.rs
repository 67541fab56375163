//! The same paper by other ways. The modules of the crate `document` that lay an agreement out stand here once more, read
//! from where they are, with other ends behind them: krilla instead of printpdf in `with_krilla`, and in `source` a text
//! that a browser, a word processor and Typst lay out by themselves. So all of them have the same words, marks and looks.
#![allow(dead_code, reason = "the modules of another crate offer more than is needed here")]

#[path = "../../crates/document/src/answers.rs"]
mod answers;
#[path = "../../crates/document/src/beside.rs"]
mod beside;
#[path = "../../crates/document/src/blank.rs"]
mod blank;
#[path = "../../crates/document/src/colour.rs"]
mod colour;
#[path = "../../crates/document/src/compose.rs"]
mod compose;
#[path = "../../crates/document/src/direction.rs"]
mod direction;
#[path = "../../crates/document/src/edition.rs"]
mod edition;
#[path = "../../crates/document/src/error.rs"]
mod error;
#[path = "../../crates/document/src/evidence.rs"]
mod evidence;
#[path = "../../crates/document/src/flow.rs"]
mod flow;
#[path = "../../crates/document/src/fonts.rs"]
mod fonts;
#[path = "../../crates/document/src/head.rs"]
mod head;
#[path = "../../crates/document/src/ink.rs"]
mod ink;
#[path = "../../crates/document/src/kind.rs"]
mod kind;
#[path = "../../crates/document/src/letterhead.rs"]
mod letterhead;
#[path = "../../crates/document/src/lines.rs"]
mod lines;
#[path = "../../crates/document/src/list.rs"]
mod list;
#[path = "../../crates/document/src/logo.rs"]
mod logo;
#[path = "../../crates/document/src/look.rs"]
mod look;
#[path = "../../crates/document/src/page.rs"]
mod page;
#[path = "../../crates/document/src/pictures.rs"]
mod pictures;
#[path = "../../crates/document/src/places.rs"]
mod places;
#[path = "../../crates/document/src/review.rs"]
mod review;
#[path = "../../crates/document/src/shape.rs"]
mod shape;
#[path = "../../crates/document/src/summary.rs"]
mod summary;
#[path = "../../crates/document/src/table.rs"]
mod table;
#[path = "../../crates/document/src/telling.rs"]
mod telling;

pub mod content;
pub mod given;
mod goals;
mod mark;
mod outline;
mod source;
mod with_krilla;

use anyhow::Result;
use plan::ids::PersonId;
use plan::{Agreement, AgreementHash, Signing, Texts};

use given::Given;
use kind::Kind;
use letterhead::Letterhead;
use look::Print;

/// What goes on paper, as the crate `document` has it.
#[derive(Clone, Copy)]
pub(crate) struct Paper<'a> {
    pub(crate) agreement: &'a Agreement,
    pub(crate) hash: AgreementHash,
    pub(crate) signing: Option<&'a Signing>,
    pub(crate) kind: Kind<'a>,
    pub(crate) print: Print,
    pub(crate) reader: Option<PersonId>,
    pub(crate) lead: &'a Letterhead,
    pub(crate) with: Option<&'a Letterhead>,
    pub(crate) texts: &'a Texts,
}

/// The same pages, drawn with krilla.
pub fn drawn_with_krilla(given: &Given) -> Result<Vec<u8>> {
    on_paper(given, with_krilla::pdf)
}

/// The same words, as files for a browser, a word processor and Typst: their names and what is in them.
pub fn sources(given: &Given) -> Result<Vec<(String, Vec<u8>)>> {
    on_paper(given, |paper| Ok(source::files(paper)))
}

fn on_paper<T>(given: &Given, then: impl Fn(&Paper<'_>) -> Result<T>) -> Result<T> {
    let (lead, with) = (Letterhead::brindlewood(), Letterhead::northmere());
    then(&Paper {
        agreement: &given.agreement,
        hash: given.hash,
        signing: Some(&given.signing),
        kind: Kind::Full,
        print: Print::Standard,
        reader: None,
        lead: &lead,
        with: Some(&with),
        texts: &given.texts,
    })
}
