//! A person's account and what may happen to it: pure decisions.

use contracts::{
    Millis, OrganizationId, UserId,
    organization::{InstallationStatus, SyncStatus},
    user::{
        App, ApplyDiscovery, ApplyRenewal, Checklist, ColourMode, DiscoveryNews, DiscoveryState, DiscoveryStatus,
        Membership, OrganizationFound, Preferences, Profile, Renewable, RenewalNews, SealedToken,
    },
};
use runtime::Started;

use crate::github::GithubError;

#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub user_id: UserId,
    pub profile: Profile,
    pub token: StoredToken,
    /// The organization that they have chosen; they may have left it since.
    pub selected_organization_id: Option<OrganizationId>,
    pub preferences: Preferences,
    pub checklist_is_dismissed: bool,
    /// They have a draft, or have opened a session.
    pub has_begun: bool,
    pub discovery: DiscoveryState,
    /// The run that a later request joined: another follows it, so its end is not the end of the search.
    pub joined_run_id: Option<String>,
    pub created_at: Millis,
}

/// GitHub's token of the person.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredToken {
    pub sealed: SealedToken,
    /// Grows with each new token, so that what GitHub says of an older one is not held against this one.
    pub number: i64,
    /// When GitHub was found to take it no longer, or nobody was there any more for whom it would be renewed.
    pub revoked_at: Option<Millis>,
    /// Only of one that ends.
    pub renewable: Option<Renewable>,
}

/// A token is renewed this long before it ends; one of a short life, when half of what is left is over. Not sooner: with
/// the new one the old one ends, which agents at work may have.
const RENEWED_BEFORE_MS: Millis = 10 * 60_000;
/// Nor sooner after it was given: of tokens that end at once, each would ask for the next without a pause.
const LEAST_LIFE_MS: Millis = 10_000;
/// One that GitHub refuses sooner after it was given is not followed by another: they would follow each other for ever.
const FRESH_MS: Millis = 5 * 60_000;

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenState {
    Accepted,
    /// It has ended, and another is on its way.
    Renewing,
    /// Its person must sign in again.
    Over,
}

impl StoredToken {
    pub fn state(&self, now: Millis) -> TokenState {
        match &self.renewable {
            _ if self.revoked_at.is_some() => TokenState::Over,
            Some(Renewable { refresh_expires_at: Some(at), expires_at, .. }) if *at.max(expires_at) <= now => {
                TokenState::Over
            }
            Some(Renewable { expires_at, .. }) if *expires_at <= now => TokenState::Renewing,
            _ => TokenState::Accepted,
        }
    }

    /// When another is to be got; `None`: it does not end, or is of no use any more.
    pub fn renew_at(&self, now: Millis) -> Option<Millis> {
        let renewable = self.renewable.as_ref().filter(|_| self.revoked_at.is_none())?;
        let left = renewable.expires_at.saturating_sub(now).max(0);
        let in_time = now + (left - RENEWED_BEFORE_MS).max(left / 2);
        Some(in_time.max(renewable.issued_at.saturating_add(LEAST_LIFE_MS)))
    }

    /// Nobody is there for whom another would be got.
    pub fn is_left_to_end(&mut self, now: Millis) {
        self.revoked_at = Some(now);
    }

    /// Whether another may follow it, after GitHub has refused it.
    pub fn may_be_renewed(&self, now: Millis) -> bool {
        let is_old = |renewable: &Renewable| renewable.issued_at.saturating_add(FRESH_MS) <= now;
        self.revoked_at.is_none() && self.renewable.as_ref().is_some_and(is_old)
    }
}

