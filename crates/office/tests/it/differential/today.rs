//! What needs somebody, and lists that are narrowed.

use super::told;
use ipc::office::today::Need;
use office::Store;
use office::store::{By, Narrow, Wanted};

/// All that the start page leads to, and agreements of a kind.
pub(super) fn of(store: &Store, by: By<'_>) -> String {
    let on = by.now.date_naive();
    let mut all = told(store.today(by, on));
    for need in Need::ALL {
        all += &told(store.needing(by, need, on, None, Some(3)));
    }
    let narrow = |words: &str, outcome: &str| Narrow {
        words: words.into(),
        outcome: Some(outcome.into()),
        to: Some(on),
        ..Narrow::default()
    };
    for narrow in [narrow("", "signs"), narrow("sam", "signs"), narrow("a", "does_not_agree")] {
        all += &told(store.agreements(by, &Wanted::Narrowed(narrow), None, None));
    }
    all + &told(store.news(by, by.now - chrono::TimeDelta::seconds(30)))
}
