//! The font files that are carried, and which script each is for. Nothing is taken from the machine, so the same agreement
//! gives the same paper everywhere; a font that is not needed is never read. Which of them sets a text is in `fonts`.

use std::sync::OnceLock;

use harfrust::{Font, Script};

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Weight {
    /// For reading.
    Regular,
    /// For headings and goals.
    Bold,
}

/// The fonts by what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Family {
    /// Most of what families read.
    Text,
    /// Latin letters with rarer accents, Greek, Cyrillic.
    Spare,
    Arabic,
    Armenian,
    Bengali,
    Devanagari,
    Ethiopic,
    Georgian,
    Gujarati,
    Gurmukhi,
    /// Chinese, Japanese and Korean.
    Han,
    Hebrew,
    Kannada,
    Khmer,
    Lao,
    Malayalam,
    Myanmar,
    Oriya,
    Sinhala,
    Tamil,
    Telugu,
    Thai,
    /// Ticks, boxes, arrows, stars.
    Signs,
}

/// One font file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Face {
    pub(crate) family: Family,
    pub(crate) weight: Weight,
}

struct File {
    name: &'static str,
    bytes: &'static [u8],
    font: OnceLock<Option<Font>>,
}

macro_rules! file {
    ($name:expr) => {
        File {
            name: $name,
            bytes: include_bytes!(concat!("../../../../assets/fonts/", $name, ".ttf")),
            font: OnceLock::new(),
        }
    };
}

/// A family's files.
struct Files {
    regular: File,
    /// None where there is a single weight.
    bold: Option<File>,
}

macro_rules! files {
    ($name:literal) => {{
        static FILES: Files =
            Files { regular: file!(concat!($name, "-Regular")), bold: Some(file!(concat!($name, "-Bold"))) };
        &FILES
    }};
    ($name:literal, in one weight) => {{
        static FILES: Files = Files { regular: file!(concat!($name, "-Regular")), bold: None };
        &FILES
    }};
}

