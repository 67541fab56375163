//! People at an office, as tests need them: in a team, with a password and codes, signed in.

use crate::world::{Answer, Server, send};
use chrono::{DateTime, Utc};
use ipc::office::people::{FirstTime, Link, SetPassword, SignIn};
use office::{Actor, Environment, Held, Office, OfficeError, Role, TeamId};

/// Whoever gives commands on the office's machine.
pub(crate) static BY: Actor = Actor::machine("test");
pub(crate) const PASSWORD: &str = "four herons on a weir";
/// The team of all tablets where it is not said otherwise.
pub(crate) const TEAM: &str = "Family safety";

/// The team of this name, which is made if there is none.
pub(crate) fn team(office: &Office, name: &str) -> TeamId {
    match office.team(&BY, name) {
        Ok(team) => team.id,
        Err(OfficeError::NoTeam) => office.add_team(&BY, name).unwrap(),
        Err(error) => panic!("{error}"),
    }
}

/// A role of a team, or of the whole office.
pub(crate) fn held(office: &Office, role: Role, of: &str) -> Held {
    let team = (!role.is_of_the_whole_office()).then(|| team(office, of));
    Office::held(role.word(), team).unwrap()
}

/// All tablets that joined and have no team are of this one.
pub(crate) fn confirm_all(office: &Office, of: &str) {
    let team = team(office, of);
    for tablet in office.tablets(&BY).unwrap().iter().filter(|tablet| tablet.team.is_none()) {
        office.confirm_tablet(&BY, tablet.id, team).unwrap().unwrap();
    }
}

/// A browser.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) address: String,
    /// What it says its pages are from.
    pub(crate) origin: String,
    pub(crate) cookie: String,
}

impl Browser {
    pub(crate) fn at(address: &str) -> Self {
        Self { address: address.into(), origin: address.into(), cookie: String::new() }
    }

    /// Somebody who leads the team of all tablets, signed in.
    pub(crate) fn of_a_manager(server: &Server) -> Self {
        confirm_all(&server.office, TEAM);
        Self::signed_in(server, Role::Manager, TEAM)
    }

    /// Somebody who is this, signed in.
    pub(crate) fn signed_in(server: &Server, role: Role, of: &str) -> Self {
        let login = format!("person{}", server.office.people(&BY).unwrap().len());
        let role = held(&server.office, role, of);
        let (_, link) = server.office.add_person(&BY, &login, "Ruth Okafor", &[role]).unwrap();
        let mut browser = Self::at(&server.address);
        assert_eq!(browser.first_time(&link, server.world.now()).status, 204);
        browser
    }

    pub(crate) fn get(&self, target: &str) -> Answer {
        send(&self.address, "GET", target, &[("cookie", self.cookie.clone())], b"")
    }

    pub(crate) fn post(&self, target: &str, body: &[u8]) -> Answer {
        let headers = [("cookie", self.cookie.clone()), ("origin", self.origin.clone())];
        send(&self.address, "POST", target, &headers, body)
    }

    /// Sets a password by a link, as its page does, with the code of this time.
    pub(crate) fn first_time(&mut self, link: &str, now: DateTime<Utc>) -> Answer {
        let link = secret_of(link);
        let shown = self.post("/api/first-time", &json(&Link { link: link.clone() }));
        if shown.status != 200 {
            return shown;
        }
        let secret = shown.json::<FirstTime>().secret;
        let code = office::code_at(&secret, now).unwrap();
        let set = SetPassword { link, password: PASSWORD.into(), code };
        let answer = self.post("/api/first-time/set", &json(&set));
        self.keep_cookie(&answer);
        answer
    }

    pub(crate) fn sign_in(&mut self, login: &str, password: &str, code: &str) -> Answer {
        let said = SignIn { login: login.into(), password: password.into(), code: code.into() };
        let answer = self.post("/api/sign-in", &json(&said));
        self.keep_cookie(&answer);
        answer
    }

    pub(crate) fn keep_cookie(&mut self, answer: &Answer) {
        if let Some((cookie, _)) = answer.header("set-cookie").split_once(';') {
            cookie.clone_into(&mut self.cookie);
        }
    }
}

/// What stands behind the `#` of a link.
pub(crate) fn secret_of(link: &str) -> String {
    link.split_once('#').unwrap().1.to_owned()
}

pub(crate) fn json(said: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(said).unwrap()
}

/// Status and stable code of a no, whose sentence is one.
pub(crate) fn code(answer: &Answer) -> (u16, String) {
    let sentence = answer.json::<serde_json::Value>()["sentence"].as_str().unwrap().to_owned();
    assert!(sentence.ends_with('.') && sentence.len() > 20, "{sentence}");
    answer.refusal()
}
