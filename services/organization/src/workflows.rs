//! What takes an organization time: one file for each workflow.

pub mod member_removal;
