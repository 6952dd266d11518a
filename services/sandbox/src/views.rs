//! Who gets to know what a sandbox now looks like: whoever watches it.

use contracts::{View, sandbox::SandboxRecord};
use runtime::{Cx, Handled};

use crate::model::Sandbox;

/// A sandbox's view with its revision and value.
pub fn sandbox(sandbox: &Sandbox) -> (View, i64, &SandboxRecord) {
    (View::Sandbox(sandbox.key.clone()), sandbox.record.revision, &sandbox.record)
}

pub fn sandbox_changed(cx: &mut Cx, sandbox: &Sandbox) -> Handled<()> {
    let (view, revision, record) = self::sandbox(sandbox);
    cx.show(&view, revision, record)
}
