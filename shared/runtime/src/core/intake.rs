//! What to do with a message of a partition: take it, pass it over, or have everything unsettled delivered again.
//!
//! The server pins a partition's consumer to one client and moves the pin when that client stops pulling (ADR-42). What the
//! last owner left unsettled would come back late, after newer messages; so the first message under a new pin asks for a
//! reset of the consumer (server 2.14), which delivers everything after the floor again, in order and counted from 1. What
//! still arrives before the first message of the new count is dropped. Where the last owner has left nothing unsettled, the
//! new one goes on without a reset.

/// The place of the next message in the consumer's count, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    /// Everything up to this consumer sequence was delivered to the last owner and settled by it.
    HandedOver(u64),
    /// A reset was asked for: everything until the count begins again is from before.
    AwaitingReset,
    /// The newest message taken had this consumer sequence; 0 before the first.
    At(u64),
}

/// What to do with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the next command.
    Take,
    /// It is settled: it is acknowledged, and not run.
    AlreadySettled,
    /// It is from before the reset.
    Skip,
    /// Something before it may be missing: what was taken is finished, and then the consumer is reset.
    ResetFirst,
}

/// One owner's view of what is delivered to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    count: Count,
    pin: Option<String>,
    settled: u64,
}

impl Intake {
    /// A new owner. Everything up to the stream sequence `settled` is settled.
    pub const fn new(settled: u64) -> Self {
        Self { count: Count::At(0), pin: None, settled }
    }

    /// A new owner whose predecessor has left nothing unsettled of what was delivered, up to this consumer sequence.
    pub const fn handed_over(settled: u64, delivered: u64) -> Self {
        Self { count: Count::HandedOver(delivered), pin: None, settled }
    }

    /// The consumer is being reset; everything up to the stream sequence `settled` is settled.
    pub fn reset(&mut self, settled: u64) {
        self.count = Count::AwaitingReset;
        self.settled = settled;
    }

    /// Whether the server has given this owner the pin.
    pub const fn is_pinned(&self) -> bool {
        self.pin.is_some()
    }

    /// The stream sequence up to which everything is settled or taken.
    pub const fn settled(&self) -> u64 {
        self.settled
    }

    /// What to do with a message that carries `pin`, is the `consumer`-th of the consumer's count, and has the place
    /// `stream` in the stream.
    pub fn on_message(&mut self, pin: Option<&str>, consumer: u64, stream: u64) -> Verdict {
        let is_repinned = pin.is_some_and(|pin| self.pin.as_deref() != Some(pin));
        if is_repinned {
            self.pin = pin.map(str::to_owned);
            match self.count {
                Count::HandedOver(delivered) if consumer == delivered + 1 => self.count = Count::At(delivered),
                Count::AwaitingReset if consumer == 1 => {}
                _ => return Verdict::ResetFirst,
            }
        }
        let is_next = match self.count {
            Count::AwaitingReset if consumer != 1 => return Verdict::Skip,
            Count::AwaitingReset => true,
            // A count that begins again was reset, by us or by someone who owned the partition in between; any other gap
            // means that messages were lost on their way to us.
            Count::At(newest) => consumer == newest + 1 || consumer == 1,
            Count::HandedOver(_) => consumer == 1,
        };
        if !is_next {
            return Verdict::ResetFirst;
        }
        self.count = Count::At(consumer);
        if stream <= self.settled {
            return Verdict::AlreadySettled;
        }
        self.settled = stream;
        Verdict::Take
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict::*, *};

    /// Gives messages as (pin, consumer sequence, stream sequence), each with what is expected of it.
    fn gives(intake: &mut Intake, messages: &[(&str, u64, u64, Verdict)]) {
        for (pin, consumer, stream, expected) in messages {
            let verdict = intake.on_message(Some(pin).filter(|pin| !pin.is_empty()).copied(), *consumer, *stream);
            assert_eq!(verdict, *expected, "message {consumer} of the count, {stream} of the stream, pin {pin:?}");
        }
    }

    #[test]
    fn the_first_message_under_a_new_pin_asks_for_a_reset() {
        let mut intake = Intake::new(10);
        gives(&mut intake, &[("p", 4, 14, ResetFirst)]);
        intake.reset(10);
        gives(&mut intake, &[("p", 5, 15, Skip), ("p", 1, 11, Take), ("p", 2, 12, Take)]);
    }

