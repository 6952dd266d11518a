//! Where I belong, how far each organization is, and what to do about it.

use contracts::{
    organization::{InstallationStatus, Role, SyncStatus},
    user::{App, DiscoveryStatus, Membership},
};
use maud::{Markup, html};

use super::layout::{alert, note, time};

pub fn organizations(app: &App) -> Markup {
    html! {
        h2 { "Organizations" }
        @match app.discovery.status {
            DiscoveryStatus::Running => (note("GitHub is being asked where you belong. Reload this page in a moment.")),
            DiscoveryStatus::Failed => {
                (alert(app.discovery.message.as_deref().unwrap_or("GitHub did not say where you belong. Sign in again.")))
            }
            DiscoveryStatus::Done => {}
        }
        @if app.organizations.is_empty() {
            p { "You belong to none that Foundry knows." }
        } @else {
            ul.list { @for membership in &app.organizations { (organization(membership)) } }
        }
    }
}

fn organization(membership: &Membership) -> Markup {
    let card = &membership.organization;
    let id = &card.organization_id;
    let role = match membership.role {
        Role::Admin => "admin",
        Role::Member => "member",
    };
    let sync = match card.sync_status {
        SyncStatus::Pending => "not synced yet",
        SyncStatus::Syncing => "syncing with GitHub",
        SyncStatus::Synced => "synced",
        SyncStatus::Error => "the last sync failed",
    };
    let install = match card.installation_status {
        InstallationStatus::Connected => None,
        InstallationStatus::InstallRequired => Some("Install the GitHub App"),
        InstallationStatus::ReconnectRequired => Some("Reconnect the GitHub App"),
    };
    html! {
        li {
            span {
                strong { (card.display_name) } " "
                span.quiet { @if card.login != card.display_name { (card.login) " · " } (role) }
                small { (sync) @if let Some(at) = card.last_sync_at { ", " (time(at)) } }
            }
            span {
                @if let Some(install) = install {
                    a href={ "/v1/github/install/" (id) } aria-label={ (install) " for " (card.display_name) } { (install) }
                    " · "
                }
                a href={ "/v1/organization/query/summary/" (id) } aria-label={ (card.display_name) " as JSON" } { "JSON" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use contracts::{
        organization::AccountKind,
        user::{DiscoveryState, OrganizationCard, Preferences, Profile},
    };

    use super::*;

    fn app() -> App {
        let card = OrganizationCard {
            organization_id: "acme".parse().expect("an id"),
            login: "acme".into(),
            display_name: "<b>Acme</b>".into(),
            kind: AccountKind::Organization,
            installation_status: InstallationStatus::InstallRequired,
            sync_status: SyncStatus::Pending,
            last_sync_at: None,
        };
        let profile = Profile { login: "ada".into(), name: None, email: None, avatar_url: None };
        App {
            user_id: "u1".parse().expect("an id"),
            profile,
            organizations: vec![Membership { organization: card, role: Role::Admin }],
            active_organization_id: None,
            discovery: DiscoveryState {
                status: DiscoveryStatus::Failed,
                message: Some("Your token was withdrawn: sign in again.".into()),
                discovered_at: None,
            },
            preferences: Preferences::default(),
            checklist: None,
        }
    }

    #[test]
    fn an_organization_is_shown_with_where_it_stands_and_what_to_do() {
        let shown = organizations(&app()).into_string();
        assert!(shown.contains("&lt;b&gt;Acme&lt;/b&gt;") && !shown.contains("<b>"), "{shown}");
        assert!(shown.contains("not synced yet") && shown.contains("/v1/github/install/acme"), "{shown}");
        assert!(shown.contains("Your token was withdrawn"), "{shown}");
    }
}
