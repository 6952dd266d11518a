//! `POST /v1/auth/sign-out` and `POST /v1/auth/sign-out-everywhere`: from scripts with JSON, from our pages with a form.

use std::sync::Arc;

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use contracts::{
    Access, Command, Outcome, SignInId, UserId, limit, subject,
    user::{Credential, EndAllSignIns, EndSignIn, SignInsEnded},
};
use messaging::Request;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::{
    http::{body, cookies, problem::Problem, redirect},
    identity::{
        AccessRequest, Authentication, Credentials, Identity, Person, Resource, authorise, csrf, unauthenticated,
    },
    limits,
    state::Gateway,
};

const FORM: &[u8] = b"application/x-www-form-urlencoded";

/// What is to end.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Asked {
    /// Another sign-in of the same person; without one, this one.
    #[serde(default)]
    sign_in_id: Option<SignInId>,
    /// Everywhere but here.
    #[serde(default)]
    except_here: bool,
    /// From a form, which can set no header.
    #[serde(default)]
    csrf: Option<String>,
}

/// Ends a sign-in: this one, or another one of the same person.
pub async fn sign_out(
    State(gateway): State<Arc<Gateway>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let Some((person, asked)) = admit(&gateway, &headers, body).await? else {
        return Ok(answer(&gateway, &headers, true, 0));
    };
    let own = own_sign_in(&person);
    let sign_in_id = asked.sign_in_id.or(own.clone()).ok_or_else(|| {
        let detail = "an API token is no sign-in; it ends with /v1/user/request/revokeApiToken/me";
        Problem::new(StatusCode::CONFLICT, "auth.no_sign_in", detail)
    })?;
    let is_own = own.is_some_and(|own| own == sign_in_id);

    let ended = end(&gateway, &person, &EndSignIn { sign_in_id }).await?;
    Ok(answer(&gateway, &headers, is_own, ended))
}

/// Ends all sign-ins of the person, here as well unless they say otherwise.
pub async fn sign_out_everywhere(
    State(gateway): State<Arc<Gateway>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let Some((person, asked)) = admit(&gateway, &headers, body).await? else {
        return Ok(answer(&gateway, &headers, true, 0));
    };
    let except = own_sign_in(&person).filter(|_| asked.except_here);
    let is_over = except.is_none();

    let ended = end(&gateway, &person, &EndAllSignIns { except }).await?;
    Ok(answer(&gateway, &headers, is_over, ended))
}

/// The person and what they ask for. `None`: nobody is signed in here any more, which is what they want; their body is not
/// read.
async fn admit(gateway: &Gateway, headers: &HeaderMap, body: Body) -> Result<Option<(Person, Asked)>, Problem> {
    let authentication = Authentication::of(gateway, headers).await?;
    let person = match &authentication.identity {
        Identity::Person(person) => person.clone(),
        // A browser whose sign-in has ended already, as opposed to a script with a wrong token.
        _ if !headers.contains_key(header::AUTHORIZATION) => return Ok(None),
        _ => return Err(unauthenticated()),
    };
    let asked = Asked::read(headers, body).await?;
    if let Credentials::Cookie(secret) = &authentication.credentials {
        let token = csrf::presented(headers).or(asked.csrf.as_deref());
        csrf::check(&gateway.address, &Method::POST, headers, secret, token)?;
    }
    let request =
        AccessRequest { access: Access::Credentials, changes: true, resource: Resource::Person(&person.user_id) };
    authorise(&authentication.identity, request)?;
    Ok(Some((person, asked)))
}

fn own_sign_in(person: &Person) -> Option<SignInId> {
    match &person.credential {
        Credential::SignIn { sign_in_id, .. } => Some(sign_in_id.clone()),
        Credential::ApiToken(_) => None,
    }
}

