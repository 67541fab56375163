//! What a printer says about itself: what it takes, how it is, what is wrong with it.

use ipp::model::Operation;
use ipp::request::IppRequestResponse;

use crate::address::Printer;
use crate::error::{PrinterError, Result};
use crate::message::{A4, BOTH_SIDES, Group, NO_SCALING, PDF, RASTER, Request, is_a4, is_format, printer_in};
use crate::raster::Raster;
use crate::trouble::{Trouble, Weight};

/// Names from outside are shown to people, so they are kept short.
const LONGEST_NAME: usize = 80;

/// How a printer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing to do.
    Idle,
    /// Printing something.
    Busy,
    /// Not printing until somebody does something.
    Stopped,
    /// It did not say.
    NotSaid,
}

/// What a printer says about itself at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Maker and model, at most 80 characters, if it said so.
    pub model: Option<String>,
    /// How it is.
    pub state: State,
    /// Whether it takes jobs now.
    pub accepting: bool,
    /// Whether it understands PDF.
    pub pdf: bool,
    /// The pictures of pages it takes, where they are such as are drawn here.
    pub(crate) raster: Option<Raster>,
    /// Whether it has a place for A4. True as well if it does not say which paper it takes.
    pub a4: bool,
    /// What it calls A4, where that is not the standard's name.
    pub(crate) a4_name: Option<String>,
    /// Whether it can leave the size of a page as it is.
    pub(crate) scales_not: bool,
    /// Whether it prints on both sides.
    pub(crate) both_sides: bool,
    /// Whether it prints in colour.
    pub colour: bool,
    /// What stops it, without repetition.
    pub troubles: Vec<Trouble>,
    /// What may stop it; some printers never say more.
    pub warnings: Vec<Trouble>,
}

impl Look {
    /// Whether it would take a document on A4 now, as PDF or as pictures of its pages.
    ///
    /// # Errors
    ///
    /// The first reason why not. Being busy or out of paper is none: it prints when that is over.
    pub const fn takes_a_document(&self) -> Result<()> {
        match self {
            Self { pdf: false, raster: None, .. } => Err(PrinterError::NoFormat),
            Self { a4: false, .. } => Err(PrinterError::NoA4),
            Self { accepting: false, .. } => Err(PrinterError::NotAccepting),
            _ => Ok(()),
        }
    }
}

const RASTER_KINDS: &str = "pwg-raster-document-type-supported";
const RASTER_PER_INCH: &str = "pwg-raster-document-resolution-supported";

pub(crate) fn question(printer: &Printer) -> Result<IppRequestResponse> {
    let wanted = [
        "document-format-supported",
        RASTER_KINDS,
        RASTER_PER_INCH,
        "media-supported",
        "print-scaling-supported",
        "sides-supported",
        "color-supported",
        "printer-is-accepting-jobs",
        "printer-make-and-model",
        "printer-state",
        "printer-state-reasons",
    ];
    Request::new(Operation::GetPrinterAttributes, printer).only(&wanted).finish()
}

pub(crate) fn read(answer: &IppRequestResponse) -> Result<Look> {
    let group = printer_in(answer)?.ok_or(PrinterError::NotIpp)?;
    let media = group.words("media-supported");
    // The standard's own name where it has that too.
    let a4 =
        media.iter().find(|name| **name == A4).or_else(|| media.iter().find(|name| is_a4(name))).copied();
    let (troubles, warnings) = troubles(&group);
    let formats = group.words("document-format-supported");
    let takes = |meant| formats.iter().any(|format| is_format(format, meant));
    let raster = || Raster::of(&group.words(RASTER_KINDS), &group.per_inch(RASTER_PER_INCH));
    Ok(Look {
        model: group
            .words("printer-make-and-model")
            .first()
            .map(|name| shown(name))
            .filter(|name| !name.is_empty()),
        state: match group.number("printer-state") {
            Some(3) => State::Idle,
            Some(4) => State::Busy,
            Some(5) => State::Stopped,
            _ => State::NotSaid,
        },
        accepting: group.flag("printer-is-accepting-jobs").unwrap_or(true),
        pdf: takes(PDF),
        raster: takes(RASTER).then(raster).flatten(),
        a4: media.is_empty() || a4.is_some(),
        a4_name: a4.filter(|name| *name != A4).map(str::to_owned),
        scales_not: group.words("print-scaling-supported").contains(&NO_SCALING),
        both_sides: group.words("sides-supported").contains(&BOTH_SIDES),
        colour: group.flag("color-supported").unwrap_or(false),
        troubles,
        warnings,
    })
}

/// What stops a printer, and what may.
fn troubles(group: &Group<'_>) -> (Vec<Trouble>, Vec<Trouble>) {
    let (mut stopping, mut warning) = (Vec::new(), Vec::new());
    for (trouble, weight) in group.words("printer-state-reasons").iter().filter_map(|word| Trouble::of(word))
    {
        let list = if weight == Weight::Stops { &mut stopping } else { &mut warning };
        if !list.contains(&trouble) {
            list.push(trouble);
        }
    }
    stopping.sort_unstable();
    warning.sort_unstable();
    (stopping, warning)
}

/// A name from outside as it may be shown: without what cannot be seen or turns the direction of what stands beside it.
pub(crate) fn shown(name: &str) -> String {
    let is_seen = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    name.chars().filter(is_seen).take(LONGEST_NAME).collect::<String>().trim().to_owned()
}
