//! The council's provider of accounts (OpenID Connect): where a browser is sent, and what the provider says of whoever was there.
//! Nothing counts but what it signed for this office, for this question and lately. It is asked only once somebody wants in, so
//! an office starts while it is away. Whose an account is here is not known here.

use crate::OfficeError;
use crate::asked::AskedProvider;
use crate::settings::{Accounts, LoginClaim};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdTokenClaims, CoreIdTokenVerifier,
    CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    TokenResponse,
};
use std::fs;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use ureq::Agent;
use ureq::http::{Request, Response};
use ureq::tls::{RootCerts, TlsConfig};
use zeroize::Zeroizing;

/// How long counts what a provider says of itself, its keys among it.
const KNOWN_FOR: TimeDelta = TimeDelta::hours(1);
/// How old that is at least where it is asked for again because something is signed with a key that is not among them.
const RENEWED_AFTER: TimeDelta = TimeDelta::minutes(1);
/// How long one that did not answer is not asked again.
const AGAIN_AFTER: TimeDelta = TimeDelta::seconds(10);
/// How far its clock may be from the office's.
const LEEWAY: TimeDelta = TimeDelta::minutes(1);
/// For a whole call to it.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of an answer that are read at most.
const MOST_ANSWERED: u64 = 256 * 1024;
/// Calls to it at once, so that one that is slow takes no turns from those who sign in otherwise.
const AT_ONCE: usize = 4;
/// Letters in the name of an account: what the standard says.
const LONGEST_SUBJECT: usize = 255;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider of accounts.
pub(crate) struct Provider {
    accounts: Accounts,
    secret: ClientSecret,
    agent: Agent,
    known: Mutex<Known>,
    /// Whoever asks what it says of itself does so alone.
    asking: Mutex<()>,
    turns: Semaphore,
}

/// What it said of itself, and when; and when it last did not.
#[derive(Default)]
struct Known {
    said: Option<(Arc<CoreProviderMetadata>, DateTime<Utc>)>,
    failed_at: Option<DateTime<Utc>>,
}

/// An account, as its provider tells of it.
pub(crate) struct Told {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    /// What its person signs in with, as far as the provider vouches for that; in small letters.
    pub(crate) login: Option<String>,
}

