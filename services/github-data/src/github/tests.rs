//! The client against the stand-in for GitHub, over HTTP.

use contracts::{AccountId, OrganizationId, RepositoryId, organization::AccountKind, pull_request::PullRequestState};
use github_api::{ApiError, ApiSettings};
use github_standin::{
    Content, DEMO_APP_PRIVATE_KEY, Generated, GitHub as Standin, Options, RepositoryFault,
    changes::{DeleteInstallation, RenameAccount, SuspendInstallation, UpdatePullRequest},
    generate,
};

use super::{Github, GithubError, Listing, Membership, MembershipOf, Scope, Settings};

const ORGANIZATION: &str = "brightwater";
const TOKENS: &str = "POST /app/installations/{id}/access_tokens";
const PULL_REQUESTS: &str = "GET /repos/{owner}/{repository}/pulls";

async fn standin(repositories: usize, busiest_pull_requests: usize) -> Standin {
    let generated = Generated { repositories, busiest_pull_requests, ..Generated::default() };
    Standin::start(Options { content: Content::Generated(generated), app_id: 1, ..Options::default() }).await.unwrap()
}

fn settings(standin: &Standin) -> Settings {
    Settings {
        api: ApiSettings { github_url: standin.base(), github_timeout_ms: 5_000 },
        github_app_id: "1".into(),
        github_app_private_key: DEMO_APP_PRIVATE_KEY.into(),
        github_look_seconds: 60,
    }
}

fn client(standin: &Standin) -> Github {
    Github::new(&settings(standin)).unwrap()
}

fn organization() -> OrganizationId {
    ORGANIZATION.parse().unwrap()
}

fn name(index: usize) -> String {
    format!("{ORGANIZATION}/{}", generate::repository_name(index))
}

fn read<T>(listing: Listing<T>) -> (Vec<T>, Option<String>) {
    match listing {
        Listing::Read { items, etag } => (items, etag),
        Listing::Unchanged => panic!("the list should have been read"),
    }
}

#[tokio::test]
async fn an_installation_is_found_by_the_account_it_is_for() {
    let standin = standin(3, 0).await;
    let github = client(&standin);
    let found = github.installation(&organization(), None, None).await.unwrap();
    assert_eq!(Some(found.id), standin.installation_id(ORGANIZATION));
    assert_eq!((found.login.as_str(), found.kind), (ORGANIZATION, AccountKind::Organization));
    let number = standin.world().organization(ORGANIZATION).unwrap().id;
    assert_eq!((found.account_id, found.reads_members), (AccountId::for_number(number), true));
}

#[tokio::test]
async fn an_account_that_took_another_login_is_found_by_its_number() {
    let standin = standin(3, 0).await;
    let github = client(&standin);
    let before = github.installation(&organization(), None, None).await.unwrap();
    let (account, login) = (ORGANIZATION.to_owned(), "darkwater".to_owned());
    standin.apply(RenameAccount { account, login, by: None }).unwrap();

    let refused = github.installation(&organization(), None, None).await.unwrap_err();
    assert!(matches!(refused, GithubError::NotInstalled { .. }), "{refused}");
    let found = github.installation(&organization(), Some(&before.account_id), None).await.unwrap();
    assert_eq!((found.id, found.login.as_str()), (before.id, "darkwater"));
    let other = AccountId::for_number(1);
    assert!(github.installation(&organization(), Some(&other), Some(before.id)).await.is_err());
}

#[tokio::test]
async fn anothers_installation_is_not_believed() {
    let standin = standin(3, 0).await;
    let github = client(&standin);
    let own = standin.installation_id(ORGANIZATION);
    let stranger = "someone-else".parse().unwrap();
    let refused = github.installation(&stranger, None, own).await.unwrap_err();
    assert!(matches!(refused, GithubError::NotInstalled { .. }), "{refused}");
    assert_eq!(github.installation(&organization(), None, Some(99)).await.unwrap().id, own.unwrap());
}

