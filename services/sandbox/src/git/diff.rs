//! What changed in one file.

use contracts::{
    limit,
    sandbox::{FileDiff, GetDiff},
};

use super::{
    Script,
    output::{Sections, reading, word},
    repository,
};

/// Of the text, what leaves the sandbox: more than is shown, because only here is it known what it is in JSON.
const TEXT_BYTES: usize = limit::DIFF_BYTES;

/// What the script may write, as base64.
pub const OUTPUT_BYTES: usize = 2 * TEXT_BYTES;

/// Compares the file as it is, known to git or not. The paths were checked (see [`super::paths`]).
pub fn read(home: &str, base: Option<&str>, query: &GetDiff) -> Script {
    let text = reading!(
        r#"scope "$2" "$3"
inside "$4"
[ ! -d "$4" ] || [ -L "$4" ] || [ -e "$4/.git" ] || refuse "$4 is a folder"
cp -- "$(git rev-parse --git-path index)" "$t/index" 2>/dev/null || true
export GIT_INDEX_FILE="$t/index"
if [ -f "$4" ] || [ -L "$4" ]; then
  [ -n "$(git ls-files -- "$4")" ] || git add -N -f -- "$4" 2>/dev/null || true
fi
old=$5
set -- "$6" "$7" "$8" "$4"
[ -z "$old" ] || set -- "$@" "$old"
context=$1 spaces=$2 bytes=$3
shift 3
git -c core.bigFileThreshold=16m diff -U"$context" $spaces -M --no-ext-diff --no-textconv --no-color --src-prefix=a/ \
  --dst-prefix=b/ --submodule=short --ignore-submodules=dirty "$since" -- "$@" > "$t/all"
head -c "$bytes" < "$t/all" > "$t/text"
{
  echo "from $from"
  echo "lines $(wc -l < "$t/all")"
  echo "bytes $(wc -c < "$t/all")"
} > "$t/facts"
give facts text"#
    );
    let context = query.context.unwrap_or(3).min(limit::DIFF_CONTEXT_LINES).to_string();
    let spaces = if query.ignore_whitespace { "-w" } else { "" };
    let (base, old_path) = (base.unwrap_or_default(), query.old_path.as_deref().unwrap_or_default());
    let bytes = TEXT_BYTES.to_string();
    let arguments =
        [&repository(home), word(query.scope), base, &query.path, old_path, context.as_str(), spaces, bytes.as_str()];
    Script { text, arguments: arguments.map(str::to_owned).into() }
}

/// Understands what [`read`] has written; cut after a whole line where it is too much for a page.
pub fn understand(sections: &Sections, query: &GetDiff) -> FileDiff {
    let whole = String::from_utf8_lossy(sections.bytes("text"));
    let bytes: u64 = sections.number("facts", "bytes");
    let text = cut(&whole);
    let is_cut = text.len() < whole.len() || u64::try_from(sections.bytes("text").len()).unwrap_or(u64::MAX) < bytes;
    let mut header = text.lines().take_while(|line| !line.starts_with("@@"));
    FileDiff {
        path: query.path.clone(),
        old_path: query.old_path.clone(),
        scope: query.scope,
        from: sections.fact("facts", "from"),
        is_binary: header.any(|line| line.starts_with("Binary files ")),
        is_cut,
        lines: sections.number("facts", "lines"),
        bytes,
        text: text.to_owned(),
    }
}

/// As many whole lines as a page takes, counted as they are in JSON.
fn cut(text: &str) -> &str {
    let (mut end, mut bytes) = (0, 0);
    for line in text.split_inclusive('\n').take(limit::DIFF_LINES) {
        bytes += in_json(line);
        if bytes > limit::DIFF_BYTES {
            break;
        }
        end += line.len();
    }
    &text[..end]
}

