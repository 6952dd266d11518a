//! The common gateway interface (RFC 3875) to `git http-backend`: a request becomes environment and standard input,
//! standard output becomes the answer. Neither is ever held as a whole, but for the short answer to a push.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use tokio::io::AsyncReadExt;
use tokio::process::ChildStdout;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout_at};

use super::access::{Service, refuse, too_large, too_late};
use super::process::Process;

/// The head of an answer is a few lines; more means that something else is talking.
const LARGEST_HEAD_BYTES: usize = 16 * 1024;
/// The answer to a push is a line for each reference, and what hooks say.
const LARGEST_PUSH_ANSWER_BYTES: usize = 4 * 1024 * 1024;
const PIECE_BYTES: usize = 64 * 1024;

/// A request that git may answer.
pub(super) struct Question {
    pub folder: PathBuf,
    /// Below the repository, such as `/info/refs`.
    pub path: &'static str,
    pub service: Service,
    /// References that nobody may push to, one on each line.
    pub protected: String,
    pub user: String,
    pub largest_bytes: u64,
    pub deadline: Instant,
    /// Given back when the answer has ended.
    pub slot: OwnedSemaphorePermit,
    pub processes: Arc<AtomicU64>,
}

/// The body's length as its head says it.
pub(super) fn announced_bytes(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Starts git and answers with what it says while it says it.
pub(super) async fn ask(question: Question, request: Request) -> Response {
    let Some(mut answer) = Answer::start(question, request) else { return not_started() };
    let Some((status, headers)) = answer.head().await else { return answer.failure() };
    let rest = futures::stream::try_unfold(answer, |mut answer| async move {
        Ok::<_, std::io::Error>(answer.next().await?.map(|piece| (piece, answer)))
    });
    (status, headers, Body::from_stream(rest)).into_response()
}

/// The same, but waits for the end of the answer, which is when a push is done.
pub(super) async fn ask_whole(question: Question, request: Request) -> Response {
    let Some(mut answer) = Answer::start(question, request) else { return not_started() };
    let Some((status, headers)) = answer.head().await else { return answer.failure() };
    let mut whole = BytesMut::new();
    loop {
        match answer.next().await {
            Ok(Some(piece)) if whole.len() + piece.len() <= LARGEST_PUSH_ANSWER_BYTES => {
                whole.extend_from_slice(&piece)
            }
            Ok(None) => return (status, headers, Body::from(whole.freeze())).into_response(),
            Ok(Some(_)) | Err(_) => return answer.failure(),
        }
    }
}

fn not_started() -> Response {
    refuse(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
}

fn environment(question: &Question, request: &Request) -> Vec<(&'static str, String)> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let folder = question.folder.file_name().unwrap_or_default().to_string_lossy();
    let service = match question.service {
        Service::UploadPack => "service=git-upload-pack",
        Service::ReceivePack => "service=git-receive-pack",
    };
    let root = question.folder.parent().unwrap_or(&question.folder).to_string_lossy().into_owned();
    // Only words that the protocol has: this becomes part of a process's environment.
    let is_protocol = |letter: char| letter.is_ascii_alphanumeric() || "=:.-_".contains(letter);
    let protocol = Some(header("git-protocol")).filter(|value| value.len() < 100 && value.chars().all(is_protocol));
    vec![
        ("GIT_PROJECT_ROOT", root),
        ("GIT_HTTP_EXPORT_ALL", "1".to_owned()),
        ("PATH_INFO", format!("/{folder}{}", question.path)),
        ("REQUEST_METHOD", request.method().to_string()),
        ("QUERY_STRING", if question.path == "/info/refs" { service.to_owned() } else { String::new() }),
        ("CONTENT_TYPE", header(CONTENT_TYPE.as_str()).to_owned()),
        ("HTTP_CONTENT_ENCODING", header(CONTENT_ENCODING.as_str()).to_owned()),
        ("GIT_PROTOCOL", protocol.unwrap_or_default().to_owned()),
        ("REMOTE_USER", question.user.clone()),
        ("REMOTE_ADDR", "127.0.0.1".to_owned()),
        ("STANDIN_PROTECTED", question.protected.clone()),
    ]
}

/// An answer under way. Dropping it, as when the caller hangs up, ends the process.
struct Answer {
    process: Process,
    stdout: ChildStdout,
    read: BytesMut,
    deadline: Instant,
    _slot: OwnedSemaphorePermit,
}

impl Answer {
    /// None if git could not be started, which is then in the log.
    fn start(question: Question, request: Request) -> Option<Answer> {
        let environment = environment(&question, &request);
        let body = request.into_body().into_data_stream();
        question.processes.fetch_add(1, Ordering::Relaxed);
        match Process::start(&environment, body, question.largest_bytes) {
            Ok((process, stdout)) => {
                let (deadline, _slot) = (question.deadline, question.slot);
                Some(Answer { process, stdout, read: BytesMut::new(), deadline, _slot })
            }
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "Could not start git http-backend");
                None
            }
        }
    }

    /// Why there is no answer.
    fn failure(&self) -> Response {
        match Instant::now() >= self.deadline {
            _ if self.process.is_too_large() => too_large(),
            true => too_late(),
            false => refuse(StatusCode::BAD_REQUEST, "Git could not answer."),
        }
    }

    async fn head(&mut self) -> Option<(StatusCode, HeaderMap)> {
        loop {
            if let Some(end) = self.read.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = self.read.split_to(end + 4);
                return Some(parse(&String::from_utf8_lossy(&head)));
            }
            if self.read.len() > LARGEST_HEAD_BYTES || self.fill().await.ok()? == 0 {
                return None;
            }
        }
    }

    async fn next(&mut self) -> std::io::Result<Option<Bytes>> {
        if self.read.is_empty() && self.fill().await? == 0 {
            if self.process.is_too_large() {
                return Err(std::io::Error::other("the request is too large"));
            }
            self.process.finish().await;
            return Ok(None);
        }
        Ok(Some(self.read.split().freeze()))
    }

    async fn fill(&mut self) -> std::io::Result<usize> {
        self.read.reserve(PIECE_BYTES);
        timeout_at(self.deadline, self.stdout.read_buf(&mut self.read)).await?
    }
}

fn parse(head: &str) -> (StatusCode, HeaderMap) {
    let mut status = StatusCode::OK;
    let mut headers = HeaderMap::new();
    for (name, value) in head.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        if name.eq_ignore_ascii_case("status") {
            let code = value.split(' ').next().and_then(|code| code.parse().ok());
            status = code.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        } else if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            headers.append(name, value);
        }
    }
    (status, headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_an_answer_has_its_status_among_its_headers() {
        let (status, headers) = parse("Status: 404 Not Found\r\nCache-Control: no-cache\r\n\r\n");
        assert_eq!((status.as_u16(), headers.len(), headers["cache-control"].to_str().unwrap()), (404, 1, "no-cache"));
        assert_eq!(parse("Content-Type: text/plain\r\n\r\n").0, 200);
    }
}
