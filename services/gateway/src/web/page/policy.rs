//! What browsers let the page do ([Content Security Policy](https://www.w3.org/TR/CSP3/)).

use axum::http::{HeaderName, HeaderValue, header};

/// Files and sockets of this very origin and nothing else; no text becomes script, style or HTML. The names are those of the
/// page's own Trusted Types policies: the compiler's templates, and the worker that reads Markdown. Images may also be made
/// of bytes that the page has read (`blob:`): a picture of the branch is shown by an `<img>`, in which also an SVG runs
/// nothing and loads nothing ([SVG Integration](https://www.w3.org/TR/svg-integration/#secure-static-mode)).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; \
    connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types templates foundry-markdown";

pub const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    // Links to GitHub do not tell which task they were on; our own requests say where they come from.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];
