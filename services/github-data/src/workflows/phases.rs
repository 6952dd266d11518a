//! The two phases of a sync that read a list of every repository.

use std::sync::Arc;

use contracts::organization::SyncPhase;
use futures::{FutureExt, future::BoxFuture};
use runtime::{Cx, Handled, Reader};

use crate::{
    account::Reading,
    asking::{self, Offered},
    github::{Branch, Github, GithubError, Listing},
    reading::{self, Found},
    store::targets::Target,
};

/// Asks for one repository's list.
type ReadList<T> = fn(Github, Reader, Arc<Reading>, Target) -> BoxFuture<'static, Result<T, GithubError>>;
/// Takes in the lists of one batch.
type SaveLists<T> = for<'a> fn(&'a mut Cx, Arc<Reading>, Vec<Found<T>>) -> BoxFuture<'a, Handled<()>>;

/// What a phase reads of each repository.
pub struct Phase<T: 'static> {
    /// Its steps are named `<step>/<number>`.
    pub step: &'static str,
    pub phase: SyncPhase,
    pub what: &'static str,
    pub read: ReadList<T>,
    pub save: SaveLists<T>,
}

pub static BRANCHES: Phase<Listing<Branch>> = Phase {
    step: "syncBranches",
    phase: SyncPhase::SyncingBranches,
    what: "branches",
    read: |github, _, reading, target| {
        async move {
            github.branches(reading.installation_id, &target.full_name, target.branches_etag.as_deref()).await
        }
        .boxed()
    },
    save: |cx, reading, found| async move { reading::take_branches(cx, &reading, found).await }.boxed(),
};

pub static PULL_REQUESTS: Phase<Offered> = Phase {
    step: "syncPullRequests",
    phase: SyncPhase::SyncingPullRequests,
    what: "pull requests",
    read: |github, reader, reading, target| {
        async move { asking::offered(&github, &reader, &reading, &target).await }.boxed()
    },
    save: |cx, reading, found| async move { reading::take_offered(cx, &reading, found).await.map(drop) }.boxed(),
};
