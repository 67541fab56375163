//! What a reason or a permission was given for. It stands for that and nothing else: where the matter has changed since, it
//! is asked again. Kept with the answer as a hash, so that nothing private is written twice.

use crate::hash::{MatterHash, Parts};
use crate::ids::{GoalId, PersonId};
use crate::model::content::Pace;
use crate::model::people::Adult;
use crate::model::plan::Plan;
use crate::model::questions::{About, Answer, Guard, Pick, Question};

impl Question {
    /// Whether an answer to it is for the matter as it stood when it was given.
    pub const fn is_bound(self) -> bool {
        matches!(self, Self::Kept(_) | Self::VoiceShare(_))
    }
}

impl Plan {
    /// What an answer to a bound question would be for, as the plan stands now; nothing for other questions.
    pub fn matter(&self, question: Question) -> Option<MatterHash> {
        let mut parts = Parts::of("doorstep matter 1");
        if let Question::VoiceShare(child) = question {
            self.put_voice(&mut parts, child);
        } else if let Question::Kept(guard) = question {
            self.put_guard(&mut parts, guard);
        }
        question.is_bound().then(|| MatterHash::of(&parts))
    }

    /// Whether an answer is for the matter as it stands now. An answer to a question that is not bound always is.
    pub fn is_still_for(&self, answer: &Answer) -> bool {
        !answer.question.is_bound() || answer.of == self.matter(answer.question)
    }

    fn put_guard(&self, parts: &mut Parts, guard: Guard) {
        parts.put(guard.key().as_bytes());
        match guard {
            Guard::NoContact(goal)
            | Guard::MovesChildOut(goal)
            | Guard::NoPerson(goal)
            | Guard::HelpNotPromised(goal)
            | Guard::HarmHidden(goal)
            | Guard::ChildNoVictim(goal)
            | Guard::AskColleague(goal) => self.put_goal(parts, goal),
            Guard::TooManyNow => {
                let now = self.goals.iter().filter(|goal| goal.pace == Pace::Now);
                now.for_each(|goal| parts.put(goal.id.as_bytes()));
            }
            Guard::TooManyGoals => self.goals.iter().for_each(|goal| parts.put(goal.id.as_bytes())),
            Guard::ReviewTooLate => {
                let offered = self.answer(Question::TimeOffered).and_then(|answer| answer.on);
                for day in [self.review.on, offered] {
                    parts.put(day.map(|day| day.to_string()).unwrap_or_default().as_bytes());
                }
            }
            Guard::VoiceShown(child) => self.put_voice(parts, child),
            Guard::WithheldShown(person) => self.put_withheld(parts, person),
            Guard::OfferWorded(helper) => {
                let helper = self.supporter(helper);
                let said = helper.map_or(["", ""], |it| [&it.name, &it.offers]);
                said.iter().for_each(|text| parts.put(text.trim().as_bytes()));
                self.put_harm(parts);
            }
            Guard::PromiseWorded(promise) => {
                let what = self.promise(promise).map_or("", |it| &it.what);
                parts.put(what.trim().as_bytes());
                self.put_harm(parts);
            }
        }
    }

    /// Who does what with a goal, and from whom the harm comes.
    fn put_goal(&self, parts: &mut Parts, goal: GoalId) {
        let Some(goal) = self.goal(goal) else { return };
        match goal.who.and_then(|who| self.adult(who)) {
            Some(adult) => self.put_adult(parts, adult),
            None => parts.put(b""),
        }
        for text in [&goal.what, &goal.how_often, &goal.help] {
            parts.put(text.trim().as_bytes());
        }
        goal.steps.iter().for_each(|step| parts.put(step.what.trim().as_bytes()));
        // Reasons that were given before there was an aim stay for what they were given.
        if !goal.aim.trim().is_empty() {
            parts.put(b"so that");
            parts.put(goal.aim.trim().as_bytes());
        }
        self.put_harm(parts);
    }

    fn put_harm(&self, parts: &mut Parts) {
        parts.put(b"harm by");
        let harmful =
            self.adults.iter().filter(|it| self.picked(Question::SourceOfHarm(it.id)) == Some(Pick::Yes));
        harmful.for_each(|adult| self.put_adult(parts, adult));
        // Reasons of earlier forms stay for what they were given: there it was one text, most often an empty one.
        parts.put(self.harm_by.trim().as_bytes());
        for name in self.harmful_outsiders() {
            parts.put(b"outsider");
            parts.put(name.as_bytes());
        }
    }

