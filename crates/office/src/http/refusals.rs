//! How the office says no over HTTP: a status and a stable code, for pages also a sentence, whose words are in
//! `refusals.toml`. Nothing of the inside.

use crate::OfficeError;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ipc::Told;
use ipc::office::{Refused as PageRefused, RefusedCode};
use ipc::told::office_page;
use record::wire::{RefusalCode, Refused};

/// A tablet's request that was not done.
pub(super) struct TabletNo(pub(super) OfficeError);

impl From<OfficeError> for TabletNo {
    fn from(error: OfficeError) -> Self {
        Self(error)
    }
}

impl From<RefusalCode> for TabletNo {
    fn from(code: RefusalCode) -> Self {
        Self(OfficeError::refused(code))
    }
}

impl IntoResponse for TabletNo {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let refused = if let OfficeError::Refused(refused) = error {
            refused
        } else {
            log(&error);
            Refused { code: RefusalCode::Unavailable }
        };
        (tablet_status(&refused.code), Json(refused)).into_response()
    }
}

const fn tablet_status(code: &RefusalCode) -> StatusCode {
    match code {
        RefusalCode::BadRequest => StatusCode::BAD_REQUEST,
        RefusalCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        RefusalCode::NotFound => StatusCode::NOT_FOUND,
        RefusalCode::NotSigned | RefusalCode::UnknownDevice | RefusalCode::BadSignature => {
            StatusCode::UNAUTHORIZED
        }
        RefusalCode::Replayed | RefusalCode::OtherKey => StatusCode::CONFLICT,
        RefusalCode::CodeWrong | RefusalCode::CodeUsed | RefusalCode::CodeExpired => StatusCode::FORBIDDEN,
        RefusalCode::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
        RefusalCode::Unavailable | RefusalCode::Unknown(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// A page's request that was not done.
pub(super) enum PageNo {
    Refused(RefusedCode),
    Failed(OfficeError),
}

impl From<OfficeError> for PageNo {
    fn from(error: OfficeError) -> Self {
        Self::Failed(error)
    }
}

impl From<RefusedCode> for PageNo {
    fn from(code: RefusedCode) -> Self {
        Self::Refused(code)
    }
}

impl IntoResponse for PageNo {
    fn into_response(self) -> Response {
        let code = match self {
            Self::Refused(code) => code,
            Self::Failed(error) => {
                log(&error);
                RefusedCode::Unavailable
            }
        };
        let (status, told) = page_answer(code);
        (status, Json(PageRefused { code, sentence: told.into() })).into_response()
    }
}

fn page_answer(code: RefusedCode) -> (StatusCode, Told) {
    match code {
        RefusedCode::NotSignedIn => (StatusCode::UNAUTHORIZED, office_page::not_signed_in()),
        RefusedCode::LinkWrong => (StatusCode::FORBIDDEN, office_page::link_wrong()),
        RefusedCode::LinkUsed => (StatusCode::FORBIDDEN, office_page::link_used()),
        RefusedCode::LinkExpired => (StatusCode::FORBIDDEN, office_page::link_expired()),
        RefusedCode::OtherSite => (StatusCode::FORBIDDEN, office_page::other_site()),
        RefusedCode::NotFound => (StatusCode::NOT_FOUND, office_page::not_found()),
        RefusedCode::BadRequest => (StatusCode::BAD_REQUEST, office_page::bad_request()),
        RefusedCode::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, office_page::unavailable()),
    }
}

fn log(error: &OfficeError) {
    let reason = error.reason();
    tracing::error!(%error, reason, "request failed");
}
