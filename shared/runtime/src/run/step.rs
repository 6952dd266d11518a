//! One step: fetched, saved and recorded in one transaction, tried again until it is, and slept before if it has to wait.

use std::sync::atomic::Ordering;

use contracts::{Millis, RefusalKind};
use futures::future::BoxFuture;
use messaging::{Backoff, now};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    CANCELLED, Waiting,
    result::StepResult,
    state::{Halt, State},
};
use crate::{
    core::{
        ladder::{ATTEMPTS, Class},
        retry::{RetryPolicy, Tries},
    },
    handler::{
        cx::Cx,
        failure::{Failure, Handled},
    },
    store::{
        health, outbox, runs,
        steps::{self, Recording},
    },
    told,
};

/// What a step is made of.
pub struct Work<'f, D, T> {
    pub fetch: &'f (dyn Fn() -> BoxFuture<'f, Handled<D>> + Send + Sync),
    pub show: &'f (dyn for<'a> Fn(&'a mut Cx, Waiting) -> BoxFuture<'a, Handled<()>> + Send + Sync),
    pub save: &'f (dyn for<'a> Fn(&'a mut Cx, D) -> BoxFuture<'a, Handled<T>> + Send + Sync),
}

/// One step while it is worked on.
pub struct Step<'a> {
    state: &'a State,
    name: &'a str,
    position: i32,
    attempts: i32,
    started_at: Millis,
    tries: Tries,
}

impl<'a> Step<'a> {
    /// The run's next step.
    pub fn next(state: &'a State, name: &'a str) -> Self {
        let position = state.next.fetch_add(1, Ordering::Relaxed);
        let waited = state.waited.filter(|(at, _)| *at == position).map_or(0, |(_, tries)| tries);
        Self { state, name, position, attempts: 1, started_at: now(), tries: Tries::unpack(waited) }
    }

    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// What it returned before, if it is recorded.
    pub async fn recorded(&self) -> Option<Value> {
        let recorded = self.state.recorded.get(&self.position)?;
        if recorded.step != self.name {
            let (position, was, is) = (self.position, &recorded.step, self.name);
            let message = format!("history diverged: step {position} was {was:?} and is now {is:?}");
            self.state.halt(Halt::Diverged { message }).await;
        }
        Some(recorded.result.clone())
    }