#[tokio::test]
async fn a_suspended_or_missing_installation_concerns_the_account() {
    let standin = standin(3, 0).await;
    let github = client(&standin);
    let account = ORGANIZATION.to_owned();
    standin.apply(SuspendInstallation { account: account.clone(), by: None }).unwrap();
    let suspended = github.installation(&organization(), None, None).await.unwrap_err();
    assert!(matches!(suspended, GithubError::InstallationClosed), "{suspended}");
    standin.apply(DeleteInstallation { account, by: None }).unwrap();
    let gone = github.installation(&organization(), None, None).await.unwrap_err();
    assert_eq!(gone.scope(), Scope::Account, "{gone}");
}

#[tokio::test]
async fn wrong_credentials_are_said_to_be_wrong() {
    let standin = standin(1, 0).await;
    let github = Github::new(&Settings { github_app_id: "77".into(), ..settings(&standin) }).unwrap();
    let refused = github.installation(&organization(), None, None).await.unwrap_err();
    assert!(matches!(refused, GithubError::BadCredentials { .. }), "{refused}");
}

#[tokio::test]
async fn without_an_app_nothing_is_asked() {
    let standin = standin(1, 0).await;
    let github = Github::new(&Settings { github_app_id: String::new(), ..settings(&standin) }).unwrap();
    let refused = github.installation(&organization(), None, None).await.unwrap_err();
    assert!(matches!(refused, GithubError::NotConfigured), "{refused}");
    assert_eq!(standin.requests().total, 0);
}

#[tokio::test]
async fn every_page_is_read_with_one_token() {
    let standin = standin(160, 250).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    assert_eq!(github.repositories(id).await.unwrap().len(), 160);
    let (pull_requests, etag) = read(github.pull_requests(id, &name(generate::BUSIEST), None).await.unwrap());
    assert_eq!((pull_requests.len(), etag), (250, None), "a tag of the first page says nothing of the others");
    assert_eq!(standin.requests().route(TOKENS).total, 1);
}

