//! An organization's newest lines, each once, whoever has told them how often: pure.

use std::collections::{HashSet, VecDeque};

use contracts::logs::LogLine;

use crate::limits;

#[derive(Default)]
pub struct History {
    lines: VecDeque<LogLine>,
    known: HashSet<(String, u64)>,
    bytes: usize,
    /// All that there ever were, with those that were skipped.
    pub told: u64,
}

impl History {
    /// Takes in lines; gives those that are new here. A process tells all again when somebody follows it from another gateway.
    pub fn take_in(&mut self, lines: Vec<LogLine>) -> Vec<LogLine> {
        let is_new = |line: &LogLine| !self.known.contains(&name(line));
        let new: Vec<_> = lines.into_iter().filter(is_new).collect();
        for line in &new {
            self.known.insert(name(line));
            self.bytes += line.weight();
            self.lines.push_back(line.clone());
        }
        while self.lines.len() > limits::LOGS_KEPT || self.bytes > limits::LOGS_KEPT_BYTES {
            let Some(oldest) = self.lines.pop_front() else { break };
            self.bytes -= oldest.weight();
            self.known.remove(&name(&oldest));
        }
        new
    }

    /// All of them, in pieces that fit into a frame.
    pub fn pages(&self) -> Vec<Vec<&LogLine>> {
        let (mut pages, mut bytes) = (Vec::<Vec<_>>::new(), limits::LOGS_FRAME_BYTES);
        for line in &self.lines {
            if bytes >= limits::LOGS_FRAME_BYTES {
                pages.push(Vec::new());
                bytes = 0;
            }
            bytes += line.weight();
            pages.last_mut().expect("one was just begun").push(line);
        }
        pages
    }
}

fn name(line: &LogLine) -> (String, u64) {
    (line.instance.clone(), line.sequence)
}

#[cfg(test)]
mod tests {
    use contracts::logs::LogLevel;

    use super::*;

    fn line(instance: &str, sequence: u64, message: &str) -> LogLine {
        LogLine {
            instance: instance.into(),
            sequence,
            at: 5,
            level: LogLevel::Info,
            service: "task".into(),
            message: message.into(),
            fields: Default::default(),
            key: "acme".into(),
            trace_id: None,
        }
    }

    #[test]
    fn what_is_told_again_is_known() {
        let mut history = History::default();
        assert_eq!(history.take_in(vec![line("a", 2, "x"), line("b", 2, "y")]).len(), 2);
        let again = history.take_in(vec![line("a", 1, "older"), line("a", 2, "x"), line("a", 3, "newer")]);
        assert_eq!(again.iter().map(|line| line.sequence).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(history.pages()[0].len(), 4);
    }

    #[test]
    fn it_holds_so_many_lines_and_bytes_and_forgets_their_names_too() {
        let mut history = History::default();
        history.take_in((0..3 * limits::LOGS_KEPT as u64).map(|sequence| line("a", sequence, "x")).collect());
        assert_eq!((history.lines.len(), history.known.len()), (limits::LOGS_KEPT, limits::LOGS_KEPT));
        let heavy = "x".repeat(limits::LOGS_KEPT_BYTES / 10);
        history.take_in((0..30).map(|sequence| line("b", sequence, &heavy)).collect());
        assert!(history.bytes <= limits::LOGS_KEPT_BYTES && history.lines.len() == history.known.len());
    }

    #[test]
    fn a_page_is_as_large_as_a_frame() {
        let mut history = History::default();
        assert!(history.pages().is_empty());
        let message = "x".repeat(2_000);
        history.take_in((0..500).map(|sequence| line("a", sequence, &message)).collect());
        let pages = history.pages();
        assert!(pages.len() > 5 && pages.iter().map(Vec::len).sum::<usize>() == 500);
        let weight = |page: &Vec<&LogLine>| page.iter().map(|line| line.weight()).sum::<usize>();
        assert!(pages.iter().all(|page| weight(page) < limits::LOGS_FRAME_BYTES + 4_000));
    }
}
