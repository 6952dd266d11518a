//! Where people may be sent after signing in; see "Redirect URLs" in GitHub's "Authorizing OAuth apps".

use reqwest::Url;

/// The registered callback that allows this address, parsed.
///
/// Host and port must be the registered ones and the path must be at or below the registered path.
/// On the loopback interface any port is allowed.
pub(super) fn allowed(registered: &[String], wanted: &str) -> Option<Url> {
    let wanted = Url::parse(wanted).ok()?;
    let has_extras = !wanted.username().is_empty() || wanted.password().is_some() || wanted.fragment().is_some();
    let is_allowed = registered
        .iter()
        .filter_map(|callback| Url::parse(callback).ok())
        .any(|callback| !has_extras && is_at_or_below(&callback, &wanted));
    is_allowed.then_some(wanted)
}

fn is_at_or_below(callback: &Url, wanted: &Url) -> bool {
    let is_loopback = matches!(callback.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    let same_port = is_loopback || callback.port_or_known_default() == wanted.port_or_known_default();
    let path = callback.path().trim_end_matches('/');
    let below = wanted.path().strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    callback.scheme() == wanted.scheme() && callback.host_str() == wanted.host_str() && same_port && below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_registered_place_and_what_is_below_it_is_allowed() {
        let registered = ["https://foundry.example/auth/github".to_owned(), "http://127.0.0.1/back".to_owned()];
        let is_allowed = |wanted| allowed(&registered, wanted).is_some();
        assert!(is_allowed("https://foundry.example/auth/github"));
        assert!(is_allowed("https://foundry.example/auth/github/done?x=1"));
        assert!(is_allowed("http://127.0.0.1:7741/back"));
        for wanted in [
            "https://foundry.example/auth/githubber",
            "https://foundry.example/auth/github/../../other",
            "https://foundry.example:8443/auth/github",
            "http://foundry.example/auth/github",
            "https://foundry.example.evil.example/auth/github",
            "https://foundry.example@evil.example/auth/github",
            "http://localhost:7741/back",
            "javascript:alert(1)",
            "",
        ] {
            assert!(!is_allowed(wanted), "{wanted}");
        }
    }
}
