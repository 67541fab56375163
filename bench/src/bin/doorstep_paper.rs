//! A plan and a sitting become a PDF as in the product, and nothing else: what the product's own, larger program needs
//! beside that is seen in the difference.

use anyhow::Result;
use bench::{as_in_the_product, given};

fn main() -> Result<()> {
    given::from_command_line(as_in_the_product)
}
