//! What a message and a row cost alone: JetStream's and Postgres's own speed, one after another and synced to disk.

use std::time::Instant;

use anyhow::Result;
use async_nats::jetstream::{self, stream};
use sqlx::{Connection, PgConnection};

use crate::figure::Figure;
use crate::options::Options;
use crate::spread::Spread;
use crate::stage::Stage;

const COMMANDS: u64 = 3_000;

/// As large as a small command with its headers.
const BODY: &str = r#"{"title":"As long as the title of a task usually is, or a little longer than that"}"#;

pub async fn baselines(stage: &Stage, options: &Options) -> Result<Vec<Figure>> {
    let commands = options.sized(COMMANDS);
    let mut figures = Vec::new();
    figures.extend(figures_of("JetStream alone: publish and acknowledgement", &jetstream(stage, commands).await?));
    figures.extend(figures_of("Postgres alone: insert and commit of one row", &postgres(stage, commands).await?));
    Ok(figures)
}

async fn jetstream(stage: &Stage, messages: u64) -> Result<Spread> {
    let jetstream = jetstream::new(stage.nats.clone());
    let name = "BENCH";
    let subjects = vec!["bench.>".to_owned()];
    let stream = stream::Config { name: name.to_owned(), subjects, ..stream::Config::default() };
    jetstream.create_stream(stream).await?;
    let mut durations = Vec::new();
    for _ in 0..messages {
        let began = Instant::now();
        jetstream.publish("bench.published", BODY.into()).await?.await?;
        durations.push(began.elapsed());
    }
    jetstream.delete_stream(name).await?;
    Ok(Spread::of(durations))
}

async fn postgres(stage: &Stage, rows: u64) -> Result<Spread> {
    let mut connection = PgConnection::connect(&stage.fleet.admin_database_url()).await?;
    sqlx::raw_sql("CREATE SCHEMA bench; CREATE TABLE bench.rows (id bigint PRIMARY KEY, body text NOT NULL)")
        .execute(&mut connection)
        .await?;
    let mut durations = Vec::new();
    for id in 0..rows {
        let began = Instant::now();
        sqlx::query("INSERT INTO bench.rows VALUES ($1, $2)")
            .bind(id.cast_signed())
            .bind(BODY)
            .execute(&mut connection)
            .await?;
        durations.push(began.elapsed());
    }
    sqlx::raw_sql("DROP SCHEMA bench CASCADE").execute(&mut connection).await?;
    connection.close().await?;
    Ok(Spread::of(durations))
}

fn figures_of(name: &str, spread: &Spread) -> [Figure; 3] {
    [
        Figure::new(format!("{name}, p50"), spread.percentile_ms(50.0), "ms"),
        Figure::new(format!("{name}, p99"), spread.percentile_ms(99.0), "ms"),
        Figure::new(format!("{name}, one after another"), spread.per_second(), "/s"),
    ]
}
