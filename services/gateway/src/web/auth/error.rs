//! Why a sign-in did not succeed, in words for whoever tried.

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
    const ALL: [Self; 8] = [
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

    /// The error of this code; what is not ours is none, and no text of an address is ever shown.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|error| error.code() == code)
    }

    /// What happened, and what to do about it.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Denied => {
                "You did not let Foundry see your GitHub account, so you are not signed in. Nothing was stored."
            }
            Self::StateMismatch => {
                "The answer from GitHub does not belong to a sign-in begun last in this browser. Perhaps another \
                 tab began one as well. Please sign in again here."
            }
            Self::Expired => {
                "This sign-in took longer than ten minutes, or the browser kept no cookie of it. Please sign in again; \
                 if that repeats itself, allow cookies for this site."
            }
            Self::CodeUsed => "GitHub's answer was used before or has become too old. Please sign in again.",
            Self::GithubUnreachable => {
                "GitHub did not answer in time, so it is not known who you are. Please try again in a moment."
            }
            Self::GithubRefused => {
                "GitHub refused this Foundry's own credentials. Whoever runs it must check its client id, secret and \
                 callback address."
            }
            Self::NotConfigured => {
                "Sign-in is not set up here. Whoever runs this Foundry must give it a GitHub client and a token key."
            }
            Self::Unavailable => "Foundry itself is not quite there at the moment. Please try again shortly.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_a_code_of_its_own_and_no_other_text_is_one() {
        for error in SignInError::ALL {
            assert_eq!(SignInError::from_code(error.code()), Some(error));
        }
        assert_eq!(SignInError::from_code("<script>"), None);
    }
}
