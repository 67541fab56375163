//! What is asked of a printer, and how its answers are read. The only module besides `wire` that knows the crate `ipp`.

use ipp::attribute::{IppAttribute, IppAttributeGroup, IppAttributes};
use ipp::model::{DelimiterTag, IppVersion, Operation};
use ipp::parser::IppParseError;
use ipp::prelude::Uri;
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;

use crate::address::Printer;
use crate::error::{PrinterError, Result};
use crate::job::JobId;

/// In place of whoever prints: it may stand on a display.
const NOBODY: &str = "guest";

pub(crate) const PDF: &str = "application/pdf";
/// Pictures of pages.
pub(crate) const RASTER: &str = "image/pwg-raster";
pub(crate) const A4: &str = "iso_a4_210x297mm";

/// A page is printed as large as it is.
pub(crate) const NO_SCALING: &str = "none";
/// On both sides, as a book.
pub(crate) const BOTH_SIDES: &str = "two-sided-long-edge";
pub(crate) const ONE_SIDE: &str = "one-sided";

/// Whether a document format is the one meant, however it is written: with a version behind it, in capitals.
pub(crate) fn is_format(format: &str, meant: &str) -> bool {
    format.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(meant))
}

/// Whether a size of paper is A4, in the standard's words or those of older printers: `iso-a4`, `A4`.
pub(crate) fn is_a4(media: &str) -> bool {
    let media = media.trim().to_ascii_lowercase().replace('-', "_");
    let media = media.strip_prefix("iso_").unwrap_or(&media);
    matches!(media, "a4" | "a4_210x297mm" | "a4_white") || media.starts_with("a4.")
}

/// A request, as its operation attributes are added one by one.
pub(crate) struct Request(std::result::Result<IppRequestResponse, IppParseError>);

impl Request {
    pub(crate) fn new(operation: Operation, printer: &Printer) -> Self {
        let uri = printer.to_string().parse::<Uri>().ok();
        // The oldest version that has everything used here; printers answer in kind.
        let request = IppRequestResponse::new(IppVersion::v1_1(), operation, uri);
        Self(request).with("requesting-user-name", IppValue::new_name_without_language(NOBODY))
    }

    pub(crate) fn about(operation: Operation, printer: &Printer, job: JobId) -> Self {
        Self::new(operation, printer).with("job-id", Ok(IppValue::Integer(job.number())))
    }

    pub(crate) fn only(self, wanted: &[&str]) -> Self {
        let wanted = wanted.iter().map(|name| IppValue::new_keyword(*name)).collect();
        let wanted: std::result::Result<Vec<IppValue>, IppParseError> = wanted;
        self.with("requested-attributes", wanted.map(IppValue::Array))
    }

    pub(crate) fn with(self, name: &str, value: std::result::Result<IppValue, IppParseError>) -> Self {
        self.add(DelimiterTag::OperationAttributes, name, value)
    }

    /// Something about the job itself.
    pub(crate) fn job(self, name: &str, value: std::result::Result<IppValue, IppParseError>) -> Self {
        self.add(DelimiterTag::JobAttributes, name, value)
    }

    fn add(
        self,
        group: DelimiterTag,
        name: &str,
        value: std::result::Result<IppValue, IppParseError>,
    ) -> Self {
        Self(self.0.and_then(|mut request| {
            request.attributes_mut().add(group, IppAttribute::with_name(name, value?)?);
            Ok(request)
        }))
    }

    /// Every text in a request is ours but the address, so that is what did not fit.
    pub(crate) fn finish(self) -> Result<IppRequestResponse> {
        self.0.map_err(|_| PrinterError::NotAnAddress)
    }
}

/// The answer's attributes if the printer said yes.
pub(crate) fn accepted(answer: &IppRequestResponse) -> Result<&IppAttributes> {
    let status = u16::from_be_bytes(answer.header().operation_or_status.to_be_bytes());
    match status {
        0x0000..=0x00ff => Ok(answer.attributes()),
        0x0401..=0x0403 | 0x041c | 0x049c => Err(PrinterError::NeedsPassword),
        // Accounts that are closed, used up or not allowed: PWG 5100.16, and the numbers CUPS had before it.
        0x041d..=0x041f | 0x049d..=0x049f => Err(PrinterError::Quota),
        0x0406 => Err(PrinterError::WrongPlace),
        0x040a | 0x0411 => Err(PrinterError::NoFormat),
        0x0506 => Err(PrinterError::NotAccepting),
        0x0507 => Err(PrinterError::Busy),
        _ => Err(PrinterError::Refused { status }),
    }
}

/// One group of an answer.
pub(crate) struct Group<'a>(&'a IppAttributeGroup);

pub(crate) fn printer_in(answer: &IppRequestResponse) -> Result<Option<Group<'_>>> {
    Ok(accepted(answer)?.first_of(DelimiterTag::PrinterAttributes).map(Group))
}

pub(crate) fn jobs_in(answer: &IppRequestResponse) -> Result<impl Iterator<Item = Group<'_>>> {
    Ok(accepted(answer)?.groups_of(DelimiterTag::JobAttributes).map(Group))
}

impl<'a> Group<'a> {
    /// All values of an attribute that are text of some kind.
    pub(crate) fn words(&self, name: &str) -> Vec<&'a str> {
        self.values(name).filter_map(word).collect()
    }

    pub(crate) fn number(&self, name: &str) -> Option<i32> {
        self.values(name).find_map(|value| value.as_integer().or(value.as_enum()).copied())
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.values(name).find_map(|value| value.as_boolean().copied())
    }

    /// How many dots go to an inch, across and down. What is told by the centimetre is passed over: nobody does.
    pub(crate) fn per_inch(&self, name: &str) -> Vec<(i32, i32)> {
        const AN_INCH: i8 = 3;
        let dots = |value: &IppValue| {
            let IppValue::Resolution { cross_feed, feed, units: AN_INCH } = value else { return None };
            Some((*cross_feed, *feed))
        };
        self.values(name).filter_map(dots).collect()
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &'a IppValue> + use<'a> {
        self.0.get(name).into_iter().flat_map(|attribute| attribute.value())
    }
}

fn word(value: &IppValue) -> Option<&str> {
    if let IppValue::Keyword(word) = value {
        Some(word)
    } else if let IppValue::MimeMediaType(kind) = value {
        Some(kind)
    } else if let IppValue::NameWithoutLanguage(name) | IppValue::NameWithLanguage { name, .. } = value {
        Some(name)
    } else if let IppValue::TextWithoutLanguage(text) | IppValue::TextWithLanguage { text, .. } = value {
        Some(text.as_ref())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_and_a4_are_known_in_all_their_spellings() {
        for format in
            ["application/pdf", "Application/PDF", "application/pdf; version=1.7", " application/pdf "]
        {
            assert!(is_format(format, PDF), "{format}");
        }
        for format in ["image/pwg-raster", "application/pdfx", "application/octet-stream", ""] {
            assert!(!is_format(format, PDF), "{format}");
        }
        assert!(is_format("Image/PWG-Raster", RASTER) && !is_format("image/pwg", RASTER));
        for media in ["iso_a4_210x297mm", "iso-a4", "A4", "a4", "iso_a4", "iso-a4-white", "a4.borderless"] {
            assert!(is_a4(media), "{media}");
        }
        for media in ["na_letter_8.5x11in", "iso_a3_297x420mm", "iso_a4x3_630x297mm", "a45", "letter", ""] {
            assert!(!is_a4(media), "{media}");
        }
    }
}
