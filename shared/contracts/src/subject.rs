//! Subjects: `<actor>.<kind>.<name>.<key…>`, written and read in one place.

use crate::{Actor, Key, Kind, Message, runtime_messages};

/// The subject of message `M` for the actor `key`: `task.command.rename.acme.t-1`.
pub fn of<M: Message>(key: &M::Key) -> String {
    format!("{}.{}", name::<M>(), key.tokens())
}

/// The subject without the key, as it stands in spans and metrics: `task.command.rename`.
pub fn name<M: Message>() -> String {
    format!("{}.{}.{}", M::ACTOR.token(), M::KIND.token(), M::NAME)
}

/// What the tokens behind a message's name are: its actor's key. One question is to an organization, about all of its actors
/// of a kind.
pub fn key_tokens(actor: Actor, kind: &str, name: &str) -> &'static [&'static str] {
    if kind == Kind::Query.token() && name == runtime_messages::name::RUNS {
        return Actor::Organization.key_tokens();
    }
    actor.key_tokens()
}

/// `<actor>.<kind>.<name>.*…` with one star for each token of the message's key.
pub fn pattern(actor: Actor, kind: &str, name: &str) -> String {
    format!("{}.{kind}.{name}{}", actor.token(), ".*".repeat(key_tokens(actor, kind, name).len()))
}

/// A subject taken apart. `key` borrows the tokens after the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The kind of actor.
    pub actor: Actor,
    /// `command`, `request`, `query` or `workflow`.
    pub kind: &'a str,
    /// The message's name.
    pub name: &'a str,
    /// The tokens of the message's key.
    pub key: Vec<&'a str>,
}

/// Takes a subject apart; `None` when it is not one of ours. A stored command carries its partition as one token more
/// than its key has, which is dropped.
pub fn parse(subject: &str) -> Option<Parts<'_>> {
    let mut tokens = subject.split('.');
    let actor = Actor::from_token(tokens.next()?)?;
    let (kind, name) = (tokens.next()?, tokens.next()?);
    let (mut key, length) = (tokens.collect::<Vec<_>>(), key_tokens(actor, kind, name).len());
    key.truncate(length);
    (key.len() == length).then_some(Parts { actor, kind, name, key })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_subject_reads_like_the_published_one() {
        let published = parse("task.command.rename.acme.t-1");
        assert_eq!(published, parse("task.command.rename.acme.t-1.7"));
        assert_eq!(published.expect("ours").key, ["acme", "t-1"]);
    }

    #[test]
    fn a_question_about_all_of_an_organizations_actors_names_the_organization_alone() {
        assert_eq!(pattern(Actor::Sandbox, "query", "runs"), "sandbox.query.runs.*");
        assert_eq!(parse("sandbox.query.runs.acme").expect("ours").key, ["acme"]);
        assert_eq!(pattern(Actor::Sandbox, "query", "workflows"), "sandbox.query.workflows.*.*");
        assert_eq!(parse("sandbox.command.runs.acme.t-1.7").expect("ours").key, ["acme", "t-1"], "no command is one");
    }

    #[test]
    fn a_subject_with_too_few_tokens_is_not_ours() {
        assert_eq!(parse("task.command.rename.acme"), None);
        assert_eq!(parse("nobody.command.rename.acme"), None);
    }
}
