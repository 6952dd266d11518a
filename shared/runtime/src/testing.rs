//! For handler tests: one command on a real Postgres, without NATS. The row changed, these messages were sent.

use std::sync::Arc;

use contracts::{Command, Key, Message, Millis, Query, subject, view::Stored};
use serde_json::{Value, value::RawValue};
use sqlx::PgPool;

use crate::{
    Caller, Cx, Failure, Handled, Reader, Service,
    clock::now,
    cx::{Cause, Facts},
    outbox::{Kind, Outgoing},
    start,
};

/// A service's handlers on a database of their own.
pub struct Desk {
    service: Service,
    pool: PgPool,
}

/// What came of one command.
pub struct Handling<R> {
    pub outcome: Handled<R>,
    outgoing: Vec<Outgoing>,
}

/// A view as it would be shown.
#[derive(Debug, PartialEq)]
pub struct Shown {
    pub key: String,
    pub revision: i64,
    /// `None`: it is gone.
    pub value: Option<Value>,
}

impl Desk {
    /// Migrates the database at `url` (the service's own role) and sits down at it.
    pub async fn new(service: Service, url: &str) -> anyhow::Result<Self> {
        let pool = start::open_database(url, 4).await?;
        start::migrate(&service, &pool).await?;
        Ok(Self { service, pool })
    }

    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Handles one command sent by a person called `tester`.
    pub async fn command<C: Command>(&self, key: &C::Key, command: &C) -> Handling<C::Reply> {
        self.handle(tester(), key, command, Facts::default()).await
    }

    /// Handles one command sent by somebody else.
    pub async fn command_from<C: Command>(&self, caller: Caller, key: &C::Key, command: &C) -> Handling<C::Reply> {
        self.handle(caller, key, command, Facts::default()).await
    }

    /// Handles one command for which `prepare` would have found `fact`.
    pub async fn command_knowing<C: Command, T: Send + Sync + 'static>(
        &self,
        key: &C::Key,
        command: &C,
        fact: T,
    ) -> Handling<C::Reply> {
        let facts = Facts::from([(key.tokens(), Box::new(fact) as _)]);
        self.handle(tester(), key, command, facts).await
    }

    async fn handle<C: Command>(&self, caller: Caller, key: &C::Key, command: &C, facts: Facts) -> Handling<C::Reply> {
        let mut outgoing = Vec::new();
        let outcome = self.transact(caller, key, command, facts, &mut outgoing).await;
        Handling { outcome, outgoing }
    }

    async fn transact<C: Command>(
        &self,
        caller: Caller,
        key: &C::Key,
        command: &C,
        facts: Facts,
        outgoing: &mut Vec<Outgoing>,
    ) -> Handled<C::Reply> {
        let entry = self.service.commands.get(C::NAME).ok_or_else(|| Failure::refused("test", "no such command"))?;
        let (body, tokens) = (serde_json::to_vec(command)?, key.tokens());
        let tokens: Vec<_> = tokens.split('.').collect();
        let cause = Cause { id: uuid::Uuid::new_v4().to_string(), caller };
        let transaction = self.pool.begin().await?;
        let actor = self.service.actor;
        let facts = Arc::new(facts);
        let mut cx = Cx::new(actor, transaction, cause);
        cx.facts = facts;
        let reply = (entry.handle)(&mut cx, &tokens, &body).await?;
        cx.flush().await?;
        cx.transaction.commit().await?;
        *outgoing = cx.outgoing;
        Ok(serde_json::from_str(reply.get())?)
    }

    /// Answers one query.
    pub async fn query<Q: Query>(&self, key: &Q::Key, query: &Q) -> Handled<Q::Reply> {
        let entry = self.service.queries.get(Q::NAME).ok_or_else(|| Failure::refused("test", "no such query"))?;
        let reader = Reader { now: now(), caller: tester(), pool: self.pool.clone() };
        let tokens = key.tokens().split('.').map(str::to_owned).collect();
        let reply: Box<RawValue> = (entry.handle)(reader, tokens, serde_json::to_vec(query)?.into()).await?;
        Ok(serde_json::from_str(reply.get())?)
    }

    /// The time the handlers see.
    pub fn now(&self) -> Millis {
        now()
    }
}

fn tester() -> Caller {
    Caller::token("tester")
}

impl<R> Handling<R> {
    /// The messages of type `M` that were sent, each with the tokens of its key.
    pub fn sent<M: Message>(&self) -> Vec<(String, M)> {
        let prefix = format!("{}.", subject::name::<M>());
        let messages = self.outgoing.iter().filter(|row| row.kind == Kind::Message);
        let read = |row: &Outgoing| {
            Some((row.subject.strip_prefix(&prefix)?.to_owned(), serde_json::from_str(&row.body).ok()?))
        };
        messages.filter_map(read).collect()
    }

    /// How many messages were sent, of whatever type.
    pub fn sent_count(&self) -> usize {
        self.outgoing.iter().filter(|row| row.kind == Kind::Message).count()
    }

    /// The views that were shown or hidden.
    pub fn shown(&self) -> Vec<Shown> {
        let views = self.outgoing.iter().filter(|row| row.kind == Kind::View);
        let read = |row: &Outgoing| {
            let stored: Stored<Value> = serde_json::from_str(&row.body).ok()?;
            Some(Shown { key: row.subject.clone(), revision: stored.revision, value: stored.value })
        };
        views.filter_map(read).collect()
    }

    /// The code it was refused with, if it was.
    pub fn refusal(&self) -> Option<&str> {
        match &self.outcome {
            Err(Failure::Refused { code, .. }) => Some(code),
            _ => None,
        }
    }
}
