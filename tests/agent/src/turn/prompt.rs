//! A prompt: its text, and what came with it.

use crate::protocol::params::Block;
use crate::script;

pub struct Prompt {
    /// The text parts, each on lines of its own; from the script on, if one of them begins one.
    pub text: String,
    /// The other parts, a line each; what stands before a script is one, too.
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
        let begins = texts.iter().position(|text| script::is_script(text)).unwrap_or_default();
        for before in texts.drain(..begins) {
            attachments.push(format!("text before the script, {} characters: {before}", before.chars().count()));
        }
        Self { text: texts.join("\n"), attachments }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Block {
        Block::Text { text: text.to_owned() }
    }

    #[test]
    fn a_script_begins_with_its_own_block_and_what_stands_before_it_is_attached() {
        let prompt = Prompt::new(&[text("A summary."), text("/say a"), text("@ src/a.rs")]);
        assert_eq!(prompt.text, "/say a\n@ src/a.rs");
        assert_eq!(prompt.attachments, ["text before the script, 10 characters: A summary."]);
        assert_eq!(Prompt::new(&[text("Explain"), text("this")]).text, "Explain\nthis");
    }
}
