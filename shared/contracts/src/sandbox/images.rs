//! Images that messages point at. They are uploaded in parts before the message is sent, because one message to a service is
//! smaller than most images, and are stored once for a task, under the hash of their bytes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{TaskKey, message};

/// Adds a part of an image. Parts may come in any order and more than once; with the last one that was missing, the image is
/// looked at: bytes that are not those of `imageId`, or no PNG, JPEG, GIF or WebP, are refused. An image that no message
/// points at within a day goes. Refused for a task with more than [`crate::limit::IMAGES`] images.
///
/// Then the message's attachment has the `imageId`, and the image's name as its `filePath`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UploadImage {
    /// The SHA-256 of the whole image, in lower-case hexadecimal digits.
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    pub image_id: String,
    /// How many bytes the whole image has: 1 to 1,048,576 ([`crate::limit::IMAGE_BYTES`]). Pages make larger ones smaller;
    /// those of one message may have 1,310,720 together ([`crate::limit::MESSAGE_IMAGE_BYTES`]).
    #[schemars(range(min = 1, max = crate::limit::IMAGE_BYTES))]
    pub bytes: u32,
    /// Which part this is, from 0. Each but the last one has 131,072 bytes ([`crate::limit::IMAGE_PART_BYTES`]).
    pub part: u32,
    /// The part's bytes in Base64 (RFC 4648, section 4, with padding).
    #[schemars(length(max = crate::limit::IMAGE_PART_BASE64))]
    pub data: String,
}
message!(Command: UploadImage, Sandbox "uploadImage" (TaskKey), Member => ImageUploaded);

/// How far an upload is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImageUploaded {
    /// The parts that are still missing; none when messages can point at the image.
    pub missing: Vec<u32>,
}

/// A part of an image that was uploaded. Refused when there is no such image.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetImage {
    /// The image's id.
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    pub image_id: String,
    /// Which part, from 0; null for the first.
    #[serde(default)]
    pub part: Option<u32>,
}
message!(Query: GetImage, Sandbox "image" (TaskKey), Member => ImagePart);

/// A part of an image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImagePart {
    /// `image/png`, `image/jpeg`, `image/gif` or `image/webp`: what its bytes say.
    pub media_type: String,
    /// How many bytes the whole image has.
    pub bytes: u32,
    /// How many parts it has.
    pub parts: u32,
    /// This part's bytes in Base64.
    pub data: String,
}
