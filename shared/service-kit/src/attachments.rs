//! What a message or a draft may point at: the one place that knows.

use contracts::{limit, user::Attachment};

use crate::text::{breaks_a_line, is_word};

/// Why something is nothing that a message may point at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAttachment {
    #[error("there are {got} attachments; there may be {max}", max = limit::ATTACHMENTS)]
    TooMany { got: usize },
    #[error("there are {got} images; there may be {max} in one message", max = limit::MESSAGE_IMAGES)]
    TooManyImages { got: usize },
    #[error("an attachment is named by 1 to {max} visible ASCII characters", max = limit::ID_CHARACTERS)]
    IsMalformed,
    #[error("an attachment's path must have 1 to {max} characters, without control characters", max = limit::PATH_CHARACTERS)]
    PathIsMalformed,
    #[error("an attachment's line has {got} characters; it may have {max}", max = limit::LINE_CHARACTERS)]
    LineIsTooLong { got: usize },
    #[error("an attachment's line must be one line, without control characters")]
    LineIsNotOneLine,
    #[error("an image is named by its SHA-256 in 64 lower-case hexadecimal digits, and has no line")]
    ImageIsMalformed,
}

impl NoAttachment {
    /// The code of a refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooMany { .. } => "attachment.too_many",
            Self::TooManyImages { .. } => "attachment.too_many_images",
            Self::IsMalformed => "attachment.is_malformed",
            Self::PathIsMalformed => "attachment.path_is_malformed",
            Self::LineIsTooLong { .. } => "attachment.line_is_too_long",
            Self::LineIsNotOneLine => "attachment.line_is_not_one_line",
            Self::ImageIsMalformed => "attachment.image_is_malformed",
        }
    }
}

/// All that one message or draft points at.
pub fn check(attachments: &[Attachment]) -> Result<(), NoAttachment> {
    let got = attachments.len();
    if got > limit::ATTACHMENTS {
        return Err(NoAttachment::TooMany { got });
    }
    let got = images(attachments).count();
    if got > limit::MESSAGE_IMAGES {
        return Err(NoAttachment::TooManyImages { got });
    }
    attachments.iter().try_for_each(one)
}

/// The ids of the images among them.
pub fn images(attachments: &[Attachment]) -> impl Iterator<Item = &str> {
    attachments.iter().filter_map(|attachment| attachment.image_id.as_deref())
}

/// Whether it is a SHA-256, as images are named by.
pub fn is_image_id(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn one(attachment: &Attachment) -> Result<(), NoAttachment> {
    if !is_word(&attachment.id, limit::ID_CHARACTERS) {
        return Err(NoAttachment::IsMalformed);
    }
    let path = &attachment.file_path;
    if !(1..=limit::PATH_CHARACTERS).contains(&path.chars().count()) || path.chars().any(breaks_a_line) {
        return Err(NoAttachment::PathIsMalformed);
    }
    let has_line = attachment.line_number.is_some() || attachment.line_content.is_some();
    if attachment.image_id.as_deref().is_some_and(|image_id| has_line || !is_image_id(image_id)) {
        return Err(NoAttachment::ImageIsMalformed);
    }
    let line = attachment.line_content.as_deref().unwrap_or_default();
    let got = line.chars().count();
    if got > limit::LINE_CHARACTERS {
        return Err(NoAttachment::LineIsTooLong { got });
    }
    // Code is indented with tabs.
    if line.chars().any(|character| breaks_a_line(character) && character != '\t') {
        return Err(NoAttachment::LineIsNotOneLine);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attached(file_path: &str, line_content: &str) -> Attachment {
        let (id, line_content) = ("a-1".to_owned(), Some(line_content.to_owned()));
        Attachment { id, file_path: file_path.to_owned(), line_number: Some(3), line_content, image_id: None }
    }

    fn image(image_id: &str) -> Attachment {
        let image_id = Some(image_id.to_owned());
        Attachment { line_number: None, line_content: None, image_id, ..attached("page.png", "") }
    }

    #[test]
    fn an_attachment_points_at_a_line_of_a_file() {
        assert_eq!(check(&[attached("src/größe.rs", "\tlet x = 1;")]), Ok(()));
        assert_eq!(check(&vec![attached("a", ""); 20]), Ok(()));
        assert_eq!(check(&vec![attached("a", ""); 21]), Err(NoAttachment::TooMany { got: 21 }));
        let refused = |attachment| check(&[attachment]).expect_err("malformed");
        assert_eq!(refused(Attachment { id: "a b".into(), ..attached("a", "") }), NoAttachment::IsMalformed);
        for path in ["", "a\nb", "a\0", &"x".repeat(4_097)] {
            assert_eq!(refused(attached(path, "")), NoAttachment::PathIsMalformed, "{path:?}");
        }
        assert_eq!(refused(attached("a", "x\ny")), NoAttachment::LineIsNotOneLine);
        assert_eq!(refused(attached("a", &"x".repeat(2_001))), NoAttachment::LineIsTooLong { got: 2_001 });
    }

    #[test]
    fn an_image_is_named_by_the_hash_of_its_bytes_and_few_go_into_one_message() {
        let known = image(&"0a".repeat(32));
        assert_eq!(check(&vec![known.clone(); 4]), Ok(()));
        assert_eq!(check(&vec![known.clone(); 5]), Err(NoAttachment::TooManyImages { got: 5 }));
        let line = Attachment { line_number: Some(1), ..known };
        for odd in [image("x"), image(&"0A".repeat(32)), image("../../etc/passwd"), line] {
            assert_eq!(check(&[odd]), Err(NoAttachment::ImageIsMalformed));
        }
    }
}
