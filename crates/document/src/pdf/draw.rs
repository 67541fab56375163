//! The display list becomes a PDF's pages. The only file that knows printpdf. Structure, metadata and saving are in `tags` and
//! `file`.

use std::collections::BTreeMap;

use printpdf::{
    Actions, BorderArray, Codepoint, Color, ColorArray, DictItem, ExternalStream, ExternalXObject, FontId,
    Line, LineCapStyle, LineJoinStyle, LinePoint, LinkAnnotation, Mm, Op, PaintMode, ParsedFont, PdfDocument,
    PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, RawImage, RawImageData,
    RawImageFormat, Rect, Rgb, TextItem, TextMatrix, WindingOrder, XObject, XObjectId, XObjectTransform,
};

use crate::error::DocumentError;
use crate::pdf::subset::{Cuts, Found};
use crate::pdf::tags::{self, Marks};
use crate::sheet::colour::Colour;
use crate::sheet::fonts::Face;
use crate::sheet::list::{Area, Draw, InkLine, Owner, PAGE, Sheets, pieces};
use crate::sheet::logo::{Colours, Logo};
use crate::sheet::shape::{Glyph, Run, UNREAD_FROM_RIGHT, is_unread};

/// Draws all pages, and says which marked piece of which page belongs to which element.
///
/// # Errors
/// [`DocumentError`] when a font or a logo cannot be used.
pub(crate) fn draw(sheets: &Sheets) -> Result<(lopdf::Document, Marks), DocumentError> {
    let fonts = Fonts::load(Cuts::for_sheets(sheets))?;
    let mut document = PdfDocument::new("");
    for (index, font) in fonts.files.iter().enumerate() {
        document.resources.fonts.map.insert(font_id(index), PdfFont::new(font.clone()));
    }
    for (index, logo) in sheets.pictures.iter().enumerate() {
        document.resources.xobjects.map.insert(picture_id(index), picture_file(logo)?);
    }
    let mut marks = Marks::default();
    for page in &sheets.pages {
        let mut ops = Vec::new();
        marks.begin_page();
        for (owner, group) in pieces(page, &sheets.elements) {
            ops.push(begin(owner, sheets, &mut marks));
            for item in group {
                if let Draw::Link { said, .. } = &item.draw {
                    // What only repeats leads nowhere.
                    let Owner::Element(element) = owner else { continue };
                    marks.link(element, said);
                }
                drawing(&item.draw, &fonts, sheets, &mut ops);
            }
            ops.push(Op::EndMarkedContent);
        }
        document.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), ops));
    }
    let options = PdfSaveOptions { image_optimization: None, ..PdfSaveOptions::default() };
    Ok((document.to_lopdf_document(&options, &mut Vec::new()), marks))
}

fn begin(owner: Owner, sheets: &Sheets, marks: &mut Marks) -> Op {
    let Owner::Element(element) = owner else {
        return Op::BeginMarkedContent { tag: "Artifact".into() };
    };
    let tag = sheets.elements.get(element.0).map_or("P", |it| tags::name(it.role)).to_owned();
    let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(marks.mark(element)))]);
    Op::BeginMarkedContentWithProperties { tag, properties: DictItem::Dict { map } }
}

fn drawing(draw: &Draw, fonts: &Fonts, sheets: &Sheets, ops: &mut Vec<Op>) {
    match draw {
        Draw::Letters { x, y, size, colour, run } => letters((*x, *y), *size, *colour, run, fonts, ops),
        Draw::Bar { at, colour } => {
            ops.push(Op::SetFillColor { col: color(*colour) });
            ops.push(Op::DrawRectangle { rectangle: rectangle(*at, PaintMode::Fill) });
        }
        Draw::Frame { at, width, colour } => {
            ops.push(Op::SetOutlineColor { col: color(*colour) });
            ops.push(Op::SetOutlineThickness { pt: Pt(*width) });
            ops.push(Op::DrawRectangle { rectangle: rectangle(*at, PaintMode::Stroke) });
        }
        Draw::Dot { x, y, radius, colour } => {
            ops.push(Op::SetFillColor { col: color(*colour) });
            ops.push(Op::DrawPolygon { polygon: circle((*x, *y), *radius) });
        }
        Draw::Ink { lines, colour } => ink(lines, *colour, ops),
        Draw::Picture { at, index } => picture(*at, *index, sheets, ops),
        Draw::Link { at, target, .. } => {
            let actions = Actions::Uri(target.clone());
            let border = Some(BorderArray::Solid([0.0; 3]));
            let rect = rectangle(*at, PaintMode::Stroke);
            let link = LinkAnnotation::new(rect, actions, border, Some(ColorArray::Transparent), None);
            ops.push(Op::LinkAnnotation { link });
        }
    }
}