impl Family {
    fn files(self) -> &'static Files {
        match self {
            Self::Text => files!("AtkinsonHyperlegible"),
            Self::Spare => files!("NotoSans"),
            Self::Arabic => files!("NotoSansArabic"),
            Self::Armenian => files!("NotoSansArmenian"),
            Self::Bengali => files!("NotoSansBengali"),
            Self::Devanagari => files!("NotoSansDevanagari"),
            Self::Ethiopic => files!("NotoSansEthiopic"),
            Self::Georgian => files!("NotoSansGeorgian"),
            Self::Gujarati => files!("NotoSansGujarati"),
            Self::Gurmukhi => files!("NotoSansGurmukhi"),
            Self::Han => files!("DroidSansFallback", in one weight),
            Self::Hebrew => files!("NotoSansHebrew"),
            Self::Kannada => files!("NotoSansKannada"),
            Self::Khmer => files!("NotoSansKhmer"),
            Self::Lao => files!("NotoSansLao"),
            Self::Malayalam => files!("NotoSansMalayalam"),
            Self::Myanmar => files!("NotoSansMyanmar"),
            Self::Oriya => files!("NotoSansOriya"),
            Self::Sinhala => files!("NotoSansSinhala"),
            Self::Tamil => files!("NotoSansTamil"),
            Self::Telugu => files!("NotoSansTelugu"),
            Self::Thai => files!("NotoSansThai"),
            Self::Signs => files!("NotoSansSigns", in one weight),
        }
    }

    /// The family for the script that a character belongs to; what belongs to none is a sign.
    pub(crate) const fn of(c: char) -> Self {
        match c {
            '\u{530}'..='\u{58f}' | '\u{fb13}'..='\u{fb17}' => Self::Armenian,
            '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Self::Hebrew,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Self::Arabic,
            '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Self::Arabic,
            '\u{900}'..='\u{97f}' | '\u{1cd0}'..='\u{1cff}' | '\u{a8e0}'..='\u{a8ff}' => Self::Devanagari,
            '\u{980}'..='\u{9ff}' => Self::Bengali,
            '\u{a00}'..='\u{a7f}' => Self::Gurmukhi,
            '\u{a80}'..='\u{aff}' => Self::Gujarati,
            '\u{b00}'..='\u{b7f}' => Self::Oriya,
            '\u{b80}'..='\u{bff}' => Self::Tamil,
            '\u{c00}'..='\u{c7f}' => Self::Telugu,
            '\u{c80}'..='\u{cff}' => Self::Kannada,
            '\u{d00}'..='\u{d7f}' => Self::Malayalam,
            '\u{d80}'..='\u{dff}' => Self::Sinhala,
            '\u{e00}'..='\u{e7f}' => Self::Thai,
            '\u{e80}'..='\u{eff}' => Self::Lao,
            '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' => Self::Myanmar,
            '\u{10a0}'..='\u{10ff}' | '\u{1c90}'..='\u{1cbf}' | '\u{2d00}'..='\u{2d2f}' => Self::Georgian,
            '\u{1200}'..='\u{139f}' | '\u{2d80}'..='\u{2ddf}' | '\u{ab00}'..='\u{ab2f}' => Self::Ethiopic,
            '\u{1780}'..='\u{17ff}' | '\u{19e0}'..='\u{19ff}' => Self::Khmer,
            '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' => Self::Han,
            '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' => Self::Han,
            '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' => Self::Han,
            _ => Self::Signs,
        }
    }

    /// The script that all of its text is in; none where it sets several.
    pub(crate) const fn script(self) -> Option<Script> {
        Some(match self {
            Self::Text | Self::Spare | Self::Han | Self::Signs => return None,
            Self::Arabic => Script::ARABIC,
            Self::Armenian => Script::ARMENIAN,
            Self::Bengali => Script::BENGALI,
            Self::Devanagari => Script::DEVANAGARI,
            Self::Ethiopic => Script::ETHIOPIC,
            Self::Georgian => Script::GEORGIAN,
            Self::Gujarati => Script::GUJARATI,
            Self::Gurmukhi => Script::GURMUKHI,
            Self::Hebrew => Script::HEBREW,
            Self::Kannada => Script::KANNADA,
            Self::Khmer => Script::KHMER,
            Self::Lao => Script::LAO,
            Self::Malayalam => Script::MALAYALAM,
            Self::Myanmar => Script::MYANMAR,
            Self::Oriya => Script::ORIYA,
            Self::Sinhala => Script::SINHALA,
            Self::Tamil => Script::TAMIL,
            Self::Telugu => Script::TELUGU,
            Self::Thai => Script::THAI,
        })
    }

    /// Whether its glyphs may stand in another order than its letters are read in.
    pub(crate) const fn reorders(self) -> bool {
        match self {
            Self::Bengali
            | Self::Devanagari
            | Self::Gujarati
            | Self::Gurmukhi
            | Self::Kannada
            | Self::Khmer
            | Self::Malayalam
            | Self::Myanmar
            | Self::Oriya
            | Self::Sinhala
            | Self::Tamil
            | Self::Telugu => true,
            Self::Text
            | Self::Spare
            | Self::Arabic
            | Self::Armenian
            | Self::Ethiopic
            | Self::Georgian
            | Self::Han
            | Self::Hebrew
            | Self::Lao
            | Self::Thai
            | Self::Signs => false,
        }
    }

    /// How much larger than the other letters of a line it is set. The letters of the Arabic font are low beside those of the
    /// text's, and those who read Urdu are used to larger ones.
    pub(crate) const fn enlarged(self) -> f32 {
        if matches!(self, Self::Arabic) { 1.18 } else { 1.0 }
    }

    /// Whether its letters are read from right to left.
    pub(crate) const fn runs_left(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }
}

impl Face {
    /// A family in a weight, or in the one it has.
    pub(crate) fn new(family: Family, weight: Weight) -> Self {
        Self { family, weight: if family.files().bold.is_some() { weight } else { Weight::Regular } }
    }

    fn file(self) -> &'static File {
        let Files { regular, bold } = self.family.files();
        bold.as_ref().filter(|_| self.weight == Weight::Bold).unwrap_or(regular)
    }

    /// The file itself: TrueType.
    pub fn bytes(self) -> &'static [u8] {
        self.file().bytes
    }

    /// What the font is called: its family, and how heavy it is.
    pub fn name(self) -> &'static str {
        self.file().name
    }

    /// The font, ready for shaping; a test reads all of them.
    pub(crate) fn font(self) -> Option<&'static Font> {
        self.file().font.get_or_init(|| Font::new(self.bytes(), 0)).as_ref()
    }
}
