//! Who gets to know what a sandbox now looks like: whoever watches it.

use contracts::{
    View,
    sandbox::{GitState, SandboxRecord},
};
use runtime::{Cx, Handled};

use crate::model::{Branch, Sandbox};

/// A sandbox's view with its revision and value.
pub fn sandbox(sandbox: &Sandbox) -> (View, i64, &SandboxRecord) {
    (View::Sandbox(sandbox.key.clone()), sandbox.record.revision, &sandbox.record)
}

pub fn sandbox_changed(cx: &mut Cx, sandbox: &Sandbox) -> Handled<()> {
    let (view, revision, record) = self::sandbox(sandbox);
    cx.show(&view, revision, record)
}

/// A branch's view with its revision and value.
pub fn branch(branch: &Branch) -> (View, i64, &GitState) {
    (View::Git(branch.key.clone()), branch.state.revision, &branch.state)
}

pub fn branch_changed(cx: &mut Cx, branch: &Branch) -> Handled<()> {
    let (view, revision, state) = self::branch(branch);
    cx.show(&view, revision, state)
}
