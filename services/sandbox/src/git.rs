//! What is asked of git inside a sandbox, and what is put there for it: pure texts.
//!
//! No token stands in an argument, an address, the environment or a repository's own configuration: git reads it from a
//! file that only the sandbox's user can read.

pub mod diff;
pub mod files;
pub mod listing;
pub mod output;
pub mod paths;
pub mod pictures;
pub mod printed;
pub mod revert;
pub mod share;
pub mod state;
#[cfg(test)]
pub mod testing;
pub mod turns;

use contracts::{sandbox::Source, user::Profile};

/// Where agents work: `/home/user/repo` in an isolated sandbox.
pub fn repository(home: &str) -> String {
    format!("{home}/repo")
}

/// Where git finds the token (`git help credential-store`): `/home/user/.git-token` in an isolated sandbox.
pub fn token_file(home: &str) -> String {
    format!("{home}/.git-token")
}

/// Where a token is written before it takes the old one's place.
pub fn new_token_file(home: &str) -> String {
    format!("{}.new", token_file(home))
}

/// The same for one that follows another of the same person: it must not get into the way of somebody else's.
pub fn following_token_file(home: &str) -> String {
    format!("{}.following", token_file(home))
}

/// The content of the token's file. `None`: the clone address is none that git would send a token to.
pub fn credentials(clone_url: &str, login: &str, token: &str) -> Option<String> {
    let (scheme, host) = host(clone_url)?;
    if !matches!(scheme, "http" | "https") {
        return None;
    }
    Some(format!("{scheme}://{}:{}@{host}\n", encoded(login), encoded(token)))
}

/// The scheme and the host, with its port, of an address that names nobody.
fn host(clone_url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = clone_url.split_once("://")?;
    let host = rest.split('/').next().filter(|host| !host.is_empty() && !host.contains('@'))?;
    Some((scheme, host))
}

/// Letters and digits stay; anything else could end a part of an address.
pub fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            byte if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) => encoded.push(char::from(byte)),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Name and address that the person's commits carry. Of somebody who hides theirs it is the form by which GitHub, or the
/// enterprise server that the repository is on, knows them
/// ([GitHub: email addresses](https://docs.github.com/en/account-and-profile/reference/email-addresses-reference#your-noreply-email-address)).
pub fn identity(profile: &Profile, number: &str, clone_url: &str) -> (String, String) {
    let one_line =
        |text: &str| text.chars().filter(|char| !char.is_control() && !"<>".contains(*char)).collect::<String>();
    let name = profile.name.as_deref().map(one_line).filter(|name| !name.trim().is_empty());
    let email = profile.email.as_deref().map(one_line).filter(|email| email.contains('@'));
    (
        name.unwrap_or_else(|| profile.login.clone()),
        email.unwrap_or_else(|| format!("{number}+{}@users.noreply.{}", profile.login, mail_host(clone_url))),
    )
}

/// A stand-in on this machine has no name that could stand in an address.
fn mail_host(clone_url: &str) -> &str {
    let named = host(clone_url).map(|(_, host)| host.split(':').next().unwrap_or_default());
    named.filter(|host| host.contains('.') && host.parse::<std::net::IpAddr>().is_err()).unwrap_or("github.com")
}

/// A script of `sh`, with its arguments. They are never part of the script's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    pub text: &'static str,
    pub arguments: Vec<String>,
}

impl Script {
    /// What `sh` is run with.
    pub fn command_line(&self) -> Vec<String> {
        let fixed = ["-c", self.text, "sh"].map(str::to_owned);
        fixed.into_iter().chain(self.arguments.iter().cloned()).collect()
    }
}

/// Makes an empty file for the token that nobody else can read, before the token is written into it.
pub fn prepare_token_file(file: &str) -> Script {
    let text = r#"umask 077 && rm -f -- "$1" && : > "$1""#;
    Script { text, arguments: vec![file.to_owned()] }
}