    #[test]
    fn what_was_handed_over_with_nothing_left_needs_no_reset() {
        let mut intake = Intake::handed_over(10, 3);
        gives(&mut intake, &[("p", 4, 11, Take), ("p", 5, 12, Take)]);
    }

    #[test]
    fn a_hand_over_that_left_something_after_all_is_reset() {
        let mut intake = Intake::handed_over(10, 3);
        gives(&mut intake, &[("p", 5, 12, ResetFirst)]);
    }

    #[test]
    fn a_handed_over_count_that_begins_anew_was_reset_by_somebody() {
        let mut intake = Intake::handed_over(10, 3);
        gives(&mut intake, &[("p", 1, 11, ResetFirst)]);
        let mut intake = Intake::handed_over(10, 3);
        gives(&mut intake, &[("", 1, 11, Take), ("", 2, 12, Take)]);
    }

    #[test]
    fn a_gap_asks_for_a_reset() {
        let mut intake = Intake::handed_over(0, 0);
        gives(&mut intake, &[("p", 1, 1, Take), ("p", 3, 3, ResetFirst)]);
        intake.reset(1);
        gives(&mut intake, &[("p", 4, 4, Skip), ("p", 1, 2, Take), ("p", 2, 3, Take), ("p", 3, 4, Take)]);
    }

    #[test]
    fn a_repin_in_the_middle_of_a_chunk_is_noticed() {
        let mut intake = Intake::handed_over(0, 0);
        gives(&mut intake, &[("p", 1, 1, Take), ("p", 2, 2, Take), ("q", 3, 3, ResetFirst)]);
        intake.reset(2);
        gives(&mut intake, &[("q", 4, 4, Skip), ("q", 1, 3, Take)]);
    }

    #[test]
    fn two_resets_in_a_row_wait_for_the_last_ones_first_message() {
        let mut intake = Intake::new(5);
        gives(&mut intake, &[("p", 9, 20, ResetFirst)]);
        intake.reset(5);
        gives(&mut intake, &[("p", 10, 21, Skip)]);
        intake.reset(5);
        gives(&mut intake, &[("p", 11, 22, Skip), ("p", 1, 6, Take), ("p", 2, 7, Take)]);
    }

    #[test]
    fn a_count_that_somebody_else_reset_goes_on_from_its_first_message() {
        let mut intake = Intake::handed_over(0, 0);
        gives(&mut intake, &[("p", 1, 1, Take), ("p", 2, 2, Take), ("p", 1, 2, AlreadySettled), ("p", 2, 3, Take)]);
    }

    #[test]
    fn what_is_settled_is_passed_over_and_acknowledged() {
        let mut intake = Intake::new(3);
        gives(&mut intake, &[("p", 1, 2, ResetFirst)]);
        intake.reset(3);
        gives(&mut intake, &[("p", 1, 2, AlreadySettled), ("p", 2, 3, AlreadySettled), ("p", 3, 4, Take)]);
    }

    #[test]
    fn late_messages_of_an_older_count_are_dropped() {
        let mut intake = Intake::new(0);
        gives(&mut intake, &[("p", 7, 7, ResetFirst)]);
        intake.reset(0);
        for late in 2..7 {
            gives(&mut intake, &[("p", late, late, Skip)]);
        }
        gives(&mut intake, &[("p", 1, 1, Take)]);
    }

    #[test]
    fn a_new_pin_while_a_reset_is_awaited_asks_for_another_one_unless_the_count_begins() {
        let mut intake = Intake::new(0);
        intake.reset(0);
        gives(&mut intake, &[("p", 1, 1, Take)]);
        let mut intake = Intake::new(0);
        intake.reset(0);
        gives(&mut intake, &[("p", 8, 8, ResetFirst)]);
    }

    #[test]
    fn a_stream_that_lost_its_tail_gives_its_sequences_out_anew() {
        let mut intake = Intake::handed_over(0, 0);
        gives(&mut intake, &[("p", 1, 100, Take)]);
        intake.reset(79);
        gives(&mut intake, &[("p", 1, 80, Take), ("p", 2, 81, Take)]);
    }
}
