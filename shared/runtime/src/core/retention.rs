//! How long published rows of the outbox are kept: a NATS server that comes back without its newest messages gets them
//! again.

use std::collections::VecDeque;

use contracts::Millis;

/// The published rows of one lane that are still kept. Rows are published in the order of their positions.
#[derive(Debug, Default)]
pub struct Kept {
    marks: VecDeque<Mark>,
    published: i64,
    /// What is noted of `published`.
    noted: i64,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    at: Millis,
    position: i64,
}

impl Kept {
    /// All rows up to `position` are published, at `now`.
    pub fn published(&mut self, now: Millis, position: i64) {
        self.published = self.published.max(position);
        self.marks.push_back(Mark { at: now, position });
    }

    /// The newest published row.
    pub const fn newest(&self) -> i64 {
        self.published
    }

    /// The newest published row, if that is not noted yet.
    pub fn unnoted(&self) -> Option<i64> {
        (self.noted < self.published).then_some(self.published)
    }

    /// It is noted that all rows up to `position` are published.
    pub fn note(&mut self, position: i64) {
        self.noted = self.noted.max(position);
    }

    /// Up to which row all were published `retain` or longer ago. Asked once more, it is what is due since.
    pub fn due(&mut self, now: Millis, retain: Millis) -> Option<i64> {
        let mut due = None;
        while let Some(mark) = self.marks.front()
            && mark.at + retain <= now
        {
            due = due.max(Some(mark.position));
            self.marks.pop_front();
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_goes_when_it_was_published_long_enough_ago() {
        let mut kept = Kept::default();
        kept.published(1_000, 7);
        kept.published(5_000, 9);
        assert_eq!(kept.due(30_999, 30_000), None);
        assert_eq!(kept.due(31_000, 30_000), Some(7));
        assert_eq!(kept.due(31_000, 30_000), None);
        assert_eq!(kept.due(99_000, 30_000), Some(9));
        assert_eq!(kept.newest(), 9);
    }

    #[test]
    fn how_far_it_is_published_is_told_until_it_is_noted() {
        let mut kept = Kept::default();
        assert_eq!(kept.unnoted(), None);
        kept.published(1_000, 7);
        assert_eq!((kept.unnoted(), kept.unnoted()), (Some(7), Some(7)));
        kept.note(7);
        assert_eq!(kept.unnoted(), None);
    }

    #[test]
    fn what_is_published_again_is_kept_as_long_again() {
        let mut kept = Kept::default();
        kept.published(1_000, 9);
        kept.published(20_000, 9);
        assert_eq!(kept.due(31_000, 30_000), Some(9), "the first mark is due");
        assert_eq!(kept.newest(), 9);
    }
}
