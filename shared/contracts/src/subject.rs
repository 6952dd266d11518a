//! Subjects: `<actor>.<kind>.<name>.<key…>`, written and read in one place.

use crate::{Actor, Key, Message};

/// The subject of message `M` for the actor `key`: `task.command.rename.acme.t-1`.
pub fn of<M: Message>(key: &M::Key) -> String {
    format!("{}.{}", name::<M>(), key.tokens())
}

/// The subject without the key, as it stands in spans and metrics: `task.command.rename`.
pub fn name<M: Message>() -> String {
    format!("{}.{}.{}", M::ACTOR.token(), M::KIND.token(), M::NAME)
}

/// `<actor>.<kind>.<name>.*…` with one star for each token of the actor's key.
pub fn pattern(actor: Actor, kind: &str, name: &str) -> String {
    format!("{}.{kind}.{name}{}", actor.token(), ".*".repeat(actor.key_tokens().len()))
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
    /// The tokens of the actor's key.
    pub key: Vec<&'a str>,
}

/// Takes a subject apart; `None` when it is not one of ours. A stored command carries its partition as one token more
/// than its key has, which is dropped.
pub fn parse(subject: &str) -> Option<Parts<'_>> {
    let mut tokens = subject.split('.');
    let actor = Actor::from_token(tokens.next()?)?;
    let (kind, name) = (tokens.next()?, tokens.next()?);
    let mut key: Vec<_> = tokens.collect();
    key.truncate(actor.key_tokens().len());
    (key.len() == actor.key_tokens().len()).then_some(Parts { actor, kind, name, key })
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
    fn a_subject_with_too_few_tokens_is_not_ours() {
        assert_eq!(parse("task.command.rename.acme"), None);
        assert_eq!(parse("nobody.command.rename.acme"), None);
    }
}
