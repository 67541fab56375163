//! The paper as a template for Typst: a few functions for the looks, then one call for each piece.

use std::fmt::Write as _;

use super::svg::colour;
use super::{Agency, Piece, Said, Whole};

const FUNCTIONS: &str = r##"
#set text(font: ("Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari"), size: 12pt, ligatures: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(spacing: 0pt, leading: 4.8pt)
#show heading: it => block(above: 0pt, below: 0pt, sticky: true, it.body)
#show quote: it => it.body
#let said(size, weight, fill, body) = text(size: size, weight: weight, fill: rgb(fill), body)
#let piece(space, indent, banded, leading, body) = block(above: if banded { 0pt } else { space }, below: 0pt, width: 100%,
  inset: if banded { (left: indent, top: space) } else { (left: indent) },
  stroke: if banded { (left: 3pt + band) } else { none }, { set par(leading: leading); body })
#let entries(..all) = list(marker: text(fill: band, sym.bullet), body-indent: 6pt, spacing: 8.8pt, ..all)
#let people(..all) = block(above: 7pt, below: 0pt, table(columns: (2fr, 3fr), column-gutter: 14pt, inset: (x: 0pt, y: 4pt),
  stroke: (x: none, top: none, bottom: 0.6pt + rgb("#c9c3b8")), ..all))
#let place(words, picture) = block(above: 12pt, below: 0pt, breakable: false, width: 100%, inset: (top: 12pt),
  stroke: (top: 0.6pt + rgb("#c9c3b8")), grid(columns: (1fr, auto), column-gutter: 20pt, words, picture))
"##;

/// The template.
pub(super) fn of(whole: &Whole<'_>) -> String {
    let paper = whole.paper;
    let (made_on, language) = (paper.agreement.made_on, &paper.agreement.language.0);
    let (language, region) = language.split_once('-').unwrap_or((language, "GB"));
    let margin = whole.margin;
    let mut out = format!(
        "#let band = rgb(\"{}\")\n#set document(title: {}, date: {})\n\
         #set page(paper: \"a4\", margin: (x: {margin}pt, top: {margin}pt, bottom: 68pt), footer: context {{\n  \
         set text(size: 8.5pt, lang: \"en\", fill: rgb(\"#4a525b\"))\n  grid(columns: (1fr, auto), {}, \
         [Page #counter(page).display() of #counter(page).final().first()])\n}})\n\
         #set text(lang: {}, region: {}){FUNCTIONS}",
        colour(whole.band),
        string(whole.title),
        made_on.format("datetime(year: %Y, month: %-m, day: %-d)"),
        string(&whole.foot),
        string(language),
        string(region),
    );
    head(whole, &mut out);
    let mut open = "";
    for piece in &whole.pieces {
        let group = match piece {
            Piece::Entry(said) if said.band => "banded",
            Piece::Entry(_) => "entries",
            Piece::Row(_) => "people",
            Piece::Heading(..) | Piece::Paragraph(_) | Piece::Quotation(_) | Piece::Place(..) => "",
        };
        if group != open {
            out += closing(open);
            out += opening(group);
            open = group;
        }
        let _ = match piece {
            Piece::Heading(level, said) => {
                writeln!(out, "#{}", laid(said, &format!("heading(level: {level}, {})", words(said))))
            }
            Piece::Paragraph(said) => writeln!(out, "#{}", laid(said, &format!("par({})", words(said)))),
            Piece::Quotation(said) => {
                writeln!(out, "#{}", laid(said, &format!("quote(block: true, par({}))", words(said))))
            }
            Piece::Entry(said) => writeln!(out, "  {},", words(said)),
            Piece::Row(cells) => {
                let cells: Vec<String> = cells.iter().map(words).collect();
                writeln!(out, "  {},", cells.join(", "))
            }
            Piece::Place(all, number) => {
                let (said, width) =
                    whole.marks.get(*number).map_or(("", 0.0), |mark| (&mark.said, mark.at.width));
                let picture = picture(&format!("mark-{number}.svg"), said, width);
                let all: String =
                    all.iter().map(|said| laid(said, &format!("par({})", words(said))) + "; ").collect();
                writeln!(out, "#place({{ {all} }}, {picture})")
            }
        };
    }
    out + closing(open)
}

fn opening(group: &str) -> &'static str {
    match group {
        "entries" => "#piece(4pt, 0pt, false, 4.8pt, entries(\n",
        "banded" => "#piece(7pt, 15pt, true, 4.8pt, entries(\n",
        "people" => "#people(\n",
        _ => "",
    }
}

fn closing(group: &str) -> &'static str {
    match group {
        "entries" | "banded" => "))\n",
        "people" => ")\n",
        _ => "",
    }
}

/// The agency that leads takes the room that the other leaves.
fn head(whole: &Whole<'_>, out: &mut String) {
    let agency = |(number, agency): (usize, &Agency)| {
        let logo = agency.logo.as_ref().map_or("[]".to_owned(), |logo| {
            picture(&format!("logo-{}.png", logo.index), &logo.said, logo.width)
        });
        let all: String = agency.words.iter().map(|said| format!("par({}); ", words(said))).collect();
        let width = if number == 0 { "1fr" } else { "90pt" };
        format!(
            "grid(columns: (auto, {width}), column-gutter: 14pt, {logo}, {{ set par(spacing: 4pt); {all} }})"
        )
    };
    let agencies: Vec<String> = whole.head.iter().enumerate().map(agency).collect();
    let columns: String =
        (0..agencies.len()).map(|number| if number == 0 { "1fr, " } else { "auto, " }).collect();
    let _ = writeln!(
        out,
        "#grid(columns: ({columns}), column-gutter: 14pt, {})\n#line(length: 100%, stroke: 1.5pt + band)",
        agencies.join(", ")
    );
}

fn laid(said: &Said, body: &str) -> String {
    let leading = said.line() - said.size;
    format!("piece({}pt, {}pt, {}, {leading:.2}pt, {body})", said.space, said.indent, said.band)
}

fn words(said: &Said) -> String {
    let weight = if said.bold { "bold" } else { "regular" };
    let (size, colour) = (said.size, colour(said.colour));
    let words = format!("said({size}pt, \"{weight}\", \"{colour}\", {})", string(&said.text));
    said.link.as_ref().map_or(words.clone(), |link| format!("link({}, {words})", string(link)))
}

fn picture(file: &str, said: &str, width: f32) -> String {
    format!("image(\"{file}\", width: {width}pt, alt: {})", string(said))
}

/// A text between quotation marks.
fn string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', ""))
}
