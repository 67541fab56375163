//! Who may make a call at all. What of it they see is asked in the store.

use super::cookie::OwnPage;
use super::refusals::PageNo;
use crate::Office;
use crate::actor::{Actor, Who};
use crate::permissions::What;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use ipc::office::RefusedCode;
use std::sync::Arc;

/// Who may make a call, and what is done by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// A file of the pages: anybody, and nothing of the office is in it.
    File,
    /// Any tablet, also one that has not joined.
    AnyTablet(What),
    /// A tablet that joined, by its signature.
    Tablet(What),
    /// The office of another agency, by its signature.
    Agency(What),
    /// A page in a browser.
    Page(What, WhoMay),
}

/// Who may call from a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhoMay {
    /// Anybody, from the office's own page.
    Anybody,
    /// Whoever is signed in and may do this somewhere. It changes nothing.
    MayRead,
    /// Whoever is signed in and may do this somewhere, from the office's own page.
    MayChange,
}

impl Gate {
    /// What is done behind it.
    #[must_use]
    pub const fn what(self) -> Option<What> {
        match self {
            Self::File => None,
            Self::AnyTablet(what) | Self::Tablet(what) | Self::Agency(what) | Self::Page(what, _) => {
                Some(what)
            }
        }
    }
}

impl WhoMay {
    /// Refuses a request that comes from elsewhere, from nobody, or from somebody who may not do this anywhere.
    pub(super) async fn let_in(
        self,
        office: &Arc<Office>,
        head: &mut Parts,
        actor: &Actor,
        what: What,
    ) -> Result<(), PageNo> {
        let changes = match self {
            Self::Anybody | Self::MayChange => true,
            Self::MayRead => false,
        };
        // What is not there is not there for anybody.
        if changes && what != What::Nothing {
            OwnPage::from_request_parts(head, office).await?;
        }
        match (self, &actor.who) {
            (Self::Anybody, _) => Ok(()),
            (Self::MayRead | Self::MayChange, Who::Person(_)) if actor.may(what) => Ok(()),
            (Self::MayRead | Self::MayChange, Who::Person(_)) => Err(RefusedCode::NotAllowed.into()),
            (
                Self::MayRead | Self::MayChange,
                Who::Nobody | Who::Machine | Who::Tablet(_) | Who::Agency(_),
            ) => Err(RefusedCode::NotSignedIn.into()),
        }
    }
}
