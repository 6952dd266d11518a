//! What is known counts as long as every change of it is received.

use std::time::Duration;

use contracts::{organization::Role, user::AccessRead};

use super::*;
use crate::identity::testing;

fn hash(number: usize) -> CredentialHash {
    format!("{number:064}").parse().expect("an id")
}

fn said(id: &str, revision: i64) -> user::Person {
    let access = testing::access(&[("acme", Role::Member)]);
    let (user_id, login) = (id.parse().expect("an id"), "ada".to_owned());
    user::Person { user_id, login, credential: testing::sign_in(), access, revision }
}

fn knowing(id: &str) -> Known {
    let mut known = Known::default();
    assert!(known.insert(known.mark(), hash(1), said(id, 1), Instant::now()));
    known
}

fn find(known: &mut Known) -> Option<Found> {
    known.find(&hash(1), 0, Instant::now())
}

fn removed(revision: i64) -> Permissions {
    Permissions::new(revision, AccessRead { organizations: Vec::new(), ..testing::access(&[]) })
}

#[test]
fn a_change_holds_at_once_for_new_requests_and_open_sockets() {
    let mut known = knowing("u1");
    let mut socket = find(&mut known).expect("known").permissions;
    assert!(find(&mut known).expect("known").person.role(&"acme".parse().expect("an id")).is_some());

    known.apply("u1".parse().expect("an id"), removed(2));

    assert!(find(&mut known).expect("known").person.role(&"acme".parse().expect("an id")).is_none());
    assert!(socket.has_changed().expect("alive"));
    assert_eq!(socket.borrow_and_update().revision, 2);
}

#[test]
fn an_older_change_is_none() {
    let mut known = knowing("u1");
    known.apply("u1".parse().expect("an id"), removed(1));
    assert!(find(&mut known).expect("known").person.role(&"acme".parse().expect("an id")).is_some());
}

#[test]
fn a_sign_in_that_ended_is_known_no_longer() {
    let mut known = knowing("u1");
    known.apply("u1".parse().expect("an id"), Permissions::new(2, AccessRead::default()));
    assert!(find(&mut known).is_none());
}

#[test]
fn a_sign_in_that_has_expired_is_asked_for_again() {
    let mut known = Known::default();
    let mut person = said("u1", 1);
    let sign_in_id = testing::SIGN_IN.parse().expect("an id");
    person.credential = Credential::SignIn { sign_in_id, seen_at: 0, expires_at: 1_000 };
    assert!(known.insert(known.mark(), hash(1), person, Instant::now()));
    assert!(known.find(&hash(1), 999, Instant::now()).is_some());
    known.extend(&hash(1), 2_000);
    assert!(known.find(&hash(1), 1_999, Instant::now()).is_some());
    assert!(known.find(&hash(1), 2_000, Instant::now()).is_none());
}

#[test]
fn an_answer_that_a_change_has_overtaken_is_not_taken() {
    let mut known = Known::default();
    let mark = known.mark();
    known.apply("u2".parse().expect("an id"), removed(5));
    assert!(known.insert(mark, hash(1), said("u1", 1), Instant::now()), "the change was somebody else's");

    let mark = known.mark();
    known.apply("u3".parse().expect("an id"), removed(5));
    assert!(!known.insert(mark, hash(3), said("u3", 4), Instant::now()));
    assert!(known.insert(known.mark(), hash(3), said("u3", 5), Instant::now()));

    let mark = known.mark();
    (0..=limits::ACCESS_CHANGES).for_each(|_| known.apply("u2".parse().expect("an id"), removed(6)));
    assert!(!known.insert(mark, hash(1), said("u1", 1), Instant::now()), "too much has happened to tell");

    let mark = known.mark();
    known.forget_all();
    assert!(!known.insert(mark, hash(1), said("u1", 1), Instant::now()), "changes may have been missed");
}

#[test]
fn when_changes_may_have_been_missed_nobody_is_known_and_sockets_learn_it() {
    let mut known = knowing("u1");
    let socket = find(&mut known).expect("known").permissions;
    known.forget_all();
    assert!(find(&mut known).is_none());
    assert!(socket.has_changed().is_err(), "its sender is gone");
}

#[test]
fn a_sign_in_is_due_once_an_hour() {
    let mut known = knowing("u1");
    let hour = limits::millis(limits::SIGN_IN_SEEN);
    let mut is_due = |now| known.find(&hash(1), now, Instant::now()).expect("known").is_due;
    assert_eq!([is_due(hour - 1), is_due(hour), is_due(hour + 1), is_due(2 * hour)], [false, true, false, true]);
}

#[test]
fn however_many_come_only_so_many_are_kept_and_those_with_sockets_always() {
    let (mut known, start) = (Known::default(), Instant::now());
    let at = |number: usize| start + Duration::from_millis(number as u64);
    assert!(known.insert(known.mark(), hash(0), said("u0", 1), at(0)));
    let socket = known.find(&hash(0), 0, at(0)).expect("known").permissions;
    for number in 1..limits::CREDENTIALS + 2 {
        let id = format!("u{number}");
        assert!(known.insert(known.mark(), hash(number), said(&id, 1), at(number)));
    }
    assert!(known.credentials.len() <= limits::CREDENTIALS && known.people.len() <= limits::CREDENTIALS);
    assert!(known.find(&hash(limits::CREDENTIALS), 0, at(1)).is_some(), "the newest are kept");
    assert!(socket.has_changed().is_ok(), "an open socket still receives changes");
}

#[test]
fn people_whose_sign_ins_have_ended_do_not_pile_up() {
    let (mut known, now) = (Known::default(), Instant::now());
    for number in 0..2 * limits::CREDENTIALS + 2 {
        let id = format!("u{number}");
        assert!(known.insert(known.mark(), hash(number), said(&id, 1), now));
        known.apply(id.parse().expect("an id"), Permissions::new(2, AccessRead::default()));
        assert!(known.find(&hash(number), 0, now).is_none());
    }
    assert!(known.people.len() <= limits::CREDENTIALS, "{}", known.people.len());
}
