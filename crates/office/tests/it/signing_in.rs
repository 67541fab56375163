//! Signing in: the first time by a link, ever after by name, password and code; and how long it lasts.

use crate::people::{BY, Browser, PASSWORD, TEAM, code, held, secret_of};
use crate::world::{Answer, Server};
use chrono::TimeDelta;
use ipc::office::people::{FirstTime, Link, Me, SessionRow};
use office::{Environment, PersonId, Role};

/// Somebody who has a link and has not used it.
fn added(server: &Server, login: &str) -> (PersonId, String) {
    let role = held(&server.office, Role::Worker, TEAM);
    server.office.add_person(&BY, login, "Ros Adeyemi", &[role]).unwrap()
}

/// The secret of somebody's codes, as their link shows it.
fn secret(server: &Server, link: &str) -> String {
    let link = crate::people::json(&Link { link: secret_of(link) });
    Browser::at(&server.address).post("/api/first-time", &link).json::<FirstTime>().secret
}

fn code_now(server: &Server, secret: &str) -> String {
    office::code_at(secret, server.world.now()).unwrap()
}

fn is_in(browser: &Browser) -> bool {
    browser.get("/api/me").status == 200
}

#[test]
fn a_link_is_good_once_and_for_a_day() {
    let server = Server::start();
    let ((ros, link), (_, late)) = (added(&server, "ros"), added(&server, "jan"));
    let mut browser = Browser::at(&server.address);
    let answer = browser.first_time(&link, server.world.now());
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").ends_with("; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict"));
    assert_eq!(browser.get("/api/me").json::<Me>().name, "Ros Adeyemi");
    let open = |link: &str| code(&Browser::at(&server.address).first_time(link, server.world.now()));
    assert_eq!(open(&link), (403, "link_used".into()));
    assert_eq!(open(&format!("{link}x")), (403, "link_wrong".into()));
    let again = server.office.new_sign_in_link(&BY, ros).unwrap();
    assert!(is_in(&browser), "what they have stays good until the next link is used");
    let mut other = Browser::at(&server.address);
    assert_eq!(other.first_time(&again, server.world.now()).status, 204);
    assert!(is_in(&other) && !is_in(&browser));
    server.world.turn(TimeDelta::hours(24));
    assert_eq!(open(&late), (403, "link_expired".into()));
}

#[test]
fn a_first_time_needs_a_password_and_a_code() {
    let server = Server::start();
    let (_, link) = added(&server, "ros");
    let secret = secret(&server, &link);
    let set = |password: &str, code: &str| {
        let set = ipc::office::people::SetPassword {
            link: secret_of(&link),
            password: password.into(),
            code: code.into(),
        };
        Browser::at(&server.address).post("/api/first-time/set", &crate::people::json(&set))
    };
    let good = code_now(&server, &secret);
    let wrong = if good == "000000" { "000001" } else { "000000" };
    assert_eq!(code(&set(PASSWORD, wrong)), (403, "code_wrong".into()));
    assert_eq!(code(&set("short", &good)), (422, "weak_password".into()));
    assert_eq!(set(PASSWORD, &good).status, 204, "the link is still good");
}

#[test]
fn name_password_and_code_belong_together_and_each_code_is_good_once() {
    let server = Server::start();
    let (_, link) = added(&server, "ros");
    let secret = secret(&server, &link);
    let mut browser = Browser::at(&server.address);
    let first = code_now(&server, &secret);
    assert_eq!(browser.first_time(&link, server.world.now()).status, 204);
    let sign_in = |login: &str, password: &str, code: &str| -> Answer {
        Browser::at(&server.address).sign_in(login, password, code)
    };
    let wrong = (403, "sign_in_wrong".to_owned());
    assert_eq!(code(&sign_in("ros", PASSWORD, &first)), wrong, "it was used for the first time");
    server.world.turn(TimeDelta::seconds(30));
    let now = &*code_now(&server, &secret);
    for (login, password, number) in
        [("ros", "another password", now), ("nobody", PASSWORD, now), ("ros", PASSWORD, "000")]
    {
        assert_eq!(code(&sign_in(login, password, number)), wrong, "{login}");
    }
    assert_eq!(sign_in(" Ros ", PASSWORD, now).status, 204);
    assert_eq!(code(&sign_in("ros", PASSWORD, now)), wrong, "and twice is not");
}

