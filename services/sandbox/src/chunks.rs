//! The chunks of one message as one event, for pages that come later: pure.

use contracts::{limit, sandbox::SessionEvent};

/// Bytes of one answer's events: it must fit into one message with its envelope.
const PAGE_BYTES: usize = limit::MESSAGE_BYTES * 2;

/// An event's frame in JSON, without its body.
const FRAME_BYTES: usize = 200;

/// Bytes of the text of one coalesced event: a message of thousands of chunks comes in several.
const RUN_BYTES: usize = 32 * 1024;

/// What comes in pieces.
const CHUNKS: [&str; 3] = ["agent_message_chunk", "agent_thought_chunk", "user_message_chunk"];

/// How much still fits into a page, whether it is read forwards or backwards.
#[derive(Debug)]
pub struct Budget {
    coalesces: bool,
    events: usize,
    bytes: usize,
    is_first: bool,
    /// The chunk that was taken last, and the bytes of the run that it belongs to.
    run: Option<(SessionEvent, usize)>,
}

impl Budget {
    pub fn new(events: u32, coalesces: bool) -> Self {
        Self { coalesces, events: events as usize, bytes: 0, is_first: true, run: None }
    }

    pub const fn coalesces(&self) -> bool {
        self.coalesces
    }

    /// Rows to read; `None` when that depends on what they are.
    pub fn rows(&self) -> Option<i64> {
        (!self.coalesces).then(|| i64::try_from(self.events).unwrap_or(i64::MAX))
    }

    /// Whether the page takes this event, too. The first one always fits.
    pub fn takes(&mut self, event: &SessionEvent) -> bool {
        let text = chunk(event).map(|text| serde_json::to_string(text).map_or(0, |json| json.len()));
        let joined = self.run.as_ref().filter(|(last, run)| {
            let (earlier, later) = if last.index < event.index { (last, event) } else { (event, last) };
            self.coalesces && belong_together(earlier, later) && run + text.unwrap_or_default() <= RUN_BYTES
        });
        let (bytes, run) = match joined {
            Some((_, run)) => (text.unwrap_or_default(), run + text.unwrap_or_default()),
            None => (event.body.to_string().len() + FRAME_BYTES, text.unwrap_or_default()),
        };
        let is_new = joined.is_none();
        if !self.is_first && (self.bytes + bytes > PAGE_BYTES || is_new && self.events == 0) {
            return false;
        }
        self.is_first = false;
        self.bytes += bytes;
        self.events -= usize::from(is_new).min(self.events);
        self.run = chunk(event).map(|_| (event.clone(), run));
        true
    }
}

/// Puts chunks of one message that follow each other into one event with both its places; the rest stays as it is.
pub fn coalesce(events: Vec<SessionEvent>) -> Vec<SessionEvent> {
    let mut coalesced: Vec<SessionEvent> = Vec::new();
    for event in events {
        let run = coalesced.last_mut().filter(|last| belong_together(last, &event) && size(last) < RUN_BYTES);
        match (run, chunk(&event)) {
            (Some(run), Some(text)) => {
                run.last_index = Some(event.index);
                if let serde_json::Value::String(whole) = &mut run.body["content"]["text"] {
                    whole.push_str(text);
                }
            }
            _ => coalesced.push(event),
        }
    }
    coalesced
}

/// Whether `later` is the next chunk of the same message.
fn belong_together(earlier: &SessionEvent, later: &SessionEvent) -> bool {
    earlier.last_index.unwrap_or(earlier.index) + 1 == later.index
        && earlier.message_id == later.message_id
        && chunk(earlier).is_some()
        && chunk(later).is_some()
        && ["sessionUpdate", "messageId"].iter().all(|field| earlier.body[field] == later.body[field])
}

fn size(event: &SessionEvent) -> usize {
    chunk(event).map_or(0, str::len)
}

