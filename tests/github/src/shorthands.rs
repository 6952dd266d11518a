//! Shorthands on the handle for what tests do most; everything else goes through [`GitHub::apply`].

use jiff::SignedDuration;
use serde_json::Value;
use uuid::Uuid;

use crate::changes::{
    AddMember, AddRepository, ChangeRole, ClosePullRequest, DeleteRepository, InstallOnEnterprise, MergePullRequest,
    OpenPullRequest, ProtectBranch, Push, RemoveMember, RenameAccount, RenameRepository, ReopenPullRequest,
    RevokeTokens, SignIn,
};
use crate::faults::{Faults, Hiding, RepositoryFault, RouteFault, Shift};
use crate::github::GitHub;
use crate::rate_limit::RateLimit;
use crate::refusal::Refusal;
use crate::tokens::{Expiring, USUAL_SCOPES};
use crate::world::{Role, now};

impl GitHub {
    /// Opens a pull request from a branch of the repository itself. Answers with its number.
    pub fn open_pull_request(&self, repository: &str, title: &str, head: &str, author: &str) -> Result<u64, Refusal> {
        let opened = self.apply(OpenPullRequest {
            repository: repository.to_owned(),
            title: title.to_owned(),
            head: head.to_owned(),
            author: Some(author.to_owned()),
            ..OpenPullRequest::default()
        })?;
        opened["number"].as_u64().ok_or_else(Refusal::not_found)
    }

    pub fn merge_pull_request(&self, repository: &str, number: u64) -> Result<(), Refusal> {
        self.apply(MergePullRequest { repository: repository.to_owned(), number, by: None }).map(drop)
    }

    pub fn close_pull_request(&self, repository: &str, number: u64) -> Result<(), Refusal> {
        self.apply(ClosePullRequest { repository: repository.to_owned(), number, by: None }).map(drop)
    }

    pub fn reopen_pull_request(&self, repository: &str, number: u64) -> Result<(), Refusal> {
        self.apply(ReopenPullRequest { repository: repository.to_owned(), number, by: None }).map(drop)
    }

    /// Pushes a made-up commit. Answers with its id.
    pub fn push(&self, repository: &str, branch: &str) -> Result<String, Refusal> {
        let (repository, branch) = (repository.to_owned(), branch.to_owned());
        self.apply(Push { repository, branch, ..Push::default() }).map(|pushed| pushed.sha)
    }

    /// Lets pushes to a branch be refused as protected, or no longer.
    pub fn protect_branch(&self, repository: &str, branch: &str, protected: bool) -> Result<(), Refusal> {
        self.apply(ProtectBranch { repository: repository.to_owned(), branch: branch.to_owned(), protected })
    }

    pub fn add_repository(&self, owner: &str, name: &str) -> Result<(), Refusal> {
        let (owner, name) = (owner.to_owned(), name.to_owned());
        self.apply(AddRepository { owner, name, ..AddRepository::default() }).map(drop)
    }

    pub fn rename_repository(&self, repository: &str, name: &str) -> Result<(), Refusal> {
        self.apply(RenameRepository { repository: repository.to_owned(), name: name.to_owned(), by: None }).map(drop)
    }

    pub fn delete_repository(&self, repository: &str) -> Result<(), Refusal> {
        self.apply(DeleteRepository { repository: repository.to_owned(), by: None })
    }

    pub fn add_member(&self, organization: &str, login: &str) -> Result<(), Refusal> {
        let (organization, login) = (organization.to_owned(), login.to_owned());
        self.apply(AddMember { organization, login, ..AddMember::default() }).map(drop)
    }

    pub fn remove_member(&self, organization: &str, login: &str) -> Result<(), Refusal> {
        self.apply(RemoveMember { organization: organization.to_owned(), login: login.to_owned(), by: None })
    }

    /// Promotes or demotes a member, of which GitHub tells nobody.
    pub fn change_role(&self, organization: &str, login: &str, role: Role) -> Result<(), Refusal> {
        let (organization, login) = (organization.to_owned(), login.to_owned());
        self.apply(ChangeRole { organization, login, role }).map(drop)
    }

    /// Gives a person or an organization another login.
    pub fn rename_account(&self, account: &str, login: &str) -> Result<(), Refusal> {
        self.apply(RenameAccount { account: account.to_owned(), login: login.to_owned(), by: None }).map(drop)
    }

    /// Makes every token of a person invalid.
    pub fn revoke_tokens(&self, login: &str) -> Result<(), Refusal> {
        self.apply(RevokeTokens { login: login.to_owned() })
    }

    /// A token as if the person had signed in, with the usual scopes.
    pub fn sign_in(&self, login: &str) -> Result<String, Refusal> {
        self.apply(SignIn { login: login.to_owned(), scopes: None }).map(|signed_in| signed_in.access_token)
    }

    /// The id of the installation on an account, if there is one.
    pub fn installation_id(&self, account: &str) -> Option<u64> {
        let state = self.shared.lock();
        let account_id = state.world.account(account)?.id;
        state.world.installation_on(account_id).map(|installation| installation.id)
    }

    /// Installs the App on an enterprise, which is made.
    pub fn install_on_enterprise(&self, slug: &str) {
        let installed = self.apply(InstallOnEnterprise { slug: slug.to_owned() });
        tracing::debug!(?installed, "The App is on an enterprise");
    }

    /// Lets every installation token run out now.
    pub fn expire_installation_tokens(&self) {
        self.shared.lock().tokens.expire_installations(now());
    }

    /// Delivers webhooks there from now on, also those of a receiver that started later than the stand-in.
    pub fn set_webhook(&self, url: &str, secret: &str) {
        let webhooks = &mut self.shared.lock().webhooks;
        webhooks.url = Some(url.to_owned());
        secret.clone_into(&mut webhooks.secret);
    }

