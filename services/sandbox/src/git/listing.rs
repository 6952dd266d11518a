//! The paths of all files, to find one by its name.

use contracts::{limit, sandbox::PathPage};

use super::{
    Script,
    diff::in_json,
    output::{Sections, reading},
    repository,
};

/// What the script may write, as base64: paths of 300 bytes each.
pub const OUTPUT_BYTES: usize = 8 * 1024 * 1024;

/// What a path takes in JSON beside its text.
const PATH_BYTES: usize = 3;

/// The paths that git knows, or does not ignore, of files that are there, by their bytes.
pub fn read(home: &str) -> Script {
    let text = reading!(
        r#"git ls-files -z --cached --others --exclude-standard --deduplicate | sort -z -u | head -z -n "$2" > "$t/paths"
git ls-files -z --deleted > "$t/deleted"
give paths deleted"#
    );
    Script { text, arguments: vec![repository(home), (limit::PATHS + 1).to_string()] }
}

/// One page of what [`read`] has written.
pub fn page(sections: &Sections, after: Option<&str>) -> PathPage {
    let gone: std::collections::HashSet<&[u8]> = sections.records("deleted").collect();
    let all = sections.records("paths").count();
    let there = sections.records("paths").take(limit::PATHS).filter(|path| !gone.contains(path));
    let mut rest =
        there.filter_map(|path| std::str::from_utf8(path).ok()).filter(|path| after.is_none_or(|after| *path > after));

    let (mut paths, mut bytes, mut has_more) = (Vec::new(), 0, false);
    for path in rest.by_ref() {
        bytes += in_json(path) + PATH_BYTES;
        if bytes > 2 * limit::MESSAGE_BYTES {
            has_more = true;
            break;
        }
        paths.push(path.to_owned());
    }
    let next = paths.last().filter(|_| has_more).cloned();
    PathPage { paths, next, is_cut: all > limit::PATHS }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::Place, *};

    fn pages(place: &Place) -> Vec<PathPage> {
        let mut pages = Vec::<PathPage>::new();
        loop {
            let output = place.run(read("")).unwrap();
            let after = pages.last().and_then(|page| page.next.clone());
            pages.push(page(&Sections::read(&output).unwrap(), after.as_deref()));
            if pages.last().is_some_and(|page| page.next.is_none()) {
                return pages;
            }
        }
    }

    #[test]
    fn what_is_there_is_listed_known_to_git_or_not_and_what_it_ignores_is_not() {
        let place = Place::new();
        place.clone("work").unwrap();
        place.sh("cd repo && mkdir -p 'a b/c' && echo x > 'a b/c/é\"' && echo out > .gitignore && echo x > out && echo x > gone && git add gone && git commit -qm x && rm gone && printf x > \"$(printf 'bad\\377')\"");
        let [page] = pages(&place).try_into().unwrap();
        assert_eq!(page.paths, [".gitignore", "a b/c/é\"", "file"]);
        assert!(!page.is_cut);
    }

    #[test]
    fn many_paths_come_in_pages_that_fit_and_an_end() {
        let place = Place::new();
        place.clone("work").unwrap();
        let long = "x".repeat(60);
        place.sh(&format!("cd repo && mkdir {long} && cd {long} && seq -f '{long}-%05g' 20100 | xargs touch"));
        let pages = pages(&place);
        assert!(pages.len() > 3 && pages.iter().all(|page| page.is_cut));
        let paths: Vec<_> = pages.iter().flat_map(|page| &page.paths).collect();
        assert!(paths.is_sorted() && paths.len() == limit::PATHS, "{}", paths.len());
    }
}
