//! What a list did not show is asked for by itself: that a list lacks something is a question, not an answer.

use std::collections::BTreeMap;

use contracts::{
    Actor, Millis, OrganizationId, PullRequest, RepositoryId, UserId,
    organization::{ListMembers, Member, Repository, RepositoryFailure, RepositoryGone},
};
use futures::future::join_all;
use github_api::ApiError;
use runtime::{Caller, Handled, QueryError, Reader};

use crate::{
    account::Reading,
    changes::Word,
    github::{Checked, Github, GithubError, Listing, Membership, MembershipOf, Scope, Whereabouts},
    store::{self, failures::failure, targets::Target},
    workflows::Steps,
};

/// Questions for one list of a repository, at most: each is a request. What is left stays as it is until the next reading
/// asks.
const PULL_REQUESTS: usize = 100;
/// The same for the repositories of an account, and for its members.
const REPOSITORIES: usize = 500;
const MEMBERS: usize = 1_000;
/// Pages of the organization's own members: more than GitHub lets an organization have.
const PAGES: usize = 1_000;

/// What a repository offers to be merged, and how that is checked.
pub struct Offered {
    pub words: Listing<Word>,
    pub checks: Checks,
}

/// How the newest commits of the open pull requests are checked.
pub enum Checks {
    /// There is none, or nobody may ask now.
    Unasked,
    Read(Checked),
    /// GitHub did not answer: they stay as they are.
    Unread(String),
}

/// The repository's open pull requests, with their checks.
pub async fn offered(
    github: &Github,
    reader: &Reader,
    reading: &Reading,
    target: &Target,
) -> Result<Offered, GithubError> {
    let words = pull_requests(github, reader, reading, target).await?;
    let has_open = match &words {
        Listing::Read { items, .. } => {
            items.iter().any(|word| matches!(word, Word::Is(found) if found.state.is_open()))
        }
        Listing::Unchanged => {
            let (organization_id, id) = (&reading.organization_id, &target.repository_id);
            !store::pull_requests::open_before(reader.db(), organization_id, id, i64::MAX).await?.is_empty()
        }
    };
    let checks = if has_open && reading.reads_checks { checks(github, reading, target).await } else { Checks::Unasked };
    Ok(Offered { words, checks })
}

/// Whatever comes of it, the rest of the reading goes on: checks are of less weight.
async fn checks(github: &Github, reading: &Reading, target: &Target) -> Checks {
    match github.checks(reading.installation_id, &target.full_name).await {
        Ok(checked) => Checks::Read(checked),
        // The next reading asks, an hour later, which is when GitHub allows more.
        Err(GithubError::Api(ApiError::RateLimited { resets_at })) => {
            tracing::warn!("The checks of {} are not asked for before {resets_at}: GitHub's limit", target.full_name);
            Checks::Unasked
        }
        // The App lacks the permission, as every sync says.
        Err(GithubError::Query { is_forbidden: true, .. }) => Checks::Unasked,
        Err(error) => Checks::Unread(error.to_string()),
    }
}

/// The repository's open pull requests, and what became of those that are open here and not among them.
async fn pull_requests(
    github: &Github,
    reader: &Reader,
    reading: &Reading,
    target: &Target,
) -> Result<Listing<Word>, GithubError> {
    let (installation_id, etag) = (reading.installation_id, target.pull_requests_etag.as_deref());
    let listed = github.pull_requests(installation_id, &target.full_name, etag).await?;
    let Listing::Read { items, etag } = listed else { return Ok(Listing::Unchanged) };

    let (id, name) = (&target.repository_id, &target.full_name);
    let open = store::pull_requests::open_before(reader.db(), &reading.organization_id, id, reading.generation).await?;
    let is_missing = |number: &u64| !items.iter().any(|listed: &PullRequest| listed.number == *number);
    let ask = async |number| (number, github.pull_request(installation_id, id, name, number).await);
    let asked = join_all(open.into_iter().filter(is_missing).take(PULL_REQUESTS).map(ask)).await;
    let Heard { answers, unanswered } = heard(asked)?;
    let answers = answers.into_iter().map(|(number, found)| found.map_or(Word::IsGone(number), Word::Is));
    let unsaid = unanswered.into_iter().map(|(number, why)| Word::Unsaid { number, why: why.to_string() });
    Ok(Listing::Read { items: items.into_iter().map(Word::Is).chain(answers).chain(unsaid).collect(), etag })
}

/// What came of questions about one thing each.
struct Heard<K, T> {
    answers: Vec<(K, T)>,
    /// GitHub fails or refuses at these alone. They stay as they are, and the next reading asks again.
    unanswered: Vec<(K, GithubError)>,
}