/// The glyphs of a run. Marks that are told with their letters come last, so that they do not tear a word.
fn letters(at: (f32, f32), size: f32, colour: Colour, run: &Run, fonts: &Fonts, ops: &mut Vec<Op>) {
    let marks_apart = run.face.family.runs_left();
    let (marks, letters): (Vec<&Glyph>, Vec<&Glyph>) =
        run.glyphs.iter().partition(|glyph| marks_apart && glyph.text == UNREAD_FROM_RIGHT);
    let mut part = |glyphs: &[&Glyph], says: Option<&str>| {
        ops.extend(says.map(says_instead));
        set(at, size, colour, (run.face, glyphs), fonts, ops);
        ops.extend(says.map(|_| Op::EndMarkedContent));
    };
    part(&letters, run.says.as_deref());
    if !marks.is_empty() {
        part(&marks, Some(""));
    }
}

/// Glyphs one after the other, each moved by what its place differs from where the PDF's whole-numbered widths put it.
fn set(
    (x, y): (f32, f32),
    size: f32,
    colour: Colour,
    (face, glyphs): (Face, &[&Glyph]),
    fonts: &Fonts,
    ops: &mut Vec<Op>,
) {
    let set = |glyph: &&Glyph| Some((fonts.cuts.find(face, glyph)?, glyph.x, glyph.rise));
    let glyphs: Vec<_> = glyphs.iter().filter_map(set).collect();
    // One text object for all of it: some readers tell words beside glyphs once for each object.
    ops.extend([Op::StartTextSection, Op::SetFillColor { col: color(colour) }]);
    // A mark that is told elsewhere stands by itself: readers pass over what has no width, if it is alone.
    let go_together = |a: &(Found<'_>, f32, f32), b: &(Found<'_>, f32, f32)| {
        a.0.font == b.0.font && a.2 == b.2 && ![a.0.reads, b.0.reads].into_iter().any(is_unread)
    };
    for group in glyphs.chunk_by(go_together) {
        let Some((Found { font, .. }, start, rise)) = group.first() else { continue };
        let nexts = group.iter().skip(1).map(|it| Some(it.1)).chain([None]);
        let mut pen = 0.0;
        let mut codepoints = Vec::new();
        for ((Found { id, reads, .. }, x, _), next) in group.iter().zip(nexts) {
            let width = fonts.width(*font, *id);
            // By a step back, however small, mupdf knows letters from right to left that are turned round already.
            let never_back = face.family.runs_left() && next.is_some_and(|next| next >= *x);
            let step = |next: f32| if never_back { (next - x).ceil() } else { next - start - pen };
            let offset = next.map_or(0.0, |next| (width - step(next)).round());
            pen += width - offset;
            codepoints.push(Codepoint::with_cid(*id, offset, (*reads).to_owned()));
        }
        let place =
            TextMatrix::Translate(Pt(x + start * size / 1000.0), Pt(PAGE.1 - y + rise * size / 1000.0));
        ops.extend([
            Op::SetFont { font: PdfFontHandle::External(font_id(*font)), size: Pt(size) },
            Op::SetTextMatrix { matrix: place },
            Op::ShowText { items: vec![TextItem::GlyphIds(codepoints)] },
        ]);
    }
    ops.push(Op::EndTextSection);
}

/// What follows is read as this text.
fn says_instead(text: &str) -> Op {
    let data = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let map = BTreeMap::from([("ActualText".to_owned(), DictItem::String { data, literal: false })]);
    Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties: DictItem::Dict { map } }
}

fn ink(lines: &[InkLine], colour: Colour, ops: &mut Vec<Op>) {
    ops.push(Op::SetOutlineColor { col: color(colour) });
    ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Round });
    ops.push(Op::SetLineJoinStyle { join: LineJoinStyle::Round });
    for line in lines {
        let mut points: Vec<LinePoint> = line.points.iter().map(|at| corner(*at)).collect();
        if let [(x, y)] = line.points.as_slice() {
            // Not every viewer shows a line of no length.
            points.push(corner((x + 0.02, *y)));
        }
        ops.push(Op::SetOutlineThickness { pt: Pt(line.width) });
        ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }
}

fn picture(at: Area, index: usize, sheets: &Sheets, ops: &mut Vec<Op>) {
    if sheets.pictures.get(index).is_none() {
        return;
    }
    let transform = XObjectTransform {
        translate_x: Some(Pt(at.x)),
        translate_y: Some(Pt(PAGE.1 - at.y - at.height)),
        scale_x: Some(at.width),
        scale_y: Some(at.height),
        no_auto_scale: true,
        ..XObjectTransform::default()
    };
    ops.push(Op::UseXobject { id: picture_id(index), transform });
}

