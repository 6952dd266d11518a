//! A service's table of contents: every command, query and workflow it handles.

use std::{collections::BTreeMap, future::Future, pin::Pin, sync::Arc};

use contracts::{Access, Actor, Command, DeadPolicy, Key, Message, Query, Workflow, catalog};
use schemars::{Schema, schema_for};
use serde_json::Value;
use sqlx::migrate::Migrator;

use crate::{Client, Cx, Failure, Handled, Reader, Row, cx::Facts, message::Delivery, rows::Kind, workflow::Run};

pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Built once in a service's `lib.rs`, then given to [`crate::run`].
pub struct Service {
    pub(crate) actor: Actor,
    pub(crate) migrations: Migrator,
    pub(crate) commands: BTreeMap<&'static str, CommandEntry>,
    pub(crate) queries: BTreeMap<&'static str, QueryEntry>,
    pub(crate) workflows: BTreeMap<&'static str, WorkflowEntry>,
    pub(crate) prepare: Option<PrepareFn>,
    pub(crate) rows: Vec<Kind>,
}

/// A command's handler with its types erased: context, key tokens, body.
type HandleCommand =
    Box<dyn for<'a> Fn(&'a mut Cx, &'a [&'a str], &'a [u8]) -> BoxFuture<'a, Handled<Reply>> + Send + Sync>;
type HandleQuery = Arc<dyn Fn(Reader, Vec<String>, bytes::Bytes) -> BoxFuture<'static, Handled<Reply>> + Send + Sync>;
type WorkflowBody = Arc<dyn Fn(Run, Vec<String>, Value) -> BoxFuture<'static, Handled<Value>> + Send + Sync>;

pub(crate) struct CommandEntry {
    pub access: Access,
    pub dead: DeadPolicy,
    pub handle: HandleCommand,
    /// Says why a body or key would not decode, without running anything.
    pub check: fn(&[&str], &[u8]) -> Result<(), String>,
    pub schema: Schemas,
}

/// A handler's reply as it travels and is recorded.
pub(crate) type Reply = Box<serde_json::value::RawValue>;

pub(crate) struct QueryEntry {
    pub handle: HandleQuery,
    pub schema: Schemas,
}

pub(crate) struct WorkflowEntry {
    pub body: WorkflowBody,
}

pub(crate) struct Schemas {
    pub input: Schema,
    pub reply: Schema,
}

pub(crate) type PrepareFn = Arc<dyn Fn(Prepare, Vec<String>) -> BoxFuture<'static, Handled<Facts>> + Send + Sync>;

/// What [`Service::prepare`] may use: the database and queries to other services, before the transaction begins.
#[derive(Clone)]
pub struct Prepare {
    pub reader: Reader,
    pub client: Client,
    /// The commands for which it looks things up.
    pub(crate) asked: Arc<[Arc<Delivery>]>,
}

impl Prepare {
    /// Those of the batch's commands that are of type `C`. One that does not decode is its handler's to refuse.
    pub fn commands<C: Command>(&self) -> Vec<(C::Key, C)> {
        let read = |asked: &Arc<Delivery>| decode::<C>(&asked.key.split('.').collect::<Vec<_>>(), &asked.body).ok();
        self.asked.iter().filter(|asked| asked.command == C::NAME).filter_map(read).collect()
    }
}