/// Puts the file that follows another in that one's place, if that is still this person's; says `replaced` then. Whoever puts
/// another one there, or takes it away, waits for the end of it: between the look and the move nobody else's gets there.
pub fn follow_token_file(home: &str, login: &str) -> Script {
    let text = r#"set -e
exec 9> "$1.lock"
flock -w 10 9
chmod 600 -- "$2"
if grep -q -F -e "://$3:" -- "$1"; then
  mv -f -- "$2" "$1"
  echo replaced
else
  rm -f -- "$2"
fi"#;
    Script { text, arguments: vec![token_file(home), following_token_file(home), encoded(login)] }
}

/// Puts the file that was written in the old one's place, and tells git of it and of whoever commits. Git reads it and no more:
/// after each success its own helper would write the token there again, over what has taken its place meanwhile, and wait a
/// second for its lock, whose name is that of ours; and what GitHub refuses once it would remove.
pub fn use_token_file(home: &str, name: &str, email: &str) -> Script {
    let text = r#"set -e
exec 9> "$1.lock"
flock -w 10 9
chmod 600 -- "$1.new"
mv -f -- "$1.new" "$1"
git config --global --replace-all credential.helper \
  "!f() { [ \"\$1\" != get ] || git credential-store --file='$1' get; }; f"
git config --global --replace-all user.name "$2"
git config --global --replace-all user.email "$3""#;
    Script { text, arguments: vec![token_file(home), name.into(), email.into()] }
}

/// Takes the token and whose it was away.
pub fn forget(home: &str) -> Script {
    let text = r#"exec 9> "$1.lock"
flock -w 10 9
rm -f -- "$1" "$1.new" "$1.following"
git config --global --unset-all user.name
git config --global --unset-all user.email
[ ! -e "$1" ]"#;
    Script { text, arguments: vec![token_file(home)] }
}

/// Clones the repository, once, and checks the branch out. What is there already is left as it is: it may be work. The branch
/// of a fork is read from the pull request that offers it, and kept apart from the repository's own.
pub fn clone(home: &str, source: &Source) -> Script {
    let text = r#"set -e
export GIT_TERMINAL_PROMPT=0
if [ ! -e "$1/.git" ]; then
  rm -rf -- "$1.cloning"
  git clone --no-checkout -- "$2" "$1.cloning"
  rmdir -- "$1" 2>/dev/null || true
  mv -T -- "$1.cloning" "$1"
fi
cd -- "$1"
theirs="refs/remotes/origin/$3"
if [ -n "$4" ]; then
  theirs="refs/remotes/fork/$3"
  git config --local foundry.fork "+refs/pull/$4/head:$theirs"
  git fetch -q --no-tags origin "+refs/pull/$4/head:$theirs"
fi
if [ "$(git symbolic-ref -q HEAD)" = "refs/heads/$3" ] && git rev-parse -q --verify HEAD >/dev/null && [ -e .git/index ]; then
  exit 0
fi
if [ -n "$4" ] && [ ! -e .git/index ]; then
  git checkout -q --no-track -B "$3" "$theirs"
elif git rev-parse -q --verify "refs/heads/$3" >/dev/null; then
  git checkout -q "$3" --
elif git rev-parse -q --verify "$theirs" >/dev/null; then
  git checkout -q -b "$3" --track "$theirs"
elif git rev-parse -q --verify refs/remotes/origin/HEAD >/dev/null; then
  git checkout -q --no-track -b "$3" refs/remotes/origin/HEAD
else
  echo "the repository has no commit yet: push a first one" >&2
  exit 1
fi"#;
    let Source { clone_url, branch, forked_pull_request, .. } = source;
    let number = forked_pull_request.map_or_else(String::new, |number| number.to_string());
    Script { text, arguments: vec![repository(home), clone_url.clone(), branch.clone(), number] }
}

