//! Server-sent events as bytes become events: no I/O, and no matter where the bytes are cut.
//!
//! After <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>.

/// What has arrived and is not a whole event yet.
#[derive(Debug)]
pub struct Parser {
    /// The line that has begun.
    line: Vec<u8>,
    /// The last byte was a carriage return: a line feed that follows belongs to it.
    after_return: bool,
    frame: Frame,
    has_data: bool,
    /// Bytes of `line` and `frame` together must not pass it.
    limit: usize,
    at_start: bool,
}

/// One event.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Frame {
    /// `message` when the server names none.
    pub event: String,
    /// The id of this event, not of an earlier one; empty when it has none.
    pub id: String,
    pub data: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event is larger than allowed")]
pub struct TooLarge;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Parser {
    /// An event of more than `limit` bytes is refused: it would have to be held in memory until its end.
    pub fn new(limit: usize) -> Self {
        let frame = Frame::default();
        Self { line: Vec::new(), after_return: false, frame, has_data: false, limit, at_start: true }
    }

    /// Takes the next bytes and appends the events that they complete to `events`.
    pub fn push(&mut self, mut bytes: &[u8], events: &mut Vec<Frame>) -> Result<(), TooLarge> {
        while !bytes.is_empty() {
            if self.after_return && bytes[0] == b'\n' {
                bytes = &bytes[1..];
            }
            self.after_return = false;
            let Some(end) = bytes.iter().position(|&byte| byte == b'\n' || byte == b'\r') else {
                self.extend(bytes)?;
                return Ok(());
            };
            self.extend(&bytes[..end])?;
            self.after_return = bytes[end] == b'\r';
            bytes = &bytes[end + 1..];
            events.extend(self.end_line());
        }
        Ok(())
    }

    fn extend(&mut self, bytes: &[u8]) -> Result<(), TooLarge> {
        if self.line.len() + self.frame.data.len() + bytes.len() > self.limit {
            return Err(TooLarge);
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn end_line(&mut self) -> Option<Frame> {
        let line = std::mem::take(&mut self.line);
        let line = if self.at_start { line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line) } else { &line[..] };
        self.at_start = false;
        if line.is_empty() {
            return self.end_frame();
        }
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if self.has_data {
                    self.frame.data.push('\n');
                }
                self.frame.data.push_str(value);
                self.has_data = true;
            }
            "event" => value.clone_into(&mut self.frame.event),
            "id" if !value.contains('\0') => value.clone_into(&mut self.frame.id),
            // A comment has an empty field name; others are for later versions.
            _ => {}
        }
        None
    }

    fn end_frame(&mut self) -> Option<Frame> {
        let mut frame = std::mem::take(&mut self.frame);
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        if frame.event.is_empty() {
            "message".clone_into(&mut frame.event);
        }
        Some(frame)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: usize = 1000;

    fn frame(event: &str, id: &str, data: &str) -> Frame {
        Frame { event: event.to_owned(), id: id.to_owned(), data: data.to_owned() }
    }

    fn parsed(pieces: &[&[u8]]) -> Vec<Frame> {
        let mut parser = Parser::new(LIMIT);
        let mut events = Vec::new();
        for piece in pieces {
            parser.push(piece, &mut events).unwrap();
        }
        events
    }

    #[test]
    fn events_are_the_same_wherever_the_bytes_are_cut() {
        let text = ": heartbeat\r\nevent: message\r\nid: 7\r\ndata: {\"ä\":1}\r\n\r\nid:8\ndata:a\ndata\ndata: b\n\n"
            .as_bytes();
        let expected = [frame("message", "7", "{\"ä\":1}"), frame("message", "8", "a\n\nb")];

        for cut in 0..=text.len() {
            assert_eq!(parsed(&[&text[..cut], &text[cut..]]), expected, "cut at {cut}");
        }
        let single: Vec<_> = text.chunks(1).collect();
        assert_eq!(parsed(&single), expected);
    }

    #[test]
    fn line_feeds_carriage_returns_and_both_end_lines() {
        assert_eq!(parsed(&[b"data: a\r\rdata: b\n\ndata: c\r\n\r\n"]).len(), 3);
    }

    #[test]
    fn comments_and_events_without_data_are_nothing() {
        assert_eq!(parsed(&[b": heartbeat\n\nevent: x\nid: 3\n\nretry: 5\n\n"]), []);
    }

    #[test]
    fn an_event_that_has_not_ended_is_not_given() {
        assert_eq!(parsed(&[b"data: a\n"]), []);
    }

    #[test]
    fn a_byte_order_mark_at_the_start_is_no_part_of_the_field() {
        assert_eq!(parsed(&[b"\xef\xbb\xbfdata: a\n\n"]), [frame("message", "", "a")]);
    }

    #[test]
    fn only_one_space_after_the_colon_is_dropped() {
        assert_eq!(parsed(&[b"data:  a:b\n\n"]), [frame("message", "", " a:b")]);
    }

    #[test]
    fn an_event_that_is_too_large_is_refused_in_one_line_and_in_many() {
        let mut events = Vec::new();
        assert_eq!(Parser::new(LIMIT).push(&[b'a'; LIMIT + 1], &mut events), Err(TooLarge));

        let mut parser = Parser::new(LIMIT);
        let mut push = || parser.push(b"data: 0123456789\n", &mut events);
        assert!((0..LIMIT).any(|_| push().is_err()));
    }
}
