//! The paper as one page for a browser or a word processor. Fonts are found by name.

use super::svg::colour;
use super::{Agency, Piece, Said, Whole};

/// How wide the rule beside a goal is.
const BAND: f32 = 3.0;

/// The page.
pub(super) fn of(whole: &Whole<'_>) -> String {
    let band = colour(whole.band);
    let mut body = head(whole, &band);
    let mut open = "";
    for piece in &whole.pieces {
        let group = match piece {
            Piece::Entry(_) => "ul",
            Piece::Row(_) => "table",
            Piece::Heading(..) | Piece::Paragraph(_) | Piece::Quotation(_) | Piece::Place(..) => "",
        };
        if group != open {
            body += &[closing(open), opening(group)].concat();
            open = group;
        }
        body += &match piece {
            Piece::Heading(level, said) => element(&format!("h{level}"), said, &band),
            Piece::Paragraph(said) => element("p", said, &band),
            Piece::Quotation(said) => element("blockquote", said, &band),
            Piece::Entry(said) => element("li", said, &band),
            Piece::Row(cells) => {
                let mut cells = cells.iter();
                let name = cells.next().map_or(String::new(), |name| element("th", name, &band));
                let rest: String = cells.map(|cell| element("td", cell, &band)).collect();
                format!("<tr>{}{rest}</tr>", name.replacen("<th", "<th scope=\"row\"", 1))
            }
            Piece::Place(words, number) => place(words, *number, whole, &band),
        };
        body.push('\n');
    }
    body += &closing(open);
    let language = &whole.paper.agreement.language.0;
    let title = escaped(whole.title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <style>{}</style></head>\n<body>\n{body}</body></html>\n",
        style(whole)
    )
}

fn opening(group: &str) -> String {
    if group.is_empty() { String::new() } else { format!("<{group}>\n") }
}

fn closing(group: &str) -> String {
    if group.is_empty() { String::new() } else { format!("</{group}>\n") }
}

fn style(whole: &Whole<'_>) -> String {
    let (foot, margin) = (whole.foot.replace('\\', "\\\\").replace('"', "\\\""), whole.margin);
    format!(
        "@page {{ size: A4; margin: {margin}pt {margin}pt 68pt; \
         @bottom-left {{ content: \"{foot}\"; font: 8.5pt 'Atkinson Hyperlegible'; width: 86% }} \
         @bottom-right {{ content: \"Page \" counter(page) \" of \" counter(pages); \
         font: 8.5pt 'Atkinson Hyperlegible' }} }}\n\
         body {{ margin: 0; font-family: 'Atkinson Hyperlegible', 'Noto Sans'; font-variant-ligatures: none; \
         color: #1b1f24 }}\n p, li, td, th, h1, h2, h3, blockquote {{ white-space: pre-line }}\n\
         table {{ width: 100% }} ul, table {{ margin: 0; padding: 0; border-collapse: collapse }} th {{ text-align: left; width: 40% }} \
         td, th {{ border-bottom: 0.6pt solid #c9c3b8; padding: 4pt 0; vertical-align: top }}\n\
         h1, h2, h3 {{ break-after: avoid }} .head {{ display: flex; gap: 14pt }} .head div {{ flex: 1 }} \
         .place {{ display: flex; gap: 20pt; break-inside: avoid; border-top: 0.6pt solid #c9c3b8; \
         margin-top: 12pt; padding-top: 12pt }} .place div {{ flex: 1 }} \
         .place img {{ flex: none }}"
    )
}

/// The agency that leads takes the room that the other leaves.
fn head(whole: &Whole<'_>, band: &str) -> String {
    let agency = |(number, agency): (usize, &Agency)| {
        let logo = agency.logo.as_ref().map_or(String::new(), |logo| {
            let (index, said, width) = (logo.index, escaped(&logo.said), pixels(logo.width));
            let style = "align-self:flex-start";
            format!("<img src=\"logo-{index}.png\" alt=\"{said}\" width=\"{width}\" style=\"{style}\">")
        });
        let words: String = agency.words.iter().map(|said| element("p", said, band)).collect();
        let style = if number == 0 { "" } else { " style=\"flex:0 0 90pt\"" };
        format!("{logo}<div{style}>{words}</div>")
    };
    let head: String = whole.head.iter().enumerate().map(agency).collect();
    format!("<div class=\"head\">{head}</div>\n<hr>\n")
}

fn place(words: &[Said], number: usize, whole: &Whole<'_>, band: &str) -> String {
    let words: String = words.iter().map(|said| element("p", said, band)).collect();
    let said = whole.marks.get(number).map_or("", |mark| &mark.said);
    let at = whole.marks.get(number).map_or((0.0, 0.0), |mark| (mark.at.width, mark.at.height));
    let (width, height, said) = (pixels(at.0), pixels(at.1), escaped(said));
    let size = format!("width=\"{width}\" height=\"{height}\"");
    let picture = format!("<img src=\"mark-{number}.svg\" alt=\"{said}\" {size}>");
    format!("<div class=\"place\"><div>{words}</div>{picture}</div>")
}

fn element(name: &str, said: &Said, band: &str) -> String {
    let weight = if said.bold { "bold" } else { "normal" };
    // A rule that goes along several pieces has no gaps between them.
    let room = match (name, said.band) {
        ("td" | "th", _) => String::new(),
        (_, true) => format!(
            "margin:0;padding:{}pt 0 0 {}pt;border-left:{BAND}pt solid {band};",
            said.space,
            said.indent - BAND
        ),
        (_, false) => format!("margin:{}pt 0 0 {}pt;", said.space, said.indent),
    };
    let (size, line, colour, mut text) = (said.size, said.line(), colour(said.colour), escaped(&said.text));
    if let Some(link) = &said.link {
        text = format!("<a href=\"{}\">{text}</a>", escaped(link));
    }
    format!(
        "<{name} style=\"{room}font-size:{size}pt;line-height:{line}pt;font-weight:{weight};color:{colour}\">\
         {text}</{name}>"
    )
}

/// What a browser counts in: 96 to the inch. A word processor reads the size of a picture from nowhere else.
fn pixels(points: f32) -> f32 {
    (points * 96.0 / 72.0).round()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
