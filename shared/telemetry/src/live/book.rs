//! What a process remembers of its lines, and what it owes to those who follow an organization: pure.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use contracts::OrganizationId;
use contracts::logs::{LogBatch, LogLine};

/// Lines that are remembered, of all organizations together, and what they may weigh.
const REMEMBERED: usize = 2_000;
const REMEMBERED_BYTES: usize = 4 * 1024 * 1024;

/// Of these, the newest of one organization that whoever comes is told.
const HISTORY: usize = 500;

/// Organizations that are followed at a time. Gateways follow fewer each.
const FOLLOWED: usize = 256;

/// How long nobody may say that they follow it; then nothing more is told. One word may be late, and one lost.
const KEPT: Duration = Duration::from_secs(30);

/// Lines of one organization that are told in a second: more than anybody reads, and a flood of them would only take
/// processor time from what it is about.
const LINES_A_SECOND: usize = 500;

/// Lines that wait to be told: two seconds of them, or what is remembered.
const WAITING: usize = 1_000;

/// What the lines of one batch may weigh; in JSON six times as much at most, and NATS takes 1 MB.
const BATCH_BYTES: usize = 100 * 1024;

pub struct Book {
    remembered: VecDeque<Arc<LogLine>>,
    remembered_bytes: usize,
    /// By the organization's id, as keys begin with it.
    followed: BTreeMap<String, Followed>,
    sequence: u64,
}

struct Followed {
    organization_id: OrganizationId,
    until: Instant,
    waiting: VecDeque<Arc<LogLine>>,
    skipped: u64,
    /// The second that is counted, and the lines in it.
    second: Instant,
    in_second: usize,
}

impl Book {
    pub const fn new() -> Self {
        Self { remembered: VecDeque::new(), remembered_bytes: 0, followed: BTreeMap::new(), sequence: 0 }
    }

    /// Gives a line its place, remembers it, and has it told if somebody follows its organization.
    pub fn add(&mut self, mut line: LogLine, now: Instant) {
        self.sequence += 1;
        line.sequence = self.sequence;
        let line = Arc::new(line);
        if let Some(followed) = self.followed.get_mut(organization(&line.key)) {
            followed.add(&line, now);
        }
        self.remembered_bytes += line.weight();
        self.remembered.push_back(line);
        while self.remembered.len() > REMEMBERED || self.remembered_bytes > REMEMBERED_BYTES {
            let Some(oldest) = self.remembered.pop_front() else { break };
            self.remembered_bytes -= oldest.weight();
        }
    }

    /// Somebody says that they follow an organization. Whoever has just come is told what is remembered, and so is whoever
    /// followed before this process was there. `false`: too many are followed already.
    pub fn follow(&mut self, organization_id: &OrganizationId, asks: bool, now: Instant) -> bool {
        self.followed.retain(|_, followed| followed.until > now);
        let is_new = !self.is_followed(organization_id.as_str());
        if is_new && self.followed.len() >= FOLLOWED {
            return false;
        }
        let name = organization_id.as_str().to_owned();
        let followed = self.followed.entry(name).or_insert_with(|| Followed::new(organization_id.clone(), now));
        followed.until = now + KEPT;
        if is_new || asks {
            let own = self.remembered.iter().rev().filter(|line| organization(&line.key) == organization_id.as_str());
            followed.waiting = own.take(HISTORY).cloned().collect();
            followed.waiting.make_contiguous().reverse();
        }
        true
    }

    /// Whether somebody follows the organization that this key begins with.
    pub fn is_followed(&self, key: &str) -> bool {
        self.followed.contains_key(organization(key))
    }

    pub fn is_any_followed(&self) -> bool {
        !self.followed.is_empty()
    }

    /// A batch of each organization that has something to tell; those that nobody follows any more are forgotten.
    pub fn take(&mut self, now: Instant) -> Vec<(OrganizationId, LogBatch)> {
        self.followed.retain(|_, followed| followed.until > now);
        let owing = self.followed.values_mut().filter(|followed| followed.owes());
        owing.map(|followed| (followed.organization_id.clone(), followed.take())).collect()
    }
}

impl Followed {
    const fn new(organization_id: OrganizationId, now: Instant) -> Self {
        Self { organization_id, until: now, waiting: VecDeque::new(), skipped: 0, second: now, in_second: 0 }
    }

    fn add(&mut self, line: &Arc<LogLine>, now: Instant) {
        if now.saturating_duration_since(self.second) >= Duration::from_secs(1) {
            (self.second, self.in_second) = (now, 0);
        }
        self.in_second += 1;
        if self.in_second > LINES_A_SECOND || self.waiting.len() >= WAITING {
            self.skipped += 1;
        } else {
            self.waiting.push_back(line.clone());
        }
    }

    fn owes(&self) -> bool {
        self.skipped > 0 || !self.waiting.is_empty()
    }