/// Tells questions that have no answer from trouble that concerns them all, which is an error.
fn heard<K, T>(asked: Vec<(K, Result<T, GithubError>)>) -> Result<Heard<K, T>, GithubError> {
    let mut heard = Heard { answers: Vec::new(), unanswered: Vec::new() };
    for (about, answer) in asked {
        match answer {
            Ok(answer) => heard.answers.push((about, answer)),
            Err(error) if error.concerns_more() => return Err(error),
            Err(error) => heard.unanswered.push((about, error)),
        }
    }
    // Not one of several was answered: GitHub is in trouble, not they.
    let is_trouble = heard.answers.is_empty() && heard.unanswered.len() > 1;
    match heard.unanswered.iter().position(|(_, error)| is_trouble && error.scope() == Scope::Passing) {
        Some(trouble) => Err(heard.unanswered.swap_remove(trouble).1),
        None => Ok(heard),
    }
}

/// The repositories that the installation reaches, and those known here that it reaches no more.
pub struct Repositories {
    pub here: Vec<Repository>,
    pub gone: Vec<(RepositoryId, RepositoryGone)>,
    /// Known here and not listed, and GitHub has not said where they are.
    pub unanswered: Vec<RepositoryFailure>,
}

/// Lists the repositories, and asks where those are that are known here and were not listed.
pub async fn repositories(github: &Github, reader: &Reader, reading: &Reading) -> Result<Repositories, GithubError> {
    let (installation_id, login) = (reading.installation_id, &reading.connected_account);
    let mut here = github.repositories(installation_id).await?;
    let known = store::repositories::older_than(reader.db(), &reading.organization_id, reading.generation).await?;
    let missing: Vec<_> =
        known.into_iter().filter(|id| !here.iter().any(|listed| listed.repository_id == *id)).collect();
    warn_of_unasked("repositories", missing.len(), REPOSITORIES);

    let ask = async |id: RepositoryId| {
        let found = github.whereabouts(installation_id, login, &id).await;
        (id, found)
    };
    let Heard { answers, unanswered } = heard(join_all(missing.into_iter().take(REPOSITORIES).map(ask)).await)?;
    let mut gone = Vec::new();
    for (id, found) in answers {
        match found {
            Whereabouts::Here(repository) => here.push(repository),
            Whereabouts::Gone(why) => gone.push((id, why)),
        }
    }
    let unanswered = named(reader, &reading.organization_id, unanswered).await?;
    Ok(Repositories { here, gone, unanswered })
}

async fn named(
    reader: &Reader,
    organization_id: &OrganizationId,
    unanswered: Vec<(RepositoryId, GithubError)>,
) -> Result<Vec<RepositoryFailure>, GithubError> {
    let mut failures = Vec::new();
    for (id, why) in unanswered {
        let known = store::repositories::find(reader.db(), organization_id, &id).await?;
        failures.extend(known.map(|known| failure(&id, &known.full_name, &why)));
    }
    Ok(failures)
}

/// Who belongs to an account, and who was known to and does no more, as GitHub said at one moment.
pub struct Members {
    pub here: Vec<Member>,
    pub gone: Vec<UserId>,
    /// Of so many GitHub says neither.
    pub unanswered: usize,
    pub observed_at: Millis,
}

impl Members {
    pub const fn listed(here: Vec<Member>, observed_at: Millis) -> Self {
        Self { here, gone: Vec::new(), unanswered: 0, observed_at }
    }
}

/// Asks for everybody who is known to belong, here or to the organization, and is not on the list.
pub async fn members(steps: &Steps, reading: &Reading, listed: Vec<Member>, observed_at: Millis) -> Handled<Members> {
    let organization_id = &reading.organization_id;
    let mut known: BTreeMap<UserId, String> =
        store::members::known_before(steps.run.reader().db(), organization_id, observed_at)
            .await?
            .into_iter()
            .collect();
    known.extend(members_of_the_organization(steps, organization_id).await?);
    for member in &listed {
        known.remove(&member.user_id);
    }
    warn_of_unasked("members", known.len(), MEMBERS);

    // Without its number nobody could be sure of whom an answer is.
    let Some(account_id) = &reading.account_id else {
        return Ok(Members { unanswered: known.len(), ..Members::listed(listed, observed_at) });
    };
    let (github, installation_id, called) = (&steps.github, reading.installation_id, &reading.connected_account);
    let ask = async |(user_id, login): (UserId, String)| {
        let (organization_login, account_id) = (called.clone(), account_id.clone());
        let asked = MembershipOf { organization_login, account_id, login, user_id };
        let answer = github.membership_by_number(installation_id, &asked).await;
        (asked.user_id, answer)
    };
    let mut members = judged(listed, heard(join_all(known.into_iter().take(MEMBERS).map(ask)).await)?, observed_at);
    // Of an organization that is called otherwise meanwhile GitHub says that nobody belongs.
    if !members.gone.is_empty() && !github.is_called(installation_id, account_id, called).await? {
        tracing::warn!("{called} is called otherwise by now; the next sync says who has left");
        members.gone.clear();
    }
    Ok(members)
}

