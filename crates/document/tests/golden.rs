//! The bytes of a paper last: what was sealed can be made again from its parts. A change here, also one that comes with
//! another version of a library, asks for another [`document::RENDERER`].

use document::{Letterhead, Paper, RENDERER, render};
use plan::{Agreement, AgreementHash, Signing, Texts};
use sha2::{Digest, Sha256};

const GOLDEN: (&str, &str) =
    ("doorstep-document 2", "3fbb52729ac4ab467e6dbec8084aad8f0760d7fde994578ff6a663f27ee14445");

#[test]
fn the_renderer_still_makes_the_same_bytes() {
    let agreement = include_bytes!("golden/agreement.json");
    let signing: Signing = serde_json::from_str(include_str!("golden/signing.json")).unwrap();
    let texts = Texts::read("en", "en-golden", &[include_str!("golden/texts.json")]).unwrap();
    let logo = include_bytes!("golden/logo.png");
    let letterhead = Letterhead::read(include_str!("golden/letterhead.toml"), logo).unwrap();
    let paper = Paper {
        agreement: &Agreement::from_json(agreement).unwrap(),
        hash: AgreementHash::of(agreement),
        signing: Some(&signing),
        lead: &letterhead,
        with: Some(&letterhead),
        texts: &texts,
    };
    let pdf = render(&paper).unwrap();
    let digest: String = Sha256::digest(&pdf.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!((RENDERER, digest.as_str()), GOLDEN, "same words, other bytes: give RENDERER a new number");
}
