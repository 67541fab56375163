//! What was said of an agreement, as pages show it. It is read from the records, whose words and signatures stand nowhere else.

use crate::ids::PersonId;
use crate::permissions::Role;
use crate::store::Said;
use ipc::office::countersigning::{PhoneWas, SaidKind, SaidRow, Signature, SignsAs, Undone};
use plan::signing::ink::Stroke;
use record::{Phone, What, Written};

/// A row for each time that somebody agreed or did not, the oldest first. That they took it back stands with it.
pub(super) fn of(said: &[Said], own: Option<PersonId>) -> Vec<SaidRow> {
    let undone = |by: &Said| {
        let Written { at, words, .. } = Written::read(&by.body).ok()?;
        Some(Undone { at, words })
    };
    let row = |it: &Said| {
        let Written { by, at, what, words, .. } = Written::read(&it.body).ok()?;
        let (kind, signed) = if let What::PlanCountersigned { phone, signs_as, signature } = what {
            (SaidKind::Countersigned, Some((phone, signs_as, signature)))
        } else if what == What::PlanReturned {
            (SaidKind::Returned, None)
        } else {
            return None;
        };
        let (phone, signs_as, signature) = signed.unwrap_or_default();
        Some(SaidRow {
            said: it.record.to_string(),
            kind,
            name: by.name,
            role: by.role,
            at,
            words,
            signs_as: signs_as.and_then(known),
            phone: phone.and_then(taken),
            signature: signature.and_then(shown),
            is_yours: own == Some(it.person),
            undone: said.iter().find(|by| Some(by.record) == it.undone_by).and_then(undone),
        })
    };
    said.iter().filter_map(row).collect()
}

/// As what somebody of this role signs.
pub(super) const fn signs_as(role: Role) -> SignsAs {
    if matches!(role, Role::Manager) { SignsAs::Manager } else { SignsAs::Sergeant }
}

/// The same, as the record says it.
pub(super) fn word(role: Role) -> record::SignsAs {
    match signs_as(role) {
        SignsAs::Manager => record::SignsAs::Manager,
        SignsAs::Sergeant => record::SignsAs::Sergeant,
        SignsAs::OtherAgency => record::SignsAs::OtherAgency,
    }
}

fn known(said: record::SignsAs) -> Option<SignsAs> {
    match said {
        record::SignsAs::Manager => Some(SignsAs::Manager),
        record::SignsAs::Sergeant => Some(SignsAs::Sergeant),
        record::SignsAs::OtherAgency => Some(SignsAs::OtherAgency),
        record::SignsAs::Unknown(_) => None,
    }
}

fn taken(said: Phone) -> Option<PhoneWas> {
    match said {
        Phone::Confirmed => Some(PhoneWas::Confirmed),
        Phone::Disputed => Some(PhoneWas::Disputed),
        Phone::Unknown(_) => None,
    }
}

fn shown(signature: record::Signature) -> Option<Signature> {
    match signature {
        record::Signature::Typed { name } => Some(Signature::Typed { name }),
        record::Signature::Drawn { ink } => {
            let strokes: Vec<Stroke> = serde_json::from_value(ink).ok()?;
            Some(Signature::Drawn { strokes })
        }
        record::Signature::Unknown(_) => None,
    }
}
