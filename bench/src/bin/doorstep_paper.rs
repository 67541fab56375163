//! A plan and a sitting become a PDF as in the product, and nothing else: what the product's own, larger program needs
//! beside that is seen in the difference.

use anyhow::Result;
use bench::given;
use document::{Kind, Letterhead, Paper, Print, render};

fn main() -> Result<()> {
    given::from_command_line(|given| {
        let paper = Paper {
            agreement: &given.agreement,
            hash: given.hash,
            signing: Some(&given.signing),
            kind: Kind::Full,
            print: Print::Standard,
            reader: None,
            lead: &Letterhead::brindlewood(),
            with: Some(&Letterhead::northmere()),
            texts: &given.texts,
        };
        Ok(render(&paper)?.bytes)
    })
}
