//! Characters that JSON can say and no text here can keep: U+0000, which Postgres refuses, and half of a surrogate pair,
//! which is no character at all.

/// What stands in their place: U+FFFD.
const REPLACEMENT: &[u8] = b"\\ufffd";
/// Of one escape, `\uXXXX`.
const ESCAPE_BYTES: usize = 6;

/// The JSON with each of those as U+FFFD, `None` when it has none. No reader of a message or of an outside system's answer
/// needs to think of them. Both can only stand as an escape (RFC 8259, sections 7 and 8.2).
pub fn json(json: &[u8]) -> Option<Vec<u8>> {
    let (mut cleaned, mut at, mut taken) = (Vec::new(), 0, 0);
    while let Some(before) = json[at..].iter().position(|byte| *byte == b'\\') {
        at += before;
        let (length, can_be_kept) = escape(&json[at..]);
        if !can_be_kept {
            cleaned.extend_from_slice(&json[taken..at]);
            cleaned.extend_from_slice(REPLACEMENT);
            taken = at + length;
        }
        at += length;
    }
    if taken == 0 {
        return None;
    }
    cleaned.extend_from_slice(&json[taken..]);
    Some(cleaned)
}

/// How long the escape is that `rest` begins with, and whether a text can keep what it says.
fn escape(rest: &[u8]) -> (usize, bool) {
    match unit(rest) {
        Some(0) => (ESCAPE_BYTES, false),
        Some(0xd800..=0xdbff) => match unit(&rest[ESCAPE_BYTES..]) {
            Some(0xdc00..=0xdfff) => (2 * ESCAPE_BYTES, true),
            _ => (ESCAPE_BYTES, false),
        },
        Some(0xdc00..=0xdfff) => (ESCAPE_BYTES, false),
        Some(_) => (ESCAPE_BYTES, true),
        // A short one, such as that of a backslash, which is no beginning of another; or the end of what is no JSON.
        None => (rest.len().min(2), true),
    }
}

/// The UTF-16 code unit that `rest` begins with.
fn unit(rest: &[u8]) -> Option<u16> {
    let digits = rest.strip_prefix(b"\\u")?.get(..4)?;
    let digits = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let cleaned = json(text.as_bytes());
        serde_json::from_slice(cleaned.as_deref().unwrap_or(text.as_bytes())).unwrap()
    }

    #[test]
    fn a_nul_and_half_of_a_pair_become_a_replacement() {
        assert_eq!(read(r#""a\u0000b""#), "a\u{fffd}b");
        assert_eq!(read(r#""high \ud83d.""#), "high \u{fffd}.");
        assert_eq!(read(r#""low \uDE9A.""#), "low \u{fffd}.");
        assert_eq!(read(r#""swapped \ude9a\ud83d""#), "swapped \u{fffd}\u{fffd}");
        assert_eq!(read(r#""\ud83d\n\ud83d\u0041\ud83d\ud83d\ude9a""#), "\u{fffd}\n\u{fffd}A\u{fffd}🚚");
    }

    #[test]
    fn what_can_be_kept_stays_as_it_is() {
        for text in [r#""""#, r#""🚚 \ud83d\ude9a \u00e9 \t""#, r#""\\ud83d \\u0000 \\\\""#, r#"{"a": [1]}"#] {
            assert_eq!(json(text.as_bytes()), None, "{text}");
        }
        assert_eq!(read(r#""\\\ud83d""#), "\\\u{fffd}", "an escaped backslash before it");
        assert_eq!(read(r#""\ud83d\\ude9a""#), "\u{fffd}\\ude9a");
    }

    #[test]
    fn what_is_no_json_is_left_to_its_reader() {
        for text in [r"\", r"\u", r"\u12", r"\u+123", r"\ud83d\", r#""\ud83d"#] {
            let cleaned = json(text.as_bytes());
            assert!(serde_json::from_slice::<String>(cleaned.as_deref().unwrap_or(text.as_bytes())).is_err(), "{text}");
        }
    }
}
