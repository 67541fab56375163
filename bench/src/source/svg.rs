//! A place to sign as a picture: the box, and the lines of the mark as paths.

use std::fmt::Write as _;

use document::sheet::Colour;

use super::Mark;

/// Of the box's edge, and how wide that is.
const EDGE: (&str, f32) = ("#6f6759", 0.6);
/// Of the mark.
const INK: &str = "#1b1f24";

/// The picture.
pub(super) fn of(mark: &Mark) -> String {
    let (at, (edge, wide)) = (mark.at, EDGE);
    let (x, y, width, height) = (at.x, at.y, at.width, at.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"{x} {y} {width} {height}\" fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\
         <rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" stroke=\"{edge}\" stroke-width=\"{wide}\"/>",
        x + 0.5,
        y + 0.5,
        width - 1.0,
        height - 1.0,
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
        let width = line.width;
        let _ = write!(svg, "<path d=\"{path}\" stroke=\"{INK}\" stroke-width=\"{width:.2}\"/>");
    }
    svg + "</svg>"
}

/// `#0b4f5c`.
pub(super) fn colour(Colour([red, green, blue]): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
