//! The agreement in a family's own language, as far as people have translated it. What a worker or a family typed stays
//! as it was typed; a block that holds any of it, or any sentence without a translation, stands in English.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::agreement::{Agreement, BlockId};
use crate::languages::{goal_words, marked, untranslated};
use crate::model::plan::Plan;
use crate::model::questions::Question;
use crate::texts::{Language, Texts};

/// Blocks of one agreement in another language, by the ids they have there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The language.
    pub language: Language,
    /// The version of its fixed texts.
    pub texts: String,
    /// The blocks that are wholly translated.
    pub blocks: BTreeMap<BlockId, String>,
}

/// What of an agreement can be read in the language of these texts.
pub fn translation(plan: &Plan, agreement: &Agreement, texts: &Texts) -> Translation {
    let theirs = super::agreement(&typed_words_marked(plan, texts), texts, agreement.made_on);
    let is_translated = |id: &BlockId, text: &str| {
        let english = agreement.block(id).map(|block| block.text.as_str());
        english.is_some_and(|english| english != text) && !untranslated(text)
    };
    let blocks = theirs.blocks.into_iter().filter(|block| is_translated(&block.id, &block.text));
    Translation {
        language: texts.language.clone(),
        texts: texts.version.clone(),
        blocks: blocks.map(|block| (block.id, block.text)).collect(),
    }
}

/// The plan with the mark of what is not translated before everything that was typed, names and numbers apart.
fn typed_words_marked(plan: &Plan, texts: &Texts) -> Plan {
    let bound = plan.bound_answers();
    let mut plan = plan.clone();
    for goal in &mut plan.goals {
        if goal_words(goal, texts).is_none() {
            mark(&mut goal.what);
            mark(&mut goal.how_often);
        }
        mark(&mut goal.help);
        mark(&mut goal.aim);
        mark(&mut goal.own_words);
        goal.steps.iter_mut().for_each(|step| mark(&mut step.what));
    }
    for concern in &mut plan.concerns {
        mark(&mut concern.words);
        mark(&mut concern.seen);
    }
    plan.promises.iter_mut().for_each(|promise| mark(&mut promise.what));
    for supporter in &mut plan.supporters {
        mark(&mut supporter.offers);
        mark(&mut supporter.relationship);
    }
    plan.adults.iter_mut().for_each(|adult| mark(&mut adult.relationship));
    let words = plan.answers.iter_mut().filter(|it| it.question != Question::CaseReference);
    words.for_each(|answer| mark(&mut answer.words));
    mark(&mut plan.review.place);
    // They were given for these words, not for other ones.
    plan.bind_anew(&bound);
    plan
}

fn mark(words: &mut String) {
    if !words.trim().is_empty() {
        *words = marked(words);
    }
}