    fn take(&mut self) -> LogBatch {
        let (mut lines, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH_BYTES
            && let Some(line) = self.waiting.pop_front()
        {
            bytes += line.weight();
            lines.push(Arc::unwrap_or_clone(line));
        }
        LogBatch { lines, skipped: std::mem::take(&mut self.skipped) }
    }
}

fn organization(key: &str) -> &str {
    key.split('.').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use contracts::logs::LogLevel;

    use super::super::line::Line;
    use super::*;

    fn id(organization: &str) -> OrganizationId {
        organization.parse().unwrap()
    }

    fn line(key: &str, message: &str) -> LogLine {
        let mut line = Line::default();
        line.put_message(message);
        line.finish(key, LogLevel::Info, None)
    }

    fn messages(batch: &LogBatch) -> Vec<&str> {
        batch.lines.iter().map(|line| line.message.as_str()).collect()
    }

    /// Everything that is told now of an organization that alone is followed.
    fn told(book: &mut Book, now: Instant) -> LogBatch {
        let mut all = LogBatch::default();
        while let Some((_, batch)) = book.take(now).pop() {
            all.lines.extend(batch.lines);
            all.skipped += batch.skipped;
        }
        all
    }

    #[test]
    fn nothing_is_told_while_nobody_follows_and_what_is_remembered_when_somebody_comes() {
        let (mut book, now) = (Book::new(), Instant::now());
        book.add(line("acme.t-1", "one"), now);
        assert!(book.take(now).is_empty() && !book.is_any_followed());

        assert!(book.follow(&id("acme"), true, now));
        book.add(line("acme", "two"), now);
        let told = told(&mut book, now);
        assert_eq!((messages(&told), told.skipped), (vec!["one", "two"], 0));
        assert!(book.take(now).is_empty(), "each once");
    }

    #[test]
    fn an_organization_is_told_its_own_lines_alone() {
        let (mut book, now) = (Book::new(), Instant::now());
        for key in ["acme.t-1", "acmeother.t-1", "tidepool", "acme-2", ""] {
            book.add(line(key, key), now);
        }
        book.follow(&id("acme"), true, now);
        book.follow(&id("tidepool"), false, now);
        for key in ["acme", "tidepool.t-1", "oscar"] {
            book.add(line(key, key), now);
        }
        let told = book.take(now);
        let told: Vec<_> = told.iter().map(|(id, batch)| (id.as_str(), messages(batch))).collect();
        assert_eq!(told, [("acme", vec!["acme.t-1", "acme"]), ("tidepool", vec!["tidepool", "tidepool.t-1"])]);
    }

    #[test]
    fn who_comes_later_is_told_all_again_and_who_only_stays_is_not() {
        let (mut book, now) = (Book::new(), Instant::now());
        book.follow(&id("acme"), true, now);
        book.add(line("acme", "one"), now);
        assert_eq!(messages(&told(&mut book, now)), ["one"]);
        book.follow(&id("acme"), false, now);
        assert!(book.take(now).is_empty());
        book.follow(&id("acme"), true, now);
        let again = told(&mut book, now);
        assert_eq!((messages(&again), again.lines[0].sequence), (vec!["one"], 1), "by which it is known");
    }

    #[test]
    fn it_ends_when_nobody_says_any_more_that_they_follow() {
        let (mut book, now) = (Book::new(), Instant::now());
        book.follow(&id("acme"), true, now);
        book.follow(&id("acme"), false, now + KEPT / 2);
        let later = now + KEPT;
        book.add(line("acme", "still"), later);
        assert_eq!(messages(&told(&mut book, later)), ["still"]);
        let end = now + KEPT / 2 + KEPT;
        book.add(line("acme", "too late"), end);
        assert!(book.take(end).is_empty() && !book.is_any_followed());
    }

    #[test]
    fn a_flood_is_skipped_and_counted_and_the_next_second_is_told_again() {
        let (mut book, now) = (Book::new(), Instant::now());
        book.follow(&id("acme"), true, now);
        (0..3 * LINES_A_SECOND).for_each(|number| book.add(line("acme", &number.to_string()), now));
        let flood = told(&mut book, now);
        assert_eq!((flood.lines.len(), flood.skipped), (LINES_A_SECOND, 2 * LINES_A_SECOND as u64));

        let next = now + Duration::from_secs(1);
        book.add(line("acme", "after"), next);
        let after = told(&mut book, next);
        assert_eq!((messages(&after), after.skipped), (vec!["after"], 0));
    }

    #[test]
    fn a_batch_fits_into_a_message_whatever_its_lines_hold() {
        let (mut book, now) = (Book::new(), Instant::now());
        book.follow(&id("acme"), true, now);
        for _ in 0..LINES_A_SECOND {
            let mut heavy = Line::default();
            heavy.put_message(&"\u{1}".repeat(100_000));
            (0..50).for_each(|number| heavy.put(&format!("f{number}"), "\u{1}".repeat(10_000).into()));
            book.add(heavy.finish("acme", LogLevel::Info, None), now);
        }
        let batches: Vec<_> = std::iter::from_fn(|| book.take(now).pop()).collect();
        assert_eq!(batches.iter().map(|(_, batch)| batch.lines.len()).sum::<usize>(), LINES_A_SECOND);
        let largest = batches.iter().map(|(_, batch)| serde_json::to_vec(batch).unwrap().len()).max().unwrap();
        assert!(largest < 1024 * 1024 - 64 * 1024, "{largest}");
        assert!(book.remembered_bytes <= REMEMBERED_BYTES && book.remembered.len() < LINES_A_SECOND);
    }

    #[test]
    fn it_remembers_so_much_and_follows_so_many() {
        let (mut book, now) = (Book::new(), Instant::now());
        (0..2 * REMEMBERED).for_each(|_| book.add(line("acme", "x"), now));
        assert_eq!(book.remembered.len(), REMEMBERED);
        book.follow(&id("acme"), true, now);
        assert_eq!(told(&mut book, now).lines.len(), HISTORY);

        let follows = |book: &mut Book, number: usize, now| book.follow(&id(&format!("o{number}")), true, now);
        let taken = (0..2 * FOLLOWED).filter(|number| follows(&mut book, *number, now)).count();
        assert_eq!(taken, FOLLOWED - 1);
        assert!(book.follow(&id("acme"), false, now), "who is followed stays so");
        assert!(follows(&mut book, 2 * FOLLOWED, now + KEPT), "the others have left by then");
    }
}
