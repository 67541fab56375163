//! What a paper is made from. Nothing here says how it looks or what of it stands on the copy.

use plan::ids::PersonId;
use plan::{Agreement, AgreementHash, Signing, Texts};

use crate::content::kind::Kind;
use crate::letterhead::Letterhead;
use crate::sheet::look::Print;

/// What goes on paper.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// What is agreed.
    pub agreement: &'a Agreement,
    /// The hash of the full agreement's bytes, printed in short at the foot of every page.
    pub hash: AgreementHash,
    /// What people said about it, once they have been asked.
    pub signing: Option<&'a Signing>,
    /// Whether it is for practice: then every page says so.
    pub is_practice: bool,
    /// Which copy it is.
    pub kind: Kind<'a>,
    /// How large its letters are.
    pub print: Print,
    /// Whose copy it is: without what was left out for them, and without what another adult of the family said. Nobody's
    /// holds everything.
    pub reader: Option<PersonId>,
    /// The agency that leads.
    pub lead: &'a Letterhead,
    /// The agency beside it.
    pub with: Option<&'a Letterhead>,
    /// The fixed words around the agreement.
    pub texts: &'a Texts,
}