    /// Delivers a webhook of the test's own making.
    pub fn deliver(&self, event: &str, payload: &Value) -> Uuid {
        self.shared.lock().webhooks.deliver(event, payload)
    }

    /// Delivers an earlier webhook again, under its old id.
    pub fn redeliver(&self, id: Uuid) -> Result<(), Refusal> {
        self.shared.lock().webhooks.redeliver(id)
    }

    pub fn set_callback_urls(&self, urls: Vec<String>) {
        self.shared.lock().app.callback_urls = urls;
    }

    pub fn set_setup_url(&self, url: Option<String>) {
        self.shared.lock().app.setup_url = url;
    }

    /// Lets a repository fail, or mends it with None. Lists still show it.
    pub fn set_repository_fault(&self, repository: &str, fault: Option<RepositoryFault>) {
        self.shared.lock().faults.set_repository(repository, fault);
    }

    /// Gives whoever signs in a token that ends, as a GitHub App does; with None, tokens that do not.
    pub fn set_token_lifetime(&self, seconds: Option<i64>) {
        self.shared.lock().faults.token_lifetime_seconds = seconds;
    }

    /// A token that ends in eight hours, and its refresh token, as if the person had signed in.
    pub fn expiring_sign_in(&self, login: &str) -> Result<(String, String), Refusal> {
        let mut state = self.shared.lock();
        let user_id = state.world.require_account(login)?.id;
        let scopes = USUAL_SCOPES.map(str::to_owned).to_vec();
        let Expiring { token, refresh_token } =
            state.tokens.issue_expiring(user_id, scopes, now() + SignedDuration::from_hours(8));
        Ok((token, refresh_token))
    }

    /// Leaves an organization out of people's own lists, because it asks for single sign-on.
    pub fn require_sso(&self, organization: &str) {
        self.shared.lock().faults.hide_organization(organization, Some(Hiding::Sso));
    }

    /// Lets the next requests of a route fail; of any route with None.
    pub fn fail_route(&self, route: Option<&str>, status: u16, times: u64) {
        let route = route.map(str::to_owned);
        self.shared.lock().faults.routes.push(RouteFault { route, status, times, html: false, hangs: false });
    }

    /// Lets the next requests of a route be answered by a proxy's page, which comes with a good status.
    pub fn answer_with_a_page(&self, route: &str, times: u64) {
        let fault = RouteFault { route: Some(route.to_owned()), status: 200, times, html: true, hangs: false };
        self.shared.lock().faults.routes.push(fault);
    }

    /// Lets the next request of a route wait for an answer that never comes.
    pub fn hang_route(&self, route: &str) {
        let fault = RouteFault { route: Some(route.to_owned()), status: 504, times: 1, html: false, hangs: true };
        self.shared.lock().faults.routes.push(fault);
    }

    /// Gives the App the permission to see members, or takes it.
    pub fn set_app_reads_members(&self, reads_members: bool) {
        self.shared.lock().app.reads_members = reads_members;
    }

    /// Gives the App the permissions to see how commits are checked, or takes them.
    pub fn set_app_reads_checks(&self, reads_checks: bool) {
        self.shared.lock().app.reads_checks = reads_checks;
    }

    /// Lets the next answers of GraphQL lack a check.
    pub fn answer_in_part(&self, times: u64) {
        self.shared.lock().faults.partial_answers = times;
    }

    /// Lets each U+E000 in a text leave the API as half of a surrogate pair.
    pub fn send_lone_surrogates(&self) {
        self.shared.lock().faults.lone_surrogates = true;
    }

    /// Sets GitHub's clock so many seconds before this machine's.
    pub fn set_clock(&self, seconds: i64) {
        self.shared.lock().faults.clock_seconds = seconds;
    }

    /// Lets a list lose things while its pages are read: from this page on, `by` of them slip through.
    pub fn shift_pages(&self, route: &str, page: usize, by: usize) {
        self.shared.lock().faults.shifts.push(Shift { route: route.to_owned(), page, by });
    }

    /// Lets lists name their other pages below this address.
    pub fn set_link_base(&self, base: &str) {
        self.shared.lock().faults.link_base = Some(base.to_owned());
    }

    pub fn set_latency_milliseconds(&self, latency_milliseconds: u64) {
        self.shared.lock().faults.latency_milliseconds = latency_milliseconds;
    }

    /// Gives every caller this many requests for each window, from now on; the window is an hour unless given.
    pub fn set_rate_limit(&self, budget: u64, window_seconds: Option<i64>) {
        self.shared.lock().rate_limit.set(Some(budget), window_seconds);
    }

    /// Refuses requests with GitHub's secondary limit: the next `times` ones, or all until [`GitHub::mend`].
    pub fn set_secondary_limit(&self, retry_after_seconds: u64, times: Option<u64>) {
        self.shared.lock().rate_limit.set_secondary(Some(retry_after_seconds), times);
    }

    /// Ends every fault and limit.
    pub fn mend(&self) {
        let mut state = self.shared.lock();
        state.faults = Faults::default();
        state.webhooks.faults.clear();
        state.app.reads_members = true;
        state.app.reads_checks = true;
        state.rate_limit = RateLimit::default();
    }

    /// Whether a person starred a repository.
    pub fn has_starred(&self, login: &str, repository: &str) -> bool {
        let state = self.shared.lock();
        let person = state.world.account(login).map(|person| person.id);
        let repository = state.world.repository_id(repository).ok();
        person.zip(repository).is_some_and(|star| state.stars.contains(&star))
    }
}
