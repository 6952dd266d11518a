//! `GET /`: who I am, where I belong, and where I am signed in.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use contracts::{
    Millis, SignInId,
    organization::{InstallationStatus, Role, SyncStatus},
    user::{App, Credential, DiscoveryStatus, GetApp, ListSignIns, Membership, SignInRead},
};
use jiff::Timestamp;
use maud::{Markup, html};
use runtime::{Caller, QueryError};

use super::layout::{alert, note, page};
use crate::{
    http::redirect::{self, parameter},
    identity::{Authentication, Credentials, Identity, Person, csrf},
    state::Gateway,
};

pub async fn home(State(gateway): State<Arc<Gateway>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let authentication = match Authentication::of(&gateway, &headers).await {
        Ok(authentication) => authentication,
        Err(problem) => return page(problem.status, "Foundry", &failed(&problem.detail)),
    };
    let (Identity::Person(person), Credentials::Cookie(secret)) =
        (&authentication.identity, &authentication.credentials)
    else {
        return redirect::found("/sign-in");
    };
    let installation = parameter(query.as_deref(), "installation");
    let (token, here) = (csrf::token(secret), own_sign_in(&person.credential));
    match read(&gateway, person).await {
        Ok((app, sign_ins)) => {
            let notice = installation.as_deref().and_then(notice);
            let body = html! {
                (greeting(&app))
                @if let Some(notice) = notice { (note(notice)) }
                (organizations(&app))
                (self::sign_ins(&sign_ins, here, &token))
                (ways_on())
            };
            page(StatusCode::OK, "Yours", &body)
        }
        Err(error) => {
            tracing::warn!(%error, "A person's page could not be read");
            let body = html! {
                h1 { "Signed in as " (person.login) }
                (alert("What is yours cannot be read at the moment. Please reload this page shortly."))
                div.actions { (form("/v1/auth/sign-out", &token, html! { button { "Sign out" } })) }
            };
            page(StatusCode::SERVICE_UNAVAILABLE, "Foundry", &body)
        }
    }
}

async fn read(gateway: &Gateway, person: &Person) -> Result<(App, Vec<SignInRead>), QueryError> {
    let (client, caller) = (&gateway.client, Caller::user(&person.user_id));
    let app = client.query(&person.user_id, &GetApp {}, &caller);
    let sign_ins = client.query(&person.user_id, &ListSignIns {}, &caller);
    let (app, sign_ins) = futures::try_join!(app, sign_ins)?;
    Ok((app, sign_ins.sign_ins))
}

fn own_sign_in(credential: &Credential) -> Option<&SignInId> {
    match credential {
        Credential::SignIn { sign_in_id, .. } => Some(sign_in_id),
        Credential::ApiToken(_) => None,
    }
}

/// Only texts of ours are shown for what an address says.
fn notice(installation: &str) -> Option<&'static str> {
    match installation {
        "done" => Some("Back from GitHub. Your organizations are being looked up again; reload this page to see them."),
        "notFromHere" => Some(
            "GitHub sent you here, but not from an installation that was begun in this browser, so nothing was done. If \
             you have installed the App, sign in again to have your organizations looked up.",
        ),
        _ => None,
    }
}

fn failed(detail: &str) -> Markup {
    html! {
        h1 { "Foundry" }
        (alert(detail))
        p { a href="/" { "Try again" } }
    }
}

fn greeting(app: &App) -> Markup {
    let profile = &app.profile;
    html! {
        h1 { (profile.name.as_deref().unwrap_or(&profile.login)) }
        p.quiet {
            "Signed in as " strong { (profile.login) }
            @if let Some(email) = &profile.email { " · " (email) }
        }
    }
}

fn organizations(app: &App) -> Markup {
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

fn sign_ins(sign_ins: &[SignInRead], here: Option<&SignInId>, token: &str) -> Markup {
    html! {
        h2 { "Where you are signed in" }
        ul.list { @for sign_in in sign_ins { (self::sign_in(sign_in, here == Some(&sign_in.sign_in_id), token)) } }
        div.actions {
            (form("/v1/auth/sign-out", token, html! { button { "Sign out" } }))
            (form("/v1/auth/sign-out-everywhere", token, html! { button { "Sign out everywhere" } }))
        }
    }
}

fn sign_in(sign_in: &SignInRead, is_here: bool, token: &str) -> Markup {
    let browser = sign_in.user_agent.as_deref().unwrap_or("A browser that did not say its name");
    let id = &sign_in.sign_in_id;
    let button = html! {
        input type="hidden" name="signInId" value=(id);
        button aria-label={ "End the sign-in in " (browser) } { "End" }
    };
    html! {
        li {
            span {
                (browser)
                small {
                    @if is_here { strong { "this browser" } " · " }
                    "since " (time(sign_in.created_at)) ", last seen " (time(sign_in.seen_at))
                }
            }
            @if !is_here { (form("/v1/auth/sign-out", token, button)) }
        }
    }
}

/// A form of ours carries the token that shows it is one.
fn form(action: &str, token: &str, content: Markup) -> Markup {
    html! {
        form method="post" action=(action) {
            input type="hidden" name="csrf" value=(token);
            (content)
        }
    }
}

fn ways_on() -> Markup {
    html! {
        h2 { "For scripts" }
        p {
            a href="/v1" { "Everything there is to ask and to send" } " · "
            a href="/v1/openapi.json" { "OpenAPI" } " · "
            a href="/v1/user/query/app/me" { "This page as JSON" }
        }
    }
}

fn time(at: Millis) -> Markup {
    let at = Timestamp::from_millisecond(at).unwrap_or_default();
    html! { time datetime=(at) { (at.strftime("%Y-%m-%d %H:%M UTC")) } }
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

    #[test]
    fn other_sign_ins_can_be_ended_and_this_one_is_marked() {
        let read = |id: &str| SignInRead {
            sign_in_id: id.parse().expect("an id"),
            user_agent: Some("Firefox <3".into()),
            created_at: 0,
            seen_at: 60_000,
            expires_at: 1,
        };
        let here = "s-1".parse().expect("an id");
        let shown = sign_ins(&[read("s-1"), read("s-2")], Some(&here), "a-token").into_string();
        assert!(shown.contains("this browser") && shown.contains("Firefox &lt;3"), "{shown}");
        assert!(shown.contains(r#"value="s-2""#) && !shown.contains(r#"value="s-1""#), "{shown}");
        assert!(shown.contains("1970-01-01 00:01 UTC"), "{shown}");
    }
}
