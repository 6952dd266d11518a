//! A part of an image that was uploaded.

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::{
    TaskKey,
    sandbox::{GetImage, ImagePart},
};
use runtime::{Handled, Reader};

use crate::{error::SandboxError, image, store};

pub async fn image(reader: Reader, key: TaskKey, query: GetImage) -> Handled<ImagePart> {
    let found = store::images::find(reader.db(), &key, &query.image_id).await?;
    let whole = found.and_then(|image| Some((image.media_type?, u32::try_from(image.bytes).unwrap_or_default())));
    let (media_type, bytes) = whole.ok_or(SandboxError::ImageUnknown)?;
    let part = i32::try_from(query.part.unwrap_or_default()).unwrap_or(i32::MAX);
    let data = store::images::part(reader.db(), &key, &query.image_id, part).await?;
    let data = data.ok_or(SandboxError::ImageUnknown)?;
    Ok(ImagePart { media_type, bytes, parts: image::parts(bytes), data: STANDARD.encode(data) })
}
