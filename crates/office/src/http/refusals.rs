//! How the office says no over HTTP: a status and a stable code, for pages also a sentence, whose words are in
//! `refusals.toml`. Nothing of the inside.

use super::access::RefusedAs;
use crate::OfficeError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use ipc::Told;
use ipc::office::{Refused as PageRefused, RefusedCode};
use ipc::told::office_page;
use record::wire::{RefusalCode, Refused};

/// Goes with a no that nobody has written yet among what was done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unwritten;

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
        let (refused, known_as) = if let OfficeError::Refused(refused) = error {
            let known_as = tablet_word(&refused.code);
            (refused, known_as)
        } else {
            (Refused { code: RefusalCode::Unavailable }, failed(&error))
        };
        let noted = (Extension(known_as), Extension(Unwritten));
        (tablet_status(&refused.code), noted, Json(refused)).into_response()
    }
}

/// A code as it is logged and counted: one that this program does not know is none that it could name.
fn tablet_word(code: &RefusalCode) -> RefusedAs {
    let is_unknown = matches!(code, RefusalCode::Unknown(_));
    RefusedAs(if is_unknown { "unknown".into() } else { code.to_string().into() })
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
    /// For a reason that was found before the store was asked.
    Refused(RefusedCode),
    /// The store has nothing of this name, or nothing that they see.
    NotThere,
    /// The office failed, or said why not.
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
        match self {
            Self::NotThere => refused(RefusedCode::NotFound, None),
            Self::Failed(OfficeError::NotAllowed) => refused(RefusedCode::NotAllowed, None),
            Self::Failed(OfficeError::AgainNeeded) => Self::from(RefusedCode::AgainNeeded).into_response(),
            Self::Failed(OfficeError::AgainWrong) => Self::from(RefusedCode::AgainWrong).into_response(),
            Self::Failed(error @ OfficeError::AgainTooMany) => {
                let told = Some(error.to_string());
                (Extension(Unwritten), refused(RefusedCode::TooManyTries, told)).into_response()
            }
            Self::Refused(code) => (Extension(Unwritten), refused(code, None)).into_response(),
            Self::Failed(error) if is_about_what_was_typed(&error) => {
                let told = Some(sentence(&error));
                (Extension(Unwritten), refused(RefusedCode::NotUsable, told)).into_response()
            }
            Self::Failed(error) => {
                let told = if matches!(error, OfficeError::Full) {
                    Some(office_page::full())
                } else if matches!(error, OfficeError::Provider) {
                    Some(office_page::provider_silent())
                } else {
                    None
                };
                let told = told.map(String::from);
                (Extension(failed(&error)), refused(RefusedCode::Unavailable, told)).into_response()
            }
        }
    }
}

fn refused(code: RefusedCode, told: Option<String>) -> Response {
    let (status, usual) = page_answer(code);
    let sentence = told.unwrap_or_else(|| usual.into());
    (status, Extension(page_word(code)), Json(PageRefused { code, sentence })).into_response()
}

/// Whether whoever typed it can mend it, by the sentence that the error is.
const fn is_about_what_was_typed(error: &OfficeError) -> bool {
    matches!(
        error,
        OfficeError::NoPerson
            | OfficeError::LoginTaken
            | OfficeError::BadLogin
            | OfficeError::BadPerson
            | OfficeError::BadRole
            | OfficeError::NoTeam
            | OfficeError::TeamTaken
            | OfficeError::BadTeam
            | OfficeError::BadName
            | OfficeError::BadReason
            | OfficeError::NoReason
            | OfficeError::NoPartner
            | OfficeError::NotWhole
            | OfficeError::NotAllHere
            | OfficeError::NoSignature
            | OfficeError::PhoneUnsaid
            | OfficeError::PhoneUnknown
            | OfficeError::NoWords
            | OfficeError::TakenBack
            | OfficeError::SaidBefore
            | OfficeError::BadPasskeyName
            | OfficeError::PasskeyTaken
            | OfficeError::ManyPasskeys
            | OfficeError::PasskeyNotFoundAlone
    )
}

/// What it is, where a command would say which other command lists what there is.
fn sentence(error: &OfficeError) -> String {
    if matches!(error, OfficeError::NoPerson) {
        return office_page::no_person().into();
    }
    if matches!(error, OfficeError::NoTeam) {
        return office_page::no_team().into();
    }
    error.to_string()
}

fn page_word(code: RefusedCode) -> RefusedAs {
    let word = serde_json::to_value(code).ok();
    RefusedAs(word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default().into())
}

fn page_answer(code: RefusedCode) -> (StatusCode, Told) {
    match code {
        RefusedCode::NotSignedIn => (StatusCode::UNAUTHORIZED, office_page::not_signed_in()),
        RefusedCode::NotAllowed => (StatusCode::FORBIDDEN, office_page::not_allowed()),
        RefusedCode::SignInWrong => (StatusCode::FORBIDDEN, office_page::sign_in_wrong()),
        RefusedCode::TooManyTries => (StatusCode::TOO_MANY_REQUESTS, office_page::too_many_tries()),
        RefusedCode::WeakPassword => (StatusCode::UNPROCESSABLE_ENTITY, office_page::weak_password()),
        RefusedCode::CodeWrong => (StatusCode::FORBIDDEN, office_page::code_wrong()),
        // No 403, which pages take for what somebody's role does not allow.
        RefusedCode::AgainNeeded => (StatusCode::UNPROCESSABLE_ENTITY, office_page::again_needed()),
        RefusedCode::AgainWrong => (StatusCode::UNPROCESSABLE_ENTITY, office_page::again_wrong()),
        RefusedCode::PasskeyWrong => (StatusCode::FORBIDDEN, office_page::passkey_wrong()),
        RefusedCode::AccountWrong => (StatusCode::FORBIDDEN, office_page::account_wrong()),
        RefusedCode::AccountUnknown => (StatusCode::FORBIDDEN, office_page::account_unknown()),
        RefusedCode::NoSuchWay => (StatusCode::FORBIDDEN, office_page::no_such_way()),
        RefusedCode::LinkWrong => (StatusCode::FORBIDDEN, office_page::link_wrong()),
        RefusedCode::LinkUsed => (StatusCode::FORBIDDEN, office_page::link_used()),
        RefusedCode::LinkExpired => (StatusCode::FORBIDDEN, office_page::link_expired()),
        RefusedCode::OtherSite => (StatusCode::FORBIDDEN, office_page::other_site()),
        RefusedCode::NotFound => (StatusCode::NOT_FOUND, office_page::not_found()),
        // The sentence is the error's, which says what is wrong.
        RefusedCode::NotUsable => (StatusCode::UNPROCESSABLE_ENTITY, office_page::bad_request()),
        RefusedCode::BadRequest => (StatusCode::BAD_REQUEST, office_page::bad_request()),
        RefusedCode::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, office_page::unavailable()),
    }
}

/// Logs what failed. That the disk is full is said once, by whoever watches it.
fn failed(error: &OfficeError) -> RefusedAs {
    if matches!(error, OfficeError::Full) {
        return RefusedAs("full".into());
    }
    let reason = error.reason();
    tracing::error!(%error, reason, "request failed");
    RefusedAs("failed".into())
}
