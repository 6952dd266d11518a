//! Another token for one that ends.

use std::sync::Arc;

use contracts::Millis;
use github_api::{ApiError, ApiSettings, GrantedToken, NotGranted, TokenAnswer, web_address};
use vault::Token;

use super::Github;

/// As which application people have signed in. Without one, no token is renewed. No `Debug`: it holds the client's secret.
#[derive(Clone, clap::Args)]
pub struct OauthClient {
    /// The address of GitHub's pages. Without one, that of the API's own server.
    #[arg(long, env = "FOUNDRY_GITHUB_WEB_URL", default_value = "", value_parser = github_api::http_address)]
    pub github_web_url: String,
    /// The OAuth client's id, the same as the gateway's: only of a GitHub App, tokens end and are renewed.
    #[arg(long, env = "FOUNDRY_GITHUB_CLIENT_ID", default_value = "")]
    pub github_client_id: String,
    #[arg(long, env = "FOUNDRY_GITHUB_CLIENT_SECRET", hide_env_values = true, default_value = "")]
    pub github_client_secret: String,
}

/// What GitHub said to a refresh token. No `Debug`: it holds tokens.
pub enum Renewed {
    Granted(GrantedToken),
    /// There is none for this refresh token, now or later; why not.
    Refused(String),
    /// Not now: something about us is wrong. In GitHub's word.
    Withheld(String),
}

/// The one word of GitHub's that is about the refresh token. Others are about the client, the request, or GitHub itself.
const REFUSED: &str = "bad_refresh_token";

impl Github {
    /// As which application tokens are renewed.
    pub fn with_client(self, settings: &ApiSettings, client: OauthClient) -> Self {
        let github_web_url = web_address(&client.github_web_url, &settings.github_url);
        Self { client: Some(Arc::new(OauthClient { github_web_url, ..client })), ..self }
    }

    /// Uses the refresh token up.
    pub async fn renewed(&self, refresh_token: &Token, now: Millis) -> Result<Renewed, ApiError> {
        let Some(client) = self.client.as_ref().filter(|client| !client.github_client_id.is_empty()) else {
            return Ok(Renewed::Refused("the service has no OAuth client".to_owned()));
        };
        let form = [
            ("client_id", client.github_client_id.as_str()),
            ("client_secret", &client.github_client_secret),
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token.reveal()),
        ];
        let answer = self.api.ask_for_token(&client.github_web_url, &form).await?.read(now).await?;
        Ok(match answer.json::<TokenAnswer>()?.granted(now) {
            Ok(granted) => Renewed::Granted(granted),
            Err(NotGranted(word)) if word == REFUSED => Renewed::Refused(word),
            Err(NotGranted(word)) => Renewed::Withheld(word),
        })
    }
}
