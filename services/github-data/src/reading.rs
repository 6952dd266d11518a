//! Taking in what a reading of GitHub found in repositories: store it, and tell what changed.

use contracts::{PullRequest, RepositoryId, organization::RepositoryFailure};
use runtime::{Cx, Handled};

use crate::{
    account::Reading,
    changes::{Changes, Word, changes},
    github::{Branch, Listing},
    store::{self, failures::failure, pull_requests::Touched, targets::Target},
    tell::{self, In},
};

/// What was read of one list of one repository.
pub type Found<T> = (Target, Listing<T>);

/// A list that GitHub calls unchanged is what we hold.
fn changed<T>(found: Vec<Found<T>>) -> Vec<(Target, Vec<T>, Option<String>)> {
    let changed = |(target, listing)| match listing {
        Listing::Unchanged => None,
        Listing::Read { items, etag } => Some((target, items, etag)),
    };
    found.into_iter().filter_map(changed).collect()
}

pub async fn take_branches(cx: &mut Cx, reading: &Reading, found: Vec<Found<Branch>>) -> Handled<()> {
    let changed = changed(found);
    let etags: Vec<_> =
        changed.iter().map(|(target, _, etag)| (target.repository_id.as_str(), etag.as_deref())).collect();
    let branches: Vec<_> = changed.iter().map(|(target, items, _)| (&target.repository_id, items.as_slice())).collect();

    store::branches::replace(cx.write().await?, &reading.organization_id, &branches).await?;
    store::repositories::set_branches_etags(cx.write().await?, &reading.organization_id, &etags).await?;
    Ok(())
}

/// Tells of each pull request that is new, different, or gone. Notes the repositories with one of which GitHub did not say
/// what became of it, and returns how many those are.
pub async fn take_pull_requests(cx: &mut Cx, reading: &Reading, found: Vec<Found<Word>>) -> Handled<usize> {
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
    Ok(unsaid.len())
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
