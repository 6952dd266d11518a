//! An event that a page can hold: pure. What an agent says may be of any size, and one event too large for an answer would
//! hide all behind it.

use serde_json::Value;

/// Bytes of one event's body, as JSON: a quarter of a page.
pub const BODY_BYTES: usize = contracts::limit::MESSAGE_BYTES / 2;

/// The first limit of one text; it is halved until the body fits.
const TEXT_CHARACTERS: usize = 64 * 1024;

/// The body as it is, or with its long texts and lists cut, and a word of how much is missing.
pub fn bounded(body: Value) -> Value {
    let mut body = body;
    let mut characters = TEXT_CHARACTERS;
    while bytes(&body) > BODY_BYTES && characters > 0 {
        cut(&mut body, characters);
        characters /= 2;
    }
    if bytes(&body) > BODY_BYTES { serde_json::json!({ "tooLarge": true }) } else { body }
}

fn bytes(value: &Value) -> usize {
    value.to_string().len()
}

/// Texts keep so many characters, lists so many entries, objects so many fields.
fn cut(value: &mut Value, most: usize) {
    match value {
        Value::String(text) => {
            let characters = text.chars().count();
            if characters > most {
                let kept: String = text.chars().take(most).collect();
                *text = format!("{kept}… ({} characters were left out)", characters - most);
            }
        }
        Value::Array(list) => {
            list.truncate(most);
            list.iter_mut().for_each(|value| cut(value, most));
        }
        Value::Object(fields) => {
            let beyond: Vec<_> = fields.keys().skip(most).cloned().collect();
            beyond.iter().for_each(|name| drop(fields.remove(name)));
            fields.values_mut().for_each(|value| cut(value, most));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_fits_stays_as_it_is() {
        let body = json!({ "text": "x".repeat(1_000), "list": [1, 2, 3] });
        assert_eq!(bounded(body.clone()), body);
    }

    #[test]
    fn a_long_text_is_cut_and_says_by_how_much() {
        let body = bounded(json!({ "kind": "agent_message_chunk", "content": { "text": "é".repeat(2_000_000) } }));
        assert!(bytes(&body) <= BODY_BYTES);
        assert_eq!(body["kind"], "agent_message_chunk");
        let text = body["content"]["text"].as_str().unwrap();
        assert!(text.starts_with("éé") && text.ends_with("characters were left out)"), "{}", &text[text.len() - 60..]);
    }

    #[test]
    fn many_texts_lists_and_fields_are_cut_too() {
        let many: Vec<_> = (0..300_000).map(|number| json!({ "n": number })).collect();
        let fields: serde_json::Map<_, _> = (0..300_000).map(|number| (format!("f{number}"), json!(1))).collect();
        for body in [json!({ "list": many }), Value::Object(fields), json!(vec!["x".repeat(30_000); 100])] {
            let body = bounded(body);
            assert!(bytes(&body) <= BODY_BYTES && body.get("tooLarge").is_none());
        }
    }

    #[test]
    fn what_cannot_be_cut_says_that_it_was_too_large() {
        let mut deep = json!("x".repeat(10));
        for _ in 0..100 {
            deep = json!({ "k".repeat(20_000): deep });
        }
        assert_eq!(bounded(deep), json!({ "tooLarge": true }));
    }
}
