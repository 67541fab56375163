//! Who does it: the people before a joining word, "Kelly, Dean and her mum will". What is done is not here.

use std::ops::Range;

use super::who::Who::{self, Word};
use super::who::{Item, is_word};
use super::words::Gap;

/// Words that begin a part of a sentence that only says when, why or what is agreed.
pub(super) const BESIDE: [&str; 23] = [
    "if", "when", "whenever", "once", "unless", "while", "where", "after", "before", "because", "so",
    "until", "till", "that", "whether", "should", "case", "what", "how", "who", "which", "time", "as",
];

/// Those with whom a sentence begins.
pub(super) fn leading(items: &[Item], sentence: Range<usize>) -> Range<usize> {
    let ends = |at: &usize| items.get(*at).is_none_or(|it| !it.is_somebody() || it.owns);
    let end = sentence.clone().find(ends).unwrap_or(sentence.end);
    sentence.start..end
}

/// Who does it behind a condition, where no "will" says so: "If Dean drinks he rings his sponsor".
pub(super) fn behind_a_condition(items: &[Item], sentence: Range<usize>) -> Option<Range<usize>> {
    const CONDITIONS: [&str; 5] = ["if", "when", "whenever", "should", "once"];
    if !CONDITIONS.iter().any(|word| is_word(items, sentence.start, word)) {
        return None;
    }
    let is_doer = |at: &usize| {
        items.get(*at).is_some_and(|it| {
            let is_subject_form = matches!(it.small.as_str(), "he" | "she" | "i" | "we" | "they");
            it.is_somebody() && !it.owns && (it.gap == Gap::Comma || is_subject_form)
        }) && items.get(at + 1).is_some_and(|it| it.who == Word && it.gap == Gap::Space)
            && !["and", "or", "that", "who", "to"].iter().any(|word| is_word(items, at + 1, word))
            && !BESIDE.iter().any(|word| at.checked_sub(1).is_some_and(|before| is_word(items, before, word)))
    };
    let first = sentence.clone().find(|at| items.get(*at).is_some_and(Item::is_somebody))?;
    (first + 2..sentence.end).find(is_doer).map(|at| at..at + 1)
}

/// Those with whom a sentence begins, where only a few words that begin nothing of their own stand between them and a joining word.
pub(super) fn leading_in_one_breath(items: &[Item], before: Range<usize>) -> Option<Range<usize>> {
    let them = leading(items, before.clone());
    let between = items.get(them.end..before.end)?;
    let is_more = |it: &Item| {
        it.gap == Gap::Space && it.who == Word && !BESIDE.contains(&it.small.as_str()) && it.small != "by"
    };
    // "Dean turning up must be reported": something is done about him.
    let is_done_to =
        is_word(items, before.end + 1, "be") || between.first().is_some_and(|it| it.small.ends_with("ing"));
    (!is_done_to && !them.is_empty() && between.len() <= 4 && between.iter().all(is_more)).then_some(them)
}

/// The people right before a joining word: "Kelly, Dean and her mum".
pub(super) fn subject_before(items: &[Item], start: usize, join: usize) -> Range<usize> {
    const BETWEEN: [&str; 15] = [
        "and", "or", "nor", "neither", "each", "both", "also", "then", "all", "now", "still", "always",
        "who", "of", "one",
    ];
    const ADVERBS: [&str; 8] = ["each", "both", "also", "then", "all", "now", "still", "always"];
    // "Kelly will not see Dean and will ring Jo": it is still her.
    let one_of = |at: usize, list: &[&str]| list.iter().any(|word| is_word(items, at, word));
    let said = (start..join).rev().find(|at| !one_of(*at, &ADVERBS));
    if said.is_some_and(|at| at > start && one_of(at, &["and", "or", "nor", "but"])) {
        return join..join;
    }
    let mut from = join;
    let mut and = false;
    while from > start {
        let Some(item) = items.get(from - 1) else { break };
        let is_between = item.who == Word && BETWEEN.contains(&item.small.as_str());
        if !(item.is_somebody() || is_between) || item.gap == Gap::Sentence && from - 1 > start {
            break;
        }
        // Past a comma only in a list.
        let comma = items.get(from).is_some_and(|it| it.gap == Gap::Comma) && from < join;
        if comma && !and {
            break;
        }
        // "Tell her husband he cannot": two people side by side are not one.
        let is_he =
            items.get(from).is_some_and(|it| matches!(it.who, Who::Pronoun(_)) && it.gap == Gap::Space);
        if is_he && from < join && item.is_somebody() && !and {
            break;
        }
        and |= is_word(items, from - 1, "and") || is_word(items, from - 1, "nor");
        from -= 1;
    }
    while from < join && items.get(from).is_some_and(|it| it.who == Word && it.small != "both") {
        from += 1;
    }
    // "Any failure to protect them from Dean will": he does nothing here.
    let is_begun_by_nobody = items.get(start).is_none_or(|it| !it.is_somebody() || it.owns);
    if from > start && from < join && is_begun_by_nobody && one_of(from - 1, &["from", "against", "towards"])
    {
        return join..join;
    }
    // "Kelly, with help from Jo Bell, will": those who help are not those who do it.
    let helped = from
        .checked_sub(1)
        .filter(|it| *it >= start && from < join)
        .is_some_and(|it| ["with", "from", "of", "alongside"].iter().any(|word| is_word(items, it, word)));
    let comma_after = items.get(join).is_some_and(|it| it.gap == Gap::Comma);
    if helped && (comma_after || items.get(start).is_some_and(|it| it.is_somebody() && !it.owns)) {
        let end =
            (start..from).find(|at| items.get(*at).is_some_and(|it| it.who == Word && it.small != "and"));
        return start..end.unwrap_or(from);
    }
    from..join
}

/// "Kelly will not meet Dean and I will": whom the one before does something with does nothing here.
pub(super) fn without_an_object(items: &[Item], subject: Range<usize>) -> Range<usize> {
    let is_object = subject.start.checked_sub(1).and_then(|at| items.get(at)).is_some_and(|before| {
        before.who == Word
            && !BESIDE.contains(&before.small.as_str())
            && !matches!(before.small.as_str(), "and" | "but" | "then" | "or" | "both" | "sure")
    });
    let is_near = items.get(subject.start).is_some_and(|it| it.gap == Gap::Space);
    let and = subject.clone().rev().find(|at| is_word(items, *at, "and"));
    match and {
        Some(and) if is_object && is_near => and + 1..subject.end,
        _ => subject,
    }
}
