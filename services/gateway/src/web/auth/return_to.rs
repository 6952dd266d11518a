//! Where somebody goes after signing in: a page of ours, whatever the address says.

use std::fmt;

const HOME: &str = "/";

/// It travels in a cookie and a header.
const CHARACTERS: usize = 1024;

/// Pages of the sign-in itself, to which nobody means to return.
const OF_SIGN_IN: [&str; 2] = ["/sign-in", "/v1/auth/"];

/// A path on this very origin, with its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnTo(String);

impl ReturnTo {
    /// What is not plainly a local path is the front page: browsers read `//host`, `/\host` and a tab in between as another
    /// site ([OWASP: unvalidated redirects](https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html)).
    pub fn parse(text: &str) -> Self {
        let is_plain = text.len() <= CHARACTERS && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let is_local = text.starts_with('/') && !text.starts_with("//");
        let is_of_sign_in = OF_SIGN_IN.iter().any(|page| text.starts_with(page));
        Self(if is_plain && is_local && !is_of_sign_in { text } else { HOME }.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReturnTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_path_is_kept_with_its_query() {
        for path in ["/", "/acme/tasks/t-1?tab=diff&x=%2F#line-3", "/v1/organization/query/summary/acme"] {
            assert_eq!(ReturnTo::parse(path).as_str(), path);
        }
    }

    #[test]
    fn whatever_leads_elsewhere_leads_home() {
        for path in [
            "",
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example/",
            "\\\\evil.example/",
            "/\t/evil.example/",
            "/\n/evil.example/",
            " /",
            "javascript:alert(1)",
            "evil.example",
            "/é",
            "/sign-in?error=denied",
            "/v1/auth/sign-in",
            &format!("/{}", "x".repeat(CHARACTERS)),
        ] {
            assert_eq!(ReturnTo::parse(path).as_str(), "/", "{path:?}");
        }
    }
}
