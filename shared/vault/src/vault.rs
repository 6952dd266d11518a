//! Sealing and opening.

use std::{fmt, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    XNonce,
    aead::{Aead, Payload},
};
use contracts::{UserId, user::SealedToken};
use rand::Rng;
use zeroize::Zeroizing;

use crate::{
    InvalidKeys, Token,
    keys::{self, Key},
};

const NONCE_BYTES: usize = 24;

/// The keys. The first seals; all of them open, so that a new one can be put before an old one. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Arc<Vec<Key>>);

/// Why a sealed token cannot be read. Says nothing of its text.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("it was sealed with the key {key_id:?}, which is not among ours")]
    UnknownKey { key_id: String },
    #[error("it is damaged, or was sealed for somebody else or with another key of that name")]
    Damaged,
}

impl Vault {
    /// Reads the setting `FOUNDRY_TOKEN_KEYS`: `id:base64key[,id:base64key…]`, each key 32 bytes.
    pub fn parse(setting: &str) -> Result<Self, InvalidKeys> {
        Ok(Self(Arc::new(keys::parse(setting)?)))
    }

    /// Seals a token for its person with the first key.
    pub fn seal(&self, user_id: &UserId, token: &Token, scopes: Vec<String>) -> SealedToken {
        let key = self.sealing();
        let nonce: [u8; NONCE_BYTES] = rand::rng().random();
        let bound = bound(user_id, &key.id);
        let payload = Payload { msg: token.reveal().as_bytes(), aad: bound.as_bytes() };
        let text = key.cipher.encrypt(&XNonce::from(nonce), payload).expect("a token is not of 256 GB");
        let sealed = STANDARD.encode([nonce.as_slice(), &text].concat());
        SealedToken { key_id: key.id.clone(), sealed, scopes }
    }

    /// Opens what was sealed for this person.
    pub fn open(&self, user_id: &UserId, token: &SealedToken) -> Result<Token, Unreadable> {
        let known = self.0.iter().find(|key| key.id == token.key_id);
        let key = known.ok_or_else(|| Unreadable::UnknownKey { key_id: token.key_id.clone() })?;
        let bytes = STANDARD.decode(&token.sealed).map_err(|_| Unreadable::Damaged)?;
        let (nonce, text) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or(Unreadable::Damaged)?;
        let bound = bound(user_id, &key.id);
        let payload = Payload { msg: text, aad: bound.as_bytes() };
        let opened = key.cipher.decrypt(nonce.into(), payload).map_err(|_| Unreadable::Damaged)?;
        let opened = Zeroizing::new(opened);
        let token = std::str::from_utf8(&opened).map_err(|_| Unreadable::Damaged)?;
        Ok(Token::new(token.to_owned()))
    }

    /// The same token sealed with the first key; `None` when it is already.
    pub fn reseal(&self, user_id: &UserId, token: &SealedToken) -> Result<Option<SealedToken>, Unreadable> {
        if token.key_id == self.sealing().id {
            return Ok(None);
        }
        let opened = self.open(user_id, token)?;
        Ok(Some(self.seal(user_id, &opened, token.scopes.clone())))
    }

    fn sealing(&self) -> &Key {
        self.0.first().expect("a vault without a key is not made")
    }
}