/// The text of a chunk; `None` for what is none.
fn chunk(event: &SessionEvent) -> Option<&str> {
    let is_chunk = event.kind == "update" && CHUNKS.contains(&event.body["sessionUpdate"].as_str()?);
    let content = &event.body["content"];
    if is_chunk && content["type"] == "text" { content["text"].as_str() } else { None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn says(index: i64, what: &str, text: &str) -> SessionEvent {
        let body = json!({ "sessionUpdate": what, "content": { "type": "text", "text": text } });
        SessionEvent { index, last_index: None, message_id: None, kind: "update".into(), at: index, body }
    }

    fn plan(index: i64) -> SessionEvent {
        SessionEvent { body: json!({ "sessionUpdate": "plan" }), ..says(index, "", "") }
    }

    fn log() -> Vec<SessionEvent> {
        let mut other_turn = says(7, "agent_message_chunk", "g");
        other_turn.message_id = Some("m-2".parse().unwrap());
        vec![
            says(1, "agent_thought_chunk", "a"),
            says(2, "agent_message_chunk", "b"),
            says(3, "agent_message_chunk", "c"),
            plan(4),
            says(5, "agent_message_chunk", "e"),
            says(6, "agent_message_chunk", "f"),
            other_turn,
        ]
    }

    fn shape(events: &[SessionEvent]) -> Vec<(i64, Option<i64>, &str)> {
        let text = |event| chunk(event).unwrap_or("-");
        events.iter().map(|event| (event.index, event.last_index, text(event))).collect()
    }

    #[test]
    fn chunks_of_one_message_are_one_event_and_nothing_is_left_out() {
        let coalesced = coalesce(log());
        let expected = [(1, None, "a"), (2, Some(3), "bc"), (4, None, "-"), (5, Some(6), "ef"), (7, None, "g")];
        assert_eq!(shape(&coalesced), expected);
        let mut next = 1;
        for event in &coalesced {
            assert_eq!(event.index, next);
            next = event.last_index.unwrap_or(event.index) + 1;
        }
        let mut named = log();
        named[2].body["messageId"] = json!("other");
        assert_eq!(coalesce(named).len(), 6, "another message begins");
    }

    #[test]
    fn a_page_counts_what_comes_out_forwards_and_backwards() {
        let taken = |events: &[SessionEvent], count| {
            let mut budget = Budget::new(count, true);
            events.iter().take_while(|event| budget.takes(event)).map(|event| event.index).collect::<Vec<_>>()
        };
        assert_eq!(taken(&log(), 2), [1, 2, 3]);
        assert_eq!(taken(&log(), 4), [1, 2, 3, 4, 5, 6]);
        let backwards: Vec<_> = log().into_iter().rev().collect();
        assert_eq!(taken(&backwards, 2), [7, 6, 5]);
        let mut plain = Budget::new(3, false);
        assert_eq!((plain.rows(), log().iter().filter(|event| plain.takes(event)).count()), (Some(3), 3));
    }

    #[test]
    fn a_page_fits_into_a_message_and_has_one_event_at_least() {
        let large = |index| says(index, "agent_message_chunk", &"x".repeat(300_000));
        let mut budget = Budget::new(10, true);
        let taken: Vec<_> = (1..4).map(|index| budget.takes(&large(index))).collect();
        assert_eq!(taken, [true, false, false]);
        let many: Vec<_> = (1..30_000).map(|index| says(index, "agent_message_chunk", "0123456789")).collect();
        let mut budget = Budget::new(1_000, true);
        let taken: Vec<_> = many.into_iter().take_while(|event| budget.takes(event)).collect();
        assert!(taken.len() > 20_000, "{}", taken.len());
        let coalesced = coalesce(taken);
        assert!(serde_json::to_vec(&coalesced).unwrap().len() < limit::MESSAGE_BYTES * 3);
        assert!(coalesced.len() < 20 && coalesced.len() > 5);
    }
}