#[test]
fn wrong_tries_shut_out_whoever_makes_them() {
    let server = Server::start();
    let (_, link) = added(&server, "ros");
    let secret = secret(&server, &link);
    assert_eq!(Browser::at(&server.address).first_time(&link, server.world.now()).status, 204);
    server.world.turn(TimeDelta::minutes(1));
    let sign_in = |login: &str, password: &str| {
        Browser::at(&server.address).sign_in(login, password, &code_now(&server, &secret))
    };
    for _ in 0..10 {
        assert_eq!(code(&sign_in("ros", "a guess of many")), (403, "sign_in_wrong".into()));
    }
    assert_eq!(code(&sign_in("ros", PASSWORD)), (429, "too_many_tries".into()));
    assert_eq!(code(&sign_in("jan", PASSWORD)), (403, "sign_in_wrong".into()), "others are heard");
    server.world.turn(TimeDelta::minutes(15));
    assert_eq!(sign_in("ros", PASSWORD).status, 204);
}

#[test]
fn a_session_ends_by_hand_when_nothing_is_done_and_after_a_long_day() {
    let server = Server::start();
    let sign_in = || Browser::signed_in(&server, Role::Worker, TEAM);
    let (one, two) = (sign_in(), sign_in());
    let ended = one.post("/api/sign-out", b"");
    assert_eq!(ended.status, 204);
    assert!(ended.header("set-cookie").starts_with("doorstep-session=; Max-Age=0;"));
    assert_eq!(code(&one.get("/api/me")), (401, "not_signed_in".into()), "the old cookie is worth nothing");
    assert!(is_in(&two));
    for _ in 0..24 {
        server.world.turn(TimeDelta::minutes(29));
        assert!(is_in(&two), "somebody works");
    }
    server.world.turn(TimeDelta::minutes(24));
    assert_eq!(code(&two.get("/api/me")), (401, "not_signed_in".into()), "twelve hours are over");
    let idle = sign_in();
    server.world.turn(TimeDelta::minutes(30));
    assert_eq!(code(&idle.get("/api/me")), (401, "not_signed_in".into()), "nobody did anything");
}

#[test]
fn sessions_are_seen_and_ended_by_their_person_and_an_administrator() {
    let server = Server::start();
    let (ros, link) = added(&server, "ros");
    let secret = secret(&server, &link);
    let (mut one, mut two) = (Browser::at(&server.address), Browser::at(&server.address));
    assert_eq!(one.first_time(&link, server.world.now()).status, 204);
    let again = |browser: &mut Browser| {
        server.world.turn(TimeDelta::minutes(1));
        assert_eq!(browser.sign_in("ros", PASSWORD, &code_now(&server, &secret)).status, 204);
    };
    again(&mut two);
    let seen: Vec<SessionRow> = two.get("/api/sessions").json();
    assert_eq!(seen.iter().map(|session| session.is_this).collect::<Vec<_>>(), [true, false]);
    assert_eq!(two.post("/api/sessions/end", b"").status, 204);
    assert!(!is_in(&one) && !is_in(&two));
    again(&mut two);
    let administrator = Browser::signed_in(&server, Role::Administrator, "");
    assert_eq!(administrator.post(&format!("/api/people/{ros}/sign-out"), b"").status, 204);
    assert!(!is_in(&two) && is_in(&administrator));
    again(&mut two);
    assert_eq!(administrator.post(&format!("/api/people/{ros}/end"), b"").status, 204);
    assert!(!is_in(&two));
    server.world.turn(TimeDelta::minutes(1));
    let gone = two.sign_in("ros", PASSWORD, &code_now(&server, &secret));
    assert_eq!(code(&gone), (403, "sign_in_wrong".into()));
}
