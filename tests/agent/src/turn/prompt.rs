//! A prompt: its text, and what came with it.

use crate::protocol::params::Block;

pub struct Prompt {
    /// The text parts, each on lines of its own.
    pub text: String,
    /// The other parts, a line each.
    pub attachments: Vec<String>,
}

impl Prompt {
    pub fn new(blocks: &[Block]) -> Self {
        let mut texts = Vec::new();
        let mut attachments = Vec::new();
        for block in blocks {
            match block {
                Block::Text { text } => texts.push(text.as_str()),
                Block::Image { data, mime_type } => {
                    attachments.push(format!("image {mime_type}, {} characters of base64", data.len()));
                }
                Block::ResourceLink { uri } => attachments.push(format!("link {uri}")),
                Block::Resource { resource } => attachments.push(match &resource.text {
                    Some(text) => format!("text {}, {} characters", resource.uri, text.chars().count()),
                    None => format!("blob {}", resource.uri),
                }),
            }
        }
        Self { text: texts.join("\n"), attachments }
    }
}
