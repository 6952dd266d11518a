//! Sandboxes and agents: how soon a session is ready, how soon an agent's words are on a page, how many there may be.
//!
//! The scripted agent says what time it is in each chunk (`/clock`), on the clock of the same machine.

mod live;
mod office;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use sqlx::postgres::PgPoolOptions;

use self::office::{Desk, Office};
use crate::figure::Figure;
use crate::options::Options;
use crate::process::resident_mib;
use crate::spread::{Spread, millis};
use crate::stage::{ORGANIZATION, PERSON, Stage};

/// Sandboxes after the first, of which the middle one counts.
const WARM: usize = 3;

/// Prompts to an agent that is there already.
const PROMPTS: u64 = 20;

/// Sessions that stream at a time, and what each says.
const STREAMING: usize = 20;
const STREAM: &str = "/delay 50ms\n/clock 200";
const CHUNK_AIMS_MS: (f64, f64) = (30.0, 100.0);

/// Chunks as fast as they come: of one session, and of each of many.
const CHUNKS_OF_ONE: u64 = 20_000;
const MANY: usize = 50;
const CHUNKS_OF_MANY: u64 = 2_000;
const RATE_AIMS: (f64, f64) = (5_000.0, 20_000.0);
const MEMORY_AIM_MIB: f64 = 100.0;

/// What a page reads when it opens a long session.
const MESSAGES: usize = 3_200;
const READING_AIM_MS: f64 = 100.0;

/// Sessions of one task.
const SESSIONS: usize = 20;

pub async fn turns(stage: &Stage, options: &Options) -> Result<Vec<Figure>> {
    stage.needs(&["gateway", "user", "organization", "task", "sandbox", "audit-log"])?;
    let tasks: Vec<_> = stage.tasks.iter().filter(|task| task.organization_id.as_str() == ORGANIZATION).collect();
    ensure!(tasks.len() >= 16, "the sync gave no tasks to work in");
    let database = PgPoolOptions::new().max_connections(2).connect(&stage.fleet.admin_database_url()).await?;
    let office = Office { door: stage.http_door(PERSON).await?, database };

    let mut figures = Vec::new();
    let (desks, ready) = ready(&office, &tasks[..=WARM]).await?;
    figures.extend(ready);
    figures.extend(first_chunk(&office, &desks[0], options.sized(PROMPTS)).await?);
    figures.extend(streaming(&office, &office.sessions(tasks[4], STREAMING).await?).await?);

    let one = &desks[1];
    let count = options.sized(CHUNKS_OF_ONE);
    let rate = rate(&office, std::slice::from_ref(one), count).await?;
    figures.push(Figure::new("events of one session written down", rate, "/s").at_least(RATE_AIMS.0));
    figures.push(reading(&office, one).await?);

    let mut many = Vec::new();
    for (number, first) in (0..MANY).step_by(SESSIONS).enumerate() {
        many.extend(office.sessions(tasks[5 + number], SESSIONS.min(MANY - first)).await?);
    }
    let rate = self::rate(&office, &many, options.sized(CHUNKS_OF_MANY)).await?;
    figures.push(Figure::new(format!("events of {MANY} sessions written down, all"), rate, "/s").at_least(RATE_AIMS.1));
    let instance =
        stage.fleet.instances_of("sandbox").into_iter().next().context("the service sandbox is not there")?;
    let pid = stage.fleet.pid(&instance)?.context("the service sandbox does not run")?;
    let name = format!("memory of the sandbox service after {MANY} sessions at once");
    figures.push(Figure::new(name, resident_mib(pid)?, "MiB").at_most(MEMORY_AIM_MIB));
    Ok(figures)
}

