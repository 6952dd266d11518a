//! The notebook's commands and its query.

use contracts::{Key, TaskKey, View};
use runtime::{Cx, Failure, Handled, Reader, WhenActive};
use sqlx::PgConnection;

use super::messages::{ErrandStarted, Lines, Show, StartErrand, Trouble, Write, Written};

pub async fn write(cx: &mut Cx, key: TaskKey, command: Write) -> Handled<Written> {
    let lines = insert(cx.write().await?, &key, &command.text).await?;
    run_into(command.trouble, &command.text)?;
    Ok(Written { lines })
}

/// After the line is written, so that it has to be taken back.
fn run_into(trouble: Option<Trouble>, text: &str) -> Handled<()> {
    match trouble {
        None => Ok(()),
        Some(Trouble::Panic) => panic!("cannot write {text}"),
        Some(Trouble::Fail) => Err(Failure::failed(format!("the pen broke at {text}"))),
        Some(Trouble::Refuse) => Err(Failure::invalid("notebook.refused", format!("{text} is not to be written"))),
    }
}

pub async fn show(cx: &mut Cx, key: TaskKey, command: Show) -> Handled<()> {
    let task_id = match &command.of {
        Some(other) => other.parse().map_err(|error| Failure::failed(format!("{error}")))?,
        None => key.task_id.clone(),
    };
    let view = View::Task(TaskKey { task_id, ..key });
    match command.text {
        Some(text) => cx.show(&view, command.revision, &text),
        None => cx.hide(&view, command.revision),
    }
}

pub async fn start_errand(cx: &mut Cx, key: TaskKey, command: StartErrand) -> Handled<ErrandStarted> {
    let when_active = if command.again { WhenActive::RunAgain } else { WhenActive::Join };
    let id = format!("{}/{}", key.tokens(), command.errand_id);
    let started = cx.start(&key, &id, &command.errand, when_active).await?;
    Ok(ErrandStarted { run_id: started.run_id, joined: started.joined })
}

pub async fn lines(reader: Reader, key: TaskKey, _: Lines) -> Handled<Vec<String>> {
    let lines = sqlx::query_scalar("select text from notes where actor_key = $1 order by position")
        .bind(key.tokens())
        .fetch_all(reader.db())
        .await?;
    Ok(lines)
}

/// Adds a line and counts.
pub async fn insert(db: &mut PgConnection, key: &TaskKey, text: &str) -> sqlx::Result<i64> {
    sqlx::query("insert into notes (actor_key, text) values ($1, $2)")
        .bind(key.tokens())
        .bind(text)
        .execute(&mut *db)
        .await?;
    sqlx::query_scalar("select count(*) from notes where actor_key = $1").bind(key.tokens()).fetch_one(db).await
}
