//! The keys, as the setting names them: `id:base64key[,id:base64key…]`.

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use zeroize::Zeroizing;

const KEY_BYTES: usize = 32;
/// It stands in each row.
const ID_CHARACTERS: usize = 32;

/// Wiped when it is dropped, by the cipher itself.
pub(crate) struct Key {
    pub id: String,
    pub cipher: XChaCha20Poly1305,
}

/// Why a setting names no keys. It says which one, and never what it is.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKeys {
    #[error("there is no token key; FOUNDRY_TOKEN_KEYS takes id:base64key[,id:base64key…]")]
    Missing,
    #[error("token key {number} must be id:base64key, its id 1 to 32 characters of a-z, 0-9 and '-'")]
    Malformed { number: usize },
    #[error("token key {id:?} must be 32 bytes in base64: openssl rand -base64 32")]
    Length { id: String },
    #[error("two token keys are called {id:?}")]
    Twice { id: String },
}

/// Reads the keys in their order.
pub(crate) fn parse(setting: &str) -> Result<Vec<Key>, InvalidKeys> {
    let mut keys: Vec<Key> = Vec::new();
    let entries = setting.split(',').map(str::trim).filter(|entry| !entry.is_empty());
    for (number, entry) in (1..).zip(entries) {
        let key = key(number, entry)?;
        if keys.iter().any(|other| other.id == key.id) {
            return Err(InvalidKeys::Twice { id: key.id });
        }
        keys.push(key);
    }
    if keys.is_empty() { Err(InvalidKeys::Missing) } else { Ok(keys) }
}

fn key(number: usize, entry: &str) -> Result<Key, InvalidKeys> {
    let (id, text) = entry.split_once(':').ok_or(InvalidKeys::Malformed { number })?;
    let is_legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !(1..=ID_CHARACTERS).contains(&id.len()) || !id.bytes().all(is_legal) {
        return Err(InvalidKeys::Malformed { number });
    }
    let wrong_length = || InvalidKeys::Length { id: id.to_owned() };
    let bytes = Zeroizing::new(STANDARD.decode(text).map_err(|_| wrong_length())?);
    let bytes: &[u8; KEY_BYTES] = bytes.as_slice().try_into().map_err(|_| wrong_length())?;
    Ok(Key { id: id.to_owned(), cipher: XChaCha20Poly1305::new(bytes.into()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(byte: u8) -> String {
        STANDARD.encode([byte; KEY_BYTES])
    }

    fn refused(setting: &str) -> InvalidKeys {
        parse(setting).err().expect("no keys")
    }

    #[test]
    fn keys_keep_their_order() {
        let keys = parse(&format!("new:{}, old:{},", text(1), text(2))).unwrap();
        assert_eq!(keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(), ["new", "old"]);
    }

    #[test]
    fn what_is_no_key_is_refused_without_showing_it() {
        assert_eq!(refused(" , "), InvalidKeys::Missing);
        assert_eq!(refused(&text(1)), InvalidKeys::Malformed { number: 1 });
        assert_eq!(refused(&format!("a:{},A b:{}", text(1), text(2))), InvalidKeys::Malformed { number: 2 });
        assert_eq!(refused("a:c2hvcnQ="), InvalidKeys::Length { id: "a".into() });
        assert_eq!(refused("a:no base64"), InvalidKeys::Length { id: "a".into() });
        assert_eq!(refused(&format!("a:{},a:{}", text(1), text(2))), InvalidKeys::Twice { id: "a".into() });
    }
}
