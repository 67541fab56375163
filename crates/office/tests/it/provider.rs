//! A provider of accounts on this machine, over real HTTP. It does what the standard asks of it, unless a test bends what it tells.

use crate::world::World;
use axum::extract::{Form, Query, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base::base64::{encode, encode_for_address};
use office::Environment;
use rcgen::{KeyPair, PublicKeyData, SigningKey};
use record::Hash;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};
use tokio::sync::oneshot;

/// What it calls the office, and the secret they have.
pub(crate) const CLIENT: &str = "doorstep";
pub(crate) const SECRET: &str = "s3cret-of-the-office";

/// Its key, and one that is not its. Each takes a while to make.
static KEYS: LazyLock<[RsaPrivateKey; 2]> =
    LazyLock::new(|| [(); 2].map(|()| RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap()));

type Said = HashMap<String, String>;

/// What it signs with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signs {
    /// Its key, by RS256.
    Rightly,
    /// Its other key, by ES256.
    WithCurve,
    /// Somebody else's key.
    WithAnother,
    /// What it and the office both know.
    WithSecret,
    /// Nothing.
    Not,
}

/// How it answers where a code is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answers {
    Rightly,
    WithoutToken,
    /// The answer is elsewhere.
    Elsewhere,
    TooMuch,
    Rubbish,
}

/// What it tells, which a test may bend.
pub(crate) struct Tells {
    world: World,
    address: String,
    pub(crate) subject: String,
    /// Instead of what it would sign of the account. What is null is left out.
    pub(crate) claims: Map<String, Value>,
    /// By which its key is known.
    pub(crate) key_id: &'static str,
    /// By which it says that what it signs is signed.
    pub(crate) says_key_id: Option<&'static str>,
    pub(crate) signs: Signs,
    pub(crate) answers: Answers,
    pub(crate) issuer: Option<String>,
    curve: KeyPair,
    /// Codes that it gave and that were not brought yet, with what each was asked with.
    codes: HashMap<String, Said>,
    given: u32,
    /// How often it was asked for anything that an answer sent to.
    pub(crate) strayed: u32,
    /// How often it said what it is.
    pub(crate) told: u32,
}

pub(crate) struct Provider {
    pub(crate) address: String,
    tells: Arc<Mutex<Tells>>,
    running: Option<(oneshot::Sender<()>, std::thread::JoinHandle<()>)>,
}

impl Provider {
    /// By the clock of the office that asks it.
    pub(crate) fn start(world: &World) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let tells = Tells {
            world: world.clone(),
            address: address.clone(),
            subject: "account-1".into(),
            claims: Map::new(),
            key_id: "one",
            says_key_id: None,
            signs: Signs::Rightly,
            answers: Answers::Rightly,
            issuer: None,
            curve: KeyPair::generate().unwrap(),
            codes: HashMap::new(),
            given: 0,
            strayed: 0,
            told: 0,
        };
        let tells = Arc::new(Mutex::new(tells));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(says))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .fallback(strayed)
            .with_state(Arc::clone(&tells));
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let stop = async {
                    let _ = stopped.await;
                };
                axum::serve(listener, router).with_graceful_shutdown(stop).await.unwrap();
            });
        });
        Self { address, tells, running: Some((stop, thread)) }
    }

    pub(crate) fn tells(&self) -> MutexGuard<'_, Tells> {
        self.tells.lock().unwrap()
    }

    /// Tells everything rightly from now on.
    pub(crate) fn mend(&self) {
        let mut tells = self.tells();
        tells.claims.clear();
        tells.subject = "account-1".into();
        (tells.signs, tells.answers, tells.says_key_id) = (Signs::Rightly, Answers::Rightly, None);
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            let _ = stop.send(());
            let _ = thread.join();
        }
    }
}

