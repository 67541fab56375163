//! What other agencies' offices call.

use super::refusals::TabletNo;
use super::signed::FromAgency;
use super::waiting;
use crate::actor::Actor;
use crate::receiving::Became;
use crate::{Office, OfficeError};
use axum::Json;
use axum::extract::State;
use record::wire::{DisclosureReply, RefusalCode};
use std::sync::Arc;

/// As the table of calls names it.
const PAGE: &str = "agency's disclosures";

pub(super) async fn disclosures(
    State(office): State<Arc<Office>>,
    from: FromAgency,
) -> Result<Json<DisclosureReply>, TabletNo> {
    let take = move || {
        let actor = Actor::agency(from.agency.agency, PAGE);
        office.take_disclosure(&actor, &from.body)
    };
    match waiting(take).await.map_err(told)?.became {
        Became::Held(reply) => Ok(Json(reply)),
        Became::Back(_) => Err(RefusalCode::BadRequest.into()),
    }
}

/// What cannot be taken now is sent again; what cannot be taken as it is, is for people.
fn told(error: OfficeError) -> OfficeError {
    let is_for_good = matches!(
        error,
        OfficeError::NotADisclosure
            | OfficeError::DisclosureOfOther
            | OfficeError::DisclosureOfUnknown
            | OfficeError::DisclosureSpoilt
            | OfficeError::NotDisclosed(_)
            | OfficeError::DisclosedClash
    );
    if is_for_good {
        tracing::warn!(%error, "what another office gives is not taken");
        return OfficeError::refused(RefusalCode::BadRequest);
    }
    error
}