/// What is authenticated with the text. Neither id contains a slash.
fn bound(user_id: &UserId, key_id: &str) -> String {
    format!("{user_id}/{key_id}")
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|key| &key.id)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "gho_0123456789abcdef";

    fn key(byte: u8) -> String {
        STANDARD.encode([byte; 32])
    }

    fn vault(setting: &str) -> Vault {
        Vault::parse(setting).unwrap()
    }

    fn bob() -> UserId {
        UserId::for_number(2)
    }

    fn sealed(vault: &Vault) -> SealedToken {
        vault.seal(&bob(), &Token::new(TOKEN.to_owned()), vec!["repo".into()])
    }

    fn opened(vault: &Vault, user_id: &UserId, token: &SealedToken) -> Result<String, Unreadable> {
        vault.open(user_id, token).map(|token| token.reveal().to_owned())
    }

    #[test]
    fn what_was_sealed_opens_for_the_same_person() {
        let vault = vault(&format!("a:{}", key(1)));
        let token = sealed(&vault);
        assert_eq!(opened(&vault, &bob(), &token).as_deref(), Ok(TOKEN));
        assert_eq!((token.key_id.as_str(), token.scopes.as_slice()), ("a", ["repo".to_owned()].as_slice()));
    }

    #[test]
    fn nothing_sealed_looks_like_the_token_or_like_itself_again() {
        let vault = vault(&format!("a:{}", key(1)));
        let (one, two) = (sealed(&vault), sealed(&vault));
        assert_ne!(one.sealed, two.sealed);
        let bytes = STANDARD.decode(&one.sealed).unwrap();
        assert!(!bytes.windows(4).any(|part| TOKEN.as_bytes().windows(4).any(|other| part == other)));
    }

    #[test]
    fn another_persons_does_not_open() {
        let vault = vault(&format!("a:{}", key(1)));
        let token = sealed(&vault);
        assert_eq!(opened(&vault, &UserId::for_number(3), &token), Err(Unreadable::Damaged));
    }

    #[test]
    fn an_old_key_opens_and_the_first_seals_again() {
        let old = vault(&format!("a:{}", key(1)));
        let rotated = vault(&format!("b:{},a:{}", key(2), key(1)));
        let token = sealed(&old);
        assert_eq!(opened(&rotated, &bob(), &token).as_deref(), Ok(TOKEN));

        let again = rotated.reseal(&bob(), &token).unwrap().expect("sealed again");
        assert_eq!((again.key_id.as_str(), again.scopes.as_slice()), ("b", token.scopes.as_slice()));
        assert_eq!(opened(&rotated, &bob(), &again).as_deref(), Ok(TOKEN));
        assert_eq!(rotated.reseal(&bob(), &again), Ok(None));
        assert_eq!(opened(&old, &bob(), &again), Err(Unreadable::UnknownKey { key_id: "b".into() }));
    }

    #[test]
    fn another_key_of_the_same_name_does_not_open() {
        let token = sealed(&vault(&format!("a:{}", key(1))));
        assert_eq!(opened(&vault(&format!("a:{}", key(2))), &bob(), &token), Err(Unreadable::Damaged));
    }

    #[test]
    fn a_key_of_another_name_does_not_open_though_it_is_the_same() {
        let token = SealedToken { key_id: "b".into(), ..sealed(&vault(&format!("a:{}", key(1)))) };
        assert_eq!(opened(&vault(&format!("b:{}", key(1))), &bob(), &token), Err(Unreadable::Damaged));
    }

    #[test]
    fn a_damaged_text_does_not_open() {
        let vault = vault(&format!("a:{}", key(1)));
        let whole = sealed(&vault);
        let bytes = STANDARD.decode(&whole.sealed).unwrap();
        let flipped = (0..bytes.len()).map(|index| {
            let mut bytes = bytes.clone();
            bytes[index] ^= 1;
            STANDARD.encode(bytes)
        });
        let odd = ["", "no base64", "c2hvcnQ="].map(str::to_owned);
        for sealed in flipped.chain(odd) {
            let damaged = SealedToken { sealed, ..whole.clone() };
            assert_eq!(opened(&vault, &bob(), &damaged), Err(Unreadable::Damaged), "{}", damaged.sealed);
        }
    }

    #[test]
    fn printing_a_vault_prints_the_names_of_its_keys() {
        let vault = vault(&format!("b:{},a:{}", key(2), key(1)));
        assert_eq!(format!("{vault:?}"), r#"["b", "a"]"#);
    }
}
