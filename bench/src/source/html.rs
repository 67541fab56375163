//! The paper as one page for a browser or a word processor. Fonts are found by name.

use super::svg::colour;
use super::{Piece, Said, Whole};
use crate::fonts::Weight;
use crate::look::{BAND, BOX, LOGOS, MARGIN};

/// The page.
pub(super) fn of(whole: &Whole<'_>) -> String {
    let band = colour(whole.paper.lead.colour);
    let mut body = head(whole);
    let mut open = "";
    for piece in &whole.pieces {
        let group = match piece {
            Piece::Entry(_) => "ul",
            Piece::Person(..) => "table",
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
            Piece::Person(name, rest) => {
                let (name, rest) = (element("th", name, &band), element("td", rest, &band));
                format!("<tr>{}{rest}</tr>", name.replacen("<th", "<th scope=\"row\"", 1))
            }
            Piece::Place(words, number) => place(words, *number, whole, &band),
        };
        body.push('\n');
    }
    body += &closing(open);
    let language = &whole.paper.agreement.language.0;
    let title = escaped(&whole.title);
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
    let foot = whole.foot.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "@page {{ size: A4; margin: {MARGIN}pt {MARGIN}pt 68pt; \
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

fn head(whole: &Whole<'_>) -> String {
    let paper = whole.paper;
    let (lead, texts) = (paper.lead, paper.texts);
    let logo = |file: &str, name: &str, width: f32| {
        let said = escaped(&texts.fill("paper.logo", &[("agency", name)]));
        let pixels = pixels(width);
        let style = "align-self:flex-start";
        format!("<img src=\"{file}\" alt=\"{said}\" width=\"{pixels}\" style=\"{style}\">")
    };
    let with = paper.with.map_or(String::new(), |with| {
        let says = escaped(&texts.fill("paper.with", &[("agency", &with.name)]));
        let bold = "font-size:10.5pt;font-weight:bold;flex:0 0 90pt";
        format!("{}<p style=\"{bold}\">{says}</p>", logo("with.png", &with.name, LOGOS.1))
    });
    let small = "font-size:9.5pt;margin:0;color:#4a525b";
    format!(
        "<div class=\"head\">{}<div><p style=\"font-size:15pt;font-weight:bold;margin:0\">{}</p>\
         <p style=\"font-size:10.5pt;margin:0\">{}</p><p style=\"{small}\">{}</p><p style=\"{small}\">{}</p>\
         <p style=\"{small}\"><a href=\"mailto:{email}\">{email}</a></p>\
         <p style=\"{small}\"><a href=\"{web}\">{web}</a></p></div>{with}</div>\n<hr>\n\
         <p style=\"font-size:10.5pt;font-weight:bold;margin:8pt 0 0\">{}</p>\n\
         <p style=\"{small}\">{} {}</p>\n",
        logo("lead.png", &lead.name, LOGOS.0),
        escaped(&lead.name),
        escaped(&lead.department),
        escaped(&lead.address.join(", ")),
        escaped(&lead.phone),
        escaped(&whole.kind),
        escaped(&texts.fill("paper.reference", &[("reference", &paper.agreement.reference)])),
        escaped(&whole.day),
        email = escaped(&lead.email),
        web = escaped(&lead.web),
    )
}

fn place(words: &[Said], number: usize, whole: &Whole<'_>, band: &str) -> String {
    let words: String = words.iter().map(|said| element("p", said, band)).collect();
    let said = whole.marks.get(number).map_or("", |mark| &mark.said);
    let (width, height, said) = (pixels(BOX.0), pixels(BOX.1), escaped(said));
    let size = format!("width=\"{width}\" height=\"{height}\"");
    let picture = format!("<img src=\"mark-{number}.svg\" alt=\"{said}\" {size}>");
    format!("<div class=\"place\"><div>{words}</div>{picture}</div>")
}

fn element(name: &str, said: &Said, band: &str) -> String {
    let look = said.look;
    let weight = if look.weight == Weight::Bold { "bold" } else { "normal" };
    // A rule that goes along several pieces has no gaps between them.
    let room = match (name, said.band) {
        ("td" | "th", _) => String::new(),
        (_, true) => format!(
            "margin:0;padding:{}pt 0 0 {}pt;border-left:{BAND}pt solid {band};",
            look.space,
            look.indent - BAND
        ),
        (_, false) => format!("margin:{}pt 0 0 {}pt;", look.space, look.indent),
    };
    let (size, line, colour, text) = (look.size, look.line, colour(look.colour), escaped(&said.text));
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
