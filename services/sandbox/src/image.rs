//! What an image is, by its bytes: pure.

use contracts::{limit, sandbox::UploadImage};
use sha2::{Digest, Sha256};

use crate::error::SandboxError;

/// How many parts so many bytes come in.
pub const fn parts(bytes: u32) -> u32 {
    bytes.div_ceil(limit::IMAGE_PART_BYTES as u32)
}

/// Refused when it is no part of an image that may be uploaded. `length`: of its data.
pub fn must_be_part(upload: &UploadImage, length: usize) -> Result<(), SandboxError> {
    if !service_kit::attachments::is_image_id(&upload.image_id) {
        return Err(SandboxError::ImageIsAnother);
    }
    let bytes = upload.bytes as usize;
    if !(1..=limit::IMAGE_BYTES).contains(&bytes) {
        return Err(SandboxError::ImageIsTooLarge);
    }
    let from = upload.part as usize * limit::IMAGE_PART_BYTES;
    let wanted = bytes.saturating_sub(from).min(limit::IMAGE_PART_BYTES);
    if wanted == 0 || length != wanted { Err(SandboxError::ImagePartIsWrong) } else { Ok(()) }
}

/// Why the images of a message cannot be given to an agent; `bytes` of them together, if all are there.
pub fn why_not_given(bytes: Option<usize>) -> Option<String> {
    match bytes {
        None => Some("An image of the message was not uploaded whole: attach it again".to_owned()),
        Some(bytes) if bytes > limit::MESSAGE_IMAGE_BYTES => {
            let most = limit::MESSAGE_IMAGE_BYTES / 1024;
            Some(format!("The images of the message have {} KiB together; they may have {most}", bytes / 1024))
        }
        Some(_) => None,
    }
}

/// What the bytes say they are. Refused when they are not those of this id, or of no image that agents take.
pub fn look_at(bytes: &[u8], image_id: &str) -> Result<&'static str, SandboxError> {
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if hash != image_id {
        return Err(SandboxError::ImageIsAnother);
    }
    bitmap(bytes).ok_or(SandboxError::ImageIsNone)
}

/// What an image is, by its first bytes. Also SVG, which is a document: it is shown as an image alone.
pub fn media_type(beginning: &[u8]) -> Option<&'static str> {
    bitmap(beginning).or_else(|| is_svg(beginning).then_some("image/svg+xml"))
}

fn bitmap(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// Its first element is `svg`, behind whatever XML has before it.
fn is_svg(beginning: &[u8]) -> bool {
    let text = String::from_utf8_lossy(beginning);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    for (opens, closes) in [("<?xml", "?>"), ("<!--", "-->"), ("<!DOCTYPE svg", ">"), ("<!--", "-->")] {
        if rest.starts_with(opens) {
            rest = rest.split_once(closes).map_or("", |(_, rest)| rest).trim_start();
        }
    }
    rest.strip_prefix("<svg").is_some_and(|rest| rest.starts_with([' ', '\n', '\r', '\t', '>', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(bytes: &[u8]) -> Result<&'static str, SandboxError> {
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        look_at(bytes, &hash)
    }

    #[test]
    fn an_image_is_known_by_its_first_bytes_and_its_hash() {
        assert_eq!(look(b"\x89PNG\r\n\x1a\nx"), Ok("image/png"));
        assert_eq!(look(b"\xff\xd8\xff\xe0"), Ok("image/jpeg"));
        assert_eq!(look(b"GIF89a"), Ok("image/gif"));
        assert_eq!(look(b"RIFF1234WEBPVP8 "), Ok("image/webp"));
        for none in [&b""[..], b"<svg/>", b"GIF88a", b"RIFF1234WAVE", b"%PDF"] {
            assert_eq!(look(none), Err(SandboxError::ImageIsNone));
        }
        assert_eq!(look_at(b"GIF89a", &"0".repeat(64)), Err(SandboxError::ImageIsAnother));
    }

    #[test]
    fn an_svg_is_known_by_its_first_element() {
        for svg in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "\u{feff}<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<svg\nwidth=\"1\">",
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\">\n<svg>",
        ] {
            assert_eq!(media_type(svg.as_bytes()), Some("image/svg+xml"), "{svg}");
        }
        for none in
            ["<html><svg></svg></html>", "<svgx>", "<?xml version=\"1.0\"?><rss/>", "say <svg>", "<!-- <svg> ", ""]
        {
            assert_eq!(media_type(none.as_bytes()), None, "{none}");
        }
        assert_eq!(media_type(b"GIF89a"), Some("image/gif"));
    }

    #[test]
    fn parts_cover_an_image_without_gap_or_rest() {
        let part = limit::IMAGE_PART_BYTES as u32;
        assert_eq!((parts(1), parts(part), parts(part + 1)), (1, 1, 2));
        assert_eq!(parts(limit::IMAGE_BYTES as u32), 8);
    }

    #[test]
    fn images_that_are_missing_or_too_large_together_are_told() {
        assert_eq!(why_not_given(Some(limit::MESSAGE_IMAGE_BYTES)), None);
        assert!(why_not_given(None).unwrap().contains("attach it again"));
        assert!(why_not_given(Some(2 << 20)).unwrap().contains("2048 KiB together; they may have 1280"));
    }
}