/// What a text takes in JSON, without its quotes.
pub fn in_json(text: &str) -> usize {
    let escaped = |char: char| match char {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        char if char < ' ' => 6,
        char => char.len_utf8(),
    };
    text.chars().map(escaped).sum()
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::DiffScope;

    use super::{
        super::{testing::Place, turns},
        *,
    };

    fn diff(place: &Place, query: &GetDiff) -> Result<FileDiff, String> {
        let output = place.run(read("", None, query))?;
        Ok(understand(&Sections::read(&output).unwrap(), query))
    }

    fn of(path: &str, scope: DiffScope) -> GetDiff {
        GetDiff { path: path.into(), old_path: None, scope, context: None, ignore_whitespace: false }
    }

    fn cloned() -> Place {
        let place = Place::new();
        place.clone("work").unwrap();
        place
    }

    #[test]
    fn each_scope_shows_what_changed_since_then() {
        let place = cloned();
        place.sh("cd repo && echo two >> file && git commit -qam third && echo three >> file");
        place.run(turns::remember("", "m-1")).unwrap();
        place.sh("cd repo && echo four >> file");
        let added = |scope| {
            let diff = diff(&place, &of("file", scope)).unwrap();
            assert!(diff.from.is_some() && !diff.is_cut && !diff.is_binary);
            diff.text.lines().filter(|line| line.starts_with('+') && !line.starts_with("+++")).collect::<String>()
        };
        assert_eq!(added(DiffScope::SinceBase), "+one+two+three+four");
        assert_eq!(added(DiffScope::Uncommitted), "+three+four");
        assert_eq!(added(DiffScope::SinceLastTurn), "+four");
        assert_eq!(diff(&place, &of("nothing", DiffScope::SinceBase)).unwrap().text, "");
    }

    #[test]
    fn files_that_git_does_not_know_renames_and_white_space() {
        let place = cloned();
        place.sh(
            "cd repo && seq 1 30 > long && git add long && git commit -qm long && mv -- long '-moved x' && echo new > new",
        );
        let new = diff(&place, &of("new", DiffScope::Uncommitted)).unwrap();
        assert!(new.text.contains("new file mode") && new.text.ends_with("+new\n"), "{}", new.text);
        assert_eq!(
            place.sh("cd repo && git status --porcelain"),
            "D long\n?? \"-moved x\"\n?? new",
            "the index is as it was"
        );
        let moved = GetDiff { old_path: Some("long".into()), ..of("-moved x", DiffScope::Uncommitted) };
        assert!(diff(&place, &moved).unwrap().text.contains("rename from long"));

        place.sh("cd repo && printf ' one\\n' > file");
        let query = of("file", DiffScope::Uncommitted);
        assert!(diff(&place, &query).unwrap().text.contains("+ one"));
        assert!(!diff(&place, &GetDiff { ignore_whitespace: true, ..query }).unwrap().text.contains("@@"));
    }

    #[test]
    fn what_is_too_much_is_cut_after_a_line_and_binary_says_so() {
        let place = cloned();
        place.sh(
            "cd repo && seq 1 9000 > long && printf '\\000' > binary && head -c 2000000 /dev/zero | tr '\\0' x > wide",
        );
        let long = diff(&place, &of("long", DiffScope::SinceBase)).unwrap();
        assert_eq!((long.text.lines().count(), long.is_cut, long.lines), (limit::DIFF_LINES, true, 9_006));
        let wide = diff(&place, &of("wide", DiffScope::SinceBase)).unwrap();
        assert!(
            wide.is_cut && wide.bytes > 2_000_000 && wide.text.ends_with('\n'),
            "{} {}",
            wide.bytes,
            wide.text.len()
        );
        let binary = diff(&place, &of("binary", DiffScope::SinceBase)).unwrap();
        assert!(binary.is_binary && !binary.is_cut, "{}", binary.text);
    }

    #[test]
    fn a_folder_a_link_that_leads_out_and_a_turn_that_never_was_are_refused() {
        let place = cloned();
        place.sh("cd repo && mkdir folder && echo x > folder/x && ln -s / out && ln -s .git own");
        for (path, why) in
            [("folder", "folder"), ("out/etc/passwd", "out of the repository"), ("own/config", "git's own")]
        {
            let refused = diff(&place, &of(path, DiffScope::SinceBase)).unwrap_err();
            assert!(refused.contains(why), "{path}: {refused}");
        }
        assert!(diff(&place, &of("out", DiffScope::SinceBase)).unwrap().text.contains("new file mode 120000"));
        assert!(diff(&place, &of("file", DiffScope::SinceLastTurn)).unwrap_err().contains("no turn"));
    }

    #[test]
    fn a_text_is_as_long_as_json_makes_it() {
        for text in ["a\"b\\c\n\t\u{1}é", ""] {
            assert_eq!(in_json(text) + 2, serde_json::to_string(text).unwrap().len(), "{text:?}");
        }
    }
}