impl Account {
    /// The account after its person has signed in; `before` is what it was.
    pub fn signed_in(
        before: Option<Self>,
        user_id: &UserId,
        profile: Profile,
        (sealed, renewable): (SealedToken, Option<Renewable>),
        now: Millis,
    ) -> Self {
        let Some(mut account) = before else {
            return Self {
                user_id: user_id.clone(),
                profile,
                token: StoredToken { sealed, number: 1, revoked_at: None, renewable },
                selected_organization_id: None,
                preferences: Preferences { default_model: None, colour_mode: ColourMode::System },
                checklist_is_dismissed: false,
                has_begun: false,
                discovery: DiscoveryState { status: DiscoveryStatus::Running, message: None, discovered_at: None },
                joined_run_id: None,
                created_at: now,
            };
        };
        account.token = StoredToken { sealed, number: account.token.number + 1, revoked_at: None, renewable };
        account.take_profile(profile);
        account
    }

    /// Takes in what came of a renewal; `false`: another token has followed the one that it was about.
    pub fn renewed(&mut self, told: ApplyRenewal, now: Millis) -> bool {
        if told.number != self.token.number {
            return false;
        }
        match told.news {
            RenewalNews::Renewed { token: sealed, renewable } => {
                self.token = StoredToken { sealed, number: told.number + 1, revoked_at: None, renewable };
            }
            RenewalNews::Refused {} => {
                self.token.revoked_at = Some(now);
                self.discovery.status = DiscoveryStatus::Failed;
                self.discovery.message = Some(GithubError::TokenRefused.to_string());
            }
        }
        true
    }

    /// Whether GitHub has refused the token in a search, and another may follow it: then the search waits for that.
    pub fn awaits_renewal(&mut self, told: &ApplyDiscovery, now: Millis) -> bool {
        let DiscoveryNews::Failed { refused_token, .. } = &told.news else { return false };
        let awaits = *refused_token == Some(self.token.number) && self.token.may_be_renewed(now);
        if awaits {
            self.discovery.status = DiscoveryStatus::Running;
            self.discovery.message = None;
        }
        awaits
    }

    /// A search for the person's organizations was asked for.
    pub fn await_discovery(&mut self, started: &Started) {
        self.discovery.status = DiscoveryStatus::Running;
        self.discovery.message = None;
        self.joined_run_id = started.joined.then(|| started.run_id.clone());
    }

    /// Takes in what came of a search. Searches of one person follow each other, so the last word is the newest.
    pub fn hear(&mut self, told: &ApplyDiscovery, now: Millis) {
        let is_followed = self.joined_run_id.as_ref() == Some(&told.run_id);
        let (status, message) = match &told.news {
            DiscoveryNews::Found { profile, note, .. } => {
                self.take_profile(profile.clone());
                self.discovery.discovered_at = self.discovery.discovered_at.max(Some(told.observed_at));
                (DiscoveryStatus::Done, note.clone())
            }
            DiscoveryNews::Waiting { message } => (DiscoveryStatus::Running, Some(message.clone())),
            DiscoveryNews::Failed { message, refused_token } => {
                if *refused_token == Some(self.token.number) {
                    self.token.revoked_at = Some(now);
                }
                (DiscoveryStatus::Failed, Some(message.clone()))
            }
        };
        (self.discovery.status, self.discovery.message) =
            if is_followed { (DiscoveryStatus::Running, None) } else { (status, message) };
    }

    /// GitHub says less of a person where they hide something: an address that was known stays.
    fn take_profile(&mut self, profile: Profile) {
        let email = profile.email.clone().or(self.profile.email.take());
        self.profile = Profile { email, ..profile };
    }

    /// What the person sees of themselves.
    pub fn app(&self, mut organizations: Vec<Membership>) -> App {
        organizations.sort_by_cached_key(|membership| {
            let card = &membership.organization;
            (card.display_name.to_lowercase(), card.organization_id.clone())
        });
        App {
            user_id: self.user_id.clone(),
            profile: self.profile.clone(),
            active_organization_id: self.active_organization(&organizations),
            discovery: self.discovery.clone(),
            preferences: self.preferences.clone(),
            checklist: (!self.checklist_is_dismissed).then(|| self.checklist(&organizations)),
            organizations,
        }
    }

