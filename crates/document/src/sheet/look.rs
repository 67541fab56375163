//! How big, how heavy, how far apart: every measure of the paper, in points. A larger print changes only this file.

use crate::sheet::colour::Colour;
use crate::sheet::flow::Frame;
use crate::sheet::fonts::Weight;
use crate::sheet::list::PAGE;

/// Twenty millimetres at the left, the right and the top.
pub(crate) const MARGIN: f32 = 56.693;
/// From margin to margin.
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// How wide running text is, 160 millimetres: a full line holds 60 to 70 letters.
const MEASURE: f32 = 453.543;
/// Where text may stand; the foot of the page is below it.
pub(crate) const TEXT: Frame = Frame { left: MARGIN, top: MARGIN, bottom: PAGE.1 - 68.0 };
/// Where the foot's rule stands.
pub(crate) const FOOT: f32 = PAGE.1 - 48.0;

/// How large the letters are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Print {
    /// Text of 14 points, in lines of 60 to 70 letters on average.
    #[default]
    Standard,
    /// No letter smaller than 18 points, for those who see little.
    Large,
}

impl Print {
    /// How wide running text is. Large letters have the whole width.
    pub(crate) const fn measure(self) -> f32 {
        match self {
            Self::Standard => MEASURE,
            Self::Large => WIDTH,
        }
    }
}

/// The least size of large print.
const LARGE: f32 = 18.0;

/// How a paragraph looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    /// Whether its first sentence is bold: what is done, of a goal.
    pub(crate) first_bold: bool,
    pub(crate) colour: Colour,
    /// The height of a line.
    pub(crate) line: f32,
    /// Room above the paragraph.
    pub(crate) space: f32,
    /// From the left margin.
    pub(crate) indent: f32,
}

const fn look(size: f32, line: f32, space: f32) -> Look {
    Look { size, weight: Weight::Regular, first_bold: false, colour: Colour::INK, line, space, indent: 0.0 }
}

impl Look {
    /// The same in bold.
    pub(crate) const fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    /// The same with its first sentence in bold.
    pub(crate) const fn first_bold(self) -> Self {
        Self { first_bold: true, ..self }
    }

    /// The same in a colour.
    pub(crate) const fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// The same as a print asks: what is small grows most.
    pub(crate) fn printed(self, print: Print) -> Self {
        let by = match print {
            Print::Standard => 1.0,
            Print::Large if self.size < 13.0 => LARGE / self.size,
            Print::Large if self.size < 16.0 => 1.35,
            Print::Large => 1.2,
        };
        Self { size: self.size * by, line: self.line * by, space: self.space * by, ..self }
    }

    /// The same in another size, with as much room in proportion.
    pub(crate) fn sized(self, size: f32) -> Self {
        let by = size / self.size;
        Self { size, line: self.line * by, space: self.space * by, ..self }
    }

    /// The same further in.
    pub(crate) const fn indented(self, indent: f32) -> Self {
        Self { indent, ..self }
    }
}

pub(crate) const AGENCY: Look = look(15.0, 19.0, 0.0).bold();
pub(crate) const DEPARTMENT: Look = look(10.5, 14.5, 0.0);
pub(crate) const ADDRESS: Look = look(9.5, 13.0, 0.0).coloured(Colour::SOFT);
pub(crate) const PARTNER: Look = look(10.5, 14.0, 0.0).bold();
pub(crate) const KIND: Look = look(10.5, 14.0, 8.0).bold();
pub(crate) const REFERENCE: Look = look(9.5, 13.0, 8.0).coloured(Colour::SOFT);
pub(crate) const FOOT_LINE: Look = look(8.5, 12.0, 0.0).coloured(Colour::SOFT);

