//! GitHub data: repositories, branches, members and pull requests as GitHub says them.
//!
//! This is the service's table of contents: every command, query and workflow it handles.

mod account;
mod asking;
mod changes;
mod checks;
mod chunk;
mod commands;
mod elsewhere;
pub mod github;
mod place;
mod queries;
mod reading;
mod reload;
mod removal;
mod store;
mod tell;
#[cfg(test)]
mod testing;
mod upkeep;
mod workflows;

use std::time::Duration;

use commands::handle_pull_request_webhook::HandlingPullRequestWebhook;
use contracts::{
    Actor,
    github_data::{
        CheckInstallation, CheckMembership, ClearState, ConnectAccount, FullSync, GetRepository, GetSummary,
        HandleBranchWebhook, HandleMemberWebhook, HandlePullRequestWebhook, HandleRepositoryWebhook, InstallationCheck,
        MembershipCheck, ReloadRepository, RepositoryReload, ResolveAccount, SyncRepos, TakeDelivery,
    },
};
use github::Github;
use runtime::Service;

/// A sync and some reloads: a tenant whose repositories change by the hundred leaves room for the syncs of others.
const RUNS_OF_A_TENANT: usize = 4;

/// `look_every`: how often it is looked for what was missed.
pub fn service(github: Github, look_every: Duration) -> Service {
    let (reload_github, looking) = (github.clone(), github.clone());
    let (membership_github, installation_github) = (github.clone(), github.clone());
    Service::new(Actor::GithubData, sqlx::migrate!())
        .command::<SyncRepos>(commands::sync_repos::sync_repos)
        .command::<ConnectAccount>(commands::connect_account::connect_account)
        .command::<ReloadRepository>(commands::reload_repository::reload_repository)
        .command::<TakeDelivery>(commands::take_delivery::take_delivery)
        .command::<CheckInstallation>(commands::check_installation::check_installation)
        .command::<CheckMembership>(commands::check_membership::check_membership)
        .command::<ClearState>(commands::clear_state::clear_state)
        .command::<HandlePullRequestWebhook>(HandlingPullRequestWebhook(github.clock()))
        .command::<HandleRepositoryWebhook>(commands::handle_repository_webhook::handle_repository_webhook)
        .command::<HandleBranchWebhook>(commands::handle_branch_webhook::handle_branch_webhook)
        .command::<HandleMemberWebhook>(commands::handle_member_webhook::handle_member_webhook)
        .query::<GetSummary, _, _>(queries::summary)
        .query::<GetRepository, _, _>(queries::get_repository)
        .query::<ResolveAccount, _, _>(queries::resolve_account)
        .workflow::<FullSync, _, _>(move |run, organization_id, input| {
            workflows::full_sync::full_sync(run, organization_id, input, github.clone())
        })
        .workflow::<RepositoryReload, _, _>(move |run, organization_id, input| {
            workflows::repository_reload::repository_reload(run, organization_id, input, reload_github.clone())
        })
        .workflow::<MembershipCheck, _, _>(move |run, organization_id, input| {
            workflows::membership_check::membership_check(run, organization_id, input, membership_github.clone())
        })
        .workflow::<InstallationCheck, _, _>(move |run, organization_id, input| {
            workflows::installation_check::installation_check(run, organization_id, input, installation_github.clone())
        })
        .runs_of_a_tenant(RUNS_OF_A_TENANT)
        .by_the_clock(look_every, move |reader, client| upkeep::upkeep(reader, client, looking.clone()))
}
