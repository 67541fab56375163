//! What comes before an answer: whose a request may be, a place for it, its body, who may; and what comes after one that is a no: it is
//! written. What its headers alone are refused for is said before a byte of its body is read. Such a no is not signed, for an answer
//! is bound to the body's hash; but what a tablet that is not known says shortly is heard to its end, because a tablet believes only
//! a signed no, and joins again by it.

use super::answers::Asking;
use super::bodies::{announced, read};
use super::gate::Gate;
use super::limits::{Limits, OF_STRANGERS, Place};
use super::refusals::{PageNo, TabletNo, Unwritten};
use super::signed::{Sender, device, hear};
use super::{cookie, holding, waiting};
use crate::actor::{Actor, Who};
use crate::lines::{Peer, hear_line, keep_line};
use crate::{Office, OfficeError};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::TRANSFER_ENCODING;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ipc::office::RefusedCode;
use record::wire::RefusalCode;
use record::{Hash, TenantId};
use std::sync::Arc;
use tokio::time::timeout;

/// The office, and what it gives to requests at once.
#[derive(Clone)]
pub(super) struct Door {
    office: Arc<Office>,
    limits: Arc<Limits>,
}

/// The door at one call.
#[derive(Clone)]
pub(super) struct At {
    pub(super) door: Door,
    /// How the log of what was done calls it.
    pub(super) name: &'static str,
    pub(super) gate: Gate,
}

/// Lets in the calls that tablets sign.
pub(super) async fn tablets(State(at): State<At>, request: Request, next: Next) -> Response {
    let says = device(request.headers());
    let actor = says.map_or(Actor::nobody(at.name), |device| Actor::tablet(device, at.name));
    let answered = timeout(at.door.limits.pace.longest, at.door.known(request, next, Sender::Tablet)).await;
    let answer = answered.unwrap_or_else(|_| Err(RefusalCode::Unavailable.into())).into_response();
    at.noted(actor, answer).await
}

/// Lets in the calls that other agencies' offices sign. Each has the same limits as a tablet.
pub(super) async fn agencies(State(at): State<At>, request: Request, next: Next) -> Response {
    let says = device(request.headers()).map(|id| TenantId::from(*id.as_bytes()));
    let actor = says.map_or(Actor::nobody(at.name), |agency| Actor::agency(agency, at.name));
    let answered = timeout(at.door.limits.pace.longest, at.door.known(request, next, Sender::Agency)).await;
    let answer = answered.unwrap_or_else(|_| Err(RefusalCode::Unavailable.into())).into_response();
    at.noted(actor, answer).await
}

/// Lets in the calls of tablets that anybody may make.
pub(super) async fn strangers(State(at): State<At>, request: Request, next: Next) -> Response {
    let answered = timeout(at.door.limits.pace.longest, at.door.stranger(request, next)).await;
    let answer = answered.unwrap_or_else(|_| Err(RefusalCode::Unavailable.into())).into_response();
    at.noted(Actor::nobody(at.name), answer).await
}

/// Lets in what the pages in a browser call.
pub(super) async fn people(State(at): State<At>, request: Request, next: Next) -> Response {
    let answered = timeout(at.door.limits.pace.longest, at.person(request, next)).await;
    answered.unwrap_or_else(|_| PageNo::from(RefusedCode::Unavailable).into_response())
}

/// What tablets are answered where nothing is.
pub(super) async fn nothing_for_tablets() -> TabletNo {
    RefusalCode::NotFound.into()
}

/// What pages are answered where nothing is.
pub(super) async fn nothing_for_pages() -> PageNo {
    RefusedCode::NotFound.into()
}

impl At {
    async fn person(&self, request: Request, next: Next) -> Response {
        let (head, body) = request.into_parts();
        let actor = match self.actor(&head).await {
            Ok(actor) => actor,
            Err(no) => return no.into_response(),
        };
        let answer = self.answer(head, body, &actor, next).await.into_response();
        self.noted(actor, answer).await
    }

    /// Who asks, by the session's cookie.
    async fn actor(&self, head: &Parts) -> Result<Actor, PageNo> {
        let Some(session) = cookie::session(&self.door.office, &head.headers) else {
            return Ok(Actor::nobody(self.name));
        };
        let office = Arc::clone(&self.door.office);
        let hearing = self.door.limits.hearing_of_person().await.ok_or(RefusedCode::Unavailable)?;
        let asked = holding(hearing, waiting(move || office.signed_in(&session))).await;
        let person = asked.ok_or(OfficeError::Dropped)??;
        let who = person.map_or(Who::Nobody, |person| Who::Person(Box::new(person)));
        Ok(Actor { who, page: self.name })
    }

    async fn answer(
        &self,
        mut head: Parts,
        body: Body,
        actor: &Actor,
        next: Next,
    ) -> Result<Response, PageNo> {
        let Door { office, limits } = &self.door;
        let place = if actor.person().is_some() {
            keep_line(&head.extensions);
            limits.person()
        } else {
            limits.stranger(peer(&head))
        };
        let mut place = place.ok_or(RefusedCode::Unavailable)?;
        let body = read(body, &mut place, limits.pace).await?;
        place.turn().await;
        if let Gate::Page(what, who_may) = self.gate {
            who_may.let_in(office, &mut head, actor, what).await?;
        }
        let from = peer(&head);
        head.extensions.insert(from);
        head.extensions.insert(actor.clone());
        let request = Request::from_parts(head, Body::from(body));
        holding(place, next.run(request)).await.ok_or(PageNo::Refused(RefusedCode::Unavailable))
    }

