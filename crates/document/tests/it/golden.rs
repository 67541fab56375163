//! The bytes of a paper last: what was sealed can be made again from its parts. A change here, also one that comes with
//! another version of a library, asks for another [`document::RENDERER`].

use document::{Kind, Letterhead, Paper, Print, RENDERER, render};
use plan::{Agreement, AgreementHash, Signing, Texts};
use sha2::{Digest, Sha256};

const GOLDEN: &str = "doorstep-document 12";
/// A sitting of form 1, one of form 2, the copy of it for the adult, and words of scripts that are set in their own ways.
const PAPERS: [&str; 4] = [
    "e28f0612e1d0bd19d3b530c7b90bac4aa2a375372a626e4cbd9abf85bb915e45",
    "66f0a22d88f3f0419dda752930e38d58933146777bc11cc50bf561aafd8a40cb",
    "4941419bd4e9d800a9a568f1dbd88ad6a82100b692b319b0e1f784d1e64d0909",
    "43c7b2563fce927f31749ace9cc664e6695119c3dac8f222b705b1f41951bd97",
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
