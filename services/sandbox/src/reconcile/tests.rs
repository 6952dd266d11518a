//! The decision by its cases, and the way there and back with a provider on this machine.

use std::{fs, path::Path};

use contracts::sandbox::Destroy;
use sandboxes::{Local, LocalSettings, Provider};
use serde_json::json;

use super::*;
use crate::testing::{Acme, key, news, open};

const NOW: Millis = 100_000_000;
const MINUTE: Millis = 60_000;
const LONG_AGO: Millis = NOW - 10 * MINUTE;
const LATELY: Millis = LONG_AGO + 1;

fn line(status: SandboxStatus, updated_at: Millis) -> Line {
    let provider_id = Some(name(&key(), 2).to_string());
    Line { key: key(), generation: 2, status, provider_id, expires_at: None, updated_at }
}

fn found(generation: i32, created_at: Millis, state: State) -> Found {
    let name = name(&key(), generation);
    let (provider_id, organization) = (name.to_string(), "acme".to_owned());
    Found { provider_id, name, organization, created_at: time(created_at), state }
}

fn running(generation: i32, created_at: Millis) -> Found {
    found(generation, created_at, State::Running { expires_at: None })
}

fn decided(lines: &[Line], found: &[Found]) -> Vec<Action> {
    decide(lines, found, 0, NOW)
}

fn ask() -> Action {
    Action::Ask { key: key(), generation: 2, provider_id: name(&key(), 2).to_string() }
}

/// Of a generation of the task's, which is kept before.
fn destroy(generation: i32) -> Action {
    let name = name(&key(), generation);
    Action::Destroy { provider_id: name.to_string(), name, of: Some((key(), generation)) }
}

/// Of what has nothing of anybody's in it, as far as is known.
fn destroy_unknown(found: &Found) -> Action {
    Action::Destroy { provider_id: found.provider_id.clone(), name: found.name.clone(), of: None }
}

#[test]
fn one_that_is_as_it_is_shown_is_left_alone() {
    assert_eq!(decided(&[line(SandboxStatus::Ready, 0)], &[running(2, 0)]), []);
    assert_eq!(decided(&[line(SandboxStatus::Paused, 0)], &[found(2, 0, State::Paused)]), []);
}

#[test]
fn one_that_was_paused_or_woken_behind_our_back_is_asked_for() {
    assert_eq!(decided(&[line(SandboxStatus::Ready, 0)], &[found(2, 0, State::Paused)]), [ask()]);
    let paused = [line(SandboxStatus::Paused, 0)];
    assert_eq!(decided(&paused, &[running(2, 0)]), [ask()]);
    assert_eq!(decided(&paused, &[]), [ask()], "no provider keeps it for ever");
}

#[test]
fn a_time_that_is_much_another_one_is_asked_for() {
    let until = |millis| State::Running { expires_at: Some(time(millis)) };
    let ready = [Line { expires_at: Some(NOW), ..line(SandboxStatus::Ready, 0) }];
    for (there, differs) in [(NOW, false), (NOW + 30_000, false), (NOW + 30_001, true), (NOW - MINUTE, true)] {
        assert_eq!(!decided(&ready, &[found(2, 0, until(there))]).is_empty(), differs, "{there}");
    }
}

#[test]
fn one_that_is_ready_and_not_there_is_asked_for() {
    let ready = [line(SandboxStatus::Ready, NOW)];
    assert_eq!(decided(&ready, &[]), [ask()]);
    assert_eq!(decided(&ready, &[found(2, 0, State::Gone)]), [ask()]);
}

#[test]
fn one_that_is_not_ready_is_missed_by_nobody() {
    let is_there = |status: &SandboxStatus| matches!(status, SandboxStatus::Ready | SandboxStatus::Paused);
    for status in SandboxStatus::ALL.into_iter().filter(|status| !is_there(status)) {
        assert_eq!(decided(&[line(status, LATELY)], &[]), [], "{status:?}");
    }
}

#[test]
fn what_is_no_rows_ends_after_ten_minutes() {
    assert_eq!(decided(&[], &[running(2, LONG_AGO)]), [destroy_unknown(&running(2, 0))]);
    assert_eq!(decided(&[], &[running(2, LATELY)]), [], "it may be one that is being made");
    assert_eq!(decided(&[], &[running(2, NOW + MINUTE)]), [], "the provider's clock is another one");
}

