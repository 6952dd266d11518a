//! What `/proc` tells of processes.

use std::fs;

use anyhow::{Context, Result};

use crate::machine::{field, first_number};

/// `VmRSS` of one process.
pub fn resident_mib(pid: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).context("this system has no /proc")?;
    Ok(first_number(&field(&status, "VmRSS")) / 1024.0)
}

/// The proportional set sizes of a process and its children, which share most of their memory.
pub fn family_mib(parent: u32) -> f64 {
    family(parent).into_iter().map(proportional_kib).sum::<f64>() / 1024.0
}

/// A process and its children.
pub fn family(parent: u32) -> Vec<u32> {
    let Ok(entries) = fs::read_dir("/proc") else { return vec![parent] };
    let names = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_child = |pid: &u32| {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        first_number(&field(&status, "PPid")) == f64::from(parent)
    };
    std::iter::once(parent).chain(names.filter(is_child)).collect()
}

/// 0 for a process that has just ended.
fn proportional_kib(pid: u32) -> f64 {
    first_number(&field(&fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default(), "Pss"))
}
