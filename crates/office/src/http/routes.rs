//! All calls that the office answers, in one table, and the router that is built from it and from nothing else: a call without a row
//! cannot be. What is not a row's is the pages' files, which hold no data.

use super::door::{self, At, Door};
use super::gate::{Gate, WhoMay};
use super::{
    access, agencies, cases, countersigning, files, lists, other_ways, pages, partners, passkeys, people,
    sessions, signing, tablet, tablets, today,
};
use crate::Office;
use crate::permissions::What;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use record::wire::MAX_REQUEST_BYTES;
use std::path::PathBuf;
use std::sync::Arc;

/// A call.
#[derive(Debug)]
pub struct Row {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Its path, with what stands in for a name in braces.
    pub path: &'static str,
    /// How the log of what was done calls it.
    pub name: &'static str,
    /// Who may make it.
    pub gate: Gate,
    handler: fn() -> MethodRouter<Arc<Office>>,
}

const fn file(path: &'static str, name: &'static str, handler: fn() -> MethodRouter<Arc<Office>>) -> Row {
    Row { method: "GET", path, name, gate: Gate::File, handler }
}

const fn reads(
    path: &'static str,
    name: &'static str,
    what: What,
    handler: fn() -> MethodRouter<Arc<Office>>,
) -> Row {
    Row { method: "GET", path, name, gate: Gate::Page(what, WhoMay::MayRead), handler }
}

const fn changes(
    path: &'static str,
    name: &'static str,
    what: What,
    handler: fn() -> MethodRouter<Arc<Office>>,
) -> Row {
    Row { method: "POST", path, name, gate: Gate::Page(what, WhoMay::MayChange), handler }
}

const fn anybody(
    path: &'static str,
    name: &'static str,
    what: What,
    handler: fn() -> MethodRouter<Arc<Office>>,
) -> Row {
    Row { method: "POST", path, name, gate: Gate::Page(what, WhoMay::Anybody), handler }
}

