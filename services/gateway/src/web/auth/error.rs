//! Why a sign-in did not succeed; the page says it in words.

/// It lands on the sign-in page as `?error=<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    #[error("the person did not agree")]
    Denied,
    #[error("the state is not that of this browser")]
    StateMismatch,
    #[error("nothing is remembered of an attempt")]
    Expired,
    #[error("the code has been used or is too old")]
    CodeUsed,
    #[error("GitHub cannot be reached")]
    GithubUnreachable,
    #[error("GitHub refused")]
    GithubRefused,
    #[error("sign-in is not set up here")]
    NotConfigured,
    #[error("our own services do not answer")]
    Unavailable,
}

impl SignInError {
    pub const ALL: [Self; 8] = [
        Self::Denied,
        Self::StateMismatch,
        Self::Expired,
        Self::CodeUsed,
        Self::GithubUnreachable,
        Self::GithubRefused,
        Self::NotConfigured,
        Self::Unavailable,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::StateMismatch => "stateMismatch",
            Self::Expired => "expired",
            Self::CodeUsed => "codeUsed",
            Self::GithubUnreachable => "githubUnreachable",
            Self::GithubRefused => "githubRefused",
            Self::NotConfigured => "notConfigured",
            Self::Unavailable => "unavailable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own() {
        let codes: std::collections::BTreeSet<_> = SignInError::ALL.into_iter().map(SignInError::code).collect();
        assert_eq!(codes.len(), SignInError::ALL.len());
    }
}
