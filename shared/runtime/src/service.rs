//! A service's table of contents: every command, query and workflow it handles.

use std::{any::Any, collections::BTreeMap, future::Future, pin::Pin, sync::Arc, time::Duration};

use contracts::{Access, Actor, Command, Key, Query, Workflow};
use messaging::Client;
use schemars::{Schema, schema_for};
use serde_json::Value;
use sqlx::migrate::Migrator;

use crate::{
    handler::{
        cx::Cx,
        decode::decode,
        failure::{Failure, Handled},
        preload::{Facts, Preload},
        reader::Reader,
    },
    run::Run,
    store::rows::{Row, Rows},
};

pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Built once in a service's `lib.rs`, then given to [`crate::run`].
pub struct Service {
    pub(crate) actor: Actor,
    pub(crate) migrations: Migrator,
    pub(crate) commands: BTreeMap<&'static str, CommandEntry>,
    pub(crate) queries: BTreeMap<&'static str, QueryEntry>,
    pub(crate) workflows: BTreeMap<&'static str, WorkflowEntry>,
    pub(crate) preload: Option<PreloadFn>,
    /// Notes the row that every command of an actor begins with, by key tokens.
    pub(crate) loads: Option<fn(&[&str], &mut Rows)>,
    pub(crate) views: Option<ViewsFn>,
    pub(crate) clock: Option<ClockEntry>,
    pub(crate) hears: Vec<(&'static str, HearFn)>,
    /// Runs of one tenant that an instance works on at a time; without it, as many as there is room for.
    pub(crate) runs_of_a_tenant: Option<usize>,
}

/// A command that was decoded: its key and itself.
pub(crate) type Decoded = Box<dyn Any + Send>;

/// A command's handler with its types erased.
pub(crate) type HandleCommand = Box<dyn for<'a> Fn(&'a mut Cx, Decoded) -> BoxFuture<'a, Handled<Reply>> + Send + Sync>;
type HandleQuery = Arc<dyn Fn(Reader, Vec<String>, bytes::Bytes) -> BoxFuture<'static, Handled<Reply>> + Send + Sync>;
type WorkflowBody = Arc<dyn Fn(Run, Vec<String>, Value) -> BoxFuture<'static, Handled<Value>> + Send + Sync>;

pub(crate) struct CommandEntry {
    pub access: Access,
    /// Reads key tokens and body, or says why they are not this command.
    pub decode: fn(&[&str], &[u8]) -> Result<Decoded, String>,
    pub handle: HandleCommand,
    /// Notes the row that the command begins with, where that is not its actor's.
    pub loads: Option<Loads>,
    pub schema: Schemas,
}

type Loads = Box<dyn Fn(&Decoded, &mut Rows) + Send + Sync>;

/// A handler's reply as it travels and is recorded.
pub(crate) type Reply = Box<serde_json::value::RawValue>;

pub(crate) struct QueryEntry {
    pub handle: HandleQuery,
    pub schema: Schemas,
}

pub(crate) struct WorkflowEntry {
    pub body: WorkflowBody,
}

pub(crate) struct ClockEntry {
    pub every: Duration,
    pub work: ClockFn,
}

pub(crate) struct Schemas {
    pub input: Schema,
    pub reply: Schema,
}

type PreloadFn = Arc<dyn Fn(Preload, Vec<String>) -> BoxFuture<'static, Handled<Facts>> + Send + Sync>;

/// A page of everything that a service shows, behind a place that it has chosen itself.
type ViewsFn = Arc<dyn Fn(Reader, Option<String>) -> BoxFuture<'static, Handled<ViewPage>> + Send + Sync>;

/// What a service does by the clock.
type ClockFn = Box<dyn Fn(Reader, Client) -> BoxFuture<'static, Handled<()>> + Send + Sync>;

/// What a service does with what it is told directly: its answer, if there is one.
pub(crate) type HearFn =
    Arc<dyn Fn(Reader, Client, String, bytes::Bytes) -> BoxFuture<'static, Option<bytes::Bytes>> + Send + Sync>;

/// Views as a service's rows have them now, to be published anew.
#[derive(Default)]
pub struct ViewPage {
    /// Each view with its revision and value.
    pub views: Vec<(contracts::View, i64, Value)>,
    /// Where the next page begins; `None` after the last.
    pub next: Option<String>,
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

/// A query or workflow that does not decode after all.
pub(crate) fn undecodable(reason: String) -> Failure {
    Failure::invalid("runtime.undecodable", reason)
}

pub(crate) fn reply<T: serde::Serialize>(value: &T) -> Handled<Reply> {
    Ok(serde_json::value::to_raw_value(value)?)
}

impl Service {
    /// A service for `actor` with its own tables; the runtime's tables are added to `migrations`.
    pub fn new(actor: Actor, migrations: Migrator) -> Self {
        let (commands, queries, workflows) = Default::default();
        let (preload, loads, views, clock, hears, runs_of_a_tenant) = Default::default();
        Self { actor, migrations, commands, queries, workflows, preload, loads, views, clock, hears, runs_of_a_tenant }
    }

