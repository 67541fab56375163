//! Words that move from an answer that is not shown to one that is: the reason for showing something private stays behind.

use plan::Plan;
use plan::field::Field;
use plan::guards::{self, Guard};
use plan::questions::{Pick, Question};

use crate::bound_answers::type_text;
use crate::kept_reasons::{NUMBER, asking, pick, shown};

/// Questions with words: some are in the agreement, some only once something is picked or shared, some never.
fn answered(plan: &Plan) -> Vec<Question> {
    let (dean, tia, goal) = (plan.adults[1].id, plan.children[0].id, plan.goals[0].id);
    let help = Question::help_for(dean);
    let of_dean = [
        Question::WayThrough,
        Question::Language,
        Question::LegalAdvice,
        Question::Schemes,
        Question::SafeToTalk,
    ];
    let of_tia = [Question::VoiceGood, Question::VoiceWishes, Question::VoiceSeen, Question::VoiceWriter];
    let of_all = [
        Question::StrategyDiscussion,
        Question::CaseReference,
        Question::PoliceReference,
        Question::Overhear,
    ];
    let later = [Question::CanDo(goal), Question::TimeOffered, Question::Holds, Question::AfterClosing];
    let last = [Question::PoliceOutcome, Question::Ready, Question::Agencies];
    let of_people = of_dean.map(|it| it(dean)).into_iter().chain(help).chain(of_tia.map(|it| it(tia)));
    of_people.chain(of_all).chain(later).chain(last).collect()
}

/// The same words in the same order are not the same to everybody who reads.
#[test]
fn no_reason_goes_along_when_words_move_to_where_they_are_shown() {
    let mut plan = asking();
    plan.answers.retain(|answer| matches!(answer.question, Question::SourceOfHarm(_)));
    plan.goals.truncate(1);
    plan.goals[0].own_words = String::new();
    plan.promises.clear();
    let (kelly, dean) = (plan.adults[0].id, plan.adults[1].id);
    pick(&mut plan, Question::Interpreter(dean), Pick::Offered);
    let reason = Question::Kept(Guard::WithheldShown(kelly));
    let (mut hidden, mut opened) = (0, 0);
    for from in answered(&plan) {
        let mut given = plan.clone();
        type_text(&mut given, Field::Words(from), NUMBER);
        type_text(&mut given, Field::Words(reason), "Kelly asked for it herself");
        let before = shown(&given, kelly);
        hidden += usize::from(before.is_empty());
        type_text(&mut given, Field::Words(from), "");
        for to in answered(&plan) {
            let mut moved = given.clone();
            type_text(&mut moved, Field::Words(to), NUMBER);
            let now = shown(&moved, kelly);
            let is_settled = guards::is_settled(Guard::WithheldShown(kelly), &moved);
            assert!(!is_settled || now.is_subset(&before), "{from:?} to {to:?}: {now:?}");
            assert!(from != to || is_settled, "{from:?}: as it was");
            opened += usize::from(!is_settled);
        }
    }
    assert!(hidden > 10 && opened > 100, "{hidden}, {opened}");
}
