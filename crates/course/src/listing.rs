//! The worker's plans in the order in which they look for them: what a family is still owed, what is being written, then who
//! is met next. What was put away and what is for practice stand apart.

use chrono::NaiveDate;
use ipc::visit::{PlanCard, PlanState};
use plan::names;

/// So many plans are looked through by eye; with more there is a field to search in.
pub const FEW: usize = 7;

/// The plans, each in one of these.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Listing {
    /// A copy was promised for later.
    pub owed: Vec<PlanCard>,
    /// Not agreed yet, the one changed last first.
    pub written: Vec<PlanCard>,
    /// Agreed, the next meeting first; behind them those whose meeting is over, then those without one.
    pub agreed: Vec<PlanCard>,
    /// For practice.
    pub practice: Vec<PlanCard>,
    /// Put away by the worker.
    pub put_away: Vec<PlanCard>,
}

impl Listing {
    /// Of plans whose last changed comes first, as they stand on a day.
    pub fn of(cards: impl IntoIterator<Item = PlanCard>, today: Option<NaiveDate>) -> Self {
        let mut all = Self::default();
        for card in cards {
            let group = match card.state {
                // Putting a plan away does not give a family its copy.
                _ if card.is_owed && !card.practice => &mut all.owed,
                _ if card.put_away => &mut all.put_away,
                _ if card.practice => &mut all.practice,
                PlanState::Draft | PlanState::Signing => &mut all.written,
                PlanState::Sealed | PlanState::Safe => &mut all.agreed,
            };
            group.push(card);
        }
        let is_over = |day: Option<NaiveDate>| day.zip(today).is_some_and(|(day, today)| day < today);
        all.agreed.sort_by_key(|card| (card.meeting.is_none(), is_over(card.meeting), card.meeting));
        all
    }
}

/// Whether a plan is one that these words look for: each of them stands in its title or in a child's name, however it is
/// spelled there.
pub fn is_found(card: &PlanCard, words: &str) -> bool {
    let said: Vec<String> =
        card.children.iter().chain([&card.title]).map(|text| names::folded(text)).collect();
    words.split_whitespace().map(names::folded).all(|word| said.iter().any(|text| text.contains(&word)))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use plan::ids::PlanId;

    use super::*;

    fn card(n: u8, title: &str, state: PlanState) -> PlanCard {
        PlanCard {
            plan: PlanId::new(u64::from(n), &[n; 10]),
            title: title.to_owned(),
            children: Vec::new(),
            changed_at: DateTime::default(),
            state,
            meeting: None,
            practice: false,
            put_away: false,
            is_owed: false,
            office: None,
            goes_on_from: None,
        }
    }

    fn titles(cards: &[PlanCard]) -> Vec<&str> {
        cards.iter().map(|card| card.title.as_str()).collect()
    }

    #[test]
    fn what_is_owed_comes_first_and_then_who_is_met_next() {
        let met = |n, title, day: Option<u32>| PlanCard {
            meeting: day.and_then(|day| NaiveDate::from_ymd_opt(2026, 12, day)),
            ..card(n, title, PlanState::Safe)
        };
        let plans = [
            met(10, "was on the first", Some(1)),
            card(1, "new", PlanState::Draft),
            met(2, "never", None),
            met(3, "late", Some(18)),
            met(4, "soon", Some(4)),
            PlanCard { is_owed: true, ..met(5, "owed", Some(30)) },
            PlanCard { practice: true, ..card(6, "made up", PlanState::Draft) },
            PlanCard { put_away: true, ..met(7, "over", Some(1)) },
            PlanCard { put_away: true, is_owed: true, ..met(9, "away and owed", None) },
            card(8, "older", PlanState::Signing),
        ];
        let all = Listing::of(plans, NaiveDate::from_ymd_opt(2026, 12, 3));
        assert_eq!(titles(&all.owed), ["owed", "away and owed"]);
        assert_eq!(titles(&all.written), ["new", "older"]);
        assert_eq!(titles(&all.agreed), ["soon", "late", "was on the first", "never"]);
        assert_eq!(titles(&all.practice), ["made up"]);
        assert_eq!(titles(&all.put_away), ["over"]);
    }

    #[test]
    fn a_plan_is_found_by_any_name_however_it_is_spelled() {
        let mut marsh = card(1, "The Marsh family", PlanState::Draft);
        marsh.children = vec!["Żofia Wiśniewska-Pugh".into()];
        for words in ["marsh", "zofia", "WISNIEWSKA", "fam zof", "", "  "] {
            assert!(is_found(&marsh, words), "{words}");
        }
        for words in ["harper", "marsh harper"] {
            assert!(!is_found(&marsh, words), "{words}");
        }
    }
}
