//! Views as commands have shown them, and as a service gives them again: both must be the same.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Handling;
use crate::{handler::failure::Handled, service::ViewPage};

/// Views by key, each with its revision and value.
#[derive(Debug, Default, PartialEq)]
pub struct Views(BTreeMap<String, (i64, Value)>);

impl Views {
    /// Takes in what a command has shown and hidden. Panics when it was refused.
    pub fn note<R>(&mut self, handling: &Handling<R>) {
        assert!(handling.outcome.is_ok(), "{:?}", handling.outcome.as_ref().err());
        for view in handling.shown() {
            match view.value {
                Some(value) => self.0.insert(view.key, (view.revision, value)),
                None => self.0.remove(&view.key),
            };
        }
    }

    /// All that a service gives in pages of at most `rows` views ([`crate::Service::views`]).
    pub async fn given(rows: usize, page: impl AsyncFn(Option<String>) -> Handled<ViewPage>) -> Self {
        let (mut given, mut after) = (BTreeMap::new(), None);
        loop {
            let page = page(after).await.expect("a page");
            assert!(page.views.len() <= rows, "{} views in a page of {rows}", page.views.len());
            given.extend(page.views.into_iter().map(|(view, revision, value)| (view.key(), (revision, value))));
            after = page.next;
            if after.is_none() {
                return Self(given);
            }
        }
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