    /// The answer, once it is written that it was a no, unless the store wrote that already.
    async fn noted(&self, actor: Actor, answer: Response) -> Response {
        let Some(what) = self.gate.what() else { return answer };
        if answer.status().is_client_error() && answer.extensions().get::<Unwritten>().is_some() {
            let office = Arc::clone(&self.door.office);
            let noting = move || {
                office.note_refusal(&actor, what);
                Ok(())
            };
            let turn = self.door.limits.noting().await;
            // What fails in it is told to the log there.
            let _ = holding(turn, waiting(noting)).await;
        }
        answer
    }
}

impl Door {
    pub(super) fn new(office: &Arc<Office>) -> Self {
        Self { office: Arc::clone(office), limits: Arc::new(Limits::new()) }
    }

    async fn known(&self, request: Request, next: Next, sender: Sender) -> Result<Response, TabletNo> {
        let (head, body) = request.into_parts();
        let asking = Asking::read(&head)?;
        let is_short = announced(&body).is_some_and(|length| length <= OF_STRANGERS);
        let (place, no) = match hear(&self.office, &self.limits, &head.headers, sender).await {
            Ok(device) => {
                hear_line(&head.extensions);
                (self.limits.tablet(device), None)
            }
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
            place.turn().await;
            head.headers.remove(TRANSFER_ENCODING);
            let from = peer(&head);
            head.extensions.insert(from);
            let request = Request::from_parts(head, Body::from(body));
            holding(place, next.run(request)).await.ok_or(RefusalCode::Unavailable)?
        };
        asking.answered(&self.office, asked, answer).await
    }
}

fn peer(head: &Parts) -> Peer {
    head.extensions.get::<Peer>().copied().unwrap_or(Peer::Anybody)
}

#[cfg(test)]
mod tests {
    use super::super::limits::Pace;
    use super::super::limits::tests::{hear_nobody, small};
    use super::*;
    use crate::{DataFolder, System};
    use axum::Router;
    use axum::http::StatusCode;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use hyper::service::Service;
    use hyper_util::service::TowerToHyperService;
    use record::request::{Nonce, Proof};
    use std::sync::Barrier;
    use std::time::Duration;
    use tokio::task::spawn_blocking;

    /// Where nobody is refused, and nothing written.
    fn at(door: &Door) -> At {
        At { door: door.clone(), name: "test", gate: Gate::File }
    }

    fn door() -> (tempfile::TempDir, Door) {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path().join("office"));
        let office = Office::make(&data, "Brindlewood", "http://127.0.0.1:1", Box::new(System)).unwrap();
        let minute = Duration::from_secs(60);
        let pace = Pace { grace: minute, each_kib: minute, longest: minute };
        (folder, Door { office: Arc::new(office), limits: Arc::new(small(pace)) })
    }

    async fn asked(router: Router, headers: &[(&'static str, String)]) -> StatusCode {
        let mut request = Request::new(Body::empty());
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        TowerToHyperService::new(router).call(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn what_was_begun_has_its_turn_to_its_end_though_nobody_waits_for_it() {
        let (_folder, door) = door();
        let (limits, both) = (Arc::clone(&door.limits), Arc::new(Barrier::new(2)));
        let work = Arc::clone(&both);
        let handler = move || async move {
            let done = waiting(move || {
                work.wait();
                work.wait();
                Ok(())
            });
            done.await.map_or("not done", |()| "done")
        };
        let router = Router::new().route("/", get(handler)).layer(from_fn_with_state(at(&door), people));
        let meet = || {
            let both = Arc::clone(&both);
            spawn_blocking(move || both.wait())
        };
        let asks = tokio::spawn(asked(router, &[]));
        meet().await.unwrap();
        asks.abort();
        assert!(asks.await.unwrap_err().is_cancelled());
        let mut next = limits.stranger(Peer::Anybody).unwrap();
        let waits = tokio::select! {
            biased;
            () = next.turn() => false,
            () = std::future::ready(()) => true,
        };
        meet().await.unwrap();
        assert!(waits, "the disk was still at work for who had gone");
        next.turn().await;
    }

    #[tokio::test]
    async fn whose_a_request_is_is_asked_for_no_more_than_may_ask() {
        let (_folder, door) = door();
        let here = Router::new().route("/", get(|| async { "here" }));
        let of_tablets = here.clone().layer(from_fn_with_state(at(&door), tablets));
        let of_people = here.layer(from_fn_with_state(at(&door), people));
        let proof = Proof { device: [9; 16].into(), created: 0, nonce: Nonce([1; 16]), signature: [0; 64] };
        let headers = proof.headers();
        let cookie = [("cookie", "doorstep-session=a".to_owned())];
        let wanted = [
            (StatusCode::UNAUTHORIZED, StatusCode::OK),
            (StatusCode::SERVICE_UNAVAILABLE, StatusCode::SERVICE_UNAVAILABLE),
        ];
        for wanted in wanted {
            let of_tablet = asked(of_tablets.clone(), &headers).await;
            assert_eq!((of_tablet, asked(of_people.clone(), &cookie).await), wanted);
            hear_nobody(&door.limits);
        }
    }
}
