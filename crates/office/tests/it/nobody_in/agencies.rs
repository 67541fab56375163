//! Another agency's office: what it sends is its own, once, and it does nothing else.

use super::{Expected, Play};
use crate::tablet::{nonce, signing_key};
use crate::world::send;
use office::Row;
use record::DeviceId;
use record::request::{Proof, Request};

/// The agency that was added, and the key of its office.
pub(super) const AGENCY: &str = "01970000-0000-7000-8000-0000000000aa";
pub(super) const AGENCY_KEY: u8 = 55;
pub(super) const DISCLOSE: &str = r#"{"partner":"01970000-0000-7000-8000-0000000000aa","reason":"they visit too",
    "request":"01970000-0000-7000-8000-0000000000bb"}"#;

pub(super) fn agencies(play: &Play, row: &Row, expected: &Expected) {
    let (address, body) = (&play.server.address, expected.body.as_bytes());
    let agency: DeviceId = AGENCY.parse().unwrap();
    let request = Request { office: &play.tablet.office.signing, method: row.method, target: row.path, body };
    let sign = |agency, key: u8| Proof::sign(&request, agency, 0, nonce(), &signing_key(key));
    let sent = |proof: &Proof| send(address, row.method, row.path, &proof.headers(), body);
    let bare = || send(address, row.method, row.path, &[], body);
    play.refused(row, "no signature", "nobody", (401, "not_signed"), bare);
    let forged = sign(agency, 77);
    play.refused(row, "another's signature", "agency", (401, "bad_signature"), || sent(&forged));
    let good = sign(agency, AGENCY_KEY);
    play.refused(row, "rubbish", "agency", (400, "bad_request"), || sent(&good));
    play.refused(row, "sent twice", "agency", (409, "replayed"), || sent(&good));
    let unknown = sign(DeviceId::from([9; 16]), AGENCY_KEY);
    play.refused(row, "an agency that nobody added", "nobody", (401, "unknown_device"), || sent(&unknown));
    let tablet = play.tablet.proof(row.method, row.path, body);
    play.refused(row, "a tablet", "nobody", (401, "unknown_device"), || sent(&tablet));
    // What it may ask as nobody else, it may not as a tablet.
    let ask = Request { target: "/v1/ask", ..request };
    let proof = Proof::sign(&ask, agency, 0, nonce(), &signing_key(AGENCY_KEY));
    let asked = send(address, "POST", "/v1/ask", &proof.headers(), body);
    assert_eq!(asked.refusal(), (401, "unknown_device".into()));
}