/// Only whom GitHub says not to belong is gone; what it does not show, or says of somebody else, is no answer.
fn judged(listed: Vec<Member>, heard: Heard<UserId, Membership>, observed_at: Millis) -> Members {
    let mut members = Members { unanswered: heard.unanswered.len(), ..Members::listed(listed, observed_at) };
    for (user_id, why) in &heard.unanswered {
        tracing::warn!(user.id = %user_id, "GitHub does not say whether somebody belongs: {why}");
    }
    for (user_id, answer) in heard.answers {
        match answer {
            Membership::Active(member) => members.here.push(member),
            Membership::None => members.gone.push(user_id),
            Membership::NotShown | Membership::SomebodyElses => members.unanswered += 1,
        }
    }
    members
}

/// It may know somebody from their own sign-in whom no list has shown.
async fn members_of_the_organization(
    steps: &Steps,
    organization_id: &OrganizationId,
) -> Handled<Vec<(UserId, String)>> {
    let (client, caller) = (steps.run.client(), Caller::service(Actor::GithubData));
    let (mut members, mut after) = (Vec::new(), None);
    for _ in 0..PAGES {
        let query = ListMembers { limit: Some(contracts::limit::PAGE_ROWS), after };
        let page = match client.query(organization_id, &query, &caller).await {
            Ok(page) => page,
            // Nothing was told to it yet.
            Err(QueryError::Refused { kind: contracts::RefusalKind::NotFound, .. }) => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        members.extend(page.members.into_iter().map(|member| (member.user_id, member.login)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(members)
}

fn warn_of_unasked(what: &str, missing: usize, questions: usize) {
    if missing > questions {
        tracing::warn!(
            "{missing} {what} are not in GitHub's list; {questions} are asked for, the rest by the next sync"
        );
    }
}

#[cfg(test)]
mod tests {
    use contracts::organization::Role;
    use github_api::ApiError;

    use super::*;

    fn member(number: u64) -> Member {
        let user_id = UserId::for_number(number);
        Member { login: user_id.to_string(), user_id, name: None, avatar_url: None, role: Role::Member, linked: false }
    }

    #[test]
    fn only_whom_github_says_not_to_belong_is_gone() {
        let answers =
            [Membership::Active(member(2)), Membership::None, Membership::NotShown, Membership::SomebodyElses];
        let answers = (2..).map(UserId::for_number).zip(answers).collect();
        let unanswered = vec![(UserId::for_number(6), refused(451))];
        let Members { here, gone, unanswered, .. } = judged(vec![member(1)], Heard { answers, unanswered }, 5);
        assert_eq!((here, gone, unanswered), (vec![member(1), member(2)], vec![UserId::for_number(3)], 3));
    }

    fn refused(status: u16) -> GithubError {
        ApiError::Refused { path: "/x".into(), status, message: "no".into() }.into()
    }

    fn broken() -> GithubError {
        ApiError::Broken { path: "/x".into(), status: 500 }.into()
    }

    /// Answered and unanswered; `None`: an error.
    fn counted(answers: Vec<Result<(), GithubError>>) -> Option<(usize, usize)> {
        let heard = heard((0..).zip(answers).collect()).ok()?;
        Some((heard.answers.len(), heard.unanswered.len()))
    }

    #[test]
    fn one_odd_answer_is_no_answer_about_that_one_and_trouble_with_all_is_an_error() {
        assert_eq!(counted(vec![Ok(()), Err(refused(451)), Err(refused(403)), Err(broken())]), Some((1, 3)));
        assert_eq!(counted(vec![Err(broken())]), Some((0, 1)), "one alone may be a bad one");
        assert_eq!(counted(vec![Err(refused(451)), Err(refused(451))]), Some((0, 2)));
        assert_eq!(counted(vec![Err(broken()), Err(broken())]), None);
        assert_eq!(counted(vec![Ok(()), Err(GithubError::InstallationClosed)]), None);
        assert_eq!(counted(vec![Ok(()), Err(ApiError::RateLimited { resets_at: 1 }.into())]), None);
        let another = GithubError::AnotherRepository { asked: "acme/a".into(), found: "acme/b".into() };
        assert_eq!(counted(vec![Ok(()), Err(another)]), None);
    }
}
