//! What comes before an answer: whose a request may be, a place for it, its body. What its headers alone are refused for is said before
//! a byte of its body is read. Such a no is not signed, for an answer is bound to the body's hash; but what a tablet that is not known
//! says shortly is heard to its end, because a tablet believes only a signed no, and joins again by it.

use super::answers::Asking;
use super::bodies::{announced, read};
use super::cookie::Person;
use super::limits::{Limits, OF_STRANGERS, Place};
use super::refusals::{PageNo, TabletNo};
use super::signed::hear;
use crate::Office;
use crate::lines::{Peer, keep_line};
use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::TRANSFER_ENCODING;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ipc::office::RefusedCode;
use record::Hash;
use record::wire::RefusalCode;
use std::sync::Arc;
use tokio::time::timeout;

/// The office, and what it gives to requests at once.
#[derive(Clone)]
pub(super) struct Door {
    office: Arc<Office>,
    limits: Arc<Limits>,
}

/// Lets in the calls that tablets sign.
pub(super) async fn tablets(
    State(door): State<Door>,
    request: Request,
    next: Next,
) -> Result<Response, TabletNo> {
    let answered = timeout(door.limits.pace.longest, door.tablet(request, next)).await;
    answered.unwrap_or_else(|_| Err(RefusalCode::Unavailable.into()))
}

/// Lets in the calls of tablets that anybody may make.
pub(super) async fn strangers(
    State(door): State<Door>,
    request: Request,
    next: Next,
) -> Result<Response, TabletNo> {
    let answered = timeout(door.limits.pace.longest, door.stranger(request, next)).await;
    answered.unwrap_or_else(|_| Err(RefusalCode::Unavailable.into()))
}

/// Lets in what the pages in a browser call.
pub(super) async fn people(
    State(door): State<Door>,
    request: Request,
    next: Next,
) -> Result<Response, PageNo> {
    let answered = timeout(door.limits.pace.longest, door.person(request, next)).await;
    answered.unwrap_or_else(|_| Err(RefusedCode::Unavailable.into()))
}

impl Door {
    pub(super) fn new(office: &Arc<Office>) -> Self {
        Self { office: Arc::clone(office), limits: Arc::new(Limits::new()) }
    }

    async fn tablet(&self, request: Request, next: Next) -> Result<Response, TabletNo> {
        let (head, body) = request.into_parts();
        let asking = Asking::read(&head)?;
        let is_short = announced(&body).is_some_and(|length| length <= OF_STRANGERS);
        let (place, no) = match hear(&self.office, &head.headers).await {
            Ok(device) => (self.limits.tablet(device), None),
            Err(no) if is_short => (self.limits.stranger(peer(&head)), Some(no)),
            Err(no) => return Err(no),
        };
        self.answer(asking, (head, body), place, no, next).await
    }

    async fn stranger(&self, request: Request, next: Next) -> Result<Response, TabletNo> {
        let (head, body) = request.into_parts();
        let asking = Asking::read(&head)?;
        let place = self.limits.stranger(peer(&head));
        self.answer(asking, (head, body), place, None, next).await
    }

    /// Reads the body and answers, with the no if there is one already. Without a place the no is not signed: nothing of the body
    /// was read.
    async fn answer(
        &self,
        asking: Asking,
        (mut head, body): (Parts, Body),
        place: Option<Place>,
        no: Option<TabletNo>,
        next: Next,
    ) -> Result<Response, TabletNo> {
        let mut place = place.ok_or(RefusalCode::Unavailable)?;
        let body = read(body, &mut place, self.limits.pace).await?;
        let asked = Hash::of(&body);
        let answer = if let Some(no) = no {
            no.into_response()
        } else {
            let _turn = place.turn().await;
            head.headers.remove(TRANSFER_ENCODING);
            let from = peer(&head);
            head.extensions.insert(from);
            next.run(Request::from_parts(head, Body::from(body))).await
        };
        asking.answered(&self.office, asked, answer).await
    }

    async fn person(&self, request: Request, next: Next) -> Result<Response, PageNo> {
        let (mut head, body) = request.into_parts();
        let is_known = Person::from_request_parts(&mut head, &self.office).await.is_ok();
        let place = if is_known {
            keep_line(&head.extensions);
            Some(self.limits.person())
        } else {
            self.limits.stranger(peer(&head))
        };
        let mut place = place.ok_or(RefusedCode::Unavailable)?;
        let body = read(body, &mut place, self.limits.pace).await?;
        let _turn = place.turn().await;
        Ok(next.run(Request::from_parts(head, Body::from(body))).await)
    }
}

fn peer(head: &Parts) -> Peer {
    head.extensions.get::<Peer>().copied().unwrap_or(Peer::Anybody)
}
