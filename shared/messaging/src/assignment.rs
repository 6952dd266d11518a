//! Which partitions each living instance should own: a pure function of who lives.

use std::collections::BTreeSet;

use tokio::sync::watch;

/// The partitions this instance should own; changes as instances come and go.
pub type Assignment = watch::Receiver<BTreeSet<u32>>;

/// The partitions that rendezvous hashing gives to `me`: each goes to the living instance with the highest weight, so
/// that one coming or going moves only its own share.
pub(crate) fn share<'a>(me: &str, members: impl Iterator<Item = &'a str> + Clone, partitions: u32) -> BTreeSet<u32> {
    let wins = |partition: &u32| {
        members.clone().max_by_key(|member| (weight(member, *partition), *member)).is_some_and(|best| best == me)
    };
    (0..partitions).filter(wins).collect()
}

/// FNV-1a with a final mix: the same in every build, which the standard hasher does not promise.
fn weight(member: &str, partition: u32) -> u64 {
    let bytes = member.bytes().chain(partition.to_be_bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53) ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_partition_has_one_owner() {
        let members = ["task-1", "task-2", "task-3"];
        let mut all: Vec<u32> = members.iter().flat_map(|me| share(me, members.iter().copied(), 16)).collect();
        all.sort_unstable();
        assert_eq!(all, (0..16).collect::<Vec<_>>());
    }

    #[test]
    fn an_instance_that_goes_moves_only_its_own_share() {
        let (before, after) = (["task-1", "task-2", "task-3"], ["task-1", "task-2"]);
        for me in after {
            assert!(share(me, before.iter().copied(), 64).is_subset(&share(me, after.iter().copied(), 64)));
        }
    }

    #[test]
    fn whoever_does_not_live_owns_nothing() {
        assert!(share("task-3", ["task-1", "task-2"].into_iter(), 16).is_empty());
    }
}
