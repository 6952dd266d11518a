//! People: who they are, where they are signed in and belong, and what is theirs alone.

mod account;
mod commands;
mod error;
pub mod github;
mod overlay;
mod queries;
mod renewal;
mod republish;
mod session;
mod store;
#[cfg(test)]
mod testing;
mod text;
mod views;
mod workflows;

use commands::{extend_sign_in::ExtendingSignIn, sign_in::SigningIn};
use contracts::{
    Actor,
    user::{
        ApplyDiscovery, ApplyMembership, ApplyRenewal, ArrangeSidebar, DiscoverOrganizations, Discovery,
        DismissChecklist, EndAllSignIns, EndSignIn, ExtendSignIn, GetApp, GetDraft, GetOverlay, GithubToken, Identify,
        ListApiTokens, ListSignIns, MarkUnread, RegisterApiToken, RenewToken, RevokeApiToken, SaveDraft,
        SelectOrganization, SelectSession, SetPreferences, SetUnread, SignIn, TokenExpiry, TokenRenewal, Watch,
    },
};
use github::Github;
use runtime::Service;
use vault::Vault;
use workflows::discovery::Asking;

pub fn service(github: Github, vault: Vault) -> Service {
    let (query_vault, asking) = (vault.clone(), Asking { github, vault: vault.clone() });
    let renewing = asking.clone();
    Service::new(Actor::User, sqlx::migrate!())
        .command::<SignIn>(SigningIn(vault.clone()))
        .command::<ExtendSignIn>(ExtendingSignIn(vault))
        .command::<EndSignIn>(commands::end_sign_in::end_sign_in)
        .command::<EndAllSignIns>(commands::end_all_sign_ins::end_all_sign_ins)
        .command::<RegisterApiToken>(commands::register_api_token::register_api_token)
        .command::<RevokeApiToken>(commands::revoke_api_token::revoke_api_token)
        .command::<DiscoverOrganizations>(commands::discover_organizations::discover_organizations)
        .command::<ApplyDiscovery>(commands::apply_discovery::apply_discovery)
        .command::<RenewToken>(commands::renew_token::renew_token)
        .command::<ApplyRenewal>(commands::apply_renewal::apply_renewal)
        .command::<ApplyMembership>(commands::apply_membership::apply_membership)
        .command::<SelectOrganization>(commands::select_organization::select_organization)
        .command::<SetPreferences>(commands::set_preferences::set_preferences)
        .command::<DismissChecklist>(commands::dismiss_checklist::dismiss_checklist)
        .command::<ArrangeSidebar>(commands::arrange_sidebar::arrange_sidebar)
        .command::<SelectSession>(commands::select_session::select_session)
        .command::<SetUnread>(commands::set_unread::set_unread)
        .command::<MarkUnread>(commands::mark_unread::mark_unread)
        .command::<Watch>(commands::watch::watch)
        .command::<SaveDraft>(commands::save_draft::save_draft)
        .query::<GetApp, _, _>(queries::app::app)
        .query::<ListSignIns, _, _>(queries::sign_ins::sign_ins)
        .query::<ListApiTokens, _, _>(queries::api_tokens::api_tokens)
        .query::<GetOverlay, _, _>(queries::overlay::overlay)
        .query::<GetDraft, _, _>(queries::draft::draft)
        .query::<Identify, _, _>(queries::identify::identify)
        .query::<GithubToken, _, _>(move |reader, user_id, query| {
            queries::github_token::github_token(reader, user_id, query, query_vault.clone())
        })
        .workflow::<Discovery, _, _>(move |run, user_id, input| {
            workflows::discovery::discovery(run, user_id, input, asking.clone())
        })
        .workflow::<TokenExpiry, _, _>(workflows::token_expiry::token_expiry)
        .workflow::<TokenRenewal, _, _>(move |run, user_id, input| {
            workflows::token_renewal::token_renewal(run, user_id, input, renewing.clone())
        })
        .views(republish::views)
}
