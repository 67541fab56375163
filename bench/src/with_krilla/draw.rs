//! Each drawing of the display list on a surface of krilla's. Places need no turning round: both count from the top left.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use document::sheet::{Area, Colour, Draw, Face, InkLine, Item, Run, Sheets};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

/// What is drawn with: fonts and pictures, each read once.
pub(super) struct Pen {
    fonts: BTreeMap<Face, Font>,
    pictures: Vec<Image>,
}

impl Pen {
    pub(super) fn new(sheets: &Sheets) -> Result<Self> {
        let read = |png: &[u8]| Image::from_png(png.to_vec().into(), false).map_err(|error| anyhow!(error));
        let pictures = sheets.pictures.iter().map(|logo| read(&logo.png)).collect::<Result<_>>()?;
        Ok(Self { fonts: BTreeMap::new(), pictures })
    }

    pub(super) fn draw(&mut self, draw: &Draw, surface: &mut Surface<'_>) -> Result<()> {
        match draw {
            Draw::Letters { x, y, size, colour, run } => {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(*colour)));
                self.letters((*x, *y), *size, run, surface)?;
            }
            Draw::Bar { at, colour } => filled(rectangle(*at), *colour, surface),
            Draw::Frame { at, width, colour } => lined(rectangle(*at), *colour, *width, surface),
            Draw::Dot { x, y, radius, colour } => filled(circle(*x, *y, *radius), *colour, surface),
            Draw::Ink { lines, colour } => {
                lines.iter().for_each(|line| lined(path(line), *colour, line.width, surface));
            }
            Draw::Picture { at, index } => {
                let picture = self.pictures.get(*index).context("a picture of the list")?.clone();
                let size = Size::from_wh(at.width, at.height).context("a picture has a size")?;
                surface.push_transform(&Transform::from_translate(at.x, at.y));
                surface.draw_image(picture, size);
                surface.pop();
            }
            Draw::Link { .. } => {}
        }
        Ok(())
    }

    /// Scripts whose glyphs are read in another order than they stand in are not told apart; the measured texts have none.
    fn letters(&mut self, at: (f32, f32), size: f32, run: &Run, surface: &mut Surface<'_>) -> Result<()> {
        let font = match self.fonts.get(&run.face) {
            Some(font) => font.clone(),
            None => {
                let font = Font::new(run.face.bytes().into(), 0).context("a font that can be read")?;
                self.fonts.entry(run.face).or_insert(font).clone()
            }
        };
        let mut text = String::new();
        let mut glyphs = Vec::with_capacity(run.glyphs.len());
        let nexts = run.glyphs.iter().skip(1).map(|glyph| glyph.x).chain([run.width]);
        for (glyph, next) in run.glyphs.iter().zip(nexts) {
            let start = text.len();
            text.push_str(&glyph.text);
            let (advance, rise) = ((next - glyph.x) / 1000.0, glyph.rise / 1000.0);
            let id = GlyphId::new(glyph.id.into());
            glyphs.push(KrillaGlyph::new(id, advance, 0.0, rise, 0.0, start..text.len(), None));
        }
        let start = run.glyphs.first().map_or(0.0, |glyph| glyph.x * size / 1000.0);
        surface.draw_glyphs(Point::from_xy(at.0 + start, at.1), &glyphs, font, &text, size, false);
        Ok(())
    }
}

/// The link of a drawing, if it is one.
pub(super) fn link(draw: &Draw) -> Option<Annotation> {
    let Draw::Link { at, target, said } = draw else { return None };
    let there = Target::Action(Action::Link(LinkAction::new(target.clone())));
    let link = LinkAnnotation::new(Rect::from_xywh(at.x, at.y, at.width, at.height)?, there);
    Some(Annotation::new_link(link, Some(said.clone())))
}

/// How far a picture or a mark reaches.
pub(super) fn area(group: &[&Item]) -> Option<Rect> {
    let [left, top, right, bottom] = group.first()?.draw.edges()?;
    Rect::from_ltrb(left, top, right, bottom)
}

fn fill(Colour([red, green, blue]): Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

fn filled(path: Option<Path>, colour: Colour, surface: &mut Surface<'_>) {
    surface.set_stroke(None);
    surface.set_fill(Some(fill(colour)));
    path.iter().for_each(|path| surface.draw_path(path));
}

fn lined(path: Option<Path>, Colour([red, green, blue]): Colour, width: f32, surface: &mut Surface<'_>) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: rgb::Color::new(red, green, blue).into(),
        width,
        miter_limit: 10.0,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        opacity: NormalizedF32::ONE,
        dash: None,
    }));
    path.iter().for_each(|path| surface.draw_path(path));
}

fn rectangle(at: Area) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(at.x, at.y, at.width, at.height)?);
    path.finish()
}

fn path(line: &InkLine) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, others) = line.points.split_first()?;
    path.move_to(first.0, first.1);
    if others.is_empty() {
        path.line_to(first.0 + 0.02, first.1);
    }
    others.iter().for_each(|(x, y)| path.line_to(*x, *y));
    path.finish()
}

fn circle(x: f32, y: f32, radius: f32) -> Option<Path> {
    // How far the handles of four curves stand out so that they draw a circle.
    let (r, k) = (radius, radius * 0.5523);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path.finish()
}
