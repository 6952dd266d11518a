//! The files of the page, in memory.

use std::{collections::HashMap, path::Path};

use anyhow::Context;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use bytes::Bytes;
use rust_embed::RustEmbed;

use super::{answer, file::File};

/// A build without the page compiles, too; it says how to make one.
#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Built;

const INDEX: &str = "index.html";

/// Beside a file: the same, compressed when the page was built.
const COMPRESSED: &str = ".br";

const NOT_BUILT: &str = include_str!("not_built.html");

/// By path, without the first slash.
pub struct Site {
    files: HashMap<String, File>,
    index: Option<File>,
}

impl Site {
    /// The page that is part of this program, or the one in `folder`.
    pub fn load(folder: Option<&Path>) -> anyhow::Result<Self> {
        let contents = match folder {
            Some(folder) => read(folder, folder).with_context(|| format!("the page in {}", folder.display()))?,
            None => Built::iter().filter_map(|path| Some((path.to_string(), embedded(&path)?))).collect(),
        };
        Ok(Self::of(contents))
    }

    fn of(mut contents: HashMap<String, Bytes>) -> Self {
        let paths: Vec<_> = contents.keys().filter(|path| !path.ends_with(COMPRESSED)).cloned().collect();
        let mut files: HashMap<_, _> = paths
            .into_iter()
            .filter_map(|path| {
                let compressed = contents.remove(&format!("{path}{COMPRESSED}"));
                let file = File::new(&path, contents.remove(&path)?, compressed);
                Some((path, file))
            })
            .collect();
        let index = files.remove(INDEX);
        Self { files, index }
    }

    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path.strip_prefix('/')?)
    }

    /// The page itself, for any of its addresses.
    pub fn index(&self, status: StatusCode, headers: &HeaderMap) -> Response {
        match &self.index {
            Some(index) => answer::page(status, index, headers),
            None => answer::page(StatusCode::SERVICE_UNAVAILABLE, &File::new(INDEX, NOT_BUILT.into(), None), headers),
        }
    }
}

fn embedded(path: &str) -> Option<Bytes> {
    Built::get(path).map(|file| Bytes::from(file.data.into_owned()))
}

fn read(root: &Path, folder: &Path) -> std::io::Result<HashMap<String, Bytes>> {
    let mut contents = HashMap::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.is_dir() {
            contents.extend(read(root, &path)?);
        } else if let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str) {
            contents.insert(name.to_owned(), std::fs::read(&path)?.into());
        }
    }
    Ok(contents)
}

#[cfg(test)]
impl Site {
    pub fn made_of(contents: &[(&str, &'static str)]) -> Self {
        Self::of(
            contents.iter().map(|(path, text)| ((*path).to_owned(), Bytes::from_static(text.as_bytes()))).collect(),
        )
    }
}
