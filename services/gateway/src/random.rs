//! Secrets that nobody can guess, and what is derived from them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contracts::CredentialHash;
use rand::Rng;
use sha2::{Digest, Sha256};

use crate::settings::Secret;

/// The characters of a secret: 256 bits in base64url.
pub const SECRET_CHARACTERS: usize = 43;

/// 256 random bits in base64url (the thread's generator is a cryptographic one, seeded by the system).
pub fn secret() -> Secret {
    let bits: [u8; 32] = rand::rng().random();
    URL_SAFE_NO_PAD.encode(bits).into()
}

/// Whether a text can be one of our secrets. What cannot is refused without asking anybody.
pub fn is_secret(text: &str) -> bool {
    text.len() == SECRET_CHARACTERS && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// SHA-256 in base64url.
pub fn digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text))
}

/// What is kept of a credential. The secret has 256 random bits, so a plain hash cannot be reversed by trying.
pub fn credential_hash(text: &str) -> CredentialHash {
    hex::encode(Sha256::digest(text)).parse().expect("64 hexadecimal digits are an id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_one_and_each_is_another() {
        let (one, other) = (secret(), secret());
        assert!(is_secret(one.expose()) && is_secret(other.expose()));
        assert_ne!(one, other);
    }

    #[test]
    fn what_is_no_secret_is_seen_by_its_form() {
        for text in ["", "short", &"x".repeat(44), &format!("{}.", "x".repeat(42)), &"é".repeat(21)] {
            assert!(!is_secret(text), "{text}");
        }
    }

    #[test]
    fn a_credential_is_known_by_its_sha256() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(credential_hash("abc").as_str(), abc);
    }
}
