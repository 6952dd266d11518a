//! Who may fetch and push: the rules of the REST API, in the words in which GitHub says no to git.

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::auth::{Identity, identify_token};
use crate::state::State;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Service {
    UploadPack,
    ReceivePack,
}

impl Service {
    pub fn named(name: &str) -> Option<Service> {
        match name {
            "git-upload-pack" => Some(Service::UploadPack),
            "git-receive-pack" => Some(Service::ReceivePack),
            _ => None,
        }
    }
}

/// A repository that the caller may use in this way.
pub(super) struct Admitted {
    pub repository_id: u64,
    /// Where it is now, if it was asked for under a former name.
    pub moved_to: Option<String>,
    /// In whose name it happens.
    pub account_id: u64,
}

/// Finds the repository and decides. Whoever may not see a repository is told what is said of one that does not exist.
pub(super) fn admit(
    state: &State,
    headers: &HeaderMap,
    (owner, name): (&str, &str),
    service: Service,
) -> Result<Admitted, Refused> {
    let identity = identify(state, headers)?;
    let name = name.strip_suffix(".git").unwrap_or(name);
    let present = state.world.repository(owner, name);
    let former = || state.world.renamed_repository(owner, name);
    let found = present.or_else(former).filter(|found| state.can_see(&identity, found));

    let is_anonymous = matches!(identity, Identity::Anonymous);
    let Some(repository) = found else {
        return Err(if is_anonymous { Refused::unauthorized() } else { Refused::not_found() });
    };
    if service == Service::ReceivePack && is_anonymous {
        return Err(Refused::unauthorized());
    }
    let full_name = state.world.full_name(repository);
    if service == Service::ReceivePack && !state.can_write(&identity, repository) {
        let who = match &identity {
            Identity::User(token) => state.world.accounts.get(&token.user_id).map_or("nobody", |person| &person.login),
            _ => &state.app.slug,
        };
        return Err(Refused::new(StatusCode::FORBIDDEN, format!("Permission to {full_name}.git denied to {who}.")));
    }
    Ok(Admitted {
        repository_id: repository.id,
        moved_to: present.is_none().then_some(full_name),
        account_id: state.acting_account(&identity, repository),
    })
}

/// Any user name with a token as its password. A wrong token is refused even where none is needed, as GitHub does.
fn identify(state: &State, headers: &HeaderMap) -> Result<Identity, Refused> {
    let Some(header) = headers.get(AUTHORIZATION) else { return Ok(Identity::Anonymous) };
    let (scheme, credentials) =
        header.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(Refused::unauthorized)?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(Refused::unauthorized());
    }
    let decoded = STANDARD.decode(credentials.trim()).map_err(|_| Refused::unauthorized())?;
    let decoded = String::from_utf8(decoded).map_err(|_| Refused::unauthorized())?;
    let (_, token) = decoded.split_once(':').ok_or_else(Refused::unauthorized)?;
    match identify_token(state, token) {
        Err(refusal) if refusal.status == StatusCode::FORBIDDEN => Err(Refused::new(refusal.status, refusal.message)),
        Ok(identity @ (Identity::User(_) | Identity::Installation(_))) => Ok(identity),
        _ => Err(Refused::unauthorized()),
    }
}

/// Why git is not let in.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    message: String,
}

impl Refused {
    fn new(status: StatusCode, message: impl Into<String>) -> Refused {
        Refused { status, message: message.into() }
    }

    /// Asks for a token, in GitHub's words.
    pub fn unauthorized() -> Refused {
        let message = "Invalid username or token. Password authentication is not supported for Git operations.";
        Refused::new(StatusCode::UNAUTHORIZED, message)
    }

    pub fn not_found() -> Refused {
        Refused::new(StatusCode::NOT_FOUND, "Repository not found.")
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = refuse(self.status, &self.message);
        if self.status == StatusCode::UNAUTHORIZED {
            let realm = HeaderValue::from_static("Basic realm=\"GitHub\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, realm);
        }
        response
    }
}

/// Git shows plain text to its user, each line after "remote:".
pub(super) fn refuse(status: StatusCode, message: &str) -> Response {
    (status, [(CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{message}\n")).into_response()
}

pub(super) fn too_large() -> Response {
    refuse(StatusCode::PAYLOAD_TOO_LARGE, "The request is larger than this server allows.")
}

pub(super) fn too_late() -> Response {
    refuse(StatusCode::GATEWAY_TIMEOUT, "We couldn't respond to your request in time.")
}