const ROWS: &[Row] = &[
    file("/sign-in", "sign-in page", || get(files::sign_in_page)),
    file("/sign-in.js", "sign-in script", || get(files::sign_in_script)),
    file("/sign-in.css", "sign-in style", || get(files::sign_in_style)),
    file("/passkey.js", "passkey script", || get(files::passkey_script)),
    file("/passkeys", "passkeys page", || get(files::passkeys_page)),
    file("/passkeys.js", "passkeys script", || get(files::passkeys_script)),
    Row {
        method: "GET",
        path: "/v1/hello",
        name: "hello",
        gate: Gate::AnyTablet(What::Hello),
        handler: || get(tablet::hello),
    },
    Row {
        method: "POST",
        path: "/v1/enrol",
        name: "enrol",
        gate: Gate::AnyTablet(What::Join),
        handler: || post(tablet::enrol),
    },
    Row {
        method: "POST",
        path: "/v1/letters",
        name: "letters",
        gate: Gate::Tablet(What::Send),
        handler: || post(tablet::letters),
    },
    Row {
        method: "POST",
        path: "/v1/ask",
        name: "ask",
        gate: Gate::Tablet(What::Ask),
        handler: || post(tablet::ask),
    },
    Row {
        method: "POST",
        path: "/v1/changes",
        name: "changes",
        gate: Gate::Tablet(What::Fetch),
        handler: || post(tablet::changes),
    },
    Row {
        method: "POST",
        path: "/v1/disclosures",
        name: "agency's disclosures",
        gate: Gate::Agency(What::TakeDisclosure),
        handler: || post(agencies::disclosures),
    },
    anybody("/api/sign-in", "sign in", What::SignIn, || post(signing::sign_in)),
    anybody("/api/sign-in/passkey", "ask passkey", What::SignIn, || post(other_ways::ask_passkey)),
    anybody("/api/sign-in/passkey/shown", "sign in by passkey", What::SignIn, || post(other_ways::passkey)),
    anybody("/api/sign-in/account", "ask account", What::SignIn, || post(other_ways::ask_account)),
    anybody("/api/sign-in/account/shown", "sign in by account", What::SignIn, || post(other_ways::account)),
    anybody("/api/first-time", "first time", What::FirstTime, || post(signing::first_time)),
    anybody("/api/first-time/set", "set password", What::FirstTime, || post(signing::set_password)),
    changes("/api/sign-out", "sign out", What::SignOut, || post(signing::sign_out)),
    reads("/api/me", "oneself", What::SeeOneself, || get(sessions::me)),
    reads("/api/sessions", "sessions", What::SeeSessions, || get(sessions::own)),
    changes("/api/sessions/end", "sign out everywhere", What::EndSessions, || post(sessions::end_own)),
    reads("/api/passkeys", "passkeys", What::SeePasskeys, || get(passkeys::own)),
    changes("/api/passkeys/begin", "begin passkey", What::AddPasskey, || post(passkeys::begin)),
    changes("/api/passkeys/add", "add passkey", What::AddPasskey, || post(passkeys::add)),
    changes("/api/passkeys/{passkey}/remove", "remove passkey", What::RemovePasskey, || {
        post(passkeys::remove)
    }),
    reads("/api/agreements", "agreements", What::ListAgreements, || get(lists::agreements)),
    changes("/api/agreements/find", "find agreements", What::ListAgreements, || post(lists::find)),
    reads("/api/today", "today", What::SeeToday, || get(today::today)),
    reads("/api/today/{need}", "what is needed", What::SeeToday, || get(today::needing)),
    reads("/api/news", "news", What::SeeNews, || get(today::news)),
    reads("/api/agreements/{record}", "agreement", What::ReadAgreement, || get(pages::agreement)),
    reads("/api/agreements/{record}/pdf", "copy", What::ReadCopy, || get(pages::pdf)),
    reads("/api/agreements/{record}/receipt", "receipt", What::ReadReceipt, || get(pages::receipt)),
    reads("/api/troubles", "troubles", What::ListTroubles, || get(lists::troubles)),
    changes("/api/agreements/{record}/open", "open agreement", What::BreakGlass, || {
        post(cases::open_by_record)
    }),
    reads("/api/agreements/{record}/said", "said of agreement", What::ReadAgreement, || {
        get(countersigning::said)
    }),
    changes("/api/agreements/{record}/countersign", "countersign", What::Countersign, || {
        post(countersigning::countersign)
    }),
    changes("/api/agreements/{record}/return", "give back", What::Countersign, || {
        post(countersigning::give_back)
    }),
    changes("/api/agreements/{record}/unsign", "undo signature", What::Countersign, || {
        post(countersigning::unsign)
    }),
    changes("/api/agreements/{record}/check-paper", "check paper", What::CheckPaper, || {
        post(countersigning::check_paper)
    }),
    changes("/api/again/passkey", "ask passkey again", What::Countersign, || post(countersigning::ask_again)),
    changes("/api/agreements/{record}/disclose", "disclose agreement", What::Disclose, || {
        post(partners::disclose_agreement)
    }),
    changes("/api/cases/{case}/disclose", "disclose case", What::Disclose, || post(partners::disclose_case)),
    reads("/api/disclosures", "disclosures", What::SeeDisclosures, || get(partners::given)),
    reads("/api/partners", "partners", What::SeePartners, || get(partners::all)),
    changes("/api/enrolment-codes", "enrolment code", What::MakeCode, || post(pages::enrolment_code)),
    reads("/api/tablets", "tablets", What::SeeTablets, || get(tablets::all)),
    changes("/api/tablets/{tablet}/confirm", "confirm tablet", What::ConfirmTablet, || {
        post(tablets::confirm)
    }),
    changes("/api/tablets/{tablet}/name", "rename tablet", What::RenameTablet, || post(tablets::rename)),
    changes("/api/tablets/{tablet}/revoke", "revoke tablet", What::RevokeTablet, || post(tablets::revoke)),
    changes("/api/cases/{case}/team", "move case", What::MoveCase, || post(cases::give)),
    changes("/api/cases/{case}/seal", "seal case", What::SealCase, || post(cases::seal)),
    changes("/api/cases/{case}/unseal", "unseal case", What::UnsealCase, || post(cases::unseal)),
    changes("/api/cases/{case}/open", "open case", What::BreakGlass, || post(cases::open)),
    changes("/api/cases/open", "open case on paper", What::BreakGlass, || post(cases::open_on_paper)),
    reads("/api/alerts", "alerts", What::SeeAlerts, || get(cases::alerts)),
    changes("/api/alerts/{alert}/seen", "alert seen", What::AnswerAlert, || post(cases::seen)),
    reads("/api/access", "access", What::ReadAccess, || get(people::access)),
    reads("/api/teams", "teams", What::SeeTeams, || get(people::teams)),
    changes("/api/teams/add", "add team", What::AddTeam, || post(people::add_team)),
    reads("/api/people", "people", What::SeePeople, || get(people::all)),
    changes("/api/people/add", "add person", What::AddPerson, || post(people::add)),
    changes("/api/people/{person}/link", "person's link", What::MakeLink, || post(people::link)),
    changes("/api/people/{person}/role", "person's role", What::GiveRole, || post(people::role)),
    changes("/api/people/{person}/end", "end person", What::EndPerson, || post(people::end)),
    changes("/api/people/{person}/sign-out", "sign person out", What::EndOthersSessions, || {
        post(people::sign_out)
    }),
    changes("/api/people/{person}/forget", "forget person's ways in", What::ForgetWays, || {
        post(people::forget_ways)
    }),
];

