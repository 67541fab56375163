//! A plan and a sitting become a PDF with the same pages as in the product, drawn with krilla.

use anyhow::Result;
use bench::{drawn_with_krilla, given};

fn main() -> Result<()> {
    given::from_command_line(drawn_with_krilla)
}
