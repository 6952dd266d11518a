//! From key tokens and a body to a message.

use contracts::{Key, Message, catalog};

/// Reads a message and its key, or says why they are none.
pub(crate) fn decode<M: Message>(key: &[&str], body: &[u8]) -> Result<(M::Key, M), String> {
    let key = M::Key::parse(key).map_err(|error| error.to_string())?;
    let message = catalog::decode::<M>(body).map_err(|error| error.to_string())?;
    Ok((key, message))
}
