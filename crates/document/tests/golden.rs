//! The bytes of a paper last: what was sealed can be made again from its parts. A change here, also one that comes with
//! another version of a library, asks for another [`document::RENDERER`].

use document::{Letterhead, Paper, RENDERER, render};
use plan::{Agreement, AgreementHash, Signing, Texts};
use sha2::{Digest, Sha256};

const GOLDEN: &str = "doorstep-document 2";
/// A sitting of form 1, one of form 2, and the copy of it for the adult.
const PAPERS: [&str; 3] = [
    "fe2f2b519687e8c33b6898c53514201343282d6164458b1cc60805ffc3729399",
    "d022636a5c08b5a9fc68582dfc849e15a27b6af6f447bc68be8e22b4ff11ddcb",
    "0bf2a8ed4c85563bc830b9ca6b18cb12563984305af523788eba7b41fdc84feb",
];

#[test]
fn the_renderer_still_makes_the_same_bytes() {
    let agreement = include_bytes!("golden/agreement.json");
    let form_1: Signing = serde_json::from_str(include_str!("golden/signing.json")).unwrap();
    let form_2: Signing = serde_json::from_str(include_str!("golden/signing-2.json")).unwrap();
    let texts = Texts::read("en", "en-golden", &[include_str!("golden/texts.json")]).unwrap();
    let logo = include_bytes!("golden/logo.png");
    let letterhead = Letterhead::read(include_str!("golden/letterhead.toml"), logo).unwrap();
    let adult = "00000000-0001-7000-8000-000000000011".parse().unwrap();
    let papers = [(&form_1, None), (&form_2, None), (&form_2, Some(adult))];
    let digests = papers.map(|(signing, reader)| {
        let paper = Paper {
            agreement: &Agreement::from_json(agreement).unwrap(),
            hash: AgreementHash::of(agreement),
            signing: Some(signing),
            reader,
            lead: &letterhead,
            with: Some(&letterhead),
            texts: &texts,
        };
        let pdf = render(&paper).unwrap();
        Sha256::digest(&pdf.bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    });
    let same = "same words, other bytes: give RENDERER a new number";
    assert_eq!((RENDERER, digests), (GOLDEN, PAPERS.map(str::to_owned)), "{same}");
}
