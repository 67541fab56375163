//! How the office says no over HTTP: a status and a stable code, for pages also a sentence. Nothing of the inside.

use crate::OfficeError;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ipc::office::{Refused as PageRefused, RefusedCode};
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
            Refused { code: RefusalCode::Unavailable, offset: None }
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
        RefusalCode::Replayed | RefusalCode::BlobOffset => StatusCode::CONFLICT,
        RefusalCode::CodeWrong | RefusalCode::CodeUsed | RefusalCode::CodeExpired => StatusCode::FORBIDDEN,
        RefusalCode::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
        RefusalCode::BlobHash | RefusalCode::BlobLength => StatusCode::UNPROCESSABLE_ENTITY,
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
        let (status, sentence) = page_answer(code);
        (status, Json(PageRefused { code, sentence: sentence.to_owned() })).into_response()
    }
}

const fn page_answer(code: RefusedCode) -> (StatusCode, &'static str) {
    match code {
        RefusedCode::NotSignedIn => (
            StatusCode::UNAUTHORIZED,
            "You are not signed in, or your session is over. Run `doorstep-office sign-in-link` on the office's machine \
             and open the link it prints.",
        ),
        RefusedCode::LinkWrong => (
            StatusCode::FORBIDDEN,
            "This sign-in link is not one of this office's. Copy the whole link again, or make a new one with \
             `doorstep-office sign-in-link`.",
        ),
        RefusedCode::LinkUsed => (
            StatusCode::FORBIDDEN,
            "This sign-in link was used before, and each is good once. Make a new one with `doorstep-office \
             sign-in-link`. If it was not you who used it, tell your administrator.",
        ),
        RefusedCode::LinkExpired => (
            StatusCode::FORBIDDEN,
            "This sign-in link is more than 15 minutes old. Make a new one with `doorstep-office sign-in-link`.",
        ),
        RefusedCode::OtherSite => (
            StatusCode::FORBIDDEN,
            "The request did not come from the office's own page. Nothing was changed. Open the office at the address \
             it printed when it started.",
        ),
        RefusedCode::NotFound => (
            StatusCode::NOT_FOUND,
            "The office has nothing of this name. Go back to the list and open it from there.",
        ),
        RefusedCode::BadRequest => (
            StatusCode::BAD_REQUEST,
            "The office could not read the request. Nothing was changed. Load the page again.",
        ),
        RefusedCode::Unavailable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The office could not do this now. Nothing was changed. Try again; if it stays so, tell your administrator, \
             who finds the reason in the office's log.",
        ),
    }
}

fn log(error: &OfficeError) {
    let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    tracing::error!(%error, reason, "request failed");
}