#[tokio::test]
async fn a_list_that_goes_on_at_another_address_is_no_whole_list() {
    let standin = standin(160, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    standin.set_link_base("http://localhost:1");
    let refused = github.repositories(id).await.unwrap_err();
    assert!(matches!(refused, GithubError::Api(ApiError::Elsewhere { .. })), "{refused}");
    assert_eq!(refused.scope(), Scope::Account);
    assert!(github.branches(id, &name(9), None).await.is_ok(), "a list of one page needs no other");
}

#[tokio::test]
async fn an_enterprise_server_is_read_below_its_own_address() {
    let standin = standin(160, 0).await;
    let api = ApiSettings { github_url: format!("{}/api/v3/", standin.base()), github_timeout_ms: 5_000 };
    let github = Github::new(&Settings { api, ..settings(&standin) }).unwrap();
    let id = github.installation(&organization(), None, None).await.unwrap().id;
    assert_eq!(github.repositories(id).await.unwrap().len(), 160, "over two pages");
}

#[tokio::test]
async fn an_enterprises_installation_hides_no_other() {
    let standin = standin(1, 0).await;
    let github = client(&standin);
    let own = standin.installation_id(ORGANIZATION);
    standin.install_on_enterprise("acme-corp");
    assert_eq!(Some(github.installation(&organization(), None, None).await.unwrap().id), own);
    let number = standin.world().organization(ORGANIZATION).unwrap().id;
    let account_id = AccountId::for_number(number);
    assert_eq!(Some(github.installation(&organization(), Some(&account_id), Some(1)).await.unwrap().id), own);
}

#[tokio::test]
async fn six_at_a_time_ask_for_one_token_and_no_more_are_under_way() {
    let standin = standin(30, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    standin.set_latency_milliseconds(20);
    let names: Vec<_> = (9..30).map(name).collect();
    let reads = futures::future::join_all(names.iter().map(|name| github.branches(id, name, None))).await;
    assert!(reads.iter().all(Result::is_ok));
    assert_eq!(standin.requests().route(TOKENS).total, 1);
    assert_eq!(standin.requests().most_at_once, 6);
}

#[tokio::test]
async fn a_list_that_did_not_change_is_not_sent_again() {
    let standin = standin(12, 3).await;
    let github = client(&standin);
    let (id, busiest) = (standin.installation_id(ORGANIZATION).unwrap(), name(generate::BUSIEST));
    let (_, etag) = read(github.pull_requests(id, &busiest, None).await.unwrap());
    let again = github.pull_requests(id, &busiest, etag.as_deref()).await.unwrap();
    assert_eq!(again, Listing::Unchanged);

    let number = standin.world().repositories[&standin.world().repository_id(&busiest).unwrap()]
        .open_pull_requests()
        .next()
        .unwrap()
        .number;
    standin.close_pull_request(&busiest, number).unwrap();
    let (left, _) = read(github.pull_requests(id, &busiest, etag.as_deref()).await.unwrap());
    assert_eq!(left.len(), 2);
}

#[tokio::test]
async fn pull_requests_of_forks_name_the_fork() {
    let standin = standin(9, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    let (pull_requests, _) = read(github.pull_requests(id, &name(generate::FORKED), None).await.unwrap());
    assert!(pull_requests.iter().all(|pull_request| pull_request.state.is_open()));
    assert!(
        pull_requests
            .iter()
            .any(|pull_request| pull_request.head_repository.as_deref() != Some(&name(generate::FORKED)))
    );
    assert!(pull_requests.iter().all(|pull_request| pull_request.updated_at > 1_500_000_000_000), "milliseconds");
    assert!(pull_requests.iter().all(|pull_request| pull_request.state != PullRequestState::Merged));
}

#[tokio::test]
async fn members_come_with_their_roles() {
    let standin = standin(1, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    let members = github.members(id, ORGANIZATION).await.unwrap();
    let world = standin.world();
    assert_eq!(members.len(), world.organization(ORGANIZATION).unwrap().members.len());
    let admins = members.iter().filter(|member| member.role == contracts::organization::Role::Admin).count();
    assert!(admins > 0 && admins < members.len());
}

#[tokio::test]
async fn a_used_up_rate_limit_says_when_it_ends_and_is_not_asked_again() {
    let standin = standin(12, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    standin.set_rate_limit(2, Some(600));
    github.repositories(id).await.unwrap();
    github.branches(id, &name(9), None).await.unwrap();
    let asked = standin.requests().total;

    let refused = github.branches(id, &name(10), None).await.unwrap_err();

    let GithubError::Api(ApiError::RateLimited { resets_at }) = refused else { panic!("{refused}") };
    assert!((1..=610_000).contains(&(resets_at - runtime::now())));
    assert_eq!(standin.requests().total, asked);
    assert_eq!(github.allowance(id).unwrap().remaining, 0);
}

#[tokio::test]
async fn a_secondary_limit_says_how_long_to_wait() {
    let standin = standin(12, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    github.repositories(id).await.unwrap();
    standin.set_secondary_limit(30, Some(1));
    let refused = github.repositories(id).await.unwrap_err();
    let GithubError::Api(ApiError::RateLimited { resets_at }) = refused else { panic!("{refused}") };
    assert!((25_000..=30_000).contains(&(resets_at - runtime::now())));
    assert!(github.repositories(id).await.is_ok());
}

#[tokio::test]
async fn one_bad_repository_is_told_from_github_in_trouble() {
    let standin = standin(12, 0).await;
    let api = ApiSettings { github_url: standin.base(), github_timeout_ms: 200 };
    let github = Github::new(&Settings { api, ..settings(&standin) }).unwrap();
    let id = standin.installation_id(ORGANIZATION).unwrap();
    let mut scopes = Vec::new();
    for fault in [RepositoryFault::NotFound, RepositoryFault::ServerError, RepositoryFault::Timeout] {
        standin.set_repository_fault(&name(9), Some(fault));
        scopes.push(github.branches(id, &name(9), None).await.unwrap_err().scope());
    }
    assert_eq!(scopes, [Scope::Lasting, Scope::Passing, Scope::Passing]);
    assert!(github.branches(id, &name(10), None).await.is_ok());
    assert_eq!(github.repository(id, "brightwater/no-such-repository").await.unwrap(), None);

    standin.stop().await;
    assert_eq!(github.branches(id, &name(10), None).await.unwrap_err().scope(), Scope::World);
}

#[tokio::test]
async fn a_token_that_ran_out_early_is_replaced() {
    let standin = standin(12, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    github.repositories(id).await.unwrap();
    standin.expire_installation_tokens();
    let refused = github.repositories(id).await.unwrap_err();
    assert_eq!(refused.scope(), Scope::Passing, "{refused}");
    assert!(github.repositories(id).await.is_ok());
    assert_eq!(standin.requests().route(TOKENS).total, 2);
}

#[tokio::test]
async fn odd_names_arrive_as_they_are() {
    let standin = standin(9, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    let (pull_requests, _) = read(github.pull_requests(id, &name(generate::SHELL), None).await.unwrap());
    let world = standin.world();
    let repository = &world.repositories[&world.repository_id(&name(generate::SHELL)).unwrap()];
    let expected: Vec<_> = repository.open_pull_requests().map(|pull| pull.title.clone()).collect();
    assert!(!expected.is_empty());
    assert!(pull_requests.iter().all(|pull_request| expected.contains(&pull_request.title)));
    let (branches, _) = read(github.branches(id, &name(generate::EMPTY[0]), None).await.unwrap());
    assert_eq!(branches, [], "an empty repository has no branches");
    assert_eq!(standin.requests().route(PULL_REQUESTS).total, 1);
}

#[tokio::test]
async fn a_clock_that_differs_from_githubs_by_minutes_is_no_wrong_key() {
    for seconds in [-300, 900] {
        let standin = standin(3, 0).await;
        standin.set_clock(seconds);
        let github = client(&standin);
        let first = github.installation(&organization(), None, None).await.unwrap_err();
        assert!(matches!(first, GithubError::ClockDiffers), "{first}");
        assert_eq!(first.scope(), Scope::World);
        let id = github.installation(&organization(), None, None).await.unwrap().id;
        assert_eq!(github.repositories(id).await.unwrap().len(), 3);
    }
}

#[tokio::test]
async fn a_reset_is_waited_for_as_long_as_github_means_whatever_our_clock_says() {
    let standin = standin(12, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    github.repositories(id).await.unwrap();
    standin.set_clock(-3_600);
    standin.set_rate_limit(1, Some(600));
    github.branches(id, &name(9), None).await.unwrap();
    let asked = standin.requests().total;
    let refused = github.branches(id, &name(10), None).await.unwrap_err();
    let GithubError::Api(ApiError::RateLimited { resets_at }) = refused else { panic!("{refused}") };
    assert!((590_000..=610_000).contains(&(resets_at - runtime::now())));
    assert_eq!(standin.requests().total, asked);
}

#[tokio::test]
async fn a_proxys_page_passes() {
    let standin = standin(12, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    standin.answer_with_a_page("GET /repos/{owner}/{repository}/branches", 1);
    let page = github.branches(id, &name(9), None).await.unwrap_err();
    assert_eq!(page.scope(), Scope::Passing, "{page}");
    assert!(github.branches(id, &name(9), None).await.is_ok());
}

#[tokio::test]
async fn a_nul_and_ten_megabytes_in_a_title_arrive_as_something_that_can_be_kept() {
    let standin = standin(12, 0).await;
    let github = client(&standin);
    let (id, repository) = (standin.installation_id(ORGANIZATION).unwrap(), name(9));
    standin.open_pull_request(&repository, "nul \u{0} here", "nul", "bob").unwrap();
    standin.open_pull_request(&repository, &"é".repeat(5_000_000), "long", "bob").unwrap();
    let (pull_requests, _) = read(github.pull_requests(id, &repository, None).await.unwrap());
    let title = |branch: &str| pull_requests.iter().find(|found| found.head_branch == branch).unwrap().title.clone();
    assert_eq!((title("nul"), title("long")), ("nul \u{fffd} here".to_owned(), "é".repeat(1_000)));
}

#[tokio::test]
async fn a_member_who_is_called_otherwise_belongs_and_an_organization_that_is_answers_for_nobody() {
    let standin = standin(1, 0).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    let installation = github.installation(&organization(), None, Some(id)).await.unwrap();
    let members = github.members(id, ORGANIZATION).await.unwrap();
    let bob = members.into_iter().find(|member| member.login == "bob").unwrap();
    let asked = MembershipOf {
        organization_login: ORGANIZATION.into(),
        account_id: installation.account_id.clone(),
        login: bob.login.clone(),
        user_id: bob.user_id,
    };
    standin.rename_account("bob", "robert").unwrap();
    assert_eq!(github.membership_of(id, &asked).await.unwrap(), Membership::None);
    let Membership::Active(found) = github.membership_by_number(id, &asked).await.unwrap() else {
        panic!("he belongs")
    };
    assert_eq!(found.login, "robert");

    assert!(github.is_called(id, &installation.account_id, ORGANIZATION).await.unwrap());
    standin.rename_account(ORGANIZATION, "other").unwrap();
    assert_eq!(github.membership_by_number(id, &asked).await.unwrap(), Membership::None);
    assert!(!github.is_called(id, &installation.account_id, ORGANIZATION).await.unwrap(), "so that is no answer");
}

#[tokio::test]
async fn an_installation_whose_token_does_not_come_keeps_no_other_waiting() {
    let standin = standin(12, 0).await;
    let github = client(&standin);
    let (slow, own) = (standin.installation_id("tidepool").unwrap(), standin.installation_id(ORGANIZATION).unwrap());
    standin.hang_route(TOKENS);
    let hangs = (0..20).map(|_| github.repositories(slow));
    let mut hangs = Box::pin(futures::future::join_all(hangs));
    let others = async {
        // The first of them has asked.
        while standin.requests().route(TOKENS).total == 0 {
            tokio::task::yield_now().await;
        }
        github.repositories(own).await.unwrap().len()
    };
    tokio::select! {
        _ = &mut hangs => panic!("it does not come"),
        found = others => assert_eq!(found, 12),
    }
}

#[tokio::test]
async fn half_a_surrogate_pair_in_one_title_hides_no_other() {
    let standin = standin(12, 0).await;
    let github = client(&standin);
    let (id, repository) = (standin.installation_id(ORGANIZATION).unwrap(), name(9));
    standin.send_lone_surrogates();
    standin.open_pull_request(&repository, "half \u{e000}", "half", "bob").unwrap();
    standin.open_pull_request(&repository, "whole 🚚", "whole", "bob").unwrap();
    let (pull_requests, _) = read(github.pull_requests(id, &repository, None).await.unwrap());
    let title = |branch: &str| pull_requests.iter().find(|found| found.head_branch == branch).unwrap().title.clone();
    assert_eq!((title("half"), title("whole")), ("half \u{fffd}".to_owned(), "whole 🚚".to_owned()));
}

#[tokio::test]
async fn a_pull_request_of_a_year_to_come_was_changed_now_by_githubs_clock() {
    let standin = standin(12, 0).await;
    standin.set_clock(-7_200);
    let github = client(&standin);
    let (id, repository) = (standin.installation_id(ORGANIZATION).unwrap(), name(9));
    let number = standin.open_pull_request(&repository, "later", "later", "bob").unwrap();
    let updated_at = Some("2999-01-01T00:00:00Z".parse().unwrap());
    let update = UpdatePullRequest { repository: repository.clone(), number, updated_at, ..Default::default() };
    standin.apply(update).unwrap();
    github.repositories(id).await.unwrap_err();
    let world = standin.world();
    let repository_id = RepositoryId::for_number(world.repository_id(&repository).unwrap());
    let (listed, _) = read(github.pull_requests(id, &repository, None).await.unwrap());
    let listed = listed.into_iter().find(|found| found.number == number);
    let alone = github.pull_request(id, &repository_id, &repository, number).await.unwrap();
    for found in [listed, alone] {
        let ago = runtime::now() - found.unwrap().updated_at;
        assert!((7_100_000..7_200_000).contains(&ago), "{ago}");
    }
}

#[tokio::test]
async fn the_checks_of_all_open_pull_requests_take_a_question_for_fifty_in_an_allowance_of_their_own() {
    let standin = standin(3, 120).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    github.branches(id, &name(generate::BUSIEST), None).await.unwrap();
    let before = github.allowance(id);
    let checked = github.checks(id, &name(generate::BUSIEST)).await.unwrap();

    let complete = checked.pull_requests.iter().filter(|found| found.is_complete && found.checks.len() == 3);
    assert_eq!((checked.pull_requests.len(), complete.count(), checked.trouble), (120, 120, None));
    assert_eq!(standin.requests().route("POST /graphql").total, 3);
    assert_eq!(github.allowance(id), before, "nothing of the other one");
}

#[tokio::test]
async fn an_enterprise_server_is_asked_beside_its_rest_api() {
    let standin = standin(3, 5).await;
    let api = ApiSettings { github_url: format!("{}/api/v3/", standin.base()), github_timeout_ms: 5_000 };
    let github = Github::new(&Settings { api, ..settings(&standin) }).unwrap();
    let id = standin.installation_id(ORGANIZATION).unwrap();
    assert_eq!(github.checks(id, &name(generate::BUSIEST)).await.unwrap().pull_requests.len(), 5);
}

#[tokio::test]
async fn an_answer_in_part_is_not_taken_for_all_and_says_why() {
    let standin = standin(3, 5).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    standin.answer_in_part(1);
    let part = github.checks(id, &name(generate::BUSIEST)).await.unwrap();
    assert!(part.trouble.is_some_and(|why| why.contains("Something went wrong")));
    assert_eq!((part.pull_requests[0].checks.len(), part.pull_requests[0].is_complete), (2, false));

    standin.set_app_reads_checks(false);
    let kept_back = github.checks(id, &name(generate::BUSIEST)).await.unwrap();
    assert_eq!(kept_back.trouble, None, "no permission is nobody's failure");
    assert!(kept_back.pull_requests.iter().all(|found| found.checks.is_empty() && !found.is_complete));

    let missing = github.checks(id, "brightwater/none").await.unwrap();
    assert!(missing.pull_requests.is_empty() && missing.trouble.is_some());
    standin.fail_route(Some("POST /graphql"), 403, 1);
    let refused = github.checks(id, &name(generate::BUSIEST)).await.unwrap_err();
    assert!(matches!(refused, GithubError::Api(ApiError::Refused { status: 403, .. })), "{refused}");
}

#[tokio::test]
async fn once_the_allowance_for_questions_is_used_up_none_is_asked_and_the_other_one_still_is() {
    let standin = standin(3, 5).await;
    let github = client(&standin);
    let id = standin.installation_id(ORGANIZATION).unwrap();
    standin.set_rate_limit(2, None);
    for _ in 0..3 {
        github.checks(id, &name(generate::BUSIEST)).await.ok();
    }
    let refused = github.checks(id, &name(generate::BUSIEST)).await.unwrap_err();
    assert!(matches!(refused, GithubError::Api(ApiError::RateLimited { .. })), "{refused}");
    assert_eq!(standin.requests().route("POST /graphql").total, 2);
    assert!(github.branches(id, &name(generate::BUSIEST), None).await.is_ok());
}
