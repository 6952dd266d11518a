//! What is done with the branch inside the sandbox. Done again after a crash, each comes to the same end.

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::sandbox::{GitOperationStatus, GitOutcome, OnConflict, RevertFile, SyncWithBase, UndoRevert};
use sandboxes::client::RunOutcome;

use super::{
    super::{SCRIPT_LIMIT, SCRIPT_OUTPUT, Trouble, trouble::of_git},
    Acting, Doing, done, look, outcome,
};
use crate::git::{
    output::REFUSED,
    printed::printed,
    revert,
    share::{self, CONFLICTS},
};

impl Doing {
    pub(super) async fn push_branch(&self, acting: &Acting) -> Result<GitOutcome, Trouble> {
        let inside = self.inside().await?;
        let said = inside.outcome(&share::push(&inside.home, &acting.branch), SCRIPT_LIMIT, SCRIPT_OUTPUT).await?;
        match said.exit_code {
            Some(0) => Ok(GitOutcome { log: log(&said), ..pushed(&acting.branch) }),
            None => Err(Trouble::Lasting(format!("The push took longer than {} s", SCRIPT_LIMIT.as_secs()))),
            Some(REFUSED) => Err(Trouble::Lasting(said.stderr.trim().to_owned())),
            Some(_) => {
                let refused = share::push_refusal(&said.stderr).map(Trouble::Lasting);
                failed(refused.unwrap_or_else(|| of_git("The push", &said.stderr)), &said)
            }
        }
    }

    pub(super) async fn sync(&self, acting: &Acting, command: &SyncWithBase) -> Result<GitOutcome, Trouble> {
        let inside = self.inside().await?;
        let base = acting.base.as_deref();
        let script = share::sync(&inside.home, &acting.branch, base, &self.input.operation_id, command);
        let said = inside.outcome(&script, SCRIPT_LIMIT, 4 * SCRIPT_OUTPUT).await?;
        match said.exit_code {
            Some(0) => Ok(GitOutcome { log: log(&said), ..done("What is new on GitHub is taken in") }),
            None => Err(Trouble::Lasting(format!("The sync took longer than {} s", SCRIPT_LIMIT.as_secs()))),
            Some(REFUSED) => Err(Trouble::Lasting(said.stderr.trim().to_owned())),
            Some(CONFLICTS) => Ok(GitOutcome { log: log(&said), ..conflicts(&said.stdout, command.on_conflict) }),
            Some(_) => failed(of_git("The sync", &said.stderr), &said),
        }
    }

    pub(super) async fn abort(&self) -> Result<GitOutcome, Trouble> {
        let inside = self.inside().await?;
        let said = inside.run("Giving up the sync", &share::abort(&inside.home)).await?;
        Ok(GitOutcome { log: printed(&said), ..done("All is as it was before") })
    }

    pub(super) async fn revert(&self, command: &RevertFile) -> Result<GitOutcome, Trouble> {
        let base = look::base(&self.run, &self.key).await?;
        let inside = self.inside().await?;
        let script = revert::revert(&inside.home, base.as_deref(), &self.input.operation_id, command);
        inside.run("The revert", &script).await?;
        let paths = [Some(command.path.clone()), command.old_path.clone()].into_iter().flatten().collect();
        Ok(GitOutcome { paths, ..done(format!("{} is put back; it can be undone", command.path)) })
    }

    pub(super) async fn undo(&self, command: &UndoRevert) -> Result<GitOutcome, Trouble> {
        let inside = self.inside().await?;
        let script = revert::undo(&inside.home, &command.operation_id);
        let sections = inside.read(&script, SCRIPT_LIMIT, SCRIPT_OUTPUT).await?;
        let paths = sections.records("files").map(|path| String::from_utf8_lossy(path).into_owned()).collect();
        Ok(GitOutcome { paths, ..done("What was reverted is back") })
    }
}

pub fn pushed(branch: &str) -> GitOutcome {
    done(format!("{branch} is on GitHub"))
}

/// What git printed; what a script writes for us is on its standard output.
fn log(said: &RunOutcome) -> String {
    printed(&said.stderr)
}

/// What lasts is told with what git printed; what may pass is tried again.
fn failed(trouble: Trouble, said: &RunOutcome) -> Result<GitOutcome, Trouble> {
    match trouble {
        Trouble::Lasting(message) => Ok(GitOutcome { log: log(said), ..outcome(GitOperationStatus::Failed, message) }),
        passing @ Trouble::Passing(_) => Err(passing),
    }
}

/// The script has written the files, each ended by NUL, in base64.
fn conflicts(output: &str, on_conflict: OnConflict) -> GitOutcome {
    let files = STANDARD.decode(output.trim()).unwrap_or_default();
    let files = files.split(|byte| *byte == 0).filter(|file| !file.is_empty());
    let paths: Vec<String> = files.map(|file| String::from_utf8_lossy(file).into_owned()).collect();
    let (status, message) = match on_conflict {
        OnConflict::Leave => (
            GitOperationStatus::Conflicts,
            "There are conflicts: have the agent resolve and commit them, or abort the sync",
        ),
        OnConflict::Abort => {
            (GitOperationStatus::Failed, "There would be conflicts, so nothing was taken in, and all is as it was")
        }
    };
    GitOutcome { paths, ..outcome(status, message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflicts_are_named_and_say_what_to_do() {
        let output = STANDARD.encode(b"a b\0c\0");
        let left = conflicts(&output, OnConflict::Leave);
        assert_eq!(
            (left.status, left.paths.as_slice()),
            (GitOperationStatus::Conflicts, ["a b".into(), "c".into()].as_slice())
        );
        assert_eq!(conflicts(&output, OnConflict::Abort).status, GitOperationStatus::Failed);
    }
}
