//! A place to sign as a picture: the box, and the lines of the mark as paths.

use std::fmt::Write as _;

use super::Mark;
use crate::colour::Colour;
use crate::look::{BOX, HAIR};

/// The picture.
pub(super) fn of(mark: &Mark) -> String {
    let (width, height) = BOX;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\" fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\
         <rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" stroke=\"{}\" stroke-width=\"{HAIR}\"/>",
        width - 1.0,
        height - 1.0,
        colour(Colour::EDGE)
    );
    for line in &mark.lines {
        let mut points = line.points.clone();
        if let [(x, y)] = points.as_slice() {
            points.push((x + 0.02, *y));
        }
        let mut path = String::new();
        for (number, (x, y)) in points.iter().enumerate() {
            let _ = write!(path, "{}{x:.2} {y:.2}", if number == 0 { "M" } else { "L" });
        }
        let (colour, width) = (colour(Colour::INK), line.width);
        let _ = write!(svg, "<path d=\"{path}\" stroke=\"{colour}\" stroke-width=\"{width:.2}\"/>");
    }
    svg + "</svg>"
}

/// `#0b4f5c`.
pub(super) fn colour(Colour([red, green, blue]): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