async fn says(State(tells): State<Arc<Mutex<Tells>>>) -> Json<Value> {
    let mut tells = tells.lock().unwrap();
    tells.told += 1;
    let address = tells.address.clone();
    Json(json!({
        "issuer": tells.issuer.clone().unwrap_or(address.clone()),
        "authorization_endpoint": format!("{address}/authorize"),
        "token_endpoint": format!("{address}/token"),
        "jwks_uri": format!("{address}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
    }))
}

async fn keys(State(tells): State<Arc<Mutex<Tells>>>) -> Json<Value> {
    let tells = tells.lock().unwrap();
    let [own, _] = &*KEYS;
    let point = tells.curve.der_bytes();
    Json(json!({ "keys": [
        {
            "kty": "RSA", "use": "sig", "kid": tells.key_id,
            "n": encode_for_address(&own.n().to_bytes_be()), "e": encode_for_address(&own.e().to_bytes_be()),
        },
        {
            "kty": "EC", "use": "sig", "kid": "curve", "crv": "P-256",
            "x": encode_for_address(&point[1..33]), "y": encode_for_address(&point[33..65]),
        },
    ] }))
}

/// Somebody is signed in there, and sent back with a code.
async fn authorize(State(tells): State<Arc<Mutex<Tells>>>, Query(asked): Query<Said>) -> Response {
    let mut tells = tells.lock().unwrap();
    let of = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let is_fit = of("response_type") == "code"
        && of("client_id") == CLIENT
        && of("code_challenge_method") == "S256"
        && of("scope").split(' ').any(|scope| scope == "openid");
    if !is_fit {
        return StatusCode::BAD_REQUEST.into_response();
    }
    tells.given += 1;
    let code = format!("code-{}", tells.given);
    let back = format!("{}?code={code}&state={}", of("redirect_uri"), of("state"));
    tells.codes.insert(code, asked);
    (StatusCode::FOUND, [(LOCATION, back)]).into_response()
}

async fn token(
    State(tells): State<Arc<Mutex<Tells>>>,
    headers: HeaderMap,
    Form(brought): Form<Said>,
) -> Response {
    let mut tells = tells.lock().unwrap();
    let of = |name: &str| brought.get(name).cloned().unwrap_or_default();
    let secret = format!("Basic {}", encode(format!("{CLIENT}:{SECRET}").as_bytes()));
    let is_known = headers.get(AUTHORIZATION).is_some_and(|said| said.to_str().unwrap() == secret);
    // Each code is good once, for whoever asked and for no other page.
    let asked = tells.codes.remove(&of("code")).filter(|asked| {
        let challenge = encode_for_address(Hash::of(of("code_verifier").as_bytes()).as_bytes());
        is_known && asked["code_challenge"] == challenge && asked["redirect_uri"] == of("redirect_uri")
    });
    let Some(asked) = asked else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let mut given = json!({ "access_token": "for nothing", "token_type": "Bearer", "expires_in": 300 });
    match tells.answers {
        Answers::Rightly => given["id_token"] = tells.signed(&asked["nonce"]).into(),
        Answers::WithoutToken => {}
        Answers::Elsewhere => {
            let elsewhere = [(LOCATION, format!("{}/elsewhere", tells.address))];
            return (StatusCode::TEMPORARY_REDIRECT, elsewhere, "elsewhere").into_response();
        }
        Answers::TooMuch => given["id_token"] = "a".repeat(300 * 1024).into(),
        Answers::Rubbish => return ([(CONTENT_TYPE, "application/json")], "{\"id_token\":").into_response(),
    }
    Json(given).into_response()
}

async fn strayed(State(tells): State<Arc<Mutex<Tells>>>) -> StatusCode {
    tells.lock().unwrap().strayed += 1;
    StatusCode::NOT_FOUND
}

impl Tells {
    fn signed(&self, nonce: &str) -> String {
        let now = self.world.now().timestamp();
        let mut claims = json!({
            "iss": self.address, "aud": CLIENT, "sub": self.subject, "nonce": nonce,
            "iat": now, "exp": now + 300, "email": "Ros@Council.example", "email_verified": true,
        });
        for (name, value) in &self.claims {
            claims[name] = value.clone();
        }
        let claims: Map<String, Value> =
            claims.as_object().unwrap().clone().into_iter().filter(|(_, value)| !value.is_null()).collect();
        let (algorithm, key_id) = match self.signs {
            Signs::Rightly | Signs::WithAnother => ("RS256", Some(self.key_id)),
            Signs::WithCurve => ("ES256", Some("curve")),
            Signs::WithSecret => ("HS256", None),
            Signs::Not => ("none", None),
        };
        let mut header = json!({ "alg": algorithm, "typ": "JWT" });
        if let Some(key_id) = self.says_key_id.or(key_id) {
            header["kid"] = key_id.into();
        }
        let part = |said: &Value| encode_for_address(said.to_string().as_bytes());
        let signed = format!("{}.{}", part(&header), part(&Value::Object(claims)));
        let signature = self.signature(signed.as_bytes());
        format!("{signed}.{}", encode_for_address(&signature))
    }

    fn signature(&self, signed: &[u8]) -> Vec<u8> {
        let [own, another] = &*KEYS;
        let digest = *Hash::of(signed).as_bytes();
        let by = |key: &RsaPrivateKey| key.sign(Pkcs1v15Sign::new::<rsa::sha2::Sha256>(), &digest).unwrap();
        match self.signs {
            Signs::Rightly => by(own),
            Signs::WithAnother => by(another),
            Signs::WithCurve => bare(&self.curve.sign(signed).unwrap()),
            Signs::WithSecret => hmac(SECRET.as_bytes(), signed),
            Signs::Not => Vec::new(),
        }
    }
}

/// Both numbers of a signature, each in 32 bytes, out of their DER.
fn bare(der: &[u8]) -> Vec<u8> {
    let number = |at: usize| {
        let length = usize::from(der[at + 1]);
        (&der[at + 2..at + 2 + length], at + 2 + length)
    };
    let (first, next) = number(2);
    let (second, _) = number(next);
    let whole = |number: &[u8]| {
        let significant: Vec<u8> = number.iter().copied().skip_while(|byte| *byte == 0).collect();
        [vec![0; 32 - significant.len()], significant].concat()
    };
    [whole(first), whole(second)].concat()
}

/// HMAC-SHA-256 (RFC 2104) with a key of less than 64 bytes.
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let padded =
        |with: u8| -> Vec<u8> { (0..64).map(|at| key.get(at).copied().unwrap_or_default() ^ with).collect() };
    let inner = Hash::of(&[padded(0x36).as_slice(), message].concat());
    Hash::of(&[padded(0x5c).as_slice(), inner.as_bytes()].concat()).as_bytes().to_vec()
}
