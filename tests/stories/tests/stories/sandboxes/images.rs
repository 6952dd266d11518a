//! Images: uploaded in parts, stored once, and given to agents that take them.

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::{
    limit,
    sandbox::{GetImage, UploadImage},
    task::{SendMessage, SessionStatus},
    user::Attachment,
};
use sha2::{Digest, Sha256};
use stories::World;

use super::Workplace;

impl Workplace<'_> {
    async fn uploads(&self, image: &[u8]) -> Attachment {
        let image_id = hex::encode(Sha256::digest(image));
        for (part, data) in image.chunks(limit::IMAGE_PART_BYTES).enumerate() {
            let (bytes, part) = (image.len() as u32, part as u32);
            let upload = UploadImage { image_id: image_id.clone(), bytes, part, data: STANDARD.encode(data) };
            self.person.does(&self.task, &upload).await;
        }
        attached(image_id)
    }

    fn pointing_at(&self, text: &str, image: Attachment) -> SendMessage {
        SendMessage { attachments: vec![image], ..self.message(text) }
    }
}

fn attached(image_id: String) -> Attachment {
    Attachment {
        id: "a-1".into(),
        file_path: "page.png".into(),
        line_number: None,
        line_content: None,
        image_id: Some(image_id),
    }
}

/// As large as an image may be.
fn png() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend((0..limit::IMAGE_BYTES - 8).map(|place| (place % 251) as u8));
    png
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_image_reaches_the_agent_whole_and_pages_can_show_it() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/images").await;
    desk.is_set_up().await;
    let (image, missing) = (png(), attached("0a".repeat(32)));
    let attachment = desk.uploads(&image).await;
    let message = desk.pointing_at("/attachments", attachment.clone());
    let message_id = desk.person.does(&desk.task, &message).await.message_id;
    desk.ended(&message_id).await;
    let said = desk.said(&message_id).await;
    let characters = image.len().div_ceil(3) * 4;
    assert_eq!(said.trim(), format!("image image/png, {characters} characters of base64"));
    let query = GetImage { image_id: attachment.image_id.unwrap(), part: Some(7) };
    let part = desk.person.sees(&desk.task, &query).await;
    assert_eq!((part.media_type.as_str(), part.parts, part.bytes), ("image/png", 8, image.len() as u32));

    desk.person.does(&desk.task, &desk.pointing_at("/attachments", missing)).await;
    let session = desk.comes_to(SessionStatus::Error).await;
    assert!(session.error.unwrap().contains("attach it again"));
}
