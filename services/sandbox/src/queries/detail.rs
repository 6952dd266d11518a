//! The task's sandbox as it is now.

use contracts::{
    TaskKey,
    sandbox::{SandboxDetail, SandboxRecord},
};
use runtime::{Handled, Reader};

use crate::{error::SandboxError, store};

pub async fn detail(reader: Reader, key: TaskKey, _: SandboxDetail) -> Handled<SandboxRecord> {
    let sandbox = store::sandboxes::find(reader.db(), &key).await?;
    Ok(sandbox.ok_or(SandboxError::Unknown)?.record)
}
