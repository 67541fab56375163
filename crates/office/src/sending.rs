//! What was given to other agencies goes out over a network, where their offices are reached over one: each agreement in a
//! request of its own, signed with this office's key, until the other's receipt is here. What is not answered, or is too large
//! for a request, waits: it is sent again a minute later, or carried.

use crate::environment::random;
use crate::store::Partner;
use crate::{Office, OfficeError};
use record::DeviceId;
use record::request::{Nonce, Request};
use record::wire::{DisclosureReply, MAX_REQUEST_BYTES};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::MissedTickBehavior;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, http};

const TARGET: &str = "/v1/disclosures";
/// An answer holds one receipt.
const MOST_ANSWERED: u64 = 64 * 1024;
const CONNECT: Duration = Duration::from_secs(10);
const CALL: Duration = Duration::from_secs(120);
const EVERY: Duration = Duration::from_secs(60);

/// How far it went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SentOut {
    /// Given, with the other's receipt.
    pub receipted: u64,
    /// Still to be given: not reached, not taken, or to be carried.
    pub waiting: u64,
}

/// Why something waits. None of it says what it is.
#[derive(Debug, thiserror::Error)]
enum Waits {
    #[error("it has to be carried")]
    Carried,
    #[error("the other office was not reached")]
    NotReached(#[source] ureq::Error),
    #[error("the other office did not take it: status {0}")]
    NotTaken(u16),
    #[error("what was answered is no receipt of the other office")]
    NoReceipt,
    #[error(transparent)]
    Here(#[from] OfficeError),
}

impl Office {
    /// Sends what waits. Who is not reached is not asked for the next of what waits for them.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if it cannot be found out what waits.
    pub fn send_disclosures(&self) -> Result<SentOut, OfficeError> {
        let (mut sent, mut silent) = (SentOut::default(), HashSet::new());
        for (disclosure, agency) in self.store.waiting_to_be_given(self.agency.tenant)? {
            sent.waiting += 1;
            let Some(to) = self.store.partner(self.agency.tenant, agency)? else { continue };
            if to.address.is_none() || silent.contains(&agency) {
                continue;
            }
            let given = self.pack(&to, &[disclosure]).map_err(Waits::from);
            match given.and_then(|file| self.send(&to, &file)) {
                Ok(()) => {
                    sent.waiting -= 1;
                    sent.receipted += 1;
                }
                Err(Waits::Carried) => {}
                Err(error) => {
                    tracing::warn!(%agency, %error, "a disclosure waits");
                    if matches!(error, Waits::NotReached(_)) {
                        silent.insert(agency);
                    }
                }
            }
        }
        Ok(sent)
    }

    fn send(&self, to: &Partner, file: &[u8]) -> Result<(), Waits> {
        let Some(address) = to.address.as_deref().filter(|_| file.len() <= MAX_REQUEST_BYTES) else {
            return Err(Waits::Carried);
        };
        let request = Request { office: &to.keys.signing, method: "POST", target: TARGET, body: file };
        let (own, at) = (DeviceId::from(*self.agency.tenant.as_bytes()), self.now().timestamp());
        let nonce = Nonce(random(self.environment.as_ref())?);
        let mut asked = http::Request::builder().method("POST").uri(format!("{address}{TARGET}"));
        for (name, value) in self.key.sign_request(&request, own, at, nonce).headers() {
            asked = asked.header(name, value);
        }
        let asked = asked.header("content-type", "application/octet-stream").body(file);
        let asked = asked.map_err(|error| Waits::NotReached(error.into()))?;
        let mut answer = agent(address).run(asked).map_err(Waits::NotReached)?;
        if !answer.status().is_success() {
            return Err(Waits::NotTaken(answer.status().as_u16()));
        }
        let body = answer.body_mut().with_config().limit(MOST_ANSWERED).read_to_vec();
        let body = body.map_err(Waits::NotReached)?;
        // Whose answer it is, the receipt in it says.
        let reply: DisclosureReply = serde_json::from_slice(&body).map_err(|_| Waits::NoReceipt)?;
        if self.keep_receipts(to, &reply)? == 0 {
            return Err(Waits::NoReceipt);
        }
        Ok(())
    }
}

fn agent(address: &str) -> Agent {
    let mut config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(CALL))
        // Whom the machine trusts: an agency adds its own authority there. What is sent only the pinned key opens.
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build());
    if address.starts_with("http://") {
        config = config.proxy(None);
    }
    config.build().new_agent()
}

/// Sends every minute what waits, for as long as the office serves.
pub async fn send_on(office: Arc<Office>) {
    let mut every = tokio::time::interval(EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        let office = Arc::clone(&office);
        let sent = tokio::task::spawn_blocking(move || office.send_disclosures()).await;
        match sent {
            Ok(Ok(sent)) if sent != SentOut::default() => {
                tracing::info!(receipted = sent.receipted, waiting = sent.waiting, "disclosures");
            }
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "what waits for other agencies is not known"),
            Err(_) => return,
        }
    }
}
