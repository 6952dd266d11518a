//! Taking in what a reading of GitHub found in repositories: store it, and tell what changed.

use std::collections::BTreeSet;

use contracts::{PullRequest, RepositoryId, organization::RepositoryFailure};
use runtime::{Cx, Handled};

use crate::{
    account::Reading,
    asking::{Checks, Offered},
    changes::{Changes, Word, changes},
    checks,
    github::{Branch, Listing},
    store::{self, failures::failure, pull_requests::Touched, targets::Target},
    tell::{self, In},
};

/// What was read of one repository.
pub type Found<T> = (Target, T);

/// A list that GitHub calls unchanged is what we hold.
fn changed<T>(found: Vec<Found<Listing<T>>>) -> Vec<(Target, Vec<T>, Option<String>)> {
    let changed = |(target, listing)| match listing {
        Listing::Unchanged => None,
        Listing::Read { items, etag } => Some((target, items, etag)),
    };
    found.into_iter().filter_map(changed).collect()
}

pub async fn take_branches(cx: &mut Cx, reading: &Reading, found: Vec<Found<Listing<Branch>>>) -> Handled<()> {
    let changed = changed(found);
    let etags: Vec<_> =
        changed.iter().map(|(target, _, etag)| (target.repository_id.as_str(), etag.as_deref())).collect();
    let branches: Vec<_> = changed.iter().map(|(target, items, _)| (&target.repository_id, items.as_slice())).collect();

    store::branches::replace(cx.write().await?, &reading.organization_id, &branches).await?;
    store::repositories::set_branches_etags(cx.write().await?, &reading.organization_id, &etags).await?;
    Ok(())
}

/// Takes in pull requests, and after them their checks. Returns of how many repositories GitHub did not say all.
pub async fn take_offered(cx: &mut Cx, reading: &Reading, found: Vec<Found<Offered>>) -> Handled<usize> {
    let of = |(target, Offered { words, checks }): Found<Offered>| ((target.clone(), words), (target, checks));
    let (words, checks): (Vec<_>, Vec<_>) = found.into_iter().map(of).unzip();
    let (unsaid, told) = take_pull_requests(cx, reading, words).await?;
    let unread = take_checks(cx, reading, checks, &told).await?;
    Ok(unsaid + unread)
}

/// Tells how pull requests are checked, where that is not what was told last, and of `told` repositories, whose pull requests
/// were just told of. Notes the repositories of which GitHub did not say it, and returns how many those are.
async fn take_checks(
    cx: &mut Cx,
    reading: &Reading,
    found: Vec<Found<Checks>>,
    told: &BTreeSet<RepositoryId>,
) -> Handled<usize> {
    let (organization_id, now) = (&reading.organization_id, cx.now);
    let (mut read, mut failed) = (Vec::new(), Vec::new());
    for (target, checks) in found {
        let why = match checks {
            Checks::Unasked => None,
            Checks::Unread(why) => Some(why),
            Checks::Read(mut checked) => {
                let trouble = checked.trouble.take();
                read.push((target.repository_id.clone(), checked));
                trouble
            }
        };
        let message = why.map(|why| format!("checks: {why}"));
        failed.extend(message.map(|why| failure(&target.repository_id, &target.full_name, &why)));
    }
    if !failed.is_empty() {
        store::failures::add(cx.write().await?, organization_id, &failed, now).await?;
    }
    let ids: Vec<_> = read.iter().map(|(id, _)| id.as_str()).collect();
    let known = store::checks::told(cx.read().await?, organization_id, &ids).await?;
    for (id, checked) in read {
        let fingerprint = checks::fingerprint(&checked.pull_requests);
        let is_told = known.get(&id).is_some_and(|known| known.covers(fingerprint));
        if checked.pull_requests.is_empty() || (is_told && !told.contains(&id)) {
            continue;
        }
        store::checks::set_told(cx.write().await?, organization_id, &id, fingerprint, checked.asked_at).await?;
        tell::checks(cx, organization_id, &id, checked)?;
    }
    Ok(failed.len())
}

