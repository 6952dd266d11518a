//! Seals people's GitHub tokens, so that what is stored and sent can be read only by whoever has the key.
//!
//! XChaCha20-Poly1305 with a random nonce of 24 bytes, which is long enough never to meet twice (draft-irtf-cfrg-xchacha).
//! The person's id and the key's id are authenticated with the text: a sealed token moved to another person does not open.

mod keys;
mod token;
mod vault;

pub use keys::InvalidKeys;
pub use token::Token;
pub use vault::{Unreadable, Vault};
