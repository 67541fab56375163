//! Who may make which call, of whom it asks, and what it is about: a row for each call.

use super::agencies::DISCLOSE;
use office::Role;

/// What is said with a call, of whom it asks, and what it is about.
pub(super) struct Expected {
    pub(super) name: &'static str,
    pub(super) may: Option<Role>,
    pub(super) may_not: Option<Role>,
    pub(super) about: About,
    pub(super) body: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// A thing of one team: to another team it is not there.
    Record,
    Case,
    Tablet,
    /// Several things: another team's are not among them.
    List,
    /// Nothing of a team.
    Office,
}

const fn all(
    name: &'static str,
    may: Option<Role>,
    may_not: Option<Role>,
    about: About,
    body: &'static str,
) -> Expected {
    Expected { name, may, may_not, about, body }
}

const TEAM_ID: &str = r#"{"team":"01970000-0000-7000-8000-000000000000"}"#;
pub(super) const REASON: &str = r#"{"reason":"they stand at our door now"}"#;
/// Of two cases, one of them sealed: which is meant nobody can say.
const ON_PAPER: &str = r#"{"reference":"FSP-7K2M","reason":"they stand at our door now"}"#;

const SIGN: &str = r#"{"request":"01970000-0000-7000-8000-000000000002",
    "signature":{"form":"typed","name":"Ruth Okafor"}}"#;
const GIVE_BACK: &str = r#"{"request":"01970000-0000-7000-8000-000000000002","words":"Say who."}"#;
const UNSIGN: &str = r#"{"request":"01970000-0000-7000-8000-000000000002","words":"It was another.",
    "said":"0000000000000000000000000000000000000000000000000000000000000000"}"#;

/// What nobody's passkey might answer.
const PASSKEY: &str = r#"{"id":"Z3Vlc3M","rawId":"Z3Vlc3M","type":"public-key","response":{"authenticatorData":"Z3Vlc3M",
    "clientDataJSON":"Z3Vlc3M","signature":"Z3Vlc3M","userHandle":"Z3Vlc3M"}}"#;

