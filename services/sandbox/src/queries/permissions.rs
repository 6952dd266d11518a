//! What the task's agents have asked.

use contracts::{
    TaskKey,
    sandbox::{PermissionList, Permissions},
};
use runtime::{Handled, Reader};

use crate::store;

pub async fn permissions(reader: Reader, key: TaskKey, query: Permissions) -> Handled<PermissionList> {
    let permissions = store::permissions::list(reader.db(), &key, query.open).await?;
    Ok(PermissionList { permissions })
}
