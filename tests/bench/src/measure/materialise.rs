//! 1,000 virtual tasks become real: each gets its first command, all at once.

use std::time::Duration;

use anyhow::{Result, anyhow, ensure};
use contracts::{TaskKey, organization::ListTasks, task::Initialize};
use futures::{StreamExt, TryStreamExt, stream};

use super::sync::caller;
use crate::callers::{self, Load, Until};
use crate::figure::Figure;
use crate::stage::{ORGANIZATION, Stage, organization};
use crate::target::{Target, Work, request};

/// Tasks of every measurement.
const TASKS: usize = 1_000;

const AIM_SECONDS: f64 = 2.0;

/// Rows of one page of the list.
const PAGE: u32 = 200;

/// Tasks made at a time, where they are not what is measured.
const AT_ONCE: usize = 64;

pub async fn materialise(stage: &mut Stage) -> Result<Vec<Figure>> {
    stage.needs(&["task", "organization", "audit-log"])?;
    let tasks = virtual_tasks(stage).await?;
    let target = Target { door: stage.nats_door(), work: Work::Rename(tasks.clone()) };
    let load = Load { callers: TASKS, pause: Duration::ZERO, until: Until::Commands(TASKS as u64) };
    let seen = callers::run(&target, &load).await?;
    stage.settled().await?;
    stage.tasks = tasks;

    let seconds = seen.elapsed.as_secs_f64();
    let note = format!("{:.0} a second; {}", seen.per_second(), seen.spread.tail());
    let name = "1,000 virtual tasks materialised by 1,000 first commands";
    Ok(vec![seen.judge(Figure::new(name, seconds, "s").at_most(AIM_SECONDS).note(note))])
}

async fn virtual_tasks(stage: &Stage) -> Result<Vec<TaskKey>> {
    let organization_id = organization(ORGANIZATION)?;
    let (mut tasks, mut after) = (Vec::new(), None);
    loop {
        let list = ListTasks { limit: Some(PAGE), after, ..ListTasks::default() };
        let page = stage.client.query(&organization_id, &list, &caller()).await?;
        let virtual_ones = page.tasks.into_iter().filter(|task| !task.materialised);
        tasks.extend(
            virtual_ones.map(|task| TaskKey { organization_id: organization_id.clone(), task_id: task.task_id }),
        );
        after = page.next;
        if after.is_none() || tasks.len() >= TASKS {
            break;
        }
    }
    ensure!(tasks.len() >= TASKS, "the sync gave only {} virtual tasks", tasks.len());
    tasks.truncate(TASKS);
    Ok(tasks)
}

/// Tasks made directly, where no sync has given any.
pub async fn ensure_tasks(stage: &mut Stage) -> Result<()> {
    if !stage.tasks.is_empty() {
        return Ok(());
    }
    stage.needs(&["task", "organization", "audit-log"])?;
    let organization_id = organization("bench")?;
    let made: Vec<TaskKey> = stream::iter(0..TASKS)
        .map(|number| {
            let key = format!("bench-{number}").parse();
            let (organization_id, client) = (organization_id.clone(), stage.client.clone());
            async move {
                let key = TaskKey { organization_id, task_id: key? };
                let made = request(&client, &key, &initialize(number)?).await;
                made.map_err(|error| anyhow!(error))?;
                anyhow::Ok(key)
            }
        })
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await?;
    stage.settled().await?;
    stage.tasks = made;
    Ok(())
}

fn initialize(number: usize) -> Result<Initialize> {
    Ok(Initialize {
        repository_id: "r-1".parse()?,
        repository_name: "bench/bench".to_owned(),
        clone_url: "https://github.com/bench/bench.git".to_owned(),
        title: format!("Task {number} of the benchmark"),
        branch: format!("bench/{number}"),
        prompt: "Measure".to_owned(),
        pull_request: None,
        owner: None,
    })
}
