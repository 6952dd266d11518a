//! Takes a part of an image.

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::{
    TaskKey, limit,
    sandbox::{ImageUploaded, UploadImage},
};
use runtime::{Cx, Handled};

use crate::{error::SandboxError, image, store};

/// With the last part the image is looked at. One that is there already takes no more.
pub async fn upload_image(cx: &mut Cx, key: TaskKey, command: UploadImage) -> Handled<ImageUploaded> {
    let data = STANDARD.decode(&command.data).map_err(|_| SandboxError::ImageIsNotBase64)?;
    image::must_be_part(&command, data.len())?;
    match store::images::find(cx.read().await?, &key, &command.image_id).await? {
        Some(known) if known.media_type.is_some() => return Ok(ImageUploaded { missing: Vec::new() }),
        Some(known) if i64::from(known.bytes) != i64::from(command.bytes) => {
            return Err(SandboxError::ImageIsAnother.into());
        }
        Some(_) => {}
        None if store::images::count(cx.read().await?, &key).await? >= limit::IMAGES as i64 => {
            return Err(SandboxError::TooManyImages.into());
        }
        None => {}
    }
    let (by, now) = (cx.caller().as_str().to_owned(), cx.now);

    let there = store::images::add_part(cx.write().await?, &key, &command, &data, (&by, now)).await?;

    let missing: Vec<u32> = (0..image::parts(command.bytes)).filter(|part| !has(&there, *part)).collect();
    if missing.is_empty() {
        let whole = store::images::whole(cx.read().await?, &key, &command.image_id).await?;
        let media_type = image::look_at(&whole, &command.image_id)?;
        store::images::complete(cx.write().await?, &key, &command.image_id, media_type).await?;
    }
    Ok(ImageUploaded { missing })
}

fn has(there: &[i32], part: u32) -> bool {
    there.iter().any(|known| u32::try_from(*known) == Ok(part))
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::GetImage;
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::testing::Acme;

    fn png(bytes: usize) -> Vec<u8> {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        png.resize(bytes, 7);
        png
    }

    fn upload(image: &[u8], part: u32) -> UploadImage {
        let from = part as usize * limit::IMAGE_PART_BYTES;
        let data = &image[from..image.len().min(from + limit::IMAGE_PART_BYTES)];
        let image_id = Sha256::digest(image).iter().map(|byte| format!("{byte:02x}")).collect();
        UploadImage { image_id, bytes: image.len() as u32, part, data: STANDARD.encode(data) }
    }

    #[tokio::test]
    async fn an_image_comes_in_parts_in_any_order_and_is_stored_once() {
        let acme = Acme::new().await;
        let image = png(limit::IMAGE_PART_BYTES + 10);
        let first = upload(&image, 0);
        let get = |part| GetImage { image_id: first.image_id.clone(), part };
        assert_eq!(acme.done(&upload(&image, 1)).await.missing, [0]);
        assert_eq!(acme.done(&upload(&image, 1)).await.missing, [0]);
        assert_eq!(acme.query_refused(&get(None)).await, "sandbox.image_unknown");
        assert!(acme.done(&first).await.missing.is_empty());
        assert!(acme.done_without_change(&first).await.missing.is_empty());
        let part = acme.asks(&get(Some(1))).await;
        assert_eq!((part.media_type.as_str(), part.parts), ("image/png", 2));
        assert_eq!(STANDARD.decode(part.data).unwrap(), [7; 10]);
        assert_eq!(acme.query_refused(&get(Some(2))).await, "sandbox.image_unknown");
    }

    #[tokio::test]
    async fn what_is_no_image_or_another_is_refused_and_leaves_nothing() {
        let acme = Acme::new().await;
        let text = upload(b"#!/bin/sh", 0);
        acme.refused(&text, "sandbox.image_is_none").await;
        let other = UploadImage { data: STANDARD.encode(png(9)), ..upload(&[&png(8)[..], &[8]].concat(), 0) };
        acme.refused(&other, "sandbox.image_is_another").await;
        acme.refused(&UploadImage { data: "?".into(), ..text.clone() }, "sandbox.image_is_not_base64").await;
        acme.refused(&UploadImage { part: 1, ..text.clone() }, "sandbox.image_part_is_wrong").await;
        acme.refused(&UploadImage { bytes: 2 << 20, ..text.clone() }, "sandbox.image_is_too_large").await;
        acme.refused(&UploadImage { image_id: "../x".into(), ..text }, "sandbox.image_is_another").await;
        assert_eq!(store::images::count(acme.service.pool(), &acme.key).await.unwrap(), 0);
    }
}