    /// An adult's name, and which adult that is where the name does not tell: a father and a son can have the same.
    fn put_adult(&self, parts: &mut Parts, adult: &Adult) {
        let name = adult.name.trim();
        parts.put(name.as_bytes());
        if name.is_empty() || self.adults.iter().any(|it| it.id != adult.id && it.name.trim() == name) {
            parts.put(adult.id.as_bytes());
        }
    }

    fn put_voice(&self, parts: &mut Parts, child: PersonId) {
        let said = [Question::VoiceGood, Question::VoiceWorries, Question::VoiceWishes, Question::VoiceSeen];
        said.iter().for_each(|question| parts.put(self.said(question(child)).trim().as_bytes()));
    }

    /// What is withheld, and every text that could show it: whatever is typed anew or elsewhere is looked at anew.
    fn put_withheld(&self, parts: &mut Parts, person: PersonId) {
        let Some(adult) = self.adult(person) else { return };
        for text in
            [&adult.address, &adult.phone].into_iter().map(String::as_str).chain(self.read_by_family())
        {
            parts.put(text.trim().as_bytes());
        }
        self.put_answers(parts);
        self.put_shown(parts, person);
    }

    /// What was answered, and to what: some of it is shown and some is not, and words can be moved from there to here.
    fn put_answers(&self, parts: &mut Parts) {
        for Answer { question, words, .. } in &self.answers {
            if question.is_bound() || words.trim().is_empty() {
                continue;
            }
            parts.put(question.key().as_bytes());
            match question.about() {
                About::Person(person) => parts.put(person.as_bytes()),
                About::Goal(goal) => parts.put(goal.as_bytes()),
                About::Promise(promise) => parts.put(promise.as_bytes()),
                About::Plan => {}
            }
            parts.put(words.trim().as_bytes());
        }
    }

    /// What decides, beside the words, whether they are shown: a pick can show what was typed long ago. Where none of it is
    /// in the plan nothing is put, so that reasons that were given before stay.
    fn put_shown(&self, parts: &mut Parts, person: PersonId) {
        for child in self.children.iter().filter(|child| self.shows_voice(child.id)) {
            parts.put(b"shared");
            parts.put(child.id.as_bytes());
        }
        for adult in &self.adults {
            if adult.withheld && adult.id != person {
                parts.put(b"withheld");
                parts.put(adult.id.as_bytes());
            }
            for help in Question::help_for(adult.id) {
                let is_shown = self.picked(help).is_some_and(|pick| pick != Pick::NotNeeded);
                if !is_shown && !self.said(help).trim().is_empty() {
                    parts.put(help.key().as_bytes());
                    parts.put(adult.id.as_bytes());
                }
            }
        }
    }

    /// Every text that somebody typed and a family reads, beside what was answered.
    fn read_by_family(&self) -> impl Iterator<Item = &str> {
        let goals = self.goals.iter().flat_map(|goal| {
            let steps = goal.steps.iter().map(|step| &step.what);
            [&goal.what, &goal.how_often, &goal.help, &goal.aim, &goal.own_words].into_iter().chain(steps)
        });
        let concerns = self.concerns.iter().flat_map(|concern| [&concern.words, &concern.seen]);
        let children =
            self.children.iter().flat_map(|child| [&child.name, &child.school, &child.health_visitor]);
        let supporters =
            self.supporters.iter().flat_map(|it| [&it.name, &it.relationship, &it.phone, &it.offers]);
        let others = [&self.title, &self.address, &self.review.place, &self.contact_line];
        let adults = self.adults.iter().flat_map(|it| [&it.name, &it.relationship, &it.address, &it.phone]);
        let workers = self.workers.iter().flat_map(|it| [&it.name, &it.phone, &it.rank, &it.collar]);
        let contacts = self.contacts.iter().flat_map(|it| [&it.name, &it.phone]);
        let promises = self.promises.iter().map(|promise| &promise.what);
        let people = children.chain(adults).chain(workers).chain(contacts).chain(supporters);
        let all = goals.chain(concerns).chain(people).chain(others);
        all.chain(promises).map(String::as_str)
    }
}
