//! How every repository is configured.

/// Hides `refs/pull` from pushes as GitHub does, checks what is pushed, and never cleans up: forks share the objects.
pub(super) const CONFIGURATION: &str = "[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
[http]
	receivepack = true
[receive]
	hideRefs = refs/pull
	fsckObjects = true
	autogc = false
	maxInputSize = 268435456
[uploadpack]
	allowFilter = true
	allowTipSHA1InWant = true
	allowReachableSHA1InWant = true
[gc]
	auto = 0
[maintenance]
	auto = false
";

/// Refuses protected branches in GitHub's words. They come one on each line, in the environment of the push.
pub(super) const UPDATE_HOOK: &str = r#"#!/bin/sh
newline='
'
case "$newline$STANDIN_PROTECTED$newline" in
*"$newline$1$newline"*)
    echo "error: GH006: Protected branch update failed for $1." >&2
    echo "error: Changes must be made through a pull request." >&2
    exit 1
    ;;
esac
"#;
