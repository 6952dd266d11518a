//! Folders and files as they are, page by page.

use std::collections::HashSet;

use contracts::{
    limit,
    sandbox::{FilePart, FolderEntry, FolderEntryKind, FolderPage},
};

use super::{
    Script,
    diff::in_json,
    output::{Sections, reading},
    repository,
};

/// What the scripts may write: the entries of a folder with names of 255 bytes each, as base64.
pub const OUTPUT_BYTES: usize = 16 * 1024 * 1024;

/// What an entry takes in JSON beside its name.
const ENTRY_BYTES: usize = 100;

/// Git looks for a NUL in so many bytes (`buffer_is_binary`).
const LOOKED_AT_BYTES: usize = 8_000;

/// What is in a folder. Its path was checked; empty for the repository's own.
pub fn list(home: &str, path: &str) -> Script {
    let text = reading!(
        r#"folder=$root
if [ -n "$2" ]; then
  folder=$(realpath -e -- "./$2" 2>/dev/null) || refuse "there is no $2"
  case "$folder/" in "$root/.git/"*) refuse "$2 is git's own" ;; "$root/"*) ;; *) refuse "$2 leads out of the repository" ;; esac
  [ -d "$folder" ] || refuse "$2 is no folder"
fi
cd -- "$folder"
find . -mindepth 1 -maxdepth 1 ! -name .git -printf '%y %s %f\0' | head -z -n "$3" > "$t/entries"
find . -mindepth 1 -maxdepth 1 ! -name .git -printf './%f\0' | head -z -n "$3" | GIT_LITERAL_PATHSPECS=0 git check-ignore -z --stdin > "$t/ignored" 2>/dev/null || true
give entries ignored"#
    );
    let most = (limit::FOLDER_ENTRIES + 1).to_string();
    Script { text, arguments: vec![repository(home), path.to_owned(), most] }
}

/// One page of what [`list`] has written: folders first, then by name.
pub fn page(sections: &Sections, path: &str, after: Option<&str>, rows: usize) -> FolderPage {
    let ignored: HashSet<&[u8]> = sections.records("ignored").filter_map(|path| path.strip_prefix(b"./")).collect();
    let mut entries: Vec<(&[u8], FolderEntry)> =
        sections.records("entries").filter_map(|record| entry(record, &ignored)).collect();
    let is_cut = entries.len() > limit::FOLDER_ENTRIES;
    entries.sort_by(|(one, first), (other, second)| {
        (first.kind != FolderEntryKind::Folder, one).cmp(&(second.kind != FolderEntryKind::Folder, other))
    });
    let place = |entry: &FolderEntry| {
        let first = if entry.kind == FolderEntryKind::Folder { 'd' } else { 'f' };
        format!("{first}{}", entry.name)
    };
    let mut rest: Vec<FolderEntry> = entries.into_iter().map(|(_, entry)| entry).collect();
    if let Some(after) = after {
        rest.retain(|entry| place(entry).as_str() > after);
    }
    let fitting = fitting(&rest, rows);
    let has_more = rest.len() > fitting;
    rest.truncate(fitting);
    let next = rest.last().filter(|_| has_more).map(place);
    FolderPage { path: path.to_owned(), entries: rest, next, is_cut }
}

/// `find`'s `TYPE SIZE NAME`.
fn entry<'a>(record: &'a [u8], ignored: &HashSet<&[u8]>) -> Option<(&'a [u8], FolderEntry)> {
    let mut parts = record.splitn(3, |byte| *byte == b' ');
    let (kind, size, name) = (parts.next()?, parts.next()?, parts.next()?);
    let kind = match kind {
        b"d" => FolderEntryKind::Folder,
        b"f" => FolderEntryKind::File,
        b"l" => FolderEntryKind::Link,
        _ => FolderEntryKind::Other,
    };
    let size = std::str::from_utf8(size).ok()?.parse().ok().filter(|_| kind == FolderEntryKind::File);
    let entry = FolderEntry {
        name: String::from_utf8_lossy(name).into_owned(),
        kind,
        size: size.unwrap_or_default(),
        is_ignored: ignored.contains(name),
        is_lossy: std::str::from_utf8(name).is_err(),
    };
    Some((name, entry))
}

/// A part of a file from `offset` on. Links are followed within the repository.
pub fn read(home: &str, path: &str, offset: u64) -> Script {
    let text = reading!(
        r#"file=$(realpath -e -- "./$2" 2>/dev/null) || refuse "there is no $2"
case "$file" in "$root/.git/"*) refuse "$2 is git's own" ;; "$root/"*) ;; *) refuse "$2 leads out of the repository" ;; esac
[ -f "$file" ] || refuse "$2 is no file"
{
  echo "size $(wc -c < "$file")"
  echo "nul $(head -c "$5" < "$file" | tr -cd '\000' | wc -c)"
  echo "lines $(head -c "$3" < "$file" | tr -cd '\n' | wc -c)"
} > "$t/facts"
tail -c +"$(($3 + 1))" < "$file" | head -c "$4" > "$t/text"
give facts text"#
    );
    let numbers = [offset.to_string(), limit::FILE_BYTES.to_string(), LOOKED_AT_BYTES.to_string()];
    Script { text, arguments: [repository(home), path.to_owned()].into_iter().chain(numbers).collect() }
}