/// Keeps what was not pushed: pushes it to a reference of its own, and prints the commit. Says nothing when there is nothing.
/// The branch, its files and its index stay as they are; what was kept already is not pushed again. Hooks that somebody has put
/// there are not asked.
pub fn keep_work(home: &str, reference: &str) -> Script {
    let text = r#"set -e
export GIT_TERMINAL_PROMPT=0
[ -e "$1/.git" ] || exit 0
cd -- "$1"
if [ -n "$(git status --porcelain)" ]; then
  index="$(git rev-parse --git-dir)/foundry-index"
  cp -- "$(git rev-parse --git-dir)/index" "$index" 2>/dev/null || rm -f -- "$index"
  GIT_INDEX_FILE="$index" git add -A
  tree="$(GIT_INDEX_FILE="$index" git write-tree)"
  rm -f -- "$index"
  if [ "$(git rev-parse -q --verify "$2^{tree}")" = "$tree" ] &&
     [ "$(git rev-parse -q --verify "$2^")" = "$(git rev-parse HEAD)" ]; then
    git rev-parse "$2"
    exit 0
  fi
  commit="$(git commit-tree -p HEAD -m "Work in progress, kept by Foundry" "$tree")"
elif [ -n "$(git log --oneline -1 HEAD --not --remotes)" ]; then
  commit="$(git rev-parse HEAD)"
else
  exit 0
fi
git -c core.hooksPath=/dev/null push -q --force origin "$commit:$2" >&2
git update-ref "$2" "$commit"
echo "$commit""#;
    Script { text, arguments: vec![repository(home), reference.into()] }
}

#[cfg(test)]
mod tests {
    use std::process::Stdio;

    use super::{testing::Place, *};

    fn profile(name: Option<&str>, email: Option<&str>) -> Profile {
        let (name, email) = (name.map(str::to_owned), email.map(str::to_owned));
        Profile { login: "bob".into(), name, email, avatar_url: None }
    }

    #[test]
    fn a_token_is_for_the_repositorys_host_and_cannot_leave_its_place() {
        let of = |url| credentials(url, "bob", "gho_a/b@c");
        assert_eq!(of("https://github.com/acme/web.git").unwrap(), "https://bob:gho_a%2Fb%40c@github.com\n");
        assert_eq!(of("http://127.0.0.1:3000/acme/web.git").unwrap(), "http://bob:gho_a%2Fb%40c@127.0.0.1:3000\n");
        for url in ["git@github.com:acme/web.git", "ssh://github.com/x", "file:///etc", "https://", "https://a@b/c"] {
            assert_eq!(of(url), None, "{url}");
        }
    }

    #[test]
    fn commits_carry_the_persons_name_or_what_github_knows_them_by() {
        let of = |name, email, clone_url| identity(&profile(name, email), "7", clone_url);
        let github = "https://github.com/acme/web.git";
        assert_eq!(of(Some("Bob <B>\n"), Some("bob@x.dev"), github), ("Bob B".into(), "bob@x.dev".into()));
        for (clone_url, host) in [
            (github, "github.com"),
            ("https://ghe.example:8443/acme/web.git", "ghe.example"),
            ("http://127.0.0.1:7750/acme/web.git", "github.com"),
        ] {
            let hidden = ("bob".to_owned(), format!("7+bob@users.noreply.{host}"));
            assert_eq!(of(Some(" "), None, clone_url), hidden);
        }
    }

    #[test]
    fn what_people_have_named_is_an_argument_and_no_text_of_a_script() {
        let (clone_url, branch) = ("https://x/$(id)".to_owned(), "a';id;'".to_owned());
        let script = clone("/home/user", &Source { clone_url, branch, ..crate::testing::source() });
        assert!(!script.text.contains("id"), "{}", script.text.replace("id", "…"));
        assert_eq!(script.command_line()[3..], ["/home/user/repo", "https://x/$(id)", "a';id;'", ""]);
    }

    #[test]
    fn a_branch_that_is_there_is_checked_out_and_another_one_is_made() {
        let place = Place::new();
        place.clone("work").unwrap();
        assert_eq!((place.head().as_str(), place.sh("cat repo/file").as_str()), ("work\nsecond", "one"));

        let place = Place::new();
        place.clone("feat/new-page").unwrap();
        assert_eq!(place.head(), "feat/new-page\nfirst");
    }