pub(super) const EXPECTED: &[Expected] = &[
    all("sign-in page", None, None, About::Office, ""),
    all("sign-in script", None, None, About::Office, ""),
    all("sign-in style", None, None, About::Office, ""),
    all("passkey script", None, None, About::Office, ""),
    all("passkeys page", None, None, About::Office, ""),
    all("passkeys script", None, None, About::Office, ""),
    all("hello", None, None, About::Office, ""),
    all("enrol", None, None, About::Office, "rubbish"),
    all("letters", None, None, About::Office, "rubbish"),
    all("ask", None, None, About::Office, r#"{"records":[]}"#),
    all("changes", None, None, About::Office, "rubbish"),
    all("agency's disclosures", None, None, About::Office, "rubbish"),
    all("sign in", None, None, About::Office, r#"{"login":"a","password":"b","code":"c"}"#),
    all("ask passkey", None, None, About::Office, "{}"),
    all("sign in by passkey", None, None, About::Office, PASSKEY),
    all("ask account", None, None, About::Office, "{}"),
    all("sign in by account", None, None, About::Office, r#"{"state":"a guess","code":"a guess"}"#),
    all("first time", None, None, About::Office, r#"{"link":"guess"}"#),
    all(
        "set password",
        None,
        None,
        About::Office,
        r#"{"link":"guess","password":"four herons on a weir","code":"1"}"#,
    ),
    all("sign out", Some(Role::Worker), None, About::Office, ""),
    all("oneself", Some(Role::Worker), None, About::Office, ""),
    all("sessions", Some(Role::Worker), None, About::Office, ""),
    all("sign out everywhere", Some(Role::Worker), None, About::Office, ""),
    all("passkeys", Some(Role::Worker), None, About::Office, ""),
    all("begin passkey", Some(Role::Worker), None, About::Office, ""),
    all("add passkey", Some(Role::Worker), None, About::Office, "{}"),
    all("remove passkey", Some(Role::Worker), None, About::Office, ""),
    all("agreements", Some(Role::Worker), Some(Role::Administrator), About::List, ""),
    all("find agreements", Some(Role::Worker), Some(Role::Administrator), About::List, r#"{"words":"fsp"}"#),
    all("today", Some(Role::Worker), Some(Role::Administrator), About::List, ""),
    all("what is needed", Some(Role::Worker), Some(Role::Administrator), About::List, ""),
    all("news", Some(Role::Worker), None, About::List, ""),
    all("agreement", Some(Role::Worker), Some(Role::Administrator), About::Record, ""),
    all("copy", Some(Role::Worker), Some(Role::Administrator), About::Record, ""),
    all("receipt", Some(Role::Worker), Some(Role::Administrator), About::Record, ""),
    all("troubles", Some(Role::Worker), Some(Role::Administrator), About::List, ""),
    all("open agreement", Some(Role::Worker), Some(Role::Auditor), About::Office, REASON),
    all("said of agreement", Some(Role::Worker), Some(Role::Administrator), About::Record, ""),
    all("countersign", Some(Role::Manager), Some(Role::Worker), About::Record, SIGN),
    all("give back", Some(Role::Sergeant), Some(Role::Reviewer), About::Record, GIVE_BACK),
    all("undo signature", Some(Role::Manager), Some(Role::Officer), About::Record, UNSIGN),
    all("check paper", Some(Role::Worker), Some(Role::Auditor), About::Record, r#"{"first":"0","last":"0"}"#),
    all("ask passkey again", Some(Role::Manager), Some(Role::Worker), About::Office, "{}"),
    all("disclose agreement", Some(Role::Manager), Some(Role::Worker), About::Record, DISCLOSE),
    all("disclose case", Some(Role::Manager), Some(Role::Worker), About::Case, DISCLOSE),
    all("disclosures", Some(Role::Manager), Some(Role::Worker), About::List, ""),
    all("partners", Some(Role::Manager), Some(Role::Worker), About::Office, ""),
    all("enrolment code", Some(Role::Manager), Some(Role::Worker), About::Office, ""),
    all("tablets", Some(Role::Manager), Some(Role::Worker), About::List, ""),
    all("confirm tablet", Some(Role::Manager), Some(Role::Worker), About::Tablet, TEAM_ID),
    all("rename tablet", Some(Role::Manager), Some(Role::Worker), About::Tablet, r#"{"name":"Another"}"#),
    all("revoke tablet", Some(Role::Manager), Some(Role::Worker), About::Tablet, ""),
    all("move case", Some(Role::Manager), Some(Role::Worker), About::Case, TEAM_ID),
    all("seal case", Some(Role::Manager), Some(Role::Administrator), About::Case, r#"{"persons":[]}"#),
    all("unseal case", Some(Role::Manager), Some(Role::Administrator), About::Case, ""),
    all("open case", Some(Role::Worker), Some(Role::Auditor), About::Office, REASON),
    all("open case on paper", Some(Role::Worker), Some(Role::Auditor), About::Office, ON_PAPER),
    all("alerts", Some(Role::Manager), Some(Role::Worker), About::List, ""),
    all("alert seen", Some(Role::Manager), Some(Role::Worker), About::Office, ""),
    all("access", Some(Role::Auditor), Some(Role::Manager), About::Office, ""),
    all("teams", Some(Role::Worker), None, About::Office, ""),
    all("add team", Some(Role::Administrator), Some(Role::Manager), About::Office, r#"{"name":"New"}"#),
    all("people", Some(Role::Manager), Some(Role::Worker), About::Office, ""),
    all(
        "add person",
        Some(Role::Administrator),
        Some(Role::Manager),
        About::Office,
        r#"{"login":"x","name":"X","roles":[]}"#,
    ),
    all("person's link", Some(Role::Administrator), Some(Role::Manager), About::Office, ""),
    all(
        "person's role",
        Some(Role::Administrator),
        Some(Role::Manager),
        About::Office,
        r#"{"role":"auditor","has_it":true}"#,
    ),
    all("end person", Some(Role::Administrator), Some(Role::Manager), About::Office, ""),
    all("sign person out", Some(Role::Administrator), Some(Role::Manager), About::Office, ""),
    all("forget person's ways in", Some(Role::Administrator), Some(Role::Manager), About::Office, ""),
];
