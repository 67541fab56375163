//! The bytes of a paper last: what was sealed can be made again from its parts. A change here, also one that comes with
//! another version of a library, asks for another [`document::RENDERER`].

use document::{Kind, Letterhead, Paper, Print, RENDERER, render};
use plan::{Agreement, AgreementHash, Signing, Texts};
use sha2::{Digest, Sha256};

const GOLDEN: &str = "doorstep-document 7";
/// A sitting of form 1, one of form 2, the copy of it for the adult, and words of scripts that are set in their own ways.
const PAPERS: [&str; 4] = [
    "1cdbe5bb16ab2809bf9f335bfe1d1934ce5a9091bec8b8fa24ee1d4d4ac23faf",
    "5d622f39bf994bf3495413204013dae296111f238076f3c65d6f0dddd9cc63da",
    "0a6f3d445a6e9a88b0c7216659a00943c2360ac54ba479966bfd10fb35e9fcb0",
    "c50ebaf060bab3f1f91ac212514a7fff48667f15bf17eaed0ade452c8493da2e",
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