    #[test]
    fn a_forks_branch_is_what_its_pull_request_offers_and_not_the_repositorys_own_of_that_name() {
        let place = Place::new();
        place.sh("cd origin && git checkout -q -b theirs main && git commit -q --allow-empty -m forked
            git update-ref refs/pull/7/head theirs && git checkout -q main && git branch -qD theirs");
        let fork_of = |branch: &str| Source { branch: branch.into(), forked_pull_request: Some(7), ..place.source() };
        place.run(clone("", &fork_of("main"))).unwrap();
        assert_eq!(place.head(), "main\nforked");
        assert_eq!(place.run(keep_work("", "refs/foundry/t-1/1")), Ok(String::new()), "the fork has it");

        place.sh("rm -rf repo");
        let source = fork_of("work");
        place.run(clone("", &source)).unwrap();
        assert_eq!(place.head(), "work\nforked");

        place.sh("cd repo && git commit -q --allow-empty -m mine");
        place.run(clone("", &source)).unwrap();
        assert_eq!(place.head(), "work\nmine", "what is there already is left as it is");
    }

    #[test]
    fn a_second_clone_leaves_the_work_alone() {
        let place = Place::new();
        place.clone("work").unwrap();
        place.sh("cd repo && echo two >> file && git commit -qam third && echo three >> file && echo new > other");
        place.clone("work").unwrap();
        assert_eq!(place.head(), "work\nthird");
        assert_eq!(place.sh("cd repo && git status --porcelain"), "M file\n?? other");
    }

    #[test]
    fn a_clone_that_was_interrupted_begins_anew() {
        let place = Place::new();
        place.sh("mkdir -p repo.cloning/.git repo && echo half > repo.cloning/.git/config");
        place.clone("work").unwrap();
        assert_eq!(place.head(), "work\nsecond");
    }

    #[test]
    fn an_empty_repository_and_a_branch_like_an_option_are_told_apart() {
        let place = Place::new();
        place.sh("rm -rf origin && git init -q --bare origin");
        assert!(place.clone("work").unwrap_err().contains("no commit yet"));
        let place = Place::new();
        assert!(place.clone("--detach").is_err());
    }

    #[test]
    fn unpushed_work_is_kept_under_a_reference_of_its_own() {
        let place = Place::new();
        let keep = || place.run(keep_work("", "refs/foundry/t-1/1"));
        assert_eq!(keep(), Ok(String::new()), "nothing was cloned");
        place.clone("work").unwrap();
        assert_eq!(keep(), Ok(String::new()), "nothing was done");

        place.sh("cd repo && echo two >> file && echo new > other");
        let kept = keep().unwrap();
        assert_eq!(place.sh("cd origin && git rev-parse refs/foundry/t-1/1"), kept);
        assert_eq!(place.sh("cd origin && git show refs/foundry/t-1/1:other"), "new");
        assert_eq!(place.sh("cd origin && git log -1 --format=%s work"), "second", "the branch itself is not moved");

        assert_eq!(place.sh("cd repo && git status --porcelain other"), "?? other", "nothing is committed inside");
        let again = place.run(keep_work("", "refs/foundry/t-1/1")).unwrap();
        assert_eq!(again.trim(), kept, "what is kept already is the same");

        place.sh(
            "cd repo && git stash -q -u && git checkout -q -B work origin/work && git commit -q --allow-empty -m ahead",
        );
        let hook = place.folder.path().join("repo/.git/hooks/pre-push").display().to_string();
        place.sh(&format!(
            "mkdir -p $(dirname '{hook}') && printf '#!/bin/sh\\nexit 1\\n' > '{hook}' && chmod +x '{hook}'"
        ));
        assert!(
            place.run(keep_work("", "refs/foundry/t-1/2")).unwrap().len() == 40,
            "no hook keeps it from being kept"
        );
    }

    #[test]
    fn a_token_that_follows_another_takes_its_place_and_nobody_elses() {
        let place = Place::new();
        let home = place.folder.path().display().to_string();
        let follows = |inside: &str| {
            place.sh(&format!("rm -f .git-token; {inside}"));
            let prepare = prepare_token_file(&following_token_file(&home));
            assert!(place.command().args(prepare.command_line()).status().unwrap().success());
            place.sh("echo https://bob:new@github.com > .git-token.following");
            let output = place.command().args(follow_token_file(&home, "bob").command_line()).output().unwrap();
            assert!(output.status.success(), "{output:?}");
            (String::from_utf8(output.stdout).unwrap(), place.sh("cat .git-token 2>/dev/null || true; ls -a"))
        };
        let (said, files) = follows("echo https://bob:old@github.com > .git-token");
        assert!(said == "replaced\n" && files.starts_with("https://bob:new@"), "{files}");
        assert_eq!(place.sh("stat -c %a .git-token"), "600");
        for others in ["echo https://bobby:hers@github.com > .git-token", "true"] {
            let (said, files) = follows(others);
            assert!(said.is_empty() && !files.contains("new@") && !files.contains("following"), "{files}");
        }
    }

    #[test]
    fn a_token_that_follows_another_waits_for_whoever_puts_theirs_inside_at_that_moment() {
        let place = Place::new();
        let home = place.folder.path().display().to_string();
        place
            .sh("echo https://bob:old@github.com > .git-token; echo https://bob:new@github.com > .git-token.following");
        let another = "touch held; until [ -e go ]; do :; done; echo https://bobby:hers@github.com > .git-token";
        let mut holds = place.command();
        let mut holds = holds.args(["-c", &format!("exec 9> .git-token.lock; flock 9; {another}")]).spawn().unwrap();
        while !place.folder.path().join("held").exists() {
            std::thread::yield_now();
        }
        let mut follows = place.command();
        let follows = follows.args(follow_token_file(&home, "bob").command_line()).stdout(Stdio::piped());
        let follows = follows.spawn().unwrap();
        place.sh("touch go");
        let said = follows.wait_with_output().unwrap();
        assert!(holds.wait().unwrap().success() && said.status.success() && said.stdout.is_empty(), "{said:?}");
        assert_eq!(place.sh("cat .git-token"), "https://bobby:hers@github.com");
    }

    #[test]
    fn git_reads_the_token_and_changes_nothing_of_it() {
        let place = Place::new();
        let file = place.folder.path().join("to ken").display().to_string();
        place.sh("echo https://bob:good@github.com > 'to ken.new'");
        let mut uses = use_token_file("", "Bob", "bob@x.dev");
        uses.arguments[0].clone_from(&file);
        assert!(place.command().args(uses.command_line()).status().unwrap().success());

        let git = |verb: &str, more: &str| {
            place.sh(&format!(
                "printf 'protocol=https\\nhost=github.com\\n{more}\\n' | GIT_TERMINAL_PROMPT=0 git credential {verb} 2>&1"
            ))
        };
        assert!(git("fill", "").ends_with("username=bob\npassword=good"));
        for verb in ["approve", "reject"] {
            assert_eq!(git(verb, "username=bob\\npassword=good\\n"), "", "git {verb} has nothing to say");
        }
        assert_eq!(git("approve", "username=bobby\\npassword=hers\\n"), "");
        assert_eq!(place.sh("cat 'to ken'"), "https://bob:good@github.com");
    }

    #[test]
    fn the_tokens_file_is_for_its_user_alone() {
        let place = Place::new();
        let file = place.folder.path().join("token").display().to_string();
        let mut uses = use_token_file("", "Bob \"B\" $x", "bob@x.dev");
        uses.arguments[0].clone_from(&file);
        for script in [prepare_token_file(&format!("{file}.new")), uses] {
            assert!(place.command().args(script.command_line()).status().unwrap().success());
        }
        assert_eq!(place.sh("stat -c %a token"), "600");
        assert_eq!(place.sh("git config --global user.name"), "Bob \"B\" $x");

        let mut script = forget("");
        script.arguments[0].clone_from(&file);
        for _ in 0..2 {
            assert!(place.command().args(script.command_line()).status().unwrap().success());
        }
        assert_eq!(place.sh("ls token 2>/dev/null || git config --global user.name || echo nobody"), "nobody");
    }
}