#[test]
fn an_earlier_generation_ends_and_the_present_one_stays() {
    let both = [running(1, 0), running(2, 0)];
    assert_eq!(decided(&[line(SandboxStatus::Ready, 0)], &both), [destroy(1)]);
    let present = decided(&[line(SandboxStatus::Provisioning, 0)], &both);
    assert_eq!(present, [], "the one that is being made may go on with its files");
}

#[test]
fn a_second_one_of_the_same_name_ends_and_the_one_that_is_worked_in_stays() {
    let second = Found { provider_id: "second".into(), ..running(2, 0) };
    let both = [running(2, 0), second.clone()];
    assert_eq!(decided(&[line(SandboxStatus::Ready, 0)], &both), [destroy_unknown(&second)]);
    let not_told_yet = Line { provider_id: None, ..line(SandboxStatus::Provisioning, 0) };
    assert_eq!(decided(&[not_told_yet], &both), []);
}

#[test]
fn one_whose_row_has_ended_ends_after_ten_minutes() {
    for status in [SandboxStatus::Failed, SandboxStatus::Destroying, SandboxStatus::Destroyed] {
        assert_eq!(decided(&[line(status, LONG_AGO)], &[running(2, 0)]), [destroy(2)], "{status:?}");
        assert_eq!(decided(&[line(status, LATELY)], &[running(2, 0)]), [], "{status:?}");
    }
}

#[test]
fn files_that_one_which_failed_has_left_stay_for_the_next_one() {
    let (failed, gone) = ([line(SandboxStatus::Failed, 0)], |generation| found(generation, 0, State::Gone));
    assert_eq!(decided(&failed, &[gone(2)]), [], "it had them from the one before");
    assert_eq!(decided(&failed, &[gone(1)]), [], "it has not come to them");
    assert_eq!(decided(&failed, &[running(1, 0)]), [destroy(1)], "nobody goes on with what has not ended");
    let other = TaskKey { task_id: "t-2".parse().unwrap(), ..key() };
    let third = Line { generation: 3, provider_id: None, ..line(SandboxStatus::Provisioning, 0) };
    assert_eq!(decided(std::slice::from_ref(&third), &[gone(1)]), [], "not only the one just before");
    assert_eq!(decided(&[Line { status: SandboxStatus::Ready, ..third.clone() }], &[gone(1)]), [destroy(1)]);
    assert_eq!(decided(&[Line { key: other, ..third }], &[gone(1)]), [destroy_unknown(&gone(1))]);
}

#[test]
fn an_end_that_nobody_has_told_is_told_once_it_is_gone() {
    let destroying = [line(SandboxStatus::Destroying, LONG_AGO)];
    let ended = Action::Ended { key: key(), generation: 2 };
    assert_eq!(decided(&destroying, &[]), [ended]);
    assert_eq!(decided(&destroying, &[running(2, 0)]), [destroy(2)], "first it must be gone");
    assert_eq!(decide(&destroying, &[], LATELY, NOW), [], "it may just go on");
}

#[test]
fn an_end_that_a_crash_has_interrupted_gets_as_long_again() {
    let destroying = [line(SandboxStatus::Destroying, 0)];
    assert_eq!(decide(&destroying, &[running(2, 0)], LATELY, NOW), []);
    assert_eq!(decide(&destroying, &[running(2, 0)], LONG_AGO, NOW), [destroy(2)]);
}

#[test]
fn what_is_left_of_one_that_has_expired_stays_while_it_is_the_tasks() {
    assert_eq!(decided(&[line(SandboxStatus::Expired, 0)], &[found(2, 0, State::Gone)]), []);
}

/// A provider on this machine that starts nothing: only what is put into its folder is there.
async fn local(folder: &Path) -> Work {
    let (keeper, server) = ("/bin/sh".into(), "/bin/sh".into());
    let settings =
        LocalSettings { folder: folder.into(), keeper, server, agents: Vec::new(), run_as: None, unisolated: true };
    Work { provider: Ok(Provider::Local(Local::new(settings).await.unwrap())), ..Work::nowhere() }
}

/// One whose keeper has died, as the provider writes it down.
fn leave(folder: &Path, name: &Name) {
    let marker = format!("no process of {name}");
    let record = json!({ "organization": "acme", "created_at_ms": 0, "marker": marker, "token": null,
                         "unisolated": true });
    fs::create_dir(folder.join(name.as_str())).unwrap();
    fs::write(folder.join(name.as_str()).join("state.json"), record.to_string()).unwrap();
}