/// Tells of each pull request that is new, different, or gone. Notes the repositories with one of which GitHub did not say
/// what became of it, and returns how many those are, and which repositories have one that is new or different.
async fn take_pull_requests(
    cx: &mut Cx,
    reading: &Reading,
    found: Vec<Found<Listing<Word>>>,
) -> Handled<(usize, BTreeSet<RepositoryId>)> {
    let (organization_id, now) = (&reading.organization_id, cx.now);
    let changed = changed(found);
    let unsaid: Vec<_> = changed.iter().filter_map(|(target, words, _)| unsaid(target, words)).collect();
    if !unsaid.is_empty() {
        store::failures::add(cx.write().await?, organization_id, &unsaid, now).await?;
    }
    let ids: Vec<_> = changed.iter().map(|(target, ..)| target.repository_id.as_str()).collect();
    let mut stored = store::pull_requests::of_repositories(cx.read().await?, organization_id, &ids).await?;

    let (mut differences, mut etags) = (Vec::new(), Vec::new());
    for (target, items, etag) in changed {
        let stored = stored.remove(&target.repository_id).unwrap_or_default();
        let changes = changes(stored, items, reading.generation);
        // Of what the list did not show something was not asked for: the next reading must see the list again.
        etags.push((target.repository_id.clone(), etag.filter(|_| changes.unanswered.is_empty())));
        differences.push((target, changes));
    }

    let (written, removed) = save(cx, reading, &differences).await?;
    let etags: Vec<_> = etags.iter().map(|(id, etag)| (id.as_str(), etag.as_deref())).collect();
    store::repositories::set_pull_requests_etags(cx.write().await?, organization_id, &etags).await?;

    for (target, changes) in &differences {
        let id = &target.repository_id;
        let place = In { repository_id: id, repository_name: &target.full_name };
        for pull_request in changes.changed.iter().filter(|row| written.contains(&(id.clone(), row.number))) {
            tell::pull_request(cx, organization_id, place, pull_request).await?;
        }
        for pull_request in changes.gone.iter().filter(|row| removed.contains(&(id.clone(), row.number))) {
            tell::pull_request_left(cx, organization_id, place, pull_request, "deleted").await?;
        }
    }
    Ok((unsaid.len(), written.into_iter().map(|(id, _)| id).collect()))
}

fn unsaid(target: &Target, words: &[Word]) -> Option<RepositoryFailure> {
    words.iter().find_map(|word| match word {
        Word::Unsaid { number, why } => {
            Some(failure(&target.repository_id, &target.full_name, &format!("pull request {number}: {why}")))
        }
        Word::Is(_) | Word::IsGone(_) => None,
    })
}

/// Returns what was written and what was removed; a webhook may have been quicker with something newer.
async fn save(cx: &mut Cx, reading: &Reading, differences: &[(Target, Changes)]) -> Handled<(Touched, Touched)> {
    let mut changed: Vec<(&RepositoryId, &PullRequest)> = Vec::new();
    let mut gone: Vec<(&RepositoryId, u64)> = Vec::new();
    for (target, changes) in differences {
        let id = &target.repository_id;
        changed.extend(changes.changed.iter().map(|pull_request| (id, pull_request)));
        gone.extend(changes.gone.iter().map(|pull_request| (id, pull_request.number)));
        gone.extend(changes.forgotten.iter().map(|number| (id, *number)));
    }
    let (organization_id, generation) = (&reading.organization_id, reading.generation);
    let (mut written, mut removed) = Default::default();
    if !changed.is_empty() {
        written = store::pull_requests::upsert(cx.write().await?, organization_id, generation, &changed).await?;
    }
    if !gone.is_empty() {
        removed = store::pull_requests::delete(cx.write().await?, organization_id, generation, &gone).await?;
    }
    Ok((written, removed))
}
