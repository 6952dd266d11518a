//! A workflow that does what it is told, step by step.

use contracts::TaskKey;
use futures::FutureExt;
use runtime::{Failure, Handled, Run};

use super::{
    handlers,
    messages::{Errand, Step, Write},
};
use crate::Outside;

/// In the first edition the steps are called by their number; another one puts its name before it.
pub async fn run(run: Run, key: TaskKey, outside: Outside, edition: String, errand: Errand) -> Handled<Vec<String>> {
    let mut done = Vec::new();
    for (number, step) in errand.steps.into_iter().enumerate() {
        let name = if edition == "first" { format!("step-{number}") } else { format!("{edition}-step-{number}") };
        done.push(take(&run, &key, &outside, &name, step).await?);
    }
    Ok(done)
}

async fn take(run: &Run, key: &TaskKey, outside: &Outside, name: &str, step: Step) -> Handled<String> {
    match step {
        Step::Visit(door) => visit(run, outside, name, door, 0).await,
        Step::Fails { door, times } => visit(run, outside, name, door, times).await,
        Step::Note(text) => {
            let key = key.clone();
            let saved = run.commit(name, move |cx| {
                let (key, text) = (key.clone(), text.clone());
                async move {
                    handlers::insert(cx.write().await?, &key, &text).await?;
                    Ok(text)
                }
                .boxed()
            });
            saved.await
        }
        Step::Tell(text) => tell(run, key, name, vec![text]).await,
        Step::TellMany(count) => tell(run, key, name, (0..count).map(|number| number.to_string()).collect()).await,
        Step::Sleep(millis) => {
            run.sleep_until(name, run.started_at() + millis).await?;
            Ok("slept".to_owned())
        }
    }
}

async fn tell(run: &Run, key: &TaskKey, name: &str, texts: Vec<String>) -> Handled<String> {
    let told = run.commit(name, move |cx| {
        let (key, texts) = (key.clone(), texts.clone());
        async move {
            texts.iter().try_for_each(|text| cx.send(&key, &Write::text(text.clone())))?;
            Ok(texts.last().cloned().unwrap_or_default())
        }
        .boxed()
    });
    told.await
}

async fn visit(run: &Run, outside: &Outside, name: &str, door: String, failures: usize) -> Handled<String> {
    let visited = run.step(
        name,
        || {
            let (outside, door) = (outside.clone(), door.clone());
            async move {
                outside.visit(&door).await;
                let visits = outside.went(&door);
                if visits <= failures { Err(Failure::failed(format!("{door} was shut in my face"))) } else { Ok(door) }
            }
        },
        |_, door| async move { Ok(door) }.boxed(),
    );
    visited.await
}
