//! One actor at a service, with the few things that tests say of a command again and again. They panic as an assertion does.

use contracts::{Command, Key, Query};
use serde_json::Value;

use messaging::Caller;

use super::{Handling, TestService};
use crate::handler::failure::Failure;

pub struct Actor<K> {
    pub service: TestService,
    pub key: K,
}

impl<K: Key> Actor<K> {
    pub const fn new(service: TestService, key: K) -> Self {
        Self { service, key }
    }

    pub async fn send<C: Command<Key = K>>(&self, command: &C) -> Handling<C::Reply> {
        self.service.command(&self.key, command).await
    }

    /// Sends it as somebody else than `tester`.
    pub async fn send_as<C: Command<Key = K>>(&self, caller: Caller, command: &C) -> Handling<C::Reply> {
        self.service.command_from(caller, &self.key, command).await
    }

    /// Sends it when the preload would have found `fact`.
    pub async fn send_knowing<C, T>(&self, command: &C, fact: T) -> Handling<C::Reply>
    where
        C: Command<Key = K>,
        T: Send + Sync + 'static,
    {
        self.service.command_knowing(&self.key, command, fact).await
    }

    /// Sends what must be done.
    pub async fn done<C: Command<Key = K>>(&self, command: &C) -> C::Reply {
        done(self.send(command).await)
    }

    /// Sends what must be refused with `code`, between two other commands in one batch: what it leaves would be committed
    /// with them, so nothing may have changed and nobody been told after the commit.
    pub async fn refused<C: Command<Key = K>>(&self, command: &C, code: &str) {
        let before = self.service.rows().await;
        let handling = self.service.command_between_others(&self.key, command).await;

        assert_eq!(handling.refusal(), Some(code), "{} {:?}", C::NAME, handling.outcome.as_ref().err());
        self.assert_quiet(&handling, before).await;
    }

    /// Sends what must be done without changing anything or telling anybody.
    pub async fn done_without_change<C: Command<Key = K>>(&self, command: &C) -> C::Reply {
        let before = self.service.rows().await;
        let handling = self.send(command).await;

        self.assert_quiet(&handling, before).await;
        done(handling)
    }

    async fn assert_quiet<R>(&self, handling: &Handling<R>, before: Value) {
        assert_eq!((handling.sent_count(), handling.shown()), (0, vec![]));
        assert_eq!(self.service.rows().await, before);
    }

    /// Asks what must be answered.
    pub async fn asks<Q: Query<Key = K>>(&self, query: &Q) -> Q::Reply {
        match self.service.query(&self.key, query).await {
            Ok(reply) => reply,
            Err(failure) => panic!("{} was not answered: {failure:?}", Q::NAME),
        }
    }

    /// The code a query is refused with.
    pub async fn query_refused<Q: Query<Key = K>>(&self, query: &Q) -> String {
        match self.service.query(&self.key, query).await {
            Err(Failure::Refused { code, .. }) => code.into_owned(),
            other => panic!("expected a refusal of {}, got {:?}", Q::NAME, other.err()),
        }
    }
}

fn done<R>(handling: Handling<R>) -> R {
    match handling.outcome {
        Ok(reply) => reply,
        Err(failure) => panic!("expected it to be done: {failure:?}"),
    }
}