/// The sandbox is ready, at `provider`.
async fn make_ready(acme: &Acme, key: &TaskKey, provider: &str) {
    let (provider, provider_id) = (provider.to_owned(), name(key, 1).to_string());
    let allocated = ProvisioningNews::Allocated { provider, provider_id, expires_at: None };
    acme.service.command(key, &open(1)).await.outcome.unwrap();
    for told in [allocated, ProvisioningNews::Ready { at: 5 }] {
        assert!(acme.service.command(key, &news(1, told)).await.outcome.unwrap().applied);
    }
}

async fn look_at(acme: &Acme, work: &Work) -> Vec<Action> {
    look(acme.service.pool(), work, 0, acme.service.now(), ROWS).await.unwrap()
}

#[tokio::test]
async fn without_a_provider_nothing_is_missed() {
    let acme = Acme::new().await;
    make_ready(&acme, &acme.key, "local").await;
    assert_eq!(look_at(&acme, &Work::nowhere()).await, []);
}

#[tokio::test]
async fn a_provider_that_cannot_be_listed_changes_nothing() {
    let acme = Acme::new().await;
    make_ready(&acme, &acme.key, "local").await;
    let folder = tempfile::tempdir().unwrap();
    let work = local(folder.path()).await;
    fs::remove_dir(folder.path()).unwrap();
    assert!(look(acme.service.pool(), &work, 0, acme.service.now(), ROWS).await.is_err());
}

#[tokio::test]
async fn a_sandbox_that_died_is_seen_to_be_gone_and_told_once() {
    let acme = Acme::new().await;
    make_ready(&acme, &acme.key, "local").await;
    let folder = tempfile::tempdir().unwrap();
    let work = local(folder.path()).await;
    leave(folder.path(), &name(&acme.key, 1));

    let actions = look_at(&acme, &work).await;
    assert_eq!(actions.len(), 1, "{actions:?}");
    let tell = async |at| carry_out(&work, actions[0].clone(), at).await.unwrap().unwrap();
    let (request, again) = (tell(7).await, tell(8).await);
    assert_eq!(request.id, again.id);
    assert_eq!(request.subject, "sandbox.command.applyProvisioning.acme.t-1");

    let command: ApplyProvisioning = serde_json::from_slice(&request.body).unwrap();
    assert!(acme.done(&command).await.applied);
    assert_eq!(acme.record().await.status, SandboxStatus::Expired);
    assert_eq!(look_at(&acme, &work).await, []);
    assert!(folder.path().join(name(&acme.key, 1).as_str()).exists());
}

#[tokio::test]
async fn what_no_task_has_is_ended_with_its_files() {
    let acme = Acme::new().await;
    make_ready(&acme, &acme.key, "local").await;
    let folder = tempfile::tempdir().unwrap();
    let work = local(folder.path()).await;
    let unwanted = name(&acme.key, 9);
    leave(folder.path(), &unwanted);

    let ended = Action::Destroy { provider_id: unwanted.to_string(), name: unwanted.clone(), of: None };
    assert!(look_at(&acme, &work).await.contains(&ended));
    assert!(carry_out(&work, ended.clone(), 7).await.unwrap().is_none());
    assert!(!folder.path().join(unwanted.as_str()).exists());
    assert!(!look_at(&acme, &work).await.contains(&ended));
}

#[tokio::test]
async fn rows_are_read_to_the_last_page_without_those_of_another_provider_and_those_that_ended_well() {
    let acme = Acme::new().await;
    let folder = tempfile::tempdir().unwrap();
    let work = local(folder.path()).await;
    for number in 1..=5 {
        let mut key = key();
        key.task_id = format!("t-{number}").parse().unwrap();
        make_ready(&acme, &key, if number == 2 { "e2b" } else { "local" }).await;
        if number == 4 {
            acme.service.command(&key, &Destroy { reason: "archived".into() }).await.outcome.unwrap();
            let destroyed = ProvisioningNews::Destroyed { at: 9, note: None };
            acme.service.command(&key, &news(1, destroyed)).await.outcome.unwrap();
        }
    }
    for page in [1, 2, 3, 1_000] {
        let actions = look(acme.service.pool(), &work, 0, acme.service.now(), page).await.unwrap();
        let task = |action: &Action| match action {
            Action::Ask { key, .. } => Some(key.task_id.to_string()),
            Action::Destroy { .. } | Action::Ended { .. } => None,
        };
        let asked: Vec<_> = actions.iter().filter_map(task).collect();
        assert_eq!(asked, ["t-1", "t-3", "t-5"], "{page} at a time");
    }
}
