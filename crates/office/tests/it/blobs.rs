//! Files arrive in parts, over connections that break.

use crate::tablet::Tablet;
use crate::world::{Answer, Server};
use record::wire::{BlobOffset, MAX_BLOB_BYTES, MAX_REQUEST_BYTES, RecordResult};
use record::{BlobRef, Hash};
use std::io::Write;
use std::net::TcpStream;

/// Bytes that are nowhere alike.
fn paper(length: usize) -> Vec<u8> {
    let parts = (0u64..).flat_map(|at| *Hash::of(&at.to_be_bytes()).as_bytes());
    parts.take(length).collect()
}

fn held(tablet: &Tablet, blob: Hash) -> (String, String) {
    let answer = tablet.call("HEAD", &format!("/v1/blobs/{blob}"), b"");
    assert_eq!(answer.status, 200);
    (answer.header("upload-offset").to_owned(), answer.header("upload-complete").to_owned())
}

fn refused_at(answer: &Answer) -> (u16, String, u64) {
    let (status, code) = answer.refusal();
    (status, code, answer.json::<serde_json::Value>()["offset"].as_u64().unwrap())
}

#[test]
fn no_receipt_before_every_file_is_here() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    let (pdf, ink) = (paper(3000), b"{\"strokes\":[]}".as_slice());
    let blobs = [
        BlobRef::of(&pdf, "application/pdf", "family-copy"),
        BlobRef::of(ink, "application/json", "signing"),
        BlobRef::of(ink, "application/json", "signing-again"),
    ];
    let record = tablet.next("{}", &blobs);
    let after = tablet.next("{}", &[]);
    let missing = vec![Hash::of(&pdf), Hash::of(ink)];
    let results = tablet.push(&[record.clone(), after.clone()]);
    assert_eq!(results, [RecordResult::NeedBlobs { missing }, RecordResult::Gap { expected: 1 }]);
    assert_eq!(tablet.receipt(record.hash()).status, 404);

    tablet.send_blob(&pdf);
    let results = tablet.push(std::slice::from_ref(&record));
    assert_eq!(results, [RecordResult::NeedBlobs { missing: vec![Hash::of(ink)] }]);
    tablet.send_blob(ink);
    let results = tablet.push(&[record, after]);
    assert!(results.iter().all(|result| matches!(result, RecordResult::Stored { .. })), "{results:?}");
}

#[test]
fn a_file_goes_on_where_it_stopped() {
    let server = Server::start();
    let tablet = Tablet::enrolled(&server, 1);
    let pdf = paper(2_500_000);
    let name = Hash::of(&pdf);
    assert_eq!(held(&tablet, name), ("0".into(), "0".into()));
    let half: BlobOffset = tablet.send_part(name, 0, pdf.len(), &pdf[..1_200_000]).json();
    assert_eq!(half, BlobOffset { offset: 1_200_000, complete: false });

    // The connection breaks in the middle of a part.
    let target = format!("/v1/blobs/{name}?offset=1200000&length={}", pdf.len());
    let rest = &pdf[1_200_000..];
    let headers: String = tablet
        .proof("PATCH", &target, rest)
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let host = server.address.strip_prefix("http://").unwrap();
    let mut socket = TcpStream::connect(host).unwrap();
    write!(
        socket,
        "PATCH {target} HTTP/1.1\r\nhost: {host}\r\n{headers}content-length: {}\r\n\r\n",
        rest.len()
    )
    .unwrap();
    socket.write_all(&rest[..50_000]).unwrap();
    drop(socket);

    let server = server.restart();
    let tablet = Tablet { address: server.address.clone(), ..tablet };
    assert_eq!(held(&tablet, name), ("1200000".into(), "0".into()), "a part is taken whole or not at all");
    let again = tablet.send_part(name, 0, pdf.len(), &pdf[..10]);
    assert_eq!(refused_at(&again), (409, "blob_offset".into(), 1_200_000));
    let ahead = tablet.send_part(name, 1_200_001, pdf.len(), &pdf[1_200_001..]);
    assert_eq!(refused_at(&ahead), (409, "blob_offset".into(), 1_200_000));
    let whole = tablet.send_part(name, 1_200_000, pdf.len(), rest);
    assert_eq!(whole.header("upload-complete"), "1");
    assert_eq!(held(&tablet, name), ("2500000".into(), "1".into()));
    let once_more = tablet.send_part(name, 0, pdf.len(), &pdf);
    assert_eq!(
        refused_at(&once_more),
        (409, "blob_offset".into(), 2_500_000),
        "a whole file is left as it is"
    );
}

#[test]
fn a_file_with_another_hash_is_thrown_away() {
    let server = Server::start();
    let tablet = Tablet::enrolled(&server, 1);
    let (right, wrong) = (paper(5000), vec![7; 5000]);
    let name = Hash::of(&right);
    assert_eq!(tablet.send_part(name, 0, 5000, &wrong[..4000]).status, 200);
    let last = tablet.send_part(name, 4000, 5000, &wrong[4000..]);
    assert_eq!(refused_at(&last), (422, "blob_hash".into(), 0));
    assert_eq!(held(&tablet, name), ("0".into(), "0".into()));
    tablet.send_blob(&right);
}

#[test]
fn lengths() {
    let server = Server::start();
    let tablet = Tablet::enrolled(&server, 1);
    let pdf = paper(100);
    let name = Hash::of(&pdf);
    let too_long = tablet.send_part(name, 0, usize::try_from(MAX_BLOB_BYTES).unwrap() + 1, &pdf);
    assert_eq!(too_long.refusal(), (422, "blob_length".into()));
    assert_eq!(
        tablet.send_part(name, 0, 90, &pdf).refusal(),
        (409, "blob_offset".into()),
        "more than it says"
    );
    assert_eq!(tablet.send_part(name, 0, 1000, &pdf[..50]).status, 200);
    assert_eq!(refused_at(&tablet.send_part(name, 50, 100, &pdf[50..])), (422, "blob_length".into(), 50));
    assert_eq!(tablet.send_part(name, 0, 100, &pdf).status, 200, "from the beginning it may be corrected");
    assert_eq!(
        tablet.send_part(Hash::of(b""), 0, 0, b"").json::<BlobOffset>(),
        BlobOffset { offset: 0, complete: true }
    );
    let part = vec![0; MAX_REQUEST_BYTES + 1];
    let over = tablet.send_part(Hash::of(&part), 0, part.len(), &part);
    assert_eq!(over.refusal(), (413, "too_large".into()));
}

#[test]
fn a_record_that_names_another_length_is_rejected() {
    let server = Server::start();
    let mut tablet = Tablet::enrolled(&server, 1);
    let pdf = paper(100);
    tablet.send_blob(&pdf);
    let blob = BlobRef { len: 99, ..BlobRef::of(&pdf, "application/pdf", "family-copy") };
    let record = tablet.next("{}", &[blob]);
    let code = record::wire::RejectCode::BadBlob;
    assert_eq!(tablet.push(&[record]), [RecordResult::Rejected { code }]);
}
