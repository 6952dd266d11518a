//! Files of the sandbox, by absolute path.

use bytes::Bytes;
use reqwest::Method;
use serde::Deserialize;
use serde_json::json;

use super::call::{Call, LARGE_ANSWER, SMALL_ANSWER};
use super::{Client, ClientError};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    File,
    Directory,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Empty in the answer of [`Client::stat`].
    #[serde(default)]
    pub name: String,
    /// Of a listed entry: its own path.
    pub path: String,
    #[serde(rename = "entryType")]
    pub kind: EntryKind,
    pub size: u64,
    /// RFC 3339.
    #[serde(default)]
    pub modified: Option<String>,
}

impl Client {
    /// Reads a whole file of at most `limit` bytes.
    pub async fn read_file(&self, path: &str, limit: usize) -> Result<Bytes, ClientError> {
        let call = Call::new("read a file", 60, limit);
        call.bytes(self.request(Method::GET, "/v1/fs/file").query(&[("path", path)])).await
    }

    /// Writes a whole file, and makes the folders above it. A file that exists keeps its permissions; a new one gets the
    /// server's own (0644): what is secret needs a file of mode 0600 first.
    pub async fn write_file(&self, path: &str, contents: Bytes) -> Result<(), ClientError> {
        let call = Call::new("write a file", 60, SMALL_ANSWER);
        call.bytes(self.request(Method::PUT, "/v1/fs/file").query(&[("path", path)]).body(contents)).await?;
        Ok(())
    }

    /// Makes a folder and those above it; one that exists is no error.
    pub async fn make_folder(&self, path: &str) -> Result<(), ClientError> {
        let call = Call::new("make a folder", 15, SMALL_ANSWER);
        call.bytes(self.request(Method::POST, "/v1/fs/mkdir").query(&[("path", path)])).await?;
        Ok(())
    }

    /// Removes a file, or with `recursive` a folder and all in it.
    pub async fn remove(&self, path: &str, recursive: bool) -> Result<(), ClientError> {
        let call = Call::new("remove a file", 60, SMALL_ANSWER);
        let recursive = if recursive { "true" } else { "false" };
        let request = self.request(Method::DELETE, "/v1/fs/entry");
        call.bytes(request.query(&[("path", path), ("recursive", recursive)])).await?;
        Ok(())
    }

    /// Renames; what is at `to` is replaced, so that a file can be written beside it and then take its place whole.
    pub async fn rename(&self, from: &str, to: &str) -> Result<(), ClientError> {
        let call = Call::new("rename a file", 15, SMALL_ANSWER);
        let body = json!({ "from": from, "to": to, "overwrite": true });
        call.bytes(self.request(Method::POST, "/v1/fs/move").json(&body)).await?;
        Ok(())
    }

    pub async fn stat(&self, path: &str) -> Result<Entry, ClientError> {
        let call = Call::new("look at a file", 15, SMALL_ANSWER);
        call.json(self.request(Method::GET, "/v1/fs/stat").query(&[("path", path)])).await
    }

    /// What is in a folder, not below it.
    pub async fn entries(&self, path: &str) -> Result<Vec<Entry>, ClientError> {
        let call = Call::new("list a folder", 30, LARGE_ANSWER);
        call.json(self.request(Method::GET, "/v1/fs/entries").query(&[("path", path)])).await
    }
}
