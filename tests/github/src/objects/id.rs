//! The id of an object: its SHA-1, written with 40 hexadecimal digits.

use std::fmt::{Display, Formatter, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id(pub [u8; 20]);

impl Id {
    /// None for what has not exactly 40 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Id> {
        hex::decode(text).ok()?.try_into().ok().map(Id)
    }
}

impl Display for Id {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str(&hex::encode(self.0))
    }
}