    /// The chosen one, as long as they belong to it; otherwise the only one.
    fn active_organization(&self, organizations: &[Membership]) -> Option<OrganizationId> {
        let mut ids = organizations.iter().map(|membership| &membership.organization.organization_id);
        let chosen = ids.clone().find(|id| Some(*id) == self.selected_organization_id.as_ref());
        let only = ids.next().filter(|_| organizations.len() == 1);
        chosen.or(only).cloned()
    }

    fn checklist(&self, organizations: &[Membership]) -> Checklist {
        let mut cards = organizations.iter().map(|membership| &membership.organization);
        Checklist {
            has_organization: !organizations.is_empty(),
            is_connected: cards.clone().any(|card| card.installation_status == InstallationStatus::Connected),
            is_synced: cards.any(|card| card.sync_status == SyncStatus::Synced),
            has_begun: self.has_begun,
        }
    }
}

/// The organizations that somebody was a member of, and that GitHub no longer names; not those that it says it has left out.
pub fn unnamed(
    memberships: &[Membership],
    found: &[OrganizationFound],
    withheld: &[OrganizationId],
) -> Vec<OrganizationId> {
    let ids = memberships.iter().map(|membership| &membership.organization.organization_id);
    let is_named = |id: &OrganizationId| found.iter().any(|found| found.organization_id == *id);
    ids.filter(|id| !is_named(id) && !withheld.contains(id)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use contracts::{
        github_data::ContextOverrides,
        organization::{AccountKind, Role},
        user::OrganizationCard,
    };

    use super::*;

    fn profile(login: &str) -> Profile {
        Profile { login: login.into(), name: None, email: Some(format!("{login}@acme.dev")), avatar_url: None }
    }

    fn sealed(text: &str) -> SealedToken {
        SealedToken { key_id: "a".into(), sealed: text.into(), scopes: vec!["repo".into()] }
    }

    fn bob() -> Account {
        Account::signed_in(None, &UserId::for_number(2), profile("bob"), (sealed("one"), None), 1)
    }

    fn found(run_id: &str, observed_at: Millis) -> ApplyDiscovery {
        let (organizations, withheld, note) = Default::default();
        let news = DiscoveryNews::Found { profile: profile("bob"), organizations, withheld, note };
        ApplyDiscovery { run_id: run_id.into(), observed_at, news }
    }

    fn failed(run_id: &str, observed_at: Millis, refused_token: Option<i64>) -> ApplyDiscovery {
        let news = DiscoveryNews::Failed { message: "no".into(), refused_token };
        ApplyDiscovery { news, ..found(run_id, observed_at) }
    }

    fn started(run_id: &str, joined: bool) -> Started {
        Started { run_id: run_id.into(), joined }
    }

    fn member_of(id: &str, display_name: &str) -> Membership {
        let organization = OrganizationCard {
            organization_id: id.parse().expect("an id"),
            login: id.into(),
            display_name: display_name.into(),
            kind: AccountKind::Organization,
            installation_status: InstallationStatus::InstallRequired,
            sync_status: SyncStatus::Pending,
            last_sync_at: None,
        };
        Membership { organization, role: Role::Member }
    }

    fn id(membership: &Membership) -> OrganizationId {
        membership.organization.organization_id.clone()
    }

    #[test]
    fn signing_in_again_replaces_the_token_and_keeps_what_is_the_persons() {
        let mut before = bob();
        before.token.revoked_at = Some(5);
        before.has_begun = true;
        let renamed = Profile { email: None, ..profile("bobby") };
        let after = Account::signed_in(Some(before), &UserId::for_number(2), renamed, (sealed("two"), None), 10);
        assert_eq!(after.token, StoredToken { sealed: sealed("two"), number: 2, revoked_at: None, renewable: None });
        assert_eq!((after.profile.login.as_str(), after.profile.email.as_deref()), ("bobby", Some("bob@acme.dev")));
        assert!(after.has_begun && after.created_at == 1);
    }

    #[test]
    fn a_search_ends_with_its_run() {
        let mut account = bob();
        account.await_discovery(&started("r1", false));
        account.hear(&found("r1", 10), 11);
        assert_eq!((account.discovery.status, account.discovery.discovered_at), (DiscoveryStatus::Done, Some(10)));
    }

    #[test]
    fn a_search_that_was_joined_ends_with_the_run_that_follows() {
        let mut account = bob();
        account.await_discovery(&started("r1", false));
        account.await_discovery(&started("r1", true));
        account.hear(&failed("r1", 10, None), 11);
        assert_eq!(account.discovery.status, DiscoveryStatus::Running);
        account.hear(&found("r2", 20), 21);
        assert_eq!(account.discovery.status, DiscoveryStatus::Done);
    }

    #[test]
    fn a_failure_is_shown_and_keeps_what_was_found_before() {
        let mut account = bob();
        account.hear(&found("r1", 10), 11);
        account.hear(&failed("r2", 20, None), 21);
        let shown =
            DiscoveryState { status: DiscoveryStatus::Failed, message: Some("no".into()), discovered_at: Some(10) };
        assert_eq!((&account.discovery, account.token.revoked_at), (&shown, None));
    }

    #[test]
    fn only_the_token_that_github_refused_is_revoked() {
        let mut account =
            Account::signed_in(Some(bob()), &UserId::for_number(2), profile("bob"), (sealed("two"), None), 10);
        account.hear(&failed("r1", 10, Some(1)), 11);
        assert_eq!(account.token.state(20), TokenState::Accepted);
        account.hear(&failed("r2", 20, Some(2)), 21);
        assert_eq!(account.token.state(21), TokenState::Over);
    }

    /// Given at 1,000, for eight hours.
    fn ending() -> Account {
        let hours = |hours: Millis| hours * 3_600_000;
        let (issued_at, refresh_expires_at) = (1_000, Some(hours(4_000)));
        let renewable =
            Renewable { issued_at, expires_at: hours(8), refresh_token: sealed("refresh"), refresh_expires_at };
        Account::signed_in(None, &UserId::for_number(2), profile("bob"), (sealed("one"), Some(renewable)), 1_000)
    }

    #[test]
    fn a_token_that_ends_is_renewed_shortly_before() {
        let token = ending().token;
        let ends = 8 * 3_600_000;
        assert_eq!(token.renew_at(1_000), Some(ends - RENEWED_BEFORE_MS));
        assert_eq!(token.renew_at(ends - 1_000), Some(ends - 500), "soon, if little is left");
        assert_eq!(token.renew_at(ends + 1), Some(ends + 1));
        assert_eq!(bob().token.renew_at(1), None);
        assert_eq!((token.state(ends - 1), token.state(ends)), (TokenState::Accepted, TokenState::Renewing));
        let refresh_ends = 4_000 * 3_600_000;
        assert_eq!(token.state(refresh_ends - 1), TokenState::Renewing, "however long GitHub is away");
        assert_eq!(token.state(refresh_ends), TokenState::Over);
    }

    #[test]
    fn tokens_that_end_at_once_follow_each_other_with_a_pause() {
        for lasts in [0, -5, 1, Millis::MIN] {
            let mut token = ending().token;
            token.renewable.as_mut().unwrap().expires_at = 1_000_i64.saturating_add(lasts);
            assert_eq!(token.renew_at(1_000), Some(1_000 + LEAST_LIFE_MS));
            assert_eq!(token.renew_at(50_000), Some(50_000));
        }
    }

    #[test]
    fn a_renewed_token_takes_the_place_of_the_one_it_follows_and_of_no_other() {
        let (token, renewable) = (sealed("two"), None);
        let news = RenewalNews::Renewed { token, renewable };
        let mut account = ending();
        assert!(!account.renewed(ApplyRenewal { number: 7, news: news.clone() }, 5));
        assert!(account.renewed(ApplyRenewal { number: 1, news: news.clone() }, 5));
        assert_eq!((account.token.sealed.sealed.as_str(), account.token.number), ("two", 2));
        assert!(!account.renewed(ApplyRenewal { number: 1, news }, 6), "it comes twice");

        let mut account = ending();
        assert!(account.renewed(ApplyRenewal { number: 1, news: RenewalNews::Refused {} }, 5));
        assert_eq!((account.token.state(5), account.discovery.status), (TokenState::Over, DiscoveryStatus::Failed));
    }

    #[test]
    fn a_refused_token_is_followed_by_another_unless_it_is_fresh() {
        let refused = failed("r1", 10, Some(1));
        let (mut fresh, mut old, mut lasting) = (ending(), ending(), bob());
        assert!(!fresh.awaits_renewal(&refused, 1_000 + FRESH_MS - 1));
        assert!(!lasting.awaits_renewal(&refused, FRESH_MS * 2));
        assert!(!old.awaits_renewal(&failed("r1", 10, None), FRESH_MS * 2));
        assert!(old.awaits_renewal(&refused, FRESH_MS * 2));
        assert_eq!((old.discovery.status, old.token.revoked_at), (DiscoveryStatus::Running, None));
    }

    #[test]
    fn the_chosen_organization_is_active_as_long_as_one_belongs_to_it() {
        let (acme, tidepool) = (member_of("acme", "zeta"), member_of("tidepool", "Alpha"));
        let mut account = bob();
        assert_eq!(account.app(vec![acme.clone(), tidepool.clone()]).active_organization_id, None);
        account.selected_organization_id = Some(id(&acme));
        let app = account.app(vec![acme.clone(), tidepool.clone()]);
        assert_eq!(app.active_organization_id, Some(id(&acme)));
        assert_eq!(app.organizations.iter().map(id).collect::<Vec<_>>(), [id(&tidepool), id(&acme)]);
        assert_eq!(account.app(vec![tidepool.clone()]).active_organization_id, Some(id(&tidepool)));
        assert_eq!(account.app(vec![]).active_organization_id, None);
    }

    #[test]
    fn the_checklist_is_what_is_known_until_it_is_dismissed() {
        let mut account = bob();
        let nothing = Checklist { has_organization: false, is_connected: false, is_synced: false, has_begun: false };
        assert_eq!(account.app(vec![]).checklist, Some(nothing));

        let mut acme = member_of("acme", "Acme");
        acme.organization.installation_status = InstallationStatus::Connected;
        acme.organization.sync_status = SyncStatus::Synced;
        account.has_begun = true;
        let all = Checklist { has_organization: true, is_connected: true, is_synced: true, has_begun: true };
        assert_eq!(account.app(vec![acme]).checklist, Some(all));

        account.checklist_is_dismissed = true;
        assert_eq!(account.app(vec![]).checklist, None);
    }

    #[test]
    fn what_github_does_not_show_is_said_beside_what_was_found() {
        let mut account = bob();
        let (organizations, withheld) = Default::default();
        let note = Some("acme asks for single sign-on".to_owned());
        let news = DiscoveryNews::Found { profile: profile("bob"), organizations, withheld, note: note.clone() };
        account.hear(&ApplyDiscovery { news, ..found("r1", 10) }, 11);
        assert_eq!((account.discovery.status, account.discovery.message), (DiscoveryStatus::Done, note));
    }

    #[test]
    fn an_organization_is_unnamed_unless_github_says_that_it_was_left_out() {
        let (acme, tidepool) = (member_of("acme", "Acme"), member_of("tidepool", "Tidepool"));
        let account = ContextOverrides::default();
        let named = OrganizationFound { organization_id: id(&acme), role: Role::Member, account };
        let (all, named) = ([acme, tidepool.clone()], [named]);
        assert_eq!(unnamed(&all, &named, &[]), [id(&tidepool)]);
        assert_eq!(unnamed(&all, &named, &[id(&tidepool)]), []);
    }
}