/// All calls, in the table's order.
#[must_use]
pub fn rows() -> &'static [Row] {
    ROWS
}

/// Everything the office answers. `pages` is the folder with its pages.
pub fn router(office: Arc<Office>, pages: PathBuf) -> Router {
    let (door, encrypted) = (Door::new(&office), office.is_encrypted());
    let mut router = Router::new();
    for row in ROWS {
        let at = At { door: door.clone(), name: row.name, gate: row.gate };
        router = router.route(row.path, guarded((row.handler)(), at));
    }
    for (below, name, gate) in [
        ("/v1/{*rest}", "no such call", Gate::AnyTablet(What::Nothing)),
        ("/api/{*rest}", "no such page", Gate::Page(What::Nothing, WhoMay::Anybody)),
    ] {
        let at = At { door: door.clone(), name, gate };
        router = router.route(below, guarded(MethodRouter::new(), at));
    }
    router
        .with_state(Arc::clone(&office))
        .merge(files::router(pages))
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES))
        .layer(map_response(move |response: Response| super::with_headers(response, encrypted)))
        .layer(from_fn_with_state(office, access::noted))
}

/// The call behind what has to come before it.
fn guarded(handler: MethodRouter<Arc<Office>>, at: At) -> MethodRouter<Arc<Office>> {
    match at.gate {
        Gate::File => handler,
        Gate::AnyTablet(_) => {
            handler.fallback(door::nothing_for_tablets).layer(from_fn_with_state(at, door::strangers))
        }
        Gate::Tablet(_) => {
            handler.fallback(door::nothing_for_tablets).layer(from_fn_with_state(at, door::tablets))
        }
        Gate::Agency(_) => {
            handler.fallback(door::nothing_for_tablets).layer(from_fn_with_state(at, door::agencies))
        }
        Gate::Page(..) => {
            handler.fallback(door::nothing_for_pages).layer(from_fn_with_state(at, door::people))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_path_and_each_name_is_one_row_s() {
        let paths: BTreeSet<_> = ROWS.iter().map(|row| row.path).collect();
        let names: BTreeSet<_> = ROWS.iter().map(|row| row.name).collect();
        assert_eq!((paths.len(), names.len()), (ROWS.len(), ROWS.len()));
    }

    #[test]
    fn what_is_read_is_read_on_a_full_disk_too() {
        for row in ROWS {
            if let Gate::Page(what, WhoMay::MayRead) = row.gate {
                assert!(what.is_to_read(), "{}", row.path);
            }
        }
    }

    #[test]
    fn what_changes_something_is_posted() {
        for row in ROWS {
            let reads = match row.gate {
                Gate::File | Gate::AnyTablet(What::Hello) | Gate::Page(_, WhoMay::MayRead) => true,
                Gate::AnyTablet(_)
                | Gate::Tablet(_)
                | Gate::Agency(_)
                | Gate::Page(_, WhoMay::Anybody | WhoMay::MayChange) => false,
            };
            assert_eq!(row.method, if reads { "GET" } else { "POST" }, "{}", row.path);
        }
    }
}
