//! How people sign in: whether with passwords, and where they have accounts, if they sign in with those. Passkeys are no setting.

use super::setting::Setting;
use super::{Said, last, read};
use crate::OfficeError;
use ipc::told::office_command;
use openidconnect::IssuerUrl;
use std::path::PathBuf;

/// Letters in what a provider calls an office.
const LONGEST_CLIENT: usize = 200;
/// Of a provider's address, which is part of the name of each account.
const LONGEST_ISSUER: usize = 500;

/// How people sign in, beside with passkeys.
#[derive(Debug, Clone)]
pub struct WaysIn {
    /// With passwords and codes.
    pub passwords: bool,
    /// With accounts elsewhere.
    pub accounts: Option<Accounts>,
}

/// Accounts at a provider of the council's, which speaks OpenID Connect.
#[derive(Debug, Clone)]
pub struct Accounts {
    /// The provider, as it says it itself: an address.
    pub issuer: String,
    /// Whether that is on this machine, so that nothing has to be encrypted on the way.
    pub is_on_this_machine: bool,
    /// What the provider calls the office.
    pub client: String,
    /// The file with the secret that the office has with it.
    pub secret_file: PathBuf,
    /// By what an account is whose here, the first time.
    pub login: LoginClaim,
}

/// What of an account has to be what its person signs in with here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LoginClaim {
    /// The address of mail, if the provider says that it proved it.
    #[default]
    Email,
    /// The name by which the provider knows them. It has to be one that they cannot change themselves.
    PreferredUsername,
}

impl Default for WaysIn {
    fn default() -> Self {
        Self { passwords: true, accounts: None }
    }
}

pub(super) fn of(said: &[Said]) -> Result<WaysIn, OfficeError> {
    let accounts = accounts(said)?;
    let yes_or_no =
        |text: &str| text.parse::<bool>().ok().filter(|passwords| *passwords || accounts.is_some());
    let passwords = read(said, Setting::Passwords, yes_or_no, office_command::bad_passwords())?;
    Ok(WaysIn { passwords: passwords.unwrap_or(true), accounts })
}

fn accounts(said: &[Said]) -> Result<Option<Accounts>, OfficeError> {
    let login = read(said, Setting::OpenidLogin, login_claim, office_command::bad_openid_login())?;
    let parts = [Setting::OpenidIssuer, Setting::OpenidClient, Setting::OpenidSecretFile];
    let [issuer, client, secret_file] = parts.map(|part| last(said, part));
    let one = issuer.or(client).or(secret_file);
    let Some(one) = one else { return Ok(None) };
    let (Some(_), Some(_), Some(secret_file)) = (issuer, client, secret_file) else {
        return Err(OfficeError::Setting { place: one.place.clone(), why: office_command::bad_openid() });
    };
    let issuer = read(said, Setting::OpenidIssuer, issued_by, office_command::bad_openid_issuer())?;
    let client = read(said, Setting::OpenidClient, client_id, office_command::bad_openid())?;
    let secret_file = PathBuf::from(&secret_file.text);
    Ok(issuer.zip(client).map(|((issuer, is_on_this_machine), client)| Accounts {
        issuer,
        is_on_this_machine,
        client,
        secret_file,
        login: login.unwrap_or_default(),
    }))
}

/// The provider's address to the letter, since it has to be what the provider says, and whether it is on this machine.
fn issued_by(text: &str) -> Option<(String, bool)> {
    let text = text.trim();
    let issuer = IssuerUrl::new(text.to_owned()).ok()?;
    let url = issuer.url();
    let is_here = url.scheme() == "http" && matches!(url.host_str()?, "127.0.0.1" | "localhost" | "[::1]");
    let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let is_plain = is_plain && text.len() <= LONGEST_ISSUER;
    let is_fit = is_plain && (is_here || url.scheme() == "https");
    is_fit.then(|| (text.to_owned(), is_here))
}

fn client_id(text: &str) -> Option<String> {
    let text = text.trim();
    let is_fit = (1..=LONGEST_CLIENT).contains(&text.chars().count());
    (is_fit && !text.chars().any(char::is_control)).then(|| text.to_owned())
}

fn login_claim(text: &str) -> Option<LoginClaim> {
    match text.trim() {
        "email" => Some(LoginClaim::Email),
        "preferred_username" => Some(LoginClaim::PreferredUsername),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_named_to_the_letter_and_encrypts_or_is_here() {
        for (text, here) in [
            ("https://login.example/council/v2.0", Some(false)),
            ("https://login.example/", Some(false)),
            ("http://127.0.0.1:9000", Some(true)),
            ("http://[::1]:9000/x", Some(true)),
            ("http://login.example", None),
            ("http://127.0.0.1.login.example", None),
            ("https://login.example/?tenant=council", None),
            ("https://login.example/#a", None),
            ("https://somebody@login.example/", None),
            ("login.example", None),
            ("", None),
        ] {
            assert_eq!(issued_by(text), here.map(|here| (text.to_owned(), here)), "{text}");
        }
    }
}
