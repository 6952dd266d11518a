//! The three addresses of git's smart protocol; see gitprotocol-http(5).

use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State as Extract};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::access::{Admitted, Refused, Service, admit, refuse, too_large, too_late};
use super::cgi::{self, Question};
use super::{prepare, receive as receiving};
use crate::faults::{FOREVER, RepositoryFault};
use crate::paging::form_pairs;
use crate::state::Shared;

const PUSH: &str = "/git-receive-pack";
/// After its deadline a push still lets the world take over what git has done.
const SETTLING: Duration = Duration::from_secs(10);

const NO_DUMB_PROTOCOL: &str = "Please upgrade your git client. GitHub.com no longer supports git over dumb-http.";

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/{owner}/{repository}/info/refs", get(advertise))
        .route("/{owner}/{repository}/git-upload-pack", post(upload))
        .route("/{owner}/{repository}/git-receive-pack", post(receive))
}

async fn advertise(
    Extract(shared): Extract<Shared>,
    Path((owner, repository)): Path<(String, String)>,
    request: Request,
) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let pairs = form_pairs(&query);
    let name = pairs.iter().find(|(key, _)| key == "service").map_or("", |(_, value)| value.as_str());
    let Some(service) = Service::named(name) else { return refuse(StatusCode::FORBIDDEN, NO_DUMB_PROTOCOL) };
    let admitted = match admit(&shared.lock(), request.headers(), (&owner, &repository), service) {
        Ok(admitted) => admitted,
        Err(refused) => return refused.into_response(),
    };
    if let Some(full_name) = &admitted.moved_to {
        let location = format!("{}/{full_name}.git/info/refs?{query}", shared.lock().world.base);
        return (StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)]).into_response();
    }
    answer(&shared, admitted, "/info/refs", service, request).await
}

async fn upload(
    Extract(shared): Extract<Shared>,
    Path((owner, repository)): Path<(String, String)>,
    request: Request,
) -> Response {
    let admitted = admit(&shared.lock(), request.headers(), (&owner, &repository), Service::UploadPack);
    match admitted {
        Ok(admitted) => answer(&shared, admitted, "/git-upload-pack", Service::UploadPack, request).await,
        Err(refused) => refused.into_response(),
    }
}

async fn receive(
    Extract(shared): Extract<Shared>,
    Path((owner, repository)): Path<(String, String)>,
    request: Request,
) -> Response {
    let admitted = admit(&shared.lock(), request.headers(), (&owner, &repository), Service::ReceivePack);
    match admitted {
        Ok(admitted) => answer(&shared, admitted, PUSH, Service::ReceivePack, request).await,
        Err(refused) => refused.into_response(),
    }
}

/// Lets git answer, unless the repository has a fault. Everything before this starts no process.
async fn answer(
    shared: &Shared,
    admitted: Admitted,
    path: &'static str,
    service: Service,
    request: Request,
) -> Response {
    let (fault, latency, longest) = shared.lock().git_circumstances(admitted.repository_id);
    tokio::time::sleep(latency).await;
    match fault {
        Some(RepositoryFault::NotFound) => return Refused::not_found().into_response(),
        Some(RepositoryFault::ServerError) => {
            return refuse(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error");
        }
        Some(RepositoryFault::GitUnauthorized) => return Refused::unauthorized().into_response(),
        Some(RepositoryFault::Timeout | RepositoryFault::GitTimeout) => {
            tokio::time::sleep(FOREVER).await;
            return too_late();
        }
        Some(RepositoryFault::PushAnswerLost) | None => {}
    }
    let deadline = Instant::now() + longest;
    let served = serve(shared, admitted, path, service, request, deadline);
    match tokio::time::timeout_at(deadline + SETTLING, served).await {
        Ok(_) if path == PUSH && fault == Some(RepositoryFault::PushAnswerLost) => hang_up(),
        Ok(response) => response,
        Err(_) => too_late(),
    }
}

async fn serve(
    shared: &Shared,
    admitted: Admitted,
    path: &'static str,
    service: Service,
    request: Request,
    deadline: Instant,
) -> Response {
    let largest_bytes = shared.lock().git.limits.largest_request_bytes;
    if cgi::announced_bytes(request.headers()).is_some_and(|announced| announced > largest_bytes) {
        return too_large();
    }
    let slots = shared.lock().git.slots.clone();
    let slot = match tokio::time::timeout_at(deadline, slots.acquire_owned()).await {
        Ok(Ok(slot)) => slot,
        Ok(Err(_)) => return refuse(StatusCode::SERVICE_UNAVAILABLE, "The stand-in is stopping."),
        Err(_) => return too_late(),
    };
    let question = |shared: &Shared, folder| {
        let state = shared.lock();
        let account = state.world.accounts.get(&admitted.account_id);
        Question {
            folder,
            path,
            service,
            protected: state.protected_references(admitted.repository_id),
            user: account.map_or_else(String::new, |found| found.login.clone()),
            largest_bytes,
            deadline,
            slot,
            processes: state.git.processes.clone(),
        }
    };
    if path == PUSH {
        return push(shared, &admitted, request, deadline, question).await;
    }
    match prepare(shared, admitted.repository_id).await {
        Ok((_, folder)) => cgi::ask(question(shared, folder), request).await,
        Err(refusal) => refusal.into_response(),
    }
}

/// A push goes on by itself, so that the world takes over what git has done also when its client has gone.
async fn push(
    shared: &Shared,
    admitted: &Admitted,
    request: Request,
    deadline: Instant,
    question: impl FnOnce(&Shared, PathBuf) -> Question,
) -> Response {
    let network = shared.lock().git.network(admitted.repository_id);
    let Ok(turn) = tokio::time::timeout_at(deadline, network.clone().take_turn()).await else { return too_late() };
    let folder = match prepare(shared, admitted.repository_id).await {
        Ok((_, folder)) => folder,
        Err(refusal) => return refusal.into_response(),
    };
    let question = question(shared, folder);
    let (shared, repository_id, account_id) = (shared.clone(), admitted.repository_id, admitted.account_id);
    let (is_there, gone) = oneshot::channel::<()>();
    let pushing = tokio::spawn(async move {
        let answered = tokio::select! {
            answered = cgi::ask_whole(question, request) => answered,
            _ = gone => too_late(),
            () = tokio::time::sleep_until(deadline) => too_late(),
        };
        let settled = receiving::settle(&shared, &network, repository_id, account_id).await;
        drop(turn);
        settled.map_or_else(IntoResponse::into_response, |()| answered)
    });
    let answered = pushing.await;
    drop(is_there);
    answered.unwrap_or_else(|_| refuse(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"))
}

/// Ends the connection in the middle of an answer.
fn hang_up() -> Response {
    let broken = futures::stream::once(async {
        // Later than the head of the answer, so that the caller sees an answer that breaks off.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err::<bytes::Bytes, _>(std::io::Error::other("the answer is lost"))
    });
    Body::from_stream(broken).into_response()
}