impl Provider {
    /// Reads the secret that the office has with it, and calls nobody.
    ///
    /// # Errors
    /// [`OfficeError::ProviderSecret`].
    pub(crate) fn new(accounts: Accounts) -> Result<Self, OfficeError> {
        let text = fs::read_to_string(&accounts.secret_file).map_err(|_| OfficeError::ProviderSecret)?;
        let text = Zeroizing::new(text);
        let secret = text.trim();
        if secret.is_empty() || secret.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
            return Err(OfficeError::ProviderSecret);
        }
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .https_only(!accounts.is_on_this_machine)
            .timeout_global(Some(PATIENCE))
            // Whom the machine trusts: a council adds its own authority there.
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build());
        if accounts.is_on_this_machine {
            config = config.proxy(None);
        }
        Ok(Self {
            secret: ClientSecret::new(secret.to_owned()),
            agent: config.build().new_agent(),
            accounts,
            known: Mutex::default(),
            asking: Mutex::default(),
            turns: Semaphore::new(AT_ONCE),
        })
    }

    /// The address to which a browser goes with a question, and which sends it back.
    ///
    /// # Errors
    /// [`OfficeError::Provider`].
    pub(crate) fn question(
        &self,
        asked: &AskedProvider,
        back_to: &str,
        now: DateTime<Utc>,
    ) -> Result<String, OfficeError> {
        let client = self.client(back_to, now, KNOWN_FOR)?;
        let verifier = PkceCodeVerifier::new(asked.verifier.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let (state, nonce) = (CsrfToken::new(asked.state.clone()), Nonce::new(asked.nonce.clone()));
        let scope = match self.accounts.login {
            LoginClaim::Email => "email",
            LoginClaim::PreferredUsername => "profile",
        };
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = client.authorize_url(flow, move || state, move || nonce);
        let request = request.add_scope(Scope::new(scope.to_owned())).set_pkce_challenge(challenge);
        let (address, ..) = request.url();
        Ok(address.to_string())
    }

    /// The account for which a browser brought this code back; none if it is not what the question asked for.
    ///
    /// # Errors
    /// [`OfficeError::Provider`].
    pub(crate) fn account(
        &self,
        asked: AskedProvider,
        code: String,
        back_to: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Told>, OfficeError> {
        let client = self.client(back_to, now, KNOWN_FOR)?;
        let Some(given) = self.given(&client, code, asked.verifier)? else { return Ok(None) };
        let Some(token) = given.id_token() else { return Ok(None) };
        let nonce = Nonce::new(asked.nonce);
        let unknown_key =
            ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey);
        let mut checked = token.claims(&verifier(&client, now), &nonce);
        if checked.as_ref().is_err_and(|why| *why == unknown_key) {
            // It may have another key by now.
            let client = self.client(back_to, now, RENEWED_AFTER)?;
            checked = token.claims(&verifier(&client, now), &nonce);
        }
        match checked {
            Ok(claims) => Ok(self.told(claims)),
            Err(why) => {
                tracing::info!(%why, "what a provider of accounts signed was not taken");
                Ok(None)
            }
        }
    }

    /// What the provider gives for a code; nothing where it takes the code for none of its own.
    fn given(
        &self,
        client: &Client,
        code: String,
        verifier: String,
    ) -> Result<Option<CoreTokenResponse>, OfficeError> {
        let _turn = self.turn()?;
        let request =
            client.exchange_code(AuthorizationCode::new(code)).map_err(|_| OfficeError::Provider)?;
        let call = |request: HttpRequest| self.call(request);
        match request.set_pkce_verifier(PkceCodeVerifier::new(verifier)).request(&call) {
            Ok(given) => Ok(Some(given)),
            Err(RequestTokenError::ServerResponse(_) | RequestTokenError::Parse(..)) => {
                tracing::info!("a provider of accounts gave nothing for a code");
                Ok(None)
            }
            Err(RequestTokenError::Request(_) | RequestTokenError::Other(_)) => {
                tracing::warn!("a provider of accounts did not answer as it should");
                Err(OfficeError::Provider)
            }
        }
    }

    fn told(&self, claims: &CoreIdTokenClaims) -> Option<Told> {
        // Made for another, though it is addressed to this office too.
        if claims.authorized_party().is_some_and(|party| **party != self.accounts.client) {
            return None;
        }
        let subject = claims.subject().as_str();
        let is_fit = (1..=LONGEST_SUBJECT).contains(&subject.chars().count());
        if !is_fit || subject.chars().any(char::is_control) {
            return None;
        }
        let login = match self.accounts.login {
            LoginClaim::Email => {
                let is_verified = claims.email_verified() == Some(true);
                claims.email().filter(|_| is_verified).map(|email| email.as_str())
            }
            LoginClaim::PreferredUsername => claims.preferred_username().map(|name| name.as_str()),
        };
        let login = login.map(|login| login.trim().to_lowercase());
        Some(Told { issuer: self.accounts.issuer.clone(), subject: subject.to_owned(), login })
    }

    /// The provider with the keys it has, as far as that is not older than this.
    fn client(&self, back_to: &str, now: DateTime<Utc>, oldest: TimeDelta) -> Result<Client, OfficeError> {
        let said = self.said(now, oldest)?;
        let back_to = RedirectUrl::new(back_to.to_owned()).map_err(|_| OfficeError::Provider)?;
        let in_header = said
            .token_endpoint_auth_methods_supported()
            .is_none_or(|ways| ways.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let id = ClientId::new(self.accounts.client.clone());
        let client = CoreClient::from_provider_metadata((*said).clone(), id, Some(self.secret.clone()));
        let how = if in_header { AuthType::BasicAuth } else { AuthType::RequestBody };
        Ok(client.set_auth_type(how).set_redirect_uri(back_to))
    }

    /// What it says of itself.
    fn said(&self, now: DateTime<Utc>, oldest: TimeDelta) -> Result<Arc<CoreProviderMetadata>, OfficeError> {
        if let Some(said) = self.said_before(now, oldest)? {
            return Ok(said);
        }
        let _turn = self.turn()?;
        let _alone = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(said) = self.said_before(now, oldest)? {
            return Ok(said);
        }
        let found = self.discovered();
        let mut known = self.known();
        match found {
            Some(said) => {
                let said = Arc::new(said);
                *known = Known { said: Some((Arc::clone(&said), now)), failed_at: None };
                Ok(said)
            }
            None => {
                known.failed_at = Some(now);
                Err(OfficeError::Provider)
            }
        }
    }

    fn said_before(
        &self,
        now: DateTime<Utc>,
        oldest: TimeDelta,
    ) -> Result<Option<Arc<CoreProviderMetadata>>, OfficeError> {
        let known = self.known();
        let is_of_late = |at: DateTime<Utc>, within: TimeDelta| (now - at).abs() < within;
        match &known.said {
            Some((said, at)) if is_of_late(*at, oldest) => Ok(Some(Arc::clone(said))),
            Some(_) | None if known.failed_at.is_some_and(|at| is_of_late(at, AGAIN_AFTER)) => {
                Err(OfficeError::Provider)
            }
            Some(_) | None => Ok(None),
        }
    }

    /// Asks it what it says of itself, which has to be that it is the one that was set.
    fn discovered(&self) -> Option<CoreProviderMetadata> {
        let issuer = IssuerUrl::new(self.accounts.issuer.clone()).ok()?;
        let call = |request: HttpRequest| self.call(request);
        let said = match CoreProviderMetadata::discover(&issuer, &call) {
            Ok(said) => said,
            Err(why) => {
                tracing::warn!(%why, "a provider of accounts did not say what it is");
                return None;
            }
        };
        // Nobody is to type a password where others read along.
        let is_encrypted = said.authorization_endpoint().url().scheme() == "https";
        (is_encrypted || self.accounts.is_on_this_machine).then_some(said)
    }

    fn call(&self, request: HttpRequest) -> Result<HttpResponse, Box<ureq::Error>> {
        let (head, body) = request.into_parts();
        let mut answer = if body.is_empty() {
            self.agent.run(Request::from_parts(head, ()))?
        } else {
            self.agent.run(Request::from_parts(head, body))?
        };
        let bytes = answer.body_mut().with_config().limit(MOST_ANSWERED).read_to_vec()?;
        let (head, _) = answer.into_parts();
        Ok(Response::from_parts(head, bytes))
    }

    fn turn(&self) -> Result<SemaphorePermit<'_>, OfficeError> {
        self.turns.try_acquire().map_err(|_| OfficeError::Provider)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What has to hold of what it signed, beside that it signed it: that it is the provider, for this office, not over, and of no time
/// to come.
fn verifier(client: &Client, now: DateTime<Utc>) -> CoreIdTokenVerifier<'_> {
    let is_of_now = move |at: DateTime<Utc>| {
        if at <= now + LEEWAY { Ok(()) } else { Err("signed at a time to come".to_owned()) }
    };
    client
        .id_token_verifier()
        .set_allowed_algs([
            CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        ])
        .set_time_fn(move || now - LEEWAY)
        .set_issue_time_verifier_fn(is_of_now)
}
