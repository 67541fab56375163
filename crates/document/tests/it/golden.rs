//! The bytes of a paper last: what was sealed can be made again from its parts. A change here, also one that comes with
//! another version of a library, asks for another [`document::RENDERER`].

use document::{Kind, Letterhead, Paper, Print, RENDERER, render};
use plan::{Agreement, AgreementHash, Signing, Texts};
use sha2::{Digest, Sha256};

const GOLDEN: &str = "doorstep-document 10";
/// A sitting of form 1, one of form 2, the copy of it for the adult, and words of scripts that are set in their own ways.
const PAPERS: [&str; 4] = [
    "9b3a809537c35898440a4bb1905480ea89520e8fbbd7d84b0435671be571b077",
    "779c07723355a214e7a2b688ccc3bca6c0e9c72cea2efec14c23e04b4d4ec4f6",
    "a04e957c89f685a7c1052278be5c7045a264cf3391badc6ef627c095e6052876",
    "889654c40104cc7630a4b73f53f615176149ddc83816458defc112f82bc9efa2",
];

const SCRIPTS: &str = "सीता श्रीवास्तव, শ্রীবাস্তব and ശ്രീലക്ഷ്മി\nالشَّمري سارة (Anna) שָׁלוֹם\nน้ำผึ้ง ศรีสุข";

#[test]
fn the_renderer_still_makes_the_same_bytes() {
    let agreement = include_bytes!("../golden/agreement.json");
    let form_1: Signing = serde_json::from_str(include_str!("../golden/signing.json")).unwrap();
    let form_2: Signing = serde_json::from_str(include_str!("../golden/signing-2.json")).unwrap();
    let texts = Texts::read("en", &[include_str!("../golden/texts.json")]).unwrap();
    let logo = include_bytes!("../golden/logo.png");
    let letterhead = Letterhead::read(include_str!("../golden/letterhead.toml"), logo).unwrap();
    let adult = "00000000-0001-7000-8000-000000000011".parse().unwrap();
    let as_sealed = Agreement::from_json(agreement).unwrap();
    let mut in_scripts = as_sealed.clone();
    in_scripts.blocks.last_mut().unwrap().text = SCRIPTS.into();
    let papers = [
        (&as_sealed, &form_1, None),
        (&as_sealed, &form_2, None),
        (&as_sealed, &form_2, Some(adult)),
        (&in_scripts, &form_1, None),
    ];
    let digests = papers.map(|(composed, signing, reader)| {
        let paper = Paper {
            agreement: composed,
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
