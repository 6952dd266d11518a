//! What follows when a batch could not be committed: it is run again in a smaller or more careful way, until each command
//! has an outcome or its partition is lost.

/// How a batch is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Strategy {
    /// All in one go. Any trouble undoes the whole batch. Nothing is looked up in the journal first: repeats are rare, and
    /// the journal's own key finds them.
    Together,
    /// All in one go, after the journal was asked which of them it knows.
    TogetherLookedUp,
    /// A single command behind a savepoint. `attempt` counts from 1; `contended` counts the times that it only met others'
    /// locks.
    Alone { attempt: i32, contended: u32 },
    /// A single command that has failed too often: it is recorded as dead.
    GiveUp { attempt: i32, reason: String },
}

impl Strategy {
    /// How a single command is first run by itself.
    pub const ALONE: Self = Self::Alone { attempt: 1, contended: 0 };

    /// Whether several commands share one transaction.
    pub const fn is_together(&self) -> bool {
        matches!(self, Self::Together | Self::TogetherLookedUp)
    }

    /// How often the command was run, this time included.
    pub const fn attempt(&self) -> i32 {
        match self {
            Self::Together | Self::TogetherLookedUp => 1,
            Self::Alone { attempt, .. } | Self::GiveUp { attempt, .. } => *attempt,
        }
    }
}

/// What kind of failure something met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The world is not there, and may not be for long: nothing is wrong with the command.
    Outage,
    /// Somebody else held a lock or changed the same rows (PostgreSQL 40001, 40P01, 55P03).
    Contention,
    /// It may well fail the same way again.
    Defect,
}

/// Why a batch was undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// One of its commands must not share a transaction with the others.
    Isolate,
    /// One of its commands is in the journal already.
    Known,
    /// A partition's floor is not where its owner left it: another owner has gone on, or the database was put back.
    FloorMoved,
    /// Something failed.
    Failed(Class, String),
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Run the same again, at once.
    Again(Strategy),
    /// Run the same again after a wait.
    Wait(Strategy),
    /// Run smaller parts: each partition's commands by themselves, then each command alone.
    Split,
    /// The partition must be taken over anew.
    TakeOver,
}

/// Attempts before a command that keeps failing is dead. Outages do not count.
pub const ATTEMPTS: i32 = 5;

/// Times that a command may meet others' locks before that counts as an attempt. With the waits between, half a minute.
const CONTENDED: u32 = 30;

/// What follows `trouble` with a batch that was run like this.
pub fn next(strategy: Strategy, trouble: Trouble) -> Next {
    let (class, reason) = match trouble {
        Trouble::FloorMoved => return Next::TakeOver,
        Trouble::Known if strategy == Strategy::Together => return Next::Again(Strategy::TogetherLookedUp),
        _ if strategy.is_together() => return Next::Split,
        // Somebody else has recorded it since the journal was asked: a stalled owner, woken up.
        Trouble::Known => (Class::Contention, "another owner has recorded it".to_owned()),
        Trouble::Isolate => (Class::Defect, "a lone command asked to be alone".to_owned()),
        Trouble::Failed(class, reason) => (class, reason),
    };
    match (strategy, class) {
        (strategy @ Strategy::GiveUp { .. }, _) | (strategy, Class::Outage) => Next::Wait(strategy),
        (Strategy::Alone { attempt, contended }, Class::Contention) if contended < CONTENDED => {
            Next::Wait(Strategy::Alone { attempt, contended: contended + 1 })
        }
        (Strategy::Alone { attempt, .. }, _) if attempt < ATTEMPTS => {
            Next::Wait(Strategy::Alone { attempt: attempt + 1, contended: 0 })
        }
        (strategy, _) => {
            let attempt = strategy.attempt();
            Next::Again(Strategy::GiveUp { attempt, reason: failed_too_often(attempt, &reason) })
        }
    }
}

/// Why a command is given up.
pub fn failed_too_often(attempts: i32, failure: &str) -> String {
    format!("it failed {attempts} times, at last with: {failure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn alone(attempt: i32, contended: u32) -> Strategy {
        Strategy::Alone { attempt, contended }
    }

    fn failed(class: Class) -> Trouble {
        Trouble::Failed(class, "no".into())
    }

    #[test]
    fn a_known_command_among_new_ones_is_looked_up() {
        assert_eq!(next(Strategy::Together, Trouble::Known), Next::Again(Strategy::TogetherLookedUp));
        assert_eq!(next(Strategy::TogetherLookedUp, Trouble::Known), Next::Split);
    }

    #[test]
    fn a_batch_in_trouble_is_split_at_once() {
        for class in [Class::Outage, Class::Contention, Class::Defect] {
            assert_eq!(next(Strategy::Together, failed(class)), Next::Split);
        }
        assert_eq!(next(Strategy::Together, Trouble::Isolate), Next::Split);
    }

    #[test]
    fn an_outage_is_waited_out_however_long_it_lasts() {
        assert_eq!(next(alone(3, 2), failed(Class::Outage)), Next::Wait(alone(3, 2)));
    }

    #[test]
    fn a_command_that_keeps_failing_is_given_up_after_five_attempts() {
        let mut strategy = Strategy::ALONE;
        for attempt in 2..=ATTEMPTS {
            assert_eq!(next(strategy, failed(Class::Defect)), Next::Wait(alone(attempt, 0)));
            strategy = alone(attempt, 0);
        }
        let Next::Again(Strategy::GiveUp { attempt: ATTEMPTS, reason }) = next(strategy, failed(Class::Defect)) else {
            panic!("it is given up");
        };
        assert!(reason.contains("5 times") && reason.contains("no"), "{reason}");
    }

    #[test]
    fn others_locks_are_met_with_patience_that_ends() {
        assert_eq!(next(alone(1, 0), failed(Class::Contention)), Next::Wait(alone(1, 1)));
        assert_eq!(next(alone(1, CONTENDED), failed(Class::Contention)), Next::Wait(alone(2, 0)));
        let last = next(alone(ATTEMPTS, CONTENDED), failed(Class::Contention));
        assert!(matches!(last, Next::Again(Strategy::GiveUp { .. })));
    }

    #[test]
    fn a_lone_command_that_somebody_else_records_again_and_again_is_no_endless_loop() {
        let mut strategy = Strategy::ALONE;
        for _ in 0..=(CONTENDED + 1) * ATTEMPTS.cast_unsigned() {
            match next(strategy, Trouble::Known) {
                Next::Wait(next) => strategy = next,
                Next::Again(Strategy::GiveUp { .. }) => return,
                other => panic!("{other:?}"),
            }
        }
        panic!("it never ends");
    }

    #[test]
    fn a_dead_command_that_cannot_be_recorded_waits_for_the_database() {
        let give_up = Strategy::GiveUp { attempt: 5, reason: "no".into() };
        assert_eq!(next(give_up.clone(), failed(Class::Defect)), Next::Wait(give_up));
    }

    #[test]
    fn a_floor_that_moved_means_another_take_over_however_the_batch_was_run() {
        for strategy in [Strategy::Together, Strategy::TogetherLookedUp, Strategy::ALONE] {
            assert_eq!(next(strategy, Trouble::FloorMoved), Next::TakeOver);
        }
    }
}
