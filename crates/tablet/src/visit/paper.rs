//! The papers of a plan: the one that is sealed, and the same agreement in other forms, made when somebody wants one. With
//! the same program and the same words of the council that gives the same bytes each time; only what was sealed is kept.

use document::{DocumentError, Kind, Letterhead, Paper, Pdf, Print};
use ipc::visit::{CopyOf, Form, Helper};
use plan::gaps::Blocker;
use plan::ids::PersonId;
use plan::people::Agency;
use plan::{Agreement, AgreementHash, Plan, Texts, compose};

use super::family;
use crate::error::{Result, TabletError};
use crate::state::{Open, Shared};
use crate::store::Sitting;

/// Whose paper it is: the agency of the worker who seals leads, the other stands beside it when the plan names one of
/// its workers.
pub(super) struct Letterheads<'a> {
    pub(super) lead: &'a Letterhead,
    pub(super) with: Option<&'a Letterhead>,
}

impl<'a> Letterheads<'a> {
    pub(super) fn of(shared: &'a Shared, lead: Agency, plan: &Plan) -> Self {
        let all = &shared.council.letterheads;
        let with = plan.workers.iter().map(|worker| worker.role.agency()).find(|agency| *agency != lead);
        Self { lead: all.of(lead), with: with.map(|agency| all.of(agency)) }
    }
}

/// The paper that is sealed, whole or for one reader.
pub(super) fn signed(
    sitting: &Sitting,
    heads: &Letterheads<'_>,
    texts: &Texts,
    reader: Option<PersonId>,
) -> Result<Pdf> {
    document::render(&paper(sitting, heads, texts, reader)).map_err(|error| match error {
        DocumentError::CannotSet(c) => TabletError::NotReady(Blocker::CannotSet(c)),
        DocumentError::Letterhead(_)
        | DocumentError::LetterheadColour(_)
        | DocumentError::LetterheadLogo
        | DocumentError::PdfFont
        | DocumentError::Pdf(_) => TabletError::Paper,
    })
}

/// Whether an agreement has anything that is for a helper to do.
pub(super) fn has_part(agreement: &Agreement, helper: Helper) -> bool {
    agreement.part(helper.domains()).blocks.iter().any(|block| block.kind.goal().is_some())
}

/// The bytes of a paper that is nobody's: no word of the plan stands on it.
fn nobodys(shared: &Shared, open: &mut Open, copy: &CopyOf) -> Result<Vec<u8>> {
    let plan = open.plans.plan(copy.plan)?.plan;
    let texts = &shared.council.texts;
    let today = shared.environment.now().date_naive();
    let agreement = compose::agreement(&Plan::empty(plan.id, plan.case), texts, today);
    let heads = Letterheads::of(shared, open.profile.role.agency(), &plan);
    let paper = Paper {
        agreement: &agreement,
        hash: AgreementHash::of(&agreement.to_json()),
        signing: None,
        is_practice: false,
        lead: heads.lead,
        with: heads.with,
        texts,
        reader: None,
        kind: if copy.form == Form::Leaflet { Kind::Leaflet } else { Kind::Blank },
        print: Print::Standard,
    };
    document::render(&paper).map(|pdf| pdf.bytes).map_err(|_| TabletError::Paper)
}

/// The bytes of a copy: of a sealed plan, or of nobody's.
pub(super) fn pdf(shared: &Shared, open: &mut Open, copy: &CopyOf) -> Result<Vec<u8>> {
    if copy.form.is_nobodys() {
        return nobodys(shared, open, copy);
    }
    let sealed = open.records.copy(copy.plan, copy.person)?;
    let signing = open.records.sealed(copy.plan)?.ok_or(TabletError::NotSealed)?.signing;
    let sitting = open.plans.sitting(signing)?;
    let plan = open.plans.plan(copy.plan)?.plan;
    let heads = Letterheads::of(shared, open.profile.role.agency(), &plan);
    let paper = paper(&sitting, &heads, &shared.council.texts, copy.person);
    let pdf = match &copy.form {
        Form::Signed => return open.records.blob(sealed.sha256),
        Form::Short => document::render(&Paper { kind: Kind::Summary, ..paper }),
        Form::Review => document::render(&Paper { kind: Kind::Review, ..paper }),
        Form::Part(helper) => {
            let (reader, domains) = (paper.texts.get(helper.key()), helper.domains());
            if !has_part(&sitting.agreement, *helper) {
                return Err(TabletError::NotHere);
            }
            // Whole, whatever one of the parents was not shown: it goes to neither.
            let kind = Kind::Part { reader, domains };
            document::render(&Paper { kind, reader: None, ..paper })
        }
        Form::Blank | Form::Leaflet => return nobodys(shared, open, copy),
        Form::Large => document::render(&Paper { print: Print::Large, ..paper }),
        Form::Beside(language) => {
            let on = sitting.agreement.made_on;
            let name = family::name_of(shared, language)?;
            let theirs = family::in_their_language(shared, &plan, &sitting, language, on)?.translation;
            if theirs.blocks.is_empty() {
                return Err(TabletError::NotHere);
            }
            document::render(&Paper { kind: Kind::SideBySide { theirs: &theirs, language: &name }, ..paper })
        }
    };
    // Whatever it is, what was sealed cannot be worded another way.
    pdf.map(|pdf| pdf.bytes).map_err(|_| TabletError::Paper)
}

fn paper<'a>(
    sitting: &'a Sitting,
    heads: &'a Letterheads<'_>,
    texts: &'a Texts,
    reader: Option<PersonId>,
) -> Paper<'a> {
    Paper {
        agreement: &sitting.agreement,
        hash: sitting.signing.agreement,
        signing: Some(&sitting.signing),
        // A practice plan is never sealed.
        is_practice: false,
        lead: heads.lead,
        with: heads.with,
        texts,
        reader,
        kind: Kind::Full,
        print: Print::Standard,
    }
}