/// From the wish for a session to the moment in which an agent can be told something.
async fn ready(office: &Office, tasks: &[&contracts::TaskKey]) -> Result<(Vec<Desk>, Vec<Figure>)> {
    let (mut desks, mut took) = (Vec::new(), Vec::new());
    for task in tasks {
        let began = Instant::now();
        desks.push(office.session(task).await?);
        took.push(began.elapsed());
    }
    let began = Instant::now();
    office.session(tasks[0]).await?;
    let another = millis(began.elapsed());
    let (cold, warm) = (millis(took[0]), Spread::of(took[1..].to_vec()));
    let note = format!("{} sandboxes, longest {:.0} ms", warm.len(), warm.longest_ms());
    Ok((
        desks,
        vec![
            Figure::new("session to ready, the fleet's first sandbox", cold, "ms"),
            Figure::new("session to ready, another task's sandbox", warm.percentile_ms(50.0), "ms").note(note),
            Figure::new("session to ready, another one in a sandbox that is there", another, "ms"),
        ],
    ))
}

/// From a prompt to the agent's first word on a page, in parts.
async fn first_chunk(office: &Office, desk: &Desk, prompts: u64) -> Result<Vec<Figure>> {
    let mut live = office.live(std::slice::from_ref(desk)).await?;
    let mut parts: [Vec<Duration>; 5] = Default::default();
    let mut first = 0.0;
    for number in 0..=prompts {
        let seen = office.prompt(desk, &mut live).await?;
        // The first one also starts the agent.
        match number {
            0 => first = millis(seen.iter().sum()),
            _ => parts.iter_mut().zip(seen).for_each(|(part, took)| part.push(took)),
        }
    }
    let whole = (0..parts[0].len()).map(|prompt| parts.iter().map(|part| part[prompt]).sum()).collect();
    let named = |name: &str| format!("prompt to first chunk on /v1/live{name}");
    let figure = |name: &str, took: Vec<Duration>| {
        let spread = Spread::of(took);
        Figure::new(named(name), spread.percentile_ms(50.0), "ms").note(spread.tail())
    };
    let mut figures =
        vec![Figure::new(named(", the first, which starts the agent"), first, "ms"), figure(", p50", whole)];
    let names = [", queue", ", prepare", ", agent", ", written down", ", to the page"];
    figures.extend(names.into_iter().zip(parts).map(|(name, part)| figure(name, part)));
    Ok(figures)
}

/// From an agent's clock to the page, while all of them stream.
async fn streaming(office: &Office, desks: &[Desk]) -> Result<Vec<Figure>> {
    let mut live = office.live(desks).await?;
    for desk in desks {
        office.send(desk, STREAM).await?;
    }
    let spread = Spread::of(live.delays_until_ended(desks.len()).await?);
    let named = |which: &str| format!("chunk from the agent to the page, {} sessions streaming, {which}", desks.len());
    let note = format!("{} chunks, longest {:.0} ms", spread.len(), spread.longest_ms());
    Ok(vec![
        Figure::new(named("p50"), spread.percentile_ms(50.0), "ms").at_most(CHUNK_AIMS_MS.0).note(note),
        Figure::new(named("p99"), spread.percentile_ms(99.0), "ms").at_most(CHUNK_AIMS_MS.1),
    ])
}

/// Events a second from the first to the last one, of all these sessions.
async fn rate(office: &Office, desks: &[Desk], chunks: u64) -> Result<f64> {
    let mut messages = Vec::new();
    for desk in desks {
        messages.push(office.send(desk, &format!("/chunks {chunks}")).await?);
    }
    office.all_ended(&messages).await?;
    office.written_a_second(&messages).await
}

async fn reading(office: &Office, desk: &Desk) -> Result<Figure> {
    let mut took = Vec::new();
    for _ in 0..5 {
        let began = Instant::now();
        let read = office.read(desk, MESSAGES).await?;
        ensure!(read >= MESSAGES, "there are only {read} messages");
        took.push(began.elapsed());
    }
    let spread = Spread::of(took);
    let name = format!("reading {MESSAGES} messages through HTTP");
    Ok(Figure::new(name, spread.percentile_ms(50.0), "ms").at_most(READING_AIM_MS).note("pages of 1,000"))
}