/// Understands what [`read`] has written.
pub fn part(sections: &Sections, path: &str, offset: u64) -> FilePart {
    let size: u64 = sections.number("facts", "size");
    let is_binary = sections.number::<u64>("facts", "nul") > 0;
    let bytes = if is_binary { &[] } else { sections.bytes("text") };
    let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let is_last = is_binary || offset.saturating_add(read) >= size;
    let bytes = if is_last { bytes } else { whole(bytes) };
    let next = offset + u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    FilePart {
        path: path.to_owned(),
        size,
        is_binary,
        offset,
        first_line: 1 + sections.number::<u64>("facts", "lines"),
        text: String::from_utf8_lossy(bytes).into_owned(),
        next: (!is_last).then_some(next),
    }
}

/// Up to the end of a line, or else of a character.
fn whole(bytes: &[u8]) -> &[u8] {
    if let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
        return &bytes[..=end];
    }
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}

/// As many as one message holds, whatever their names are.
fn fitting(entries: &[FolderEntry], rows: usize) -> usize {
    let mut bytes = 0;
    let fits = |entry: &&FolderEntry| {
        bytes += in_json(&entry.name) + ENTRY_BYTES;
        bytes <= 2 * limit::MESSAGE_BYTES
    };
    entries.iter().take(rows).take_while(fits).count()
}

#[cfg(test)]
mod tests {
    use super::{super::testing::Place, *};

    fn cloned() -> Place {
        let place = Place::new();
        place.clone("work").unwrap();
        place
    }

    fn folder(place: &Place, path: &str, after: Option<&str>, rows: usize) -> Result<FolderPage, String> {
        let output = place.run(list("", path))?;
        Ok(page(&Sections::read(&output).unwrap(), path, after, rows))
    }

    fn file(place: &Place, path: &str, offset: u64) -> Result<FilePart, String> {
        let output = place.run(read("", path, offset))?;
        Ok(part(&Sections::read(&output).unwrap(), path, offset))
    }

    #[test]
    fn a_folder_is_read_page_by_page_folders_first() {
        let place = cloned();
        place.sh("cd repo && mkdir -p z/in && echo ignored > .gitignore && echo x > ignored && echo 12 > '-a b' && ln -s file link");
        let names = |page: &FolderPage| page.entries.iter().map(|entry| entry.name.clone()).collect::<Vec<_>>();
        let all = folder(&place, "", None, 10).unwrap();
        assert_eq!(names(&all), ["z", "-a b", ".gitignore", "file", "ignored", "link"]);
        assert_eq!(
            (all.entries[0].kind, all.entries[1].size, all.entries[5].kind),
            (FolderEntryKind::Folder, 3, FolderEntryKind::Link)
        );
        assert_eq!(all.entries.iter().filter(|entry| entry.is_ignored).count(), 1);
        let first = folder(&place, "", None, 4).unwrap();
        let second = folder(&place, "", first.next.as_deref(), 4).unwrap();
        assert_eq!([names(&first), names(&second)].concat(), names(&all));
        assert_eq!((second.next, second.is_cut), (None, false));
        assert_eq!(names(&folder(&place, "z", None, 9).unwrap()), ["in"]);
    }

    #[test]
    fn a_file_is_read_part_by_part_with_the_numbers_of_its_lines() {
        let place = cloned();
        place.sh("cd repo && seq 1 40000 > long && ln -s long link && printf 'a\\000b' > binary && : > empty
            head -c 200000 /dev/zero | tr '\\0' 'é' > wide");
        let (mut offset, mut text, mut lines) = (Some(0), String::new(), Vec::new());
        while let Some(from) = offset {
            let part = file(&place, "link", from).unwrap();
            lines.push(part.first_line);
            text += &part.text;
            offset = part.next;
        }
        assert_eq!((text.lines().count(), lines.len(), lines[0]), (40_000, 2, 1));
        assert!(text.lines().enumerate().all(|(index, line)| line == (index + 1).to_string()));
        let binary = file(&place, "binary", 0).unwrap();
        assert_eq!((binary.is_binary, binary.text.as_str(), binary.size, binary.next), (true, "", 3, None));
        let empty = file(&place, "empty", 0).unwrap();
        assert_eq!((empty.size, empty.next, file(&place, "file", 99).unwrap().text.as_str()), (0, None, ""));
        assert_eq!(file(&place, "wide", 0).unwrap().next, Some(limit::FILE_BYTES as u64));
    }

    #[test]
    fn what_is_outside_or_not_there_is_refused() {
        let place = cloned();
        place.sh(
            "echo secret > secret && cd repo && ln -s ../secret out && ln -s .. up && ln -s .git own && mkdir folder",
        );
        for (path, why) in [
            ("out", "out of the repository"),
            ("up/secret", "out of the"),
            ("own/config", "git's own"),
            ("no", "no no"),
            ("folder", "no file"),
        ] {
            let refused = file(&place, path, 0).unwrap_err();
            assert!(refused.contains(why), "{path}: {refused}");
        }
        for (path, why) in [("up", "out of the"), ("own", "git's own"), ("file", "no folder"), ("-x", "no -x")] {
            let refused = folder(&place, path, None, 9).unwrap_err();
            assert!(refused.contains(why), "{path}: {refused}");
        }
    }
}
