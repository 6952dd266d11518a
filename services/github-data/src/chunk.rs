//! Cuts a list into parts that each fit a message.

use contracts::limit;
use serde::Serialize;

/// Leaves room for what stands around the list in its message.
const ROOM_BYTES: usize = limit::MESSAGE_BYTES - 16 * 1024;

/// The items in order, in as few parts as fit; no part is empty.
pub fn fitting<T: Serialize>(items: Vec<T>) -> serde_json::Result<Vec<Vec<T>>> {
    split(items, ROOM_BYTES)
}

fn split<T: Serialize>(items: Vec<T>, room_bytes: usize) -> serde_json::Result<Vec<Vec<T>>> {
    let mut parts: Vec<Vec<T>> = Vec::new();
    let mut left = 0;
    for item in items {
        let needed = serde_json::to_string(&item)?.len() + 1;
        match parts.last_mut().filter(|_| needed <= left) {
            Some(part) => {
                part.push(item);
                left -= needed;
            }
            None => {
                parts.push(vec![item]);
                left = room_bytes.saturating_sub(needed);
            }
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_the_order_and_fit() {
        let parts = split((0..10).collect(), 6).unwrap();
        assert_eq!(parts, [[0, 1, 2].as_slice(), &[3, 4, 5], &[6, 7, 8], &[9]]);
    }

    #[test]
    fn nothing_gives_no_parts() {
        assert!(split(Vec::<u8>::new(), 10).unwrap().is_empty());
    }

    #[test]
    fn an_item_that_is_too_large_goes_alone() {
        assert_eq!(split(vec!["a", "a long text", "b"], 8).unwrap().len(), 3);
    }
}
