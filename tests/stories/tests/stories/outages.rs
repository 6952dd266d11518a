//! NATS and Postgres go away and come back under load: nothing is lost, nothing is done twice, and the services go on by
//! themselves.

use crate::load::Load;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nats_killed_and_stopped_under_load_loses_nothing_and_repeats_nothing() {
    let load = Load::start().await;
    load.reaches(0.2).await;
    load.infrastructure().nats.kill().unwrap();
    load.infrastructure().nats.start().await.unwrap();
    load.reaches(0.5).await;
    assert!(load.infrastructure().nats.stop().await.unwrap());
    load.infrastructure().nats.start().await.unwrap();
    load.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_killed_and_stopped_under_load_loses_nothing_and_repeats_nothing() {
    let load = Load::start().await;
    load.reaches(0.2).await;
    load.infrastructure().postgres.kill().unwrap();
    load.infrastructure().postgres.start().await.unwrap();
    load.reaches(0.5).await;
    assert!(load.infrastructure().postgres.stop().await.unwrap());
    load.infrastructure().postgres.start().await.unwrap();
    load.ends_well().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_is_killed_while_nats_is_away_goes_on_when_both_are_back() {
    let load = Load::start().await;
    load.reaches(0.3).await;
    load.infrastructure().nats.kill().unwrap();
    load.world.fleet.kill("task-1").unwrap();
    load.infrastructure().nats.start().await.unwrap();
    load.world.fleet.restart("task-1").await.unwrap();
    load.ends_well().await;
}