    /// Tries it until something is recorded: its result, its refusal, or that it is given up.
    pub async fn run<D, T>(mut self, policy: RetryPolicy, work: Work<'_, D, T>) -> Handled<T>
    where
        D: Send,
        T: Serialize + DeserializeOwned + Send,
    {
        let mut backoff = Backoff::new(&self.state.resources.tasks);
        loop {
            let failure = match self.attempt(&work).await {
                Ok(result) => return StepResult::read(result),
                Err(failure) => failure,
            };
            if let Failure::Later { until, why } = &failure {
                match policy.next(self.tries, *until, now()) {
                    Some((next, tries)) => {
                        let waiting = Waiting { until: next, is_named: until.is_some(), why: why.clone() };
                        self.sleep(waiting, tries, &work).await;
                    }
                    None => return StepResult::read(self.give_up(&failure).await?),
                }
                continue;
            }
            let class = match failure.class() {
                Class::Defect if !health::answers(&self.state.resources.pool).await => Class::Outage,
                class => class,
            };
            if class == Class::Defect && self.attempts >= ATTEMPTS {
                return StepResult::read(self.give_up(&failure).await?);
            }
            tracing::warn!(run.id = self.state.run_id, step = self.name, attempts = self.attempts, %failure, "A step failed; trying again");
            self.state.note(&failure).await;
            self.attempts += i32::from(class == Class::Defect);
            self.state.wait(&mut backoff).await;
        }
    }

    async fn attempt<D, T: Serialize>(&self, work: &Work<'_, D, T>) -> Handled<Value> {
        let cancelled = self.state.is_newly_cancelled().await?;
        let fetched = match cancelled {
            true => Err(Failure::refused(RefusalKind::Conflict, CANCELLED, "the run was cancelled")),
            false => (work.fetch)().await,
        };
        let mut cx = self.state.begin(self.name).await?;
        let saved = match fetched {
            Ok(data) => (work.save)(&mut cx, data).await,
            Err(failure) => Err(failure),
        };
        let result = match saved {
            Ok(value) => StepResult::Ok(serde_json::to_value(value)?),
            Err(Failure::Refused { kind, code, message }) => {
                // What it wrote must go; the refusal is recorded alone.
                cx.session.roll_back().await?;
                drop(cx);
                cx = self.state.begin(self.name).await?;
                StepResult::Refused { kind, code: code.into_owned(), message }
            }
            Err(Failure::Undecodable { code, message }) => {
                StepResult::Refused { kind: RefusalKind::Invalid, code: code.to_owned(), message }
            }
            Err(failure) => return Err(failure),
        };
        let result = self.record(cx, serde_json::to_value(result)?).await?;
        if cancelled {
            self.state.told_of_cancel.store(true, Ordering::Relaxed);
        }
        Ok(result)
    }

    /// Records that it has failed for good, so that a resumed body sees the same failure.
    async fn give_up(&self, failure: &Failure) -> Handled<Value> {
        let result = serde_json::to_value(StepResult::given_up(failure))?;
        let mut backoff = Backoff::new(&self.state.resources.tasks);
        loop {
            let recorded = match self.state.begin(self.name).await {
                Ok(cx) => self.record(cx, result.clone()).await,
                Err(failure) => Err(failure),
            };
            match recorded {
                Ok(result) => return Ok(result),
                Err(error) => tracing::warn!(%error, "A failed step could not be recorded; trying again"),
            }
            self.state.wait(&mut backoff).await;
        }
    }

    async fn record(&self, mut cx: Cx, result: Value) -> Handled<Value> {
        let state = self.state;
        let new = steps::NewStep {
            run_id: &state.run_id,
            position: self.position,
            step: self.name,
            result: &result,
            epoch: state.epoch,
            attempts: self.attempts,
            started_at: self.started_at,
            done_at: now(),
        };
        cx.flush().await?;
        match steps::record(cx.session.connection(), &new).await? {
            Recording::Recorded => {}
            // The commit's answer was lost, and what the step sends is in the outbox: it is published with what is left.
            Recording::RecordedBefore(result) => {
                cx.session.roll_back().await?;
                drop(cx);
                state.publish_left().await;
                return Ok(result);
            }
            Recording::Lost => {
                drop(cx);
                state.halt(Halt::Lost).await;
                return Err(Failure::failed("another worker has the run"));
            }
        }
        let outgoing = outbox::newest(cx.outgoing);
        let positions = outbox::insert(cx.session.connection(), &state.run_id, &outgoing).await?;
        if let Some(hooks) = &state.resources.hooks
            && !hooks.before_commit(self.position, self.name)
        {
            cx.session.roll_back().await?;
            state.halt(Halt::Lost).await;
        }
        cx.session.commit().await?;
        self.tell(&result);
        // What follows needs a connection, too; of many runs none may hold one meanwhile.
        drop(cx.session);
        if let Some(hooks) = &state.resources.hooks
            && !hooks.after_commit(self.position, self.name)
        {
            state.halt(Halt::Lost).await;
        }
        state.publish(&outgoing, &positions).await;
        Ok(result)
    }

    fn tell(&self, result: &Value) {
        let Self { state, name: step, attempts, .. } = *self;
        let State { actor_key: key, workflow, run_id, .. } = state;
        let (actor, took) = (state.resources.actor, now() - self.started_at);
        told::step(&told::Attempt { actor, key, workflow, run_id, step, attempts, took, result });
    }

    /// Sleeps before it is tried again, in a way that a crash survives. Returns only when the sleep could not be recorded,
    /// after a wait.
    async fn sleep<D, T>(&self, waiting: Waiting, tries: Tries, work: &Work<'_, D, T>) {
        match self.record_wait(waiting, tries, work).await {
            Ok(()) => self.state.halt(Halt::Sleeping).await,
            Err(failure) => {
                tracing::warn!(run.id = self.state.run_id, step = self.name, %failure, "A wait could not be recorded");
                self.state.wait(&mut Backoff::new(&self.state.resources.tasks)).await;
            }
        }
    }

    async fn record_wait<D, T>(&self, waiting: Waiting, tries: Tries, work: &Work<'_, D, T>) -> Handled<()> {
        let state = self.state;
        // Each wait sends messages of its own.
        let mut cx = state.begin(&format!("{}/wait-{}", self.name, tries.pack())).await?;
        (work.show)(&mut cx, waiting.clone()).await?;
        let Waiting { until, why, .. } = waiting;
        runs::wait(cx.write().await?, &state.run_id, until, (self.position, tries.pack()), &why).await?;
        state.schedule(&mut cx, until);
        let outgoing = outbox::newest(std::mem::take(&mut cx.outgoing));
        let positions = outbox::insert(cx.session.connection(), &state.run_id, &outgoing).await?;
        cx.session.commit().await?;
        drop(cx.session);
        state.publish(&outgoing, &positions).await;
        Ok(())
    }
}
