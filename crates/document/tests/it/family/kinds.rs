//! Every kind of copy, in both prints.

use document::{Kind, Print};
use plan::compose::{self, Translation};
use plan::domain::Domain;
use plan::languages::{Offered, pseudo};

use super::Family;

/// A family's agreement in a made-up language, as far as it can be translated.
pub(crate) fn translated(family: &Family) -> Translation {
    let accented = pseudo(&family.texts);
    let texts = accented.texts(&family.texts, Offered::All, family.agreement.made_on);
    let mut theirs = compose::translation(&family.plan, &family.agreement, &texts);
    // Its brackets are for screens; no font of ours has them.
    theirs.blocks.values_mut().for_each(|text| text.retain(|c| !matches!(c, '⟦' | '⟧')));
    theirs
}

/// Every kind of copy in both prints, by the name of its file. Each kind says which comes after it, so that a new one does
/// not compile until it has its place here.
pub(crate) fn kinds(theirs: &Translation) -> Vec<(&'static str, Kind<'_>, Print)> {
    let beside = Kind::SideBySide { theirs, language: "Accented English" };
    let part = Kind::Part { reader: "the school", domains: &[Domain::Education, Domain::Emotional] };
    let (mut all, mut next) = (Vec::new(), Some(Kind::Full));
    while let Some(kind) = next {
        let ([standard, large], after) = match kind {
            Kind::Full => (["full", "large-print"], Some(Kind::Summary)),
            Kind::Summary => (["summary", "large-summary"], Some(beside)),
            Kind::SideBySide { .. } => (["side-by-side", "large-side-by-side"], Some(part)),
            Kind::Part { .. } => (["part", "large-part"], Some(Kind::Blank)),
            Kind::Blank => (["blank", "large-blank"], Some(Kind::Review)),
            Kind::Review => (["review", "large-review"], Some(Kind::Leaflet)),
            Kind::Leaflet => (["leaflet", "large-leaflet"], None),
        };
        all.extend([(standard, kind, Print::Standard), (large, kind, Print::Large)]);
        next = after;
    }
    all
}