/// How many have ended. One that is stored will end, whoever waits for it.
async fn end<C>(gateway: &Gateway, person: &Person, command: &C) -> Result<u32, Problem>
where
    C: Command<Key = UserId, Reply = SignInsEnded>,
{
    let request = Request {
        subject: subject::of::<C>(&person.user_id),
        body: Bytes::from(serde_json::to_vec(command).expect("ids are always JSON")),
        id: Uuid::now_v7().to_string(),
        caller: messaging::Caller::user(&person.user_id),
    };
    match gateway.client.request(request, limit::WAIT).await {
        Outcome::Done { reply, .. } => {
            gateway.people.forget(&person.user_id);
            Ok(serde_json::from_value::<SignInsEnded>(reply).map_err(|_| Problem::internal())?.ended)
        }
        Outcome::Pending { .. } | Outcome::Unknown { .. } => Ok(0),
        Outcome::Refused { kind, code, message, .. } => Err(Problem::refused(kind, code, message)),
        Outcome::Dead { code, message, .. } => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, code, message)),
        Outcome::Rejected { code, message } => Err(Problem::unavailable(code, message)),
    }
}

/// A page is sent on; a script is told. Whoever is signed out here gets their cookie taken.
fn answer(gateway: &Gateway, headers: &HeaderMap, is_own: bool, ended: u32) -> Response {
    let mut response = match (is_form(headers), is_own) {
        (true, true) => redirect::see_other("/sign-in?signedOut=1"),
        (true, false) => redirect::see_other("/"),
        (false, _) => Json(json!({ "ended": ended })).into_response(),
    };
    if is_own {
        cookies::add(response.headers_mut(), gateway.cookies.clear_session());
    }
    response
}

fn is_form(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(FORM))
}

impl Asked {
    async fn read(headers: &HeaderMap, body: Body) -> Result<Self, Problem> {
        let bytes = body::read(headers, body, limits::SMALL_BODY_BYTES).await?;
        if is_form(headers) {
            return Self::from_form(&bytes);
        }
        let bytes = if bytes.trim_ascii().is_empty() { b"{}".as_slice() } else { &bytes };
        serde_json::from_slice(bytes).map_err(|error| Problem::bad_request("http.body_invalid", error.to_string()))
    }

    fn from_form(bytes: &[u8]) -> Result<Self, Problem> {
        let form = String::from_utf8_lossy(bytes);
        let field = |name| redirect::parameter(Some(&form), name);
        let sign_in_id = field("signInId").map(|id| id.parse::<SignInId>()).transpose();
        let sign_in_id = sign_in_id.map_err(|error| Problem::bad_request("http.body_invalid", error.to_string()))?;
        Ok(Self { sign_in_id, except_here: field("exceptHere").is_some(), csrf: field("csrf") })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    async fn read(kind: &'static str, body: &'static str) -> Result<Asked, Problem> {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
        Asked::read(&headers, Body::from(body)).await
    }

    #[tokio::test]
    async fn a_form_and_json_say_the_same() {
        let form = read("application/x-www-form-urlencoded", "csrf=a%2Bb&signInId=s-1").await.expect("read");
        assert_eq!((form.csrf.as_deref(), form.sign_in_id.map(|id| id.to_string())), (Some("a+b"), Some("s-1".into())));
        let json = read("application/json", r#"{"signInId":"s-1","exceptHere":true}"#).await.expect("read");
        assert!(json.except_here && json.sign_in_id.is_some());
        assert!(read("application/json", "").await.expect("read").sign_in_id.is_none());
    }

    #[tokio::test]
    async fn what_is_neither_is_refused() {
        for (kind, body) in [
            ("application/json", "[]x"),
            ("application/json", r#"{"signInId":"a.b"}"#),
            ("application/json", r#"{"everywhere":true}"#),
            ("application/x-www-form-urlencoded", "signInId=a.b"),
        ] {
            assert_eq!(read(kind, body).await.expect_err("refused").status, 400, "{body}");
        }
    }
}
