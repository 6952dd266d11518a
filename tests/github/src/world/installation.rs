//! An installation of the App on an account.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Repository;

#[derive(Debug, Clone, PartialEq)]
pub struct Installation {
    pub id: u64,
    pub account_id: u64,
    pub selection: RepositorySelection,
    pub suspended_at: Option<Timestamp>,
    pub suspended_by: Option<u64>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq)]
pub enum RepositorySelection {
    All,
    Selected(BTreeSet<u64>),
}

impl RepositorySelection {
    pub fn as_str(&self) -> &'static str {
        match self {
            RepositorySelection::All => "all",
            RepositorySelection::Selected(_) => "selected",
        }
    }
}

impl Installation {
    pub fn covers(&self, repository: &Repository) -> bool {
        let is_selected = match &self.selection {
            RepositorySelection::All => true,
            RepositorySelection::Selected(ids) => ids.contains(&repository.id),
        };
        repository.owner_id == self.account_id && is_selected
    }
}
