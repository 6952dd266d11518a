//! Why a sandbox says no.

use contracts::RefusalKind;
use runtime::Refusal;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SandboxError {
    #[error("the task never had a sandbox; opening a session makes one")]
    Unknown,
    #[error("the task's agents have not asked that")]
    PermissionUnknown,
    #[error("{by} has answered {option_id:?} already")]
    PermissionAnswered { option_id: String, by: String },
    #[error("the question is no longer open: its turn has ended")]
    PermissionEnded,
    #[error("the agent does not offer {0:?}")]
    OptionUnknown(String),
    #[error("there is no such image, or part of it")]
    ImageUnknown,
    #[error("the part's data is not Base64")]
    ImageIsNotBase64,
    #[error("an image has 1 to {max} bytes: make it smaller", max = contracts::limit::IMAGE_BYTES)]
    ImageIsTooLarge,
    #[error("each part but the last one has {max} bytes", max = contracts::limit::IMAGE_PART_BYTES)]
    ImagePartIsWrong,
    #[error("the bytes are not those of this image id")]
    ImageIsAnother,
    #[error("it is no PNG, JPEG, GIF or WebP")]
    ImageIsNone,
    #[error("the task has {max} images already", max = contracts::limit::IMAGES)]
    TooManyImages,
}

impl Refusal for SandboxError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "sandbox.unknown",
            Self::PermissionUnknown => "sandbox.permission_unknown",
            Self::PermissionAnswered { .. } => "sandbox.permission_answered",
            Self::PermissionEnded => "sandbox.permission_ended",
            Self::OptionUnknown(_) => "sandbox.option_unknown",
            Self::ImageUnknown => "sandbox.image_unknown",
            Self::ImageIsNotBase64 => "sandbox.image_is_not_base64",
            Self::ImageIsTooLarge => "sandbox.image_is_too_large",
            Self::ImagePartIsWrong => "sandbox.image_part_is_wrong",
            Self::ImageIsAnother => "sandbox.image_is_another",
            Self::ImageIsNone => "sandbox.image_is_none",
            Self::TooManyImages => "sandbox.too_many_images",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown | Self::PermissionUnknown | Self::ImageUnknown => RefusalKind::NotFound,
            Self::PermissionAnswered { .. } | Self::PermissionEnded | Self::TooManyImages => RefusalKind::Conflict,
            Self::OptionUnknown(_)
            | Self::ImageIsNotBase64
            | Self::ImageIsTooLarge
            | Self::ImagePartIsWrong
            | Self::ImageIsAnother
            | Self::ImageIsNone => RefusalKind::Invalid,
        }
    }
}