/// A command handler: a plain async function `(&mut Cx, key, command) -> Handled<reply>`.
pub trait CommandFn<'a, C: Command>: Send + Sync + 'static {
    type Future: Future<Output = Handled<C::Reply>> + Send + 'a;
    fn call(&self, cx: &'a mut Cx, key: C::Key, command: C) -> Self::Future;
}

impl<'a, C, F, Fut> CommandFn<'a, C> for F
where
    C: Command,
    F: Fn(&'a mut Cx, C::Key, C) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Handled<C::Reply>> + Send + 'a,
{
    type Future = Fut;
    fn call(&self, cx: &'a mut Cx, key: C::Key, command: C) -> Fut {
        self(cx, key, command)
    }
}

pub(crate) fn decode<M: Message>(key: &[&str], body: &[u8]) -> Result<(M::Key, M), String> {
    let key = M::Key::parse(key).map_err(|error| error.to_string())?;
    let message = catalog::decode::<M>(body).map_err(|error| error.to_string())?;
    Ok((key, message))
}

/// What a message that passed the door is refused with when it does not decode after all.
fn undecodable(reason: String) -> Failure {
    Failure::invalid("runtime.undecodable", reason)
}

fn reply<T: serde::Serialize>(value: &T) -> Handled<Reply> {
    Ok(serde_json::value::to_raw_value(value)?)
}

impl Service {
    /// A service for `actor` with its own tables; the runtime's tables are added to `migrations`.
    pub fn new(actor: Actor, migrations: Migrator) -> Self {
        let (commands, queries, workflows) = Default::default();
        Self { actor, migrations, commands, queries, workflows, prepare: None, rows: Vec::new() }
    }

    /// Handles command `C`.
    pub fn command<C: Command>(mut self, handler: impl for<'a> CommandFn<'a, C>) -> Self {
        let handle: HandleCommand = Box::new(move |cx, key, body| match decode::<C>(key, body) {
            Ok((key, command)) => {
                let future = handler.call(cx, key, command);
                Box::pin(async move { reply(&future.await?) })
            }
            Err(reason) => Box::pin(async move { Err(undecodable(reason)) }),
        });
        let check = |key: &[&str], body: &[u8]| decode::<C>(key, body).map(|_| ());
        let schema = Schemas { input: schema_for!(C), reply: schema_for!(C::Reply) };
        self.commands.insert(C::NAME, CommandEntry { access: C::ACCESS, dead: C::DEAD, handle, check, schema });
        self
    }

    /// Says which row command `C` begins with, so that a batch reads those of all its commands with one statement.
    pub fn row_of<C: Command, R: Row>(mut self, key: fn(&C::Key, &C) -> R::Key) -> Self {
        self.rows.push(Kind::new::<C, R>(key));
        self
    }

    /// Answers query `Q`.
    pub fn query<Q: Query, F, Fut>(mut self, handler: F) -> Self
    where
        F: Fn(Reader, Q::Key, Q) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Handled<Q::Reply>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        let handle = Arc::new(move |reader: Reader, key: Vec<String>, body: bytes::Bytes| {
            let handler = handler.clone();
            Box::pin(async move {
                let key: Vec<_> = key.iter().map(String::as_str).collect();
                let (key, query) = decode::<Q>(&key, &body).map_err(undecodable)?;
                reply(&handler(reader, key, query).await?)
            }) as BoxFuture<'static, _>
        });
        let schema = Schemas { input: schema_for!(Q), reply: schema_for!(Q::Reply) };
        self.queries.insert(Q::NAME, QueryEntry { handle, schema });
        self
    }

    /// Runs workflow `W`.
    pub fn workflow<W: Workflow, F, Fut>(mut self, body: F) -> Self
    where
        F: Fn(Run, W::Key, W) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Handled<W::Reply>> + Send + 'static,
    {
        let body = Arc::new(body);
        let body = Arc::new(move |run: Run, key: Vec<String>, input: Value| {
            let body = body.clone();
            Box::pin(async move {
                let key: Vec<_> = key.iter().map(String::as_str).collect();
                let key = W::Key::parse(&key).map_err(|error| undecodable(error.to_string()))?;
                let input = serde_json::from_value(input).map_err(|error| undecodable(error.to_string()))?;
                Ok(serde_json::to_value(body(run, key, input).await?)?)
            }) as BoxFuture<'static, _>
        });
        self.workflows.insert(W::NAME, WorkflowEntry { body });
        self
    }

    /// Looks things up for the actors that people's commands in a batch are for, before the batch's transaction, because
    /// a command handler may ask nobody. What it finds is [`Cx::fact`]. It must be quick: the partition waits for it.
    pub fn prepare<K: Key, T: Send + Sync + 'static, F, Fut>(mut self, prepare: F) -> Self
    where
        F: Fn(Prepare, Vec<K>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Handled<Vec<(K, T)>>> + Send + 'static,
    {
        let prepare = Arc::new(prepare);
        self.prepare = Some(Arc::new(move |desk: Prepare, keys: Vec<String>| {
            let prepare = prepare.clone();
            Box::pin(async move {
                let keys = keys.iter().filter_map(|key| K::parse(&key.split('.').collect::<Vec<_>>()).ok()).collect();
                let facts = prepare(desk, keys).await?;
                let erase =
                    |(key, fact): (K, T)| (key.tokens(), Box::new(fact) as Box<dyn std::any::Any + Send + Sync>);
                Ok(facts.into_iter().map(erase).collect())
            })
        }));
        self
    }

    /// `task.command.rename`, as it stands in spans.
    pub(crate) fn subject_name(&self, kind: &str, name: &str) -> String {
        format!("{}.{kind}.{name}", self.actor.token())
    }
}
