//! What a list did not show is asked for by itself: that a list lacks something is a question, not an answer.

use contracts::PullRequest;
use futures::future::try_join_all;
use runtime::Reader;

use crate::{
    account::Reading,
    changes::Word,
    github::{Github, GithubError, Listing},
    store::{self, targets::Target},
};

/// Questions for one list, at most: each is a request. What is left stays as it is until the next reading asks.
const QUESTIONS: usize = 100;

/// The repository's open pull requests, and what became of those that are open here and not among them.
pub async fn pull_requests(
    github: &Github,
    reader: &Reader,
    reading: &Reading,
    target: &Target,
) -> Result<Listing<Word>, GithubError> {
    let (installation_id, etag) = (reading.installation_id, target.pull_requests_etag.as_deref());
    let listed = github.pull_requests(installation_id, &target.full_name, etag).await?;
    let Listing::Read { items, etag } = listed else { return Ok(Listing::Unchanged) };

    let organization_id = &reading.organization_id;
    let open =
        store::pull_requests::open_before(reader.db(), organization_id, &target.repository_id, reading.generation)
            .await?;
    let is_missing = |number: &u64| !items.iter().any(|listed: &PullRequest| listed.number == *number);
    let ask = async |number| {
        let found = github.pull_request(installation_id, &target.repository_id, &target.full_name, number).await?;
        Ok::<_, GithubError>(found.map_or(Word::IsGone(number), Word::Is))
    };
    let answers = try_join_all(open.into_iter().filter(is_missing).take(QUESTIONS).map(ask)).await?;
    Ok(Listing::Read { items: items.into_iter().map(Word::Is).chain(answers).collect(), etag })
}
