//! The names that a project's files are written with.

/// A repository's name in the ways that languages write names.
pub(super) struct Words {
    /// As it is: `checkout-web`.
    pub name: String,
    /// For people: `Checkout web`.
    pub title: String,
    /// For code: `checkout_web`.
    pub snake: String,
}

impl Words {
    pub fn of(name: &str) -> Words {
        let letters = name.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), " ");
        let parts: Vec<&str> = letters.split_whitespace().collect();
        let plain = parts.join(" ");
        let title = plain.get(..1).map_or_else(|| "Project".to_owned(), |first| first.to_uppercase() + &plain[1..]);
        let starts_with_letter = plain.starts_with(|letter: char| letter.is_ascii_lowercase());
        let snake = if starts_with_letter { parts.join("_") } else { format!("project_{}", parts.join("_")) };
        Words { name: name.to_owned(), title, snake }
    }

    /// Puts the names into a template.
    pub fn fill(&self, template: &str) -> String {
        template.replace("{name}", &self.name).replace("{title}", &self.title).replace("{snake}", &self.snake)
    }
}
