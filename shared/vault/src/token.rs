//! A token in the clear, for as long as it takes to use it.

use zeroize::Zeroizing;

/// GitHub's token of a person. It cannot be printed, copied or serialised by accident, and is wiped when it is dropped.
///
/// ```compile_fail
/// println!("{:?}", vault::Token::new("gho_x".to_owned()));
/// ```
/// ```compile_fail
/// println!("{}", vault::Token::new("gho_x".to_owned()));
/// ```
pub struct Token(Zeroizing<String>);

impl Token {
    pub fn new(token: String) -> Self {
        Self(Zeroizing::new(token))
    }

    /// The text itself: for a header that is marked sensitive, or an answer that is kept nowhere.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}
