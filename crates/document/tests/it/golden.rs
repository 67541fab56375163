//! The bytes of a paper last: what was sealed can be made again from its parts. A change here, also one that comes with
//! another version of a library, asks for another [`document::RENDERER`].

use document::{Kind, Letterhead, Paper, Print, RENDERER, render};
use plan::{Agreement, AgreementHash, Signing, Texts};
use sha2::{Digest, Sha256};

const GOLDEN: &str = "doorstep-document 5";
/// A sitting of form 1, one of form 2, and the copy of it for the adult.
const PAPERS: [&str; 3] = [
    "abd88eee4e1085ddfad845e02dc7cd5dd70e05bea2a0ec99108d84127ffa3d46",
    "a96f4ebd740cd61c06568f01fd61b01e3b4271a0f46cd9fc74236c8371b02064",
    "430198faa02766e3ae1dac50c122e28db6ae4a6b2a177d67d7a05d428c359737",
];

#[test]
fn the_renderer_still_makes_the_same_bytes() {
    let agreement = include_bytes!("../golden/agreement.json");
    let form_1: Signing = serde_json::from_str(include_str!("../golden/signing.json")).unwrap();
    let form_2: Signing = serde_json::from_str(include_str!("../golden/signing-2.json")).unwrap();
    let texts = Texts::read("en", &[include_str!("../golden/texts.json")]).unwrap();
    let logo = include_bytes!("../golden/logo.png");
    let letterhead = Letterhead::read(include_str!("../golden/letterhead.toml"), logo).unwrap();
    let adult = "00000000-0001-7000-8000-000000000011".parse().unwrap();
    let papers = [(&form_1, None), (&form_2, None), (&form_2, Some(adult))];
    let digests = papers.map(|(signing, reader)| {
        let paper = Paper {
            agreement: &Agreement::from_json(agreement).unwrap(),
            hash: AgreementHash::of(agreement),
            signing: Some(signing),
            is_practice: false,
            reader,
            kind: Kind::Full,
            print: Print::Standard,
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