/// A logo as its PNG has it, without unpacking it: `FlateDecode` with predictor 15; or, where it is see-through, on white.
fn picture_file(logo: &Logo) -> Result<XObject, DocumentError> {
    let Some(packed) = logo.packed()? else { return on_white(logo).map(XObject::Image) };
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let colours = match &packed.colours {
        Colours::Grey => name("DeviceGray"),
        Colours::Rgb => name("DeviceRGB"),
        Colours::Numbered(palette) => {
            let last = i64::try_from(palette.len() / 3).unwrap_or(1) - 1;
            let palette = DictItem::String { data: palette.clone(), literal: false };
            DictItem::Array(vec![name("Indexed"), name("DeviceRGB"), DictItem::Int(last), palette])
        }
    };
    let (bits, columns) = (DictItem::Int(packed.bits.into()), DictItem::Int(packed.columns.into()));
    let rows_as_in_png = BTreeMap::from([
        ("Predictor".to_owned(), DictItem::Int(15)),
        ("Colors".to_owned(), DictItem::Int(packed.parts().into())),
        ("BitsPerComponent".to_owned(), bits.clone()),
        ("Columns".to_owned(), columns.clone()),
    ]);
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), columns),
        ("Height".to_owned(), DictItem::Int(packed.rows.into())),
        ("ColorSpace".to_owned(), colours),
        ("BitsPerComponent".to_owned(), bits),
        ("Filter".to_owned(), name("FlateDecode")),
        ("DecodeParms".to_owned(), DictItem::Dict { map: rows_as_in_png }),
    ]);
    let stream = ExternalStream { dict, content: packed.deflated, compress: false };
    Ok(XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None }))
}

/// A logo on the white of the paper, since old printers stumble over transparency.
fn on_white(logo: &Logo) -> Result<RawImage, DocumentError> {
    let image =
        RawImage::decode_from_bytes(&logo.png, &mut Vec::new()).map_err(|_| DocumentError::LetterheadLogo)?;
    let (RawImageData::U8(pixels), RawImageFormat::RGBA8) = (&image.pixels, image.data_format) else {
        return Ok(image);
    };
    let mix = |part: u8, alpha: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        u8::try_from((part * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    let mut opaque = Vec::with_capacity(pixels.len() / 4 * 3);
    for pixel in pixels.chunks_exact(4) {
        if let [red, green, blue, alpha] = pixel {
            opaque.extend([mix(*red, *alpha), mix(*green, *alpha), mix(*blue, *alpha)]);
        }
    }
    Ok(RawImage { pixels: RawImageData::U8(opaque), data_format: RawImageFormat::RGB8, ..image })
}

struct Fonts {
    cuts: Cuts,
    files: Vec<ParsedFont>,
}

impl Fonts {
    fn load(cuts: Cuts) -> Result<Self, DocumentError> {
        let mut files = Vec::new();
        for file in cuts.files() {
            let (name, bytes) = file?;
            let mut font =
                ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or(DocumentError::PdfFont)?;
            font.font_name = Some(name);
            files.push(font);
        }
        Ok(Self { cuts, files })
    }

    /// The width the PDF will name for a glyph: thousandths, cut to whole numbers by printpdf.
    fn width(&self, font: usize, glyph: u16) -> f32 {
        let font = self.files.get(font);
        let units = font.and_then(|font| font.get_glyph_width(glyph)).unwrap_or_default();
        let em = font.map_or(1000, |font| font.units_per_em);
        (f32::from(units) * 1000.0 / f32::from(em)).trunc()
    }
}

fn font_id(index: usize) -> FontId {
    FontId(format!("Font{index}"))
}

fn picture_id(index: usize) -> XObjectId {
    XObjectId(format!("Picture{index}"))
}

fn color(Colour(parts): Colour) -> Color {
    // Three places are more than a byte holds, and keep the page's text short.
    let [r, g, b] = parts.map(|part| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0);
    Color::Rgb(Rgb { r, g, b, icc_profile: None })
}

fn rectangle(at: Area, mode: PaintMode) -> Rect {
    Rect {
        x: Pt(at.x),
        y: Pt(PAGE.1 - at.y - at.height),
        width: Pt(at.width),
        height: Pt(at.height),
        mode: Some(mode),
        winding_order: None,
    }
}

fn corner((x, y): (f32, f32)) -> LinePoint {
    // Hundredths of a point are finer than any printer.
    let [x, y] = [x, PAGE.1 - y].map(|it| (it * 100.0).round() / 100.0);
    LinePoint { p: Point { x: Pt(x), y: Pt(y) }, bezier: false }
}

fn circle((x, y): (f32, f32), radius: f32) -> Polygon {
    // How far the handles of four curves stand out so that they draw a circle.
    let reach = radius * 0.5523;
    let (r, k) = (radius, reach);
    let handles = [
        (r, k),
        (k, r),
        (0.0, r),
        (-k, r),
        (-r, k),
        (-r, 0.0),
        (-r, -k),
        (-k, -r),
        (0.0, -r),
        (k, -r),
        (r, -k),
        (r, 0.0),
    ];
    let curve = handles
        .iter()
        .enumerate()
        .map(|(index, (dx, dy))| LinePoint { bezier: index % 3 != 2, ..corner((x + dx, y + dy)) });
    let points = [corner((x + radius, y))].into_iter().chain(curve).collect();
    Polygon {
        rings: vec![PolygonRing { points }],
        mode: PaintMode::Fill,
        winding_order: WindingOrder::NonZero,
    }
}