    /// Handles command `C`.
    pub fn command<C: Command>(mut self, handler: impl for<'a> CommandFn<'a, C>) -> Self {
        let handle: HandleCommand = Box::new(move |cx, decoded: Decoded| match decoded.downcast::<(C::Key, C)>() {
            Ok(decoded) => {
                let (key, command) = *decoded;
                let future = handler.call(cx, key, command);
                Box::pin(async move { reply(&future.await?) })
            }
            Err(_) => Box::pin(async { Err(Failure::failed("a command was decoded as another one")) }),
        });
        let decode = |key: &[&str], body: &[u8]| decode::<C>(key, body).map(|decoded| Box::new(decoded) as Decoded);
        let schema = Schemas { input: schema_for!(C), reply: schema_for!(C::Reply) };
        self.commands.insert(C::NAME, CommandEntry { access: C::ACCESS, decode, handle, loads: None, schema });
        self
    }

    /// Says that every command begins with its actor's row, so that a batch reads those of all its commands with one
    /// statement.
    pub fn loads<R: Row>(mut self) -> Self
    where
        R::Key: Key,
    {
        self.loads = Some(|key, rows| {
            // What does not decode is left to the handler.
            if let Ok(key) = R::Key::parse(key) {
                rows.expect::<R>(key);
            }
        });
        self
    }

    /// The same for one command, which begins with another row than its actor's. It must be among the commands already.
    pub fn command_loads<C: Command, R: Row>(mut self, row_key: fn(&C::Key, &C) -> R::Key) -> Self {
        if let Some(entry) = self.commands.get_mut(C::NAME) {
            entry.loads = Some(Box::new(move |decoded, rows| {
                if let Some((key, command)) = decoded.downcast_ref::<(C::Key, C)>() {
                    rows.expect::<R>(row_key(key, command));
                }
            }));
        }
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

    /// Lets an instance work on at most so many runs of one tenant at a time, so that there is room for others'.
    pub const fn runs_of_a_tenant(mut self, most: usize) -> Self {
        self.runs_of_a_tenant = Some(most);
        self
    }

    /// Looks things up for the actors that people's commands in a batch are for, before the batch's transaction, because
    /// a command handler may ask nobody. What it finds is [`Cx::fact`]. It must be quick: the partition waits for it.
    pub fn preload<K: Key, T: Send + Sync + 'static, F, Fut>(mut self, preload: F) -> Self
    where
        F: Fn(Preload, Vec<K>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Handled<Vec<(K, T)>>> + Send + 'static,
    {
        let preload = Arc::new(preload);
        self.preload = Some(Arc::new(move |context: Preload, keys: Vec<String>| {
            let preload = preload.clone();
            Box::pin(async move {
                let keys = keys.iter().filter_map(|key| K::parse(&key.split('.').collect::<Vec<_>>()).ok()).collect();
                let facts = preload(context, keys).await?;
                let erase = |(key, fact): (K, T)| (key.tokens(), Box::new(fact) as Box<dyn Any + Send + Sync>);
                Ok(facts.into_iter().map(erase).collect())
            })
        }));
        self
    }

    /// Reads everything that the service shows, page by page, so that all views can be published anew: after the bucket
    /// was lost, or the database was put back.
    pub fn views<F, Fut>(mut self, views: F) -> Self
    where
        F: Fn(Reader, Option<String>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Handled<ViewPage>> + Send + 'static,
    {
        self.views = Some(Arc::new(move |reader, after| Box::pin(views(reader, after))));
        self
    }

    /// Does `work` every so often, and not more often: comparing the rows with what an outside system has, say. One
    /// instance does it at a time, as a part of the maintenance, and not while the process stops. What fails, or takes
    /// longer than a few seconds, is logged and tried again at the next time, so `work` may end anywhere and be repeated.
    pub fn by_the_clock<F, Fut>(mut self, every: Duration, work: F) -> Self
    where
        F: Fn(Reader, Client) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Handled<()>> + Send + 'static,
    {
        let work: ClockFn = Box::new(move |reader, client| Box::pin(work(reader, client)));
        self.clock = Some(ClockEntry { every, work });
        self
    }

    /// Is told what comes on these subjects (`*` stands for a token), over core NATS: what is worth nothing a moment later,
    /// and so is neither a command nor a query. The handler gets the subject and the body; its answer goes to whoever asked.
    /// One instance hears each message, once or, when it is killed, not at all. Messages are handled side by side: whoever
    /// needs an order waits for each answer. The handler bounds what it does at a time.
    pub fn hears<F, Fut>(mut self, subjects: &'static str, handler: F) -> Self
    where
        F: Fn(Reader, Client, String, bytes::Bytes) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Option<bytes::Bytes>> + Send + 'static,
    {
        let hear: HearFn =
            Arc::new(move |reader, client, subject, body| Box::pin(handler(reader, client, subject, body)));
        self.hears.push((subjects, hear));
        self
    }

    /// `task.command.rename`, as it stands in spans.
    pub(crate) fn subject_name(&self, kind: &str, name: &str) -> String {
        format!("{}.{kind}.{name}", self.actor.token())
    }
}
