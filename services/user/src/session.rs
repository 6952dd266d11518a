//! One of a task's sessions as one person has it: is there something they have not seen?

use contracts::Millis;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Session {
    pub unread: bool,
    /// Whatever finished until then was marked, watched or read: word of it that arrives later is no news.
    pub known_until: Millis,
}

impl Session {
    /// An agent finished at `at`. Nothing that the person has seen becomes unread: neither what they are watching, nor
    /// what they read after it was there. Says whether this was news.
    pub fn finish(&mut self, at: Millis, is_watched: bool) -> bool {
        if at <= self.known_until {
            return false;
        }
        self.known_until = at;
        self.unread |= !is_watched;
        true
    }

    /// The person sees what is there now.
    pub fn read(&mut self, now: Millis) {
        self.unread = false;
        self.known_until = self.known_until.max(now);
    }

    /// The person marks it by hand.
    pub fn mark(&mut self, unread: bool, now: Millis) {
        if unread {
            self.unread = true;
        } else {
            self.read(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_finished_is_unread_until_it_is_read() {
        let mut session = Session::default();
        assert!(session.finish(10, false));
        assert!(session.unread);
        session.read(11);
        assert!(!session.unread);
    }

    #[test]
    fn what_is_watched_stays_read() {
        let mut session = Session::default();
        assert!(session.finish(10, true));
        assert!(!session.unread);
        assert!(!session.finish(10, false), "the same again, after they looked away");
    }

    #[test]
    fn watching_the_next_turn_does_not_read_what_was_missed() {
        let mut session = Session::default();
        session.finish(10, false);
        session.finish(20, true);
        assert!(session.unread);
    }

    #[test]
    fn older_word_after_a_later_read_is_no_news() {
        let mut session = Session::default();
        session.read(20);
        assert!(!session.finish(15, false));
        assert!(!session.unread);
        assert!(session.finish(21, false));
    }

    #[test]
    fn what_is_marked_by_hand_is_marked() {
        let mut session = Session::default();
        session.mark(true, 10);
        assert!(session.unread && session.finish(5, false));
        session.mark(false, 20);
        assert!(!session.unread && !session.finish(20, false));
    }
}
