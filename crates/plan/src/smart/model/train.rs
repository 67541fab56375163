//! Trains the weights from the labelled texts in `tests/data/smart` and holds the committed ones to that. With
//! `WRITE_GOLDEN` set they are written anew.
//!
//! A linear support vector machine by coordinate descent (Hsieh and others, 2008), in whole numbers and in an order that is
//! always the same. What it learns from is in `examples`.

mod examples;

use std::fs;
use std::path::Path;

use super::marks::BUCKETS;
use super::{STEPS, share};
use examples::{Example, examples};

const ROUNDS: usize = 6;

/// How many halves of one a wording counts for that stays on the wrong side.
const PATIENCE: i64 = 6;

#[test]
fn the_weights_are_what_training_gives() {
    let examples = examples();
    assert!(examples.len() > 5000);
    let bytes: Vec<u8> = (0..2).flat_map(|guard| trained(&examples, guard)).collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/words/harm-weights.bin");
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        fs::write(&file, &bytes).unwrap();
    }
    assert!(fs::read(&file).unwrap() == bytes, "other weights than training gives: see smart/model/train.rs");
}

/// The weights of one guard, a byte each.
fn trained(examples: &[Example], guard: usize) -> Vec<u8> {
    const ONE: i64 = 1 << 20;
    let all: Vec<(&[usize], i64)> = examples
        .iter()
        .filter_map(|it| Some((it.marks.as_slice(), if it.wanted[guard]? { 1 } else { -1 })))
        .collect();
    let mut weights = vec![0_i64; BUCKETS];
    let mut held = vec![0_i64; all.len()];
    let mut order: Vec<usize> = (0..all.len()).collect();
    let mut dice = 1_u64;
    for _ in 0..ROUNDS {
        for last in (1..order.len()).rev() {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(last, usize::try_from((dice >> 33) % (last as u64 + 1)).unwrap());
        }
        for at in &order {
            let (marks, sign) = all[*at];
            let share = share(marks.len());
            let sum: i64 = marks.iter().map(|mark| weights[*mark]).sum();
            let error = sign * (sum * share / super::ONE) - ONE + held[*at] / PATIENCE;
            let now = (held[*at] - error * PATIENCE / (PATIENCE + 1)).max(0);
            let step = (now - held[*at]) * sign * share / super::ONE;
            held[*at] = now;
            for mark in marks {
                weights[*mark] += step;
            }
        }
    }
    let byte = |weight: i64| (weight * STEPS / ONE).clamp(-127, 127) as i8;
    weights.into_iter().map(|weight| byte(weight).cast_unsigned()).collect()
}
