//! What the client must say before an answer is swallowed.

/// Texts that the client says one after the other. The answer to the last of them is the one that is lost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern(Vec<Vec<u8>>);

impl Pattern {
    pub fn new(text: impl AsRef<[u8]>) -> Self {
        Self(vec![text.as_ref().to_vec()])
    }

    /// `Pattern::new("insert into steps").then("COMMIT")`: the commit of a transaction that has done that.
    pub fn then(mut self, text: impl AsRef<[u8]>) -> Self {
        self.0.push(text.as_ref().to_vec());
        self
    }

    fn longest(&self) -> usize {
        self.0.iter().map(Vec::len).max().unwrap_or_default()
    }
}

/// How much of the pattern one connection has said.
#[derive(Debug, Default)]
pub struct Progress {
    found: usize,
    /// The end of what was said before, in which a text may have begun.
    tail: Vec<u8>,
}

impl Progress {
    /// Whether the whole pattern has been said with this piece of a stream. Begins anew when it has.
    pub fn stream(&mut self, piece: &[u8], pattern: &Pattern) -> bool {
        let mut said = std::mem::take(&mut self.tail);
        said.extend_from_slice(piece);
        let mut rest = said.as_slice();
        while let Some(text) = pattern.0.get(self.found) {
            let Some(at) = position(rest, text) else { break };
            rest = &rest[at + text.len()..];
            self.found += 1;
        }
        let keep = rest.len().min(pattern.longest().saturating_sub(1));
        self.tail = rest[rest.len() - keep..].to_vec();
        self.is_complete(pattern)
    }

    /// The same with one whole text, which no text of the pattern reaches beyond.
    pub fn text(&mut self, text: &[u8], pattern: &Pattern) -> bool {
        if pattern.0.get(self.found).is_some_and(|wanted| position(text, wanted).is_some()) {
            self.found += 1;
        }
        self.is_complete(pattern)
    }

    fn is_complete(&mut self, pattern: &Pattern) -> bool {
        let complete = !pattern.0.is_empty() && self.found >= pattern.0.len();
        if complete {
            *self = Self::default();
        }
        complete
    }
}

fn position(text: &[u8], wanted: &[u8]) -> Option<usize> {
    if wanted.is_empty() {
        return Some(0);
    }
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_across_two_pieces() {
        let (pattern, mut progress) = (Pattern::new("journal"), Progress::default());
        assert!(!progress.stream(b"insert into jour", &pattern));
        assert!(progress.stream(b"nal values", &pattern));
        assert!(!progress.stream(b" and more", &pattern));
    }

    #[test]
    fn texts_are_found_in_their_order_only() {
        let (pattern, mut progress) = (Pattern::new("insert").then("COMMIT"), Progress::default());
        assert!(!progress.text(b"COMMIT", &pattern));
        assert!(!progress.text(b"insert into steps", &pattern));
        assert!(!progress.text(b"update workflows", &pattern));
        assert!(progress.text(b"COMMIT", &pattern));
    }
}
