//! The files under `golden/`, byte for byte.

use crate::{messages, sample};
use record::letter::Part;
use record::wire::EnrolRequest;
use record::{
    AgencyLine, DisclosureFile, EnrolmentLine, Gives, Kind, LettersFile, Purpose, SignedReceipt,
    SignedRecord, UnlockCode, Written, change, request::Proof,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::path::Path;

const ENVELOPE: &[u8] = include_bytes!("../../golden/envelope.json");
const BODY: &[u8] = include_bytes!("../../golden/body.json");
const RECORD_SIGNATURE: &[u8; 64] = include_bytes!("../../golden/record.sig");
const OFFICE_ENVELOPE: &[u8] = include_bytes!("../../golden/office-envelope.json");
const OFFICE_BODY: &[u8] = include_bytes!("../../golden/office-body.json");
const OFFICE_SIGNATURE: &[u8; 64] = include_bytes!("../../golden/office-record.sig");
const CHANGE: &[u8] = include_bytes!("../../golden/change.bin");
const RECEIPT: &[u8] = include_bytes!("../../golden/receipt.json");
const RECEIPT_SIGNATURE: &[u8; 64] = include_bytes!("../../golden/receipt.sig");
const REQUEST: &str = include_str!("../../golden/request.txt");
const LETTER: &[u8] = include_bytes!("../../golden/letter.bin");
const FILE_HEAD: &[u8] = include_bytes!("../../golden/letters-file-head.bin");
const JOINING: &[u8] = include_bytes!("../../golden/joining.bin");
const ANSWER: &str = include_str!("../../golden/answer.txt");
const CODE_KEY: &str = include_str!("../../golden/code-key.txt");
const DISCLOSURE: &[u8] = include_bytes!("../../golden/disclosure.bin");
const AGENCY_LINE: &str = include_str!("../../golden/agency-line.txt");
const LINE: &str = include_str!("../../golden/enrolment-line.txt");

#[test]
fn a_record() {
    let kept = SignedRecord { envelope: ENVELOPE.into(), signature: *RECORD_SIGNATURE, body: BODY.into() };
    assert_eq!(String::from_utf8_lossy(&sample::record().envelope), String::from_utf8_lossy(ENVELOPE));
    assert_eq!(sample::record(), kept);
    assert_eq!(kept.open(&sample::device_key().verifying_key()).unwrap(), sample::envelope());
}

#[test]
fn a_record_that_an_office_wrote_and_its_way_down() {
    let (envelope, body) = (OFFICE_ENVELOPE.into(), OFFICE_BODY.into());
    let kept = SignedRecord { envelope, signature: *OFFICE_SIGNATURE, body };
    assert_eq!(
        String::from_utf8_lossy(&sample::office_record().envelope),
        String::from_utf8_lossy(OFFICE_ENVELOPE)
    );
    assert_eq!(sample::office_record(), kept);
    kept.open(&sample::office_key().verifying_key()).unwrap();
    assert_eq!(Written::read(&kept.body).unwrap(), sample::all_written()[0]);
    let whose = (sample::id(2), sample::id(6));
    assert_eq!(change::open(CHANGE, whose, &sample::worker_opening()).unwrap(), kept);
    message("worker-key.json", &sample::worker_key());
    message("written.json", &sample::all_written());
}

#[test]
fn what_came_to_be_said_later() {
    message("written-2.json", &sample::all_written_later());
    message("worker-key-2.json", &sample::worker_key().called("Ros Adeyemi", "social-worker"));
    message("given.json", &sample::given());
}

#[test]
fn a_receipt() {
    let kept = SignedReceipt { receipt: RECEIPT.into(), signature: *RECEIPT_SIGNATURE };
    assert_eq!(String::from_utf8_lossy(&sample::signed_receipt().receipt), String::from_utf8_lossy(RECEIPT));
    assert_eq!(sample::signed_receipt(), kept);
    assert_eq!(kept.verify(&sample::office_key().verifying_key()).unwrap(), sample::receipt());
}

#[test]
fn a_signed_request() {
    let sent: String =
        sample::proof().headers().iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    assert_eq!(sent, REQUEST);
    let header = |name: &str| REQUEST.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let proof = Proof::read(header).unwrap();
    proof.verify(&sample::request(&sample::office()), &sample::device_key().verifying_key()).unwrap();
}

#[test]
fn a_letter() {
    assert_eq!(Part::open(LETTER, sample::id(2), &sample::opening_key()).unwrap(), sample::part());
}

#[test]
fn letters_in_a_file() {
    let file = [FILE_HEAD, LETTER].concat();
    let (pin, key) = (sample::office_keys().pin(), sample::device_key());
    assert_eq!(LettersFile::write(pin, sample::id(2), LETTER, &key), file);
    let read = LettersFile::read(&file).unwrap();
    assert_eq!((read.office, read.device), (pin, sample::id(2)));
    assert_eq!(read.letters(&key.verifying_key()).unwrap(), [LETTER]);
}

#[test]
fn a_joining() {
    let opened = sample::opening_key().open(Purpose::Joining, None, JOINING).unwrap();
    let asked: EnrolRequest = serde_json::from_slice(&opened).unwrap();
    asked.verify().unwrap();
    assert_eq!(asked, sample::joining());
}

#[test]
fn a_signed_answer() {
    let signature = sample::request_signature();
    let answer = sample::answer(&signature);
    assert_eq!(format!("{}\n", answer.sign(&sample::office_key())), ANSWER);
    answer.verify(ANSWER.trim_end(), &sample::office_key().verifying_key()).unwrap();
}

#[test]
fn an_agreement_that_is_given_to_another_office() {
    let file = DisclosureFile::read(DISCLOSURE).unwrap();
    assert_eq!((file.to, file.from), (sample::other_keys().pin(), sample::office_keys().pin()));
    let (gives, agreements) =
        file.open(&sample::office_key().verifying_key(), &sample::other_opening()).unwrap();
    assert_eq!((gives, agreements), (Gives::Disclosure, vec![sample::disclosed()]));
    let line = AgencyLine { tenant: sample::id(3), keys: sample::office_keys() };
    assert_eq!(format!("{line}\n"), AGENCY_LINE);
    assert_eq!(AGENCY_LINE.parse::<AgencyLine>().unwrap(), line);
    message("disclosure-reply.json", &messages::disclosure_reply());
}

#[test]
fn a_code_by_telephone() {
    let code: UnlockCode = "000G-40R4-0M30-E209".parse().unwrap();
    assert_eq!(format!("{}\n", base::base64::encode(code.key().closing().as_bytes())), CODE_KEY);
}

#[test]
fn an_enrolment_line() {
    assert_eq!(format!("{}\n", sample::line()), LINE);
    assert_eq!(LINE.parse::<EnrolmentLine>().unwrap(), sample::line());
}

/// The value is written as the file's bytes, and they are read as the value.
fn message<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, value: &T) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    let now = serde_json::to_vec(value).unwrap();
    // What is there never changes.
    if std::env::var_os("WRITE_GOLDEN").is_some() && !file.exists() {
        std::fs::write(&file, &now).unwrap();
    }
    let kept = std::fs::read(&file).unwrap();
    assert_eq!(String::from_utf8_lossy(&now), String::from_utf8_lossy(&kept), "{name} has changed its bytes");
    assert_eq!(&serde_json::from_slice::<T>(&kept).unwrap(), value, "{name}");
}