pub(crate) const TITLE: Look = look(28.0, 34.0, 26.0).bold();
pub(crate) const HEADING: Look = look(18.0, 23.0, 26.0).bold();
/// What is done first, in the box of the first page, and what stands below it.
pub(crate) const FIRST: Look = look(14.0, 19.0, 5.0).indented(IN_FRAME + 12.0);
pub(crate) const FIRST_BELOW: Look = look(14.0, 19.0, 1.0).bold();
/// A heading of the short page.
pub(crate) const SHORT_HEADING: Look = look(15.0, 20.0, 14.0).bold();
pub(crate) const SUBHEADING: Look = look(14.0, 19.2, 18.0).bold().coloured(Colour::SOFT);
pub(crate) const SENTENCE: Look = look(14.0, 19.2, 7.0);
pub(crate) const ENTRY: Look = look(14.0, 19.2, 4.0).indented(14.0);
pub(crate) const WORRY: Look = look(14.0, 19.2, 8.0);
pub(crate) const GOAL: Look = look(15.0, 20.5, 16.0).first_bold().indented(BAND_ROOM);
pub(crate) const STEP: Look = look(14.0, 19.2, 5.0).indented(BAND_ROOM);
pub(crate) const VOICE: Look = look(14.0, 19.2, 7.0).indented(BAND_ROOM);
pub(crate) const OWN_WORDS: Look = look(14.0, 19.2, 7.0).indented(BAND_ROOM + 14.0);
pub(crate) const PROMISE: Look = look(14.0, 19.2, 7.0).indented(BAND_ROOM + 14.0);
pub(crate) const NOTE: Look = look(12.0, 16.2, 7.0).coloured(Colour::SOFT);
pub(crate) const CONTACT: Look = look(15.0, 21.0, 6.0).bold();
pub(crate) const SIGNER: Look = look(14.0, 19.2, 0.0).bold();
pub(crate) const ANSWER: Look = look(14.0, 19.2, 2.0);
pub(crate) const QUESTION: Look = look(14.0, 19.2, 10.0);
pub(crate) const SAID_ON: Look = look(12.0, 16.2, 2.0).coloured(Colour::SOFT);

pub(crate) const CELL: Look = look(14.0, 19.2, 0.0);
pub(crate) const BESIDE_TITLE: Look = look(20.0, 25.0, 0.0).bold();
pub(crate) const BESIDE_HEADING: Look = look(14.0, 19.0, 0.0).bold();
pub(crate) const ACTION: Look = look(12.0, 16.8, 9.0);
pub(crate) const COLUMN: Look = look(10.5, 14.7, 0.0).bold().coloured(Colour::SOFT);

/// A name given instead of a mark: as large as its box allows.
pub(crate) const TYPED: [Look; 3] = [look(20.0, 25.0, 0.0), look(15.0, 19.0, 0.0), look(12.0, 15.0, 0.0)];

/// The rule beside a goal, and the room it takes.
pub(crate) const BAND: f32 = 3.0;
const BAND_ROOM: f32 = 15.0;
/// Room above and below what stands in a row of a table.
pub(crate) const IN_ROW: f32 = 4.0;
/// Between two columns.
pub(crate) const BETWEEN: f32 = 14.0;
/// The side of a picture before a line.
pub(crate) const PICTURE: f32 = 24.0;
/// The dot before an entry.
pub(crate) const DOT: f32 = 2.0;
/// The most room between a heading and what it heads.
pub(crate) const UNDER_HEADING: f32 = 7.0;
/// Between what somebody was asked and what came of it.
pub(crate) const UNDER_QUESTION: f32 = 2.0;
/// The frame of the first page's box, and the room between it and its words.
pub(crate) const FRAME: f32 = 1.5;
pub(crate) const IN_FRAME: f32 = 14.0;
/// Thin rules.
pub(crate) const HAIR: f32 = 0.6;
/// The logo of the agency that leads, and of the other.
pub(crate) const LOGOS: (f32, f32) = (58.0, 34.0);
/// The place to sign.
pub(crate) const BOX: (f32, f32) = (200.0, 68.0);
/// Room between what stands in it and its edge.
pub(crate) const IN_BOX: f32 = 12.0;
