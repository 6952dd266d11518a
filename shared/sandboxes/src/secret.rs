//! A token in the clear, for as long as it takes to use it.

use std::fmt;

use rand::RngCore;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What opens a sandbox. It cannot be printed by accident and is wiped when it is dropped. It is serialised only into
/// files and requests that are private to the provider.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(Zeroizing<String>);

/// Of a random secret: more than anyone can try.
const RANDOM_BYTES: usize = 32;

impl Secret {
    /// Takes a text that is secret.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// A new one: 32 random bytes in hexadecimal digits.
    pub fn random() -> Self {
        let mut bytes = Zeroizing::new([0; RANDOM_BYTES]);
        rand::rng().fill_bytes(bytes.as_mut());
        Self(Zeroizing::new(hex::encode(*bytes)))
    }

    /// The text itself: for a header that is marked sensitive, or a file that only its owner reads.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        let secret = Secret::new("s3cret".to_owned());

        assert!(!format!("{secret:?}").contains("s3cret"));
    }

    #[test]
    fn two_secrets_differ() {
        assert_ne!(Secret::random().reveal(), Secret::random().reveal());
    }
}
