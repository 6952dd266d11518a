//! GraphQL, as far as it is asked here: questions are parsed, checked against the part of GitHub's schema that the stand-in
//! knows, and answered. What it does not know is refused with errors, as GitHub refuses it.

mod answer;
mod parse;
mod schema;

pub(crate) use answer::{Forbidden, answer};
pub(crate) use parse::parse;
