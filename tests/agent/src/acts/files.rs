//! Steps that change files.

use serde_json::json;

use crate::protocol::tool::{self, ToolCall};
use crate::turn::{Stop, Turn};

/// Writes what `change` makes of the file's text, or of `None` where there is no file.
pub async fn write(turn: &mut Turn, path: &str, change: impl FnOnce(Option<&str>) -> String) -> Result<(), Stop> {
    let path = turn.session.cwd.join(path);
    let old = std::fs::read_to_string(&path).ok();
    let new = change(old.as_deref());
    let call = ToolCall::new("edit", format!("Write {}", path.display())).at(&path, None).with_content(tool::diff(
        &path,
        old.as_deref(),
        &new,
    ));
    let id = turn.begin(&call).await?;
    turn.goes_on(&id).await?;

    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    match folder.and_then(|()| std::fs::write(&path, &new)) {
        Ok(()) => turn.end(&id, true, call.content, json!({"bytes": new.len()})).await,
        Err(error) => turn.end(&id, false, vec![tool::text(&error.to_string())], json!({})).await,
    }
}
