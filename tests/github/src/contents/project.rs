//! A small project in the language of its repository: something to read, to change and to test.

use super::templates::{DOCS, HCL, PROTOBUF, PYTHON, RUST, SHELL, TYPESCRIPT};
use super::words::Words;

/// A project's files in the order in which its first commits add them. Paths and texts have names filled in.
pub(super) struct Template {
    pub ignored: &'static str,
    pub how_to_test: &'static str,
    /// What the project is built with.
    pub manifest: &'static [(&'static str, &'static str)],
    pub source: &'static [(&'static str, &'static str)],
    pub test: &'static [(&'static str, &'static str)],
}

/// One of the first commits: its message, and the files that it adds or changes.
pub(super) struct Step {
    pub message: &'static str,
    pub files: Vec<(String, String)>,
}

/// The first commits of a project.
pub(super) fn steps(name: &str, language: Option<&str>, description: Option<&str>) -> Vec<Step> {
    let words = Words::of(name);
    let template = template(language);
    let readme = format!("# {}\n\n{}.\n", words.title, description.unwrap_or("A small project"));
    let with_tests = format!("{readme}\n## Tests\n\n```sh\n{}\n```\n", words.fill(template.how_to_test));
    let filled = |files: &[(&str, &str)]| -> Vec<(String, String)> {
        files.iter().map(|(path, text)| (words.fill(path), words.fill(text))).collect()
    };
    let mut start = filled(template.manifest);
    start.push(("README.md".to_owned(), readme));
    start.push((".gitignore".to_owned(), template.ignored.to_owned()));
    vec![
        Step { message: "Start the project", files: start },
        Step { message: "Add up the lines of an order", files: filled(template.source) },
        Step { message: "Test totals with and without a discount", files: filled(template.test) },
        Step { message: "Explain how to run the tests", files: vec![("README.md".to_owned(), with_tests)] },
    ]
}

fn template(language: Option<&str>) -> &'static Template {
    match language {
        Some("Rust") => &RUST,
        Some("TypeScript" | "JavaScript") => &TYPESCRIPT,
        Some("Python" | "Jupyter Notebook") => &PYTHON,
        Some("Protocol Buffers") => &PROTOBUF,
        Some("HCL") => &HCL,
        Some("MDX" | "Markdown" | "HTML") => &DOCS,
        _ => &SHELL,
    }
}
