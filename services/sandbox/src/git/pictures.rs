//! Images of the branch, as they are and as they were, part by part.

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::{
    limit,
    sandbox::{GetPicture, PicturePart},
};

use super::{
    Script,
    output::{Sections, reading, word},
    repository,
};
use crate::image;

/// What the script may write, as base64.
pub const OUTPUT_BYTES: usize = 2 * limit::PICTURE_PART_BYTES;

/// So much of its beginning says what it is.
const BEGINNING_BYTES: usize = 1_024;

/// A part of the file. Its path was checked; links are followed within the repository, in what is there now alone.
pub fn read(home: &str, base: Option<&str>, query: &GetPicture) -> Script {
    let text = reading!(
        r#"if [ -n "$3" ]; then
  scope "$3" "$4"
  [ "$(git cat-file -t "$since:$2" 2>/dev/null)" = blob ] || refuse "there was no file $2"
  whole() { git cat-file blob "$since:$2"; }
  size=$(git cat-file -s "$since:$2")
else
  file=$(realpath -e -- "./$2" 2>/dev/null) || refuse "there is no $2"
  case "$file" in "$root/.git/"*) refuse "$2 is git's own" ;; "$root/"*) ;; *) refuse "$2 leads out of the repository" ;; esac
  [ -f "$file" ] || refuse "$2 is no file"
  whole() { cat -- "$file"; }
  size=$(wc -c < "$file")
fi
echo "size $size" > "$t/facts"
: > "$t/bytes"
whole "$@" 2>/dev/null | head -c "$7" > "$t/beginning"
[ "$size" -gt "$8" ] || whole "$@" 2>/dev/null | tail -c +"$(($5 + 1))" | head -c "$6" > "$t/bytes"
give facts beginning bytes"#
    );
    let scope = query.before.map_or("", word);
    let numbers = [
        query.offset.unwrap_or_default(),
        limit::PICTURE_PART_BYTES as u64,
        BEGINNING_BYTES as u64,
        limit::PICTURE_BYTES,
    ];
    let arguments = [&repository(home), query.path.as_str(), scope, base.unwrap_or_default()];
    Script { text, arguments: arguments.map(str::to_owned).into_iter().chain(numbers.map(|n| n.to_string())).collect() }
}

/// Understands what [`read`] has written. Of what is no image there is no data.
pub fn part(sections: &Sections, query: &GetPicture) -> PicturePart {
    let size: u64 = sections.number("facts", "size");
    let media_type = image::media_type(sections.bytes("beginning"));
    let bytes = if media_type.is_some() { sections.bytes("bytes") } else { &[] };
    let offset = query.offset.unwrap_or_default();
    let next = offset.saturating_add(bytes.len() as u64);
    PicturePart {
        path: query.path.clone(),
        size,
        media_type: media_type.map(str::to_owned),
        is_too_large: size > limit::PICTURE_BYTES,
        offset,
        data: STANDARD.encode(bytes),
        next: (!bytes.is_empty() && next < size).then_some(next),
    }
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::DiffScope;

    use super::{super::testing::Place, *};

    fn picture(place: &Place, query: &GetPicture) -> Result<PicturePart, String> {
        let output = place.run(read("", None, query))?;
        Ok(part(&Sections::read(&output).unwrap(), query))
    }

    fn of(path: &str, before: Option<DiffScope>) -> GetPicture {
        GetPicture { path: path.into(), before, offset: None }
    }

    fn cloned() -> Place {
        let place = Place::new();
        place.clone("work").unwrap();
        place
    }

    #[test]
    fn an_image_is_read_as_it_is_and_as_it_was() {
        let place = cloned();
        place.sh("cd repo && printf 'GIF89a old' > 'a b.gif' && git add . && git commit -qm one && printf '<svg>new</svg>' > 'a b.gif'");
        let (now, then) =
            (picture(&place, &of("a b.gif", None)), picture(&place, &of("a b.gif", Some(DiffScope::Uncommitted))));
        let (now, then) = (now.unwrap(), then.unwrap());
        assert_eq!((now.media_type.as_deref(), now.size, now.next), (Some("image/svg+xml"), 14, None));
        assert_eq!(STANDARD.decode(now.data).unwrap(), b"<svg>new</svg>");
        assert_eq!((then.media_type.as_deref(), then.size), (Some("image/gif"), 10));
        assert_eq!(STANDARD.decode(then.data).unwrap(), b"GIF89a old");
        let before_all = picture(&place, &of("a b.gif", Some(DiffScope::SinceBase))).unwrap_err();
        assert!(before_all.contains("there was no file"), "{before_all}");
    }

    #[test]
    fn parts_make_the_whole_and_what_is_too_large_is_not_given() {
        let place = cloned();
        place.sh("cd repo && { printf GIF89a; head -c 1000000 /dev/urandom; } > long && { printf GIF89a; head -c 5000000 /dev/zero; } > huge");
        let (mut whole, mut offset) = (Vec::new(), Some(0));
        while let Some(from) = offset {
            let part = picture(&place, &GetPicture { offset: Some(from), ..of("long", None) }).unwrap();
            assert_eq!((part.offset, part.size, part.media_type.as_deref()), (from, 1_000_006, Some("image/gif")));
            whole.extend(STANDARD.decode(part.data).unwrap());
            offset = part.next;
        }
        assert_eq!((whole.len(), whole.get(..6)), (1_000_006, Some(b"GIF89a".as_slice())));
        let huge = picture(&place, &of("huge", None)).unwrap();
        assert_eq!((huge.is_too_large, huge.size, huge.data.as_str(), huge.next), (true, 5_000_006, "", None));
        let behind = picture(&place, &GetPicture { offset: Some(u64::from(u32::MAX)), ..of("long", None) }).unwrap();
        assert_eq!((behind.data.as_str(), behind.next), ("", None));
    }

    #[test]
    fn what_is_no_image_or_outside_is_not_given() {
        let place = cloned();
        place.sh("echo secret > secret && cd repo && echo text > text.png && ln -s ../secret out && ln -s .git own && mkdir folder");
        let text = picture(&place, &of("text.png", None)).unwrap();
        assert_eq!((text.media_type, text.data.as_str(), text.size), (None, "", 5));
        for (path, why) in [
            ("out", "out of the"),
            ("own/config", "git's own"),
            ("no", "no no"),
            ("folder", "no file"),
            ("-x", "no -x"),
        ] {
            let refused = picture(&place, &of(path, None)).unwrap_err();
            assert!(refused.contains(why), "{path}: {refused}");
        }
        for path in ["no", "folder", "-x"] {
            let refused = picture(&place, &of(path, Some(DiffScope::Uncommitted))).unwrap_err();
            assert!(refused.contains("there was no file"), "{path}: {refused}");
        }
    }
}
