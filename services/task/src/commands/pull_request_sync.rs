//! Takes in what GitHub now says of a task's pull request.

use contracts::{
    TaskKey,
    task::{PullRequestSync, PullRequestSynced},
};
use runtime::{Cx, Handled};

use crate::{store, views};

/// Makes no task: a virtual one has nothing to tell, its line has the news. The organization has audited it.
pub async fn pull_request_sync(cx: &mut Cx, key: TaskKey, command: PullRequestSync) -> Handled<PullRequestSynced> {
    let Some(mut task) = store::find(cx.read(), &key).await? else {
        return Ok(PullRequestSynced { materialised: false });
    };

    if task.hear_of_pull_request(command.pull_request, cx.now) {
        store::save(cx.write(), &task).await?;
        views::task_changed(cx, &task)?;
    }
    Ok(PullRequestSynced { materialised: true })
}
