//! The same paper by other ways: the product's own pages drawn with krilla in `with_krilla`, and in `source` the same words
//! as a text that a browser, a word processor and Typst lay out by themselves. Both begin with the display list that
//! [`document::lay_out`] gives, so all of them have the same words, marks and looks. And what figures were taken on: `machine`.

pub mod content;
pub mod given;
mod goals;
pub mod machine;
mod mark;
mod source;
mod with_krilla;

use anyhow::Result;
use document::{Kind, Letterhead, Paper, Print, lay_out, render};

use given::Given;

/// As in the product, and nothing else.
pub fn as_in_the_product(given: &Given) -> Result<Vec<u8>> {
    on_paper(given, |paper| Ok(render(paper)?.bytes))
}

/// The same pages, drawn with krilla.
pub fn drawn_with_krilla(given: &Given) -> Result<Vec<u8>> {
    on_paper(given, |paper| with_krilla::pdf(&lay_out(paper)?, paper.agreement.made_on))
}

/// The same words, as files for a browser, a word processor and Typst: their names and what is in them.
pub fn sources(given: &Given) -> Result<Vec<(String, Vec<u8>)>> {
    on_paper(given, |paper| Ok(source::files(paper, &lay_out(paper)?)))
}

fn on_paper<T>(given: &Given, then: impl Fn(&Paper<'_>) -> Result<T>) -> Result<T> {
    then(&Paper {
        is_practice: false,
        agreement: &given.agreement,
        hash: given.hash,
        signing: Some(&given.signing),
        kind: Kind::Full,
        print: Print::Standard,
        reader: None,
        lead: &Letterhead::brindlewood(),
        with: Some(&Letterhead::northmere()),
        texts: &given.texts,
    })
}
