//! Where a partition stands, and where its next owner goes on. A sequence alone does not tell: a server that comes back
//! without its newest messages gives their sequences out anew.

use contracts::Millis;

/// Everything up to this message of the partition is settled: its outcome is in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Floor {
    /// When the stream was made, as a name for it; empty when nothing is settled yet.
    pub stream: String,
    /// The server process that had delivered the message.
    pub server: String,
    /// The message's place in the stream.
    pub sequence: u64,
    /// When the stream had stored it.
    pub at: Millis,
}

/// The stream as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamState {
    /// When it was made, as a name for it.
    pub made: String,
    /// The server process that the connection is to.
    pub server: String,
    pub last_sequence: u64,
    /// When its newest message was stored.
    pub last_at: Millis,
}

/// Where a partition goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Behind this message of the stream.
    After(u64),
    /// With the messages that were stored at this time or later; the journal tells which of them are settled.
    Since(Millis),
    /// With the stream's first message.
    Beginning,
}

/// How far back a start by time begins before the floor's own time: more than a server's clock is set back at once.
const MARGIN: Millis = 60_000;

/// Where the owner of a partition with this floor goes on.
pub fn start(floor: &Floor, stream: &StreamState) -> Start {
    if floor.sequence == 0 || floor.stream != stream.made {
        return Start::Beginning;
    }
    if floor.server == stream.server && stream.last_sequence >= floor.sequence {
        return Start::After(floor.sequence);
    }
    Start::Since(floor.at - MARGIN)
}

/// Whether the stream has lost more than the outbox keeps: what was waiting in that time may be lost. Gives the range of
/// time.
pub fn lost(floor: &Floor, stream: &StreamState, retain: Millis) -> Option<(Millis, Millis)> {
    if floor.sequence == 0 {
        return None;
    }
    let is_shorter = floor.stream != stream.made || stream.last_sequence < floor.sequence;
    let from = if floor.stream == stream.made { stream.last_at } else { 0 };
    (is_shorter && from < floor.at - retain).then_some((from, floor.at))
}

/// Whether the database has forgotten what this process had settled: the floor that it gives lies before the one that was
/// known to be committed. Another owner only moves it forward.
pub fn is_behind(stored: &Floor, committed: &Floor) -> bool {
    let is_same_history = stored.stream == committed.stream && stored.server == committed.server;
    if is_same_history { stored.sequence < committed.sequence } else { stored.at < committed.at }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floor(sequence: u64, at: Millis) -> Floor {
        Floor { stream: "s".into(), server: "a".into(), sequence, at }
    }

    fn stream(server: &str, last_sequence: u64) -> StreamState {
        StreamState { made: "s".into(), server: server.into(), last_sequence, last_at: 1_000_000 }
    }

    #[test]
    fn under_the_same_server_it_goes_on_behind_the_floor() {
        assert_eq!(start(&floor(7, 1), &stream("a", 7)), Start::After(7));
        assert_eq!(start(&floor(7, 1), &stream("a", 9)), Start::After(7));
    }

    #[test]
    fn under_another_server_process_the_time_counts_even_if_the_sequences_fit() {
        assert_eq!(start(&floor(7, 100_000), &stream("b", 9)), Start::Since(40_000));
        assert_eq!(start(&floor(7, 100_000), &stream("b", 3)), Start::Since(40_000));
    }

    #[test]
    fn a_stream_that_is_shorter_than_the_floor_has_lost_its_tail() {
        assert_eq!(start(&floor(7, 100_000), &stream("a", 6)), Start::Since(40_000));
    }

    #[test]
    fn another_stream_and_a_partition_without_a_floor_begin_at_the_beginning() {
        assert_eq!(start(&Floor::default(), &stream("a", 9)), Start::Beginning);
        let other = StreamState { made: "t".into(), ..stream("a", 9) };
        assert_eq!(start(&floor(7, 1), &other), Start::Beginning);
    }

    #[test]
    fn what_the_outbox_keeps_is_no_loss() {
        let short = StreamState { last_at: 75_000, ..stream("b", 3) };
        assert_eq!(lost(&floor(7, 100_000), &short, 30_000), None);
        let shorter = StreamState { last_at: 60_000, ..stream("b", 3) };
        assert_eq!(lost(&floor(7, 100_000), &shorter, 30_000), Some((60_000, 100_000)));
        assert_eq!(lost(&floor(7, 100_000), &stream("b", 7), 30_000), None);
        let other = StreamState { made: "t".into(), ..stream("b", 99) };
        assert_eq!(lost(&floor(7, 100_000), &other, 30_000), Some((0, 100_000)));
    }

    #[test]
    fn a_database_that_was_put_back_is_behind() {
        assert!(is_behind(&floor(5, 1), &floor(7, 2)));
        assert!(!is_behind(&floor(7, 2), &floor(7, 2)));
        assert!(!is_behind(&floor(9, 3), &floor(7, 2)), "another owner went on");
    }

    #[test]
    fn between_servers_the_time_tells_which_floor_is_behind() {
        let other = Floor { server: "b".into(), ..floor(3, 5) };
        assert!(!is_behind(&other, &floor(7, 2)), "the sequences were given out anew");
        assert!(is_behind(&floor(7, 2), &other));
    }
}
