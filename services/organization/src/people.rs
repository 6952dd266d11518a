//! Who belongs to an organization: the decisions, without a database.

use std::collections::BTreeMap;

use contracts::{
    Millis, UserId,
    organization::{Member, Owner, Role},
};

/// Somebody as the organization knows them. Whoever left is remembered, so that older news do not bring them back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub user_id: UserId,
    /// `None`: they were gone before they were ever heard of.
    pub login: Option<String>,
    pub name: Option<String>,
    pub avatar_url: Option<String>,
    /// `None`: they do not belong.
    pub role: Option<Role>,
    /// Whether they have signed in to Foundry, now or when they belonged.
    pub linked: bool,
    /// When GitHub said so.
    pub observed_at: Millis,
}

impl Person {
    /// Nothing is known of them yet.
    pub fn unheard_of(user_id: UserId) -> Self {
        let (login, name, avatar_url, role) = Default::default();
        Self { user_id, login, name, avatar_url, role, linked: false, observed_at: Millis::MIN }
    }

    /// GitHub has said that they belong. Of news of the same moment the last holds.
    pub fn belongs(&mut self, member: Member, observed_at: Millis) {
        if observed_at < self.observed_at {
            return;
        }
        self.login = Some(member.login);
        // GitHub's lists leave names out, which does not mean that there is none.
        self.name = member.name.or_else(|| self.name.take());
        self.avatar_url = member.avatar_url.or_else(|| self.avatar_url.take());
        self.role = Some(member.role);
        self.observed_at = observed_at;
    }

    /// GitHub has said that they do not belong.
    pub fn leaves(&mut self, observed_at: Millis) {
        if observed_at >= self.observed_at {
            self.role = None;
            self.observed_at = observed_at;
        }
    }

    /// They have signed in, which says nothing of whether they belong.
    pub fn signs_in(&mut self) {
        self.linked = true;
    }

    /// As others see them, if they belong.
    pub fn member(&self) -> Option<Member> {
        Some(Member {
            user_id: self.user_id.clone(),
            login: self.login.clone()?,
            name: self.name.clone(),
            avatar_url: self.avatar_url.clone(),
            role: self.role?,
            linked: self.linked,
        })
    }

    /// As the owner of a task, if they belong.
    pub fn owner(&self) -> Option<Owner> {
        let Member { user_id, login, avatar_url, .. } = self.member()?;
        Some(Owner { user_id, login, avatar_url })
    }
}

/// What became of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub before: Person,
    pub after: Person,
}

impl Change {
    pub fn is_any(&self) -> bool {
        self.before != self.after
    }

    /// Whether it is more than the same heard again.
    pub fn is_news(&self) -> bool {
        Person { observed_at: self.after.observed_at, ..self.before.clone() } != self.after
    }

    /// Whether others see it.
    pub fn is_seen(&self) -> bool {
        self.before.member() != self.after.member()
    }

    /// Whether they must be told what they are here.
    pub fn concerns_them(&self) -> bool {
        self.after.linked && (self.before.role != self.after.role || !self.before.linked)
    }

    pub fn has_joined(&self) -> bool {
        self.before.role.is_none() && self.after.role.is_some()
    }

    pub fn has_left(&self) -> bool {
        self.before.role.is_some() && self.after.role.is_none()
    }
}

/// The people that one piece of news is about, each as they were and as they are.
#[derive(Default)]
pub struct Roster(BTreeMap<UserId, Change>);

impl Roster {
    pub fn new(known: Vec<Person>) -> Self {
        let mut roster = Self::default();
        known.into_iter().for_each(|person| roster.add(person));
        roster
    }

    /// Adds somebody as they are known, unless they are there already.
    pub fn add(&mut self, person: Person) {
        let unchanged = |person: Person| Change { before: person.clone(), after: person };
        self.0.entry(person.user_id.clone()).or_insert_with(|| unchanged(person));
    }

    /// Somebody as they are now.
    pub fn person(&mut self, user_id: &UserId) -> &mut Person {
        self.add(Person::unheard_of(user_id.clone()));
        &mut self.0.get_mut(user_id).expect("they were added, if they were not there").after
    }

    /// What is to be stored.
    pub fn changes(self) -> Vec<Change> {
        self.0.into_values().filter(Change::is_any).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::member;

    fn bob() -> UserId {
        UserId::for_number(7)
    }

    fn known(observed_at: Millis) -> Person {
        let mut person = Person::unheard_of(bob());
        person.belongs(Member { name: Some("Bob".into()), ..member(7, "bob") }, observed_at);
        person
    }

    fn change(from: &Person, happens: impl FnOnce(&mut Person)) -> Change {
        let mut after = from.clone();
        happens(&mut after);
        Change { before: from.clone(), after }
    }

    #[test]
    fn the_newest_news_hold_and_of_equals_the_last() {
        let mut person = known(10);
        person.leaves(9);
        assert_eq!(person, known(10));
        person.leaves(10);
        assert_eq!(person.role, None);
        person.belongs(member(7, "bob"), 9);
        assert_eq!((person.role, person.observed_at), (None, 10));
        person.belongs(member(7, "bob"), 10);
        assert_eq!(person.role, Some(Role::Member));
    }

    #[test]
    fn who_was_gone_before_they_were_heard_of_is_not_brought_in_by_older_news() {
        let mut person = Person::unheard_of(bob());
        person.leaves(10);
        person.belongs(member(7, "bob"), 9);
        assert_eq!((person.member(), person.observed_at), (None, 10));
    }

    #[test]
    fn a_list_without_names_takes_no_names_away() {
        let mut person = known(10);
        person.belongs(member(7, "bobby"), 11);
        assert_eq!((person.login.as_deref(), person.name.as_deref()), (Some("bobby"), Some("Bob")));
    }

    #[test]
    fn the_same_heard_again_is_stored_but_no_news() {
        let again = change(&known(10), |person| person.belongs(member(7, "bob"), 11));
        assert!(again.is_any() && !again.is_news() && !again.is_seen());
        let same = change(&known(10), |person| person.belongs(member(7, "bob"), 10));
        assert!(!same.is_any());
    }

    #[test]
    fn only_who_has_signed_in_is_told() {
        let left = change(&known(10), |person| person.leaves(11));
        assert!(left.has_left() && left.is_seen() && !left.concerns_them());
        let signed_in = change(&known(10), Person::signs_in);
        assert!(signed_in.concerns_them() && signed_in.is_seen());
        let renamed = change(&signed_in.after, |person| person.belongs(member(7, "bobby"), 11));
        assert!(renamed.is_seen() && !renamed.concerns_them());
        let promoted = Member { role: Role::Admin, ..member(7, "bob") };
        assert!(change(&signed_in.after, |person| person.belongs(promoted, 11)).concerns_them());
    }

    #[test]
    fn who_comes_back_is_still_linked() {
        let mut person = known(10);
        person.signs_in();
        person.leaves(11);
        assert_eq!(person.owner(), None);
        person.belongs(member(7, "bob"), 12);
        assert!(person.member().is_some_and(|member| member.linked));
    }
}