#[test]
fn what_an_office_says_to_a_tablet_that_joins() {
    message("hello.json", &messages::hello());
    message("enrol-reply.json", &messages::enrol_reply());
}

#[test]
fn what_is_said_of_letters_and_records() {
    message("letters-reply.json", &messages::letters_reply());
    message("ask.json", &messages::ask());
    message("ask-reply.json", &messages::ask_reply());
}

#[test]
fn what_goes_down_to_a_tablet() {
    message("changes.json", &messages::changes());
    message("changes-reply.json", &messages::changes_reply());
}

#[test]
fn a_refusal() {
    message("refused.json", &messages::refused());
}

#[test]
fn a_newer_tablet_s_envelope_is_read_and_keeps_its_bytes() {
    use ed25519_dalek::Signer;
    let newer = String::from_utf8(ENVELOPE.into())
        .unwrap()
        .replace("plan.sealed", "weather.told")
        .replace("\"alg\"", "\"moon\":{\"phase\":3},\"alg\"");
    let signature =
        sample::device_key().sign(&[b"doorstep record v1\n", newer.as_bytes()].concat()).to_bytes();
    let record = SignedRecord { envelope: newer.clone().into(), signature, body: BODY.into() };
    let read = record.open(&sample::device_key().verifying_key()).unwrap();
    assert_eq!(read.kind, Kind::Unknown("weather.told".into()));
    assert_eq!(record.envelope, newer.as_bytes());
}
