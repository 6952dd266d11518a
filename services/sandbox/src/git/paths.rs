//! Paths that people name: which are none of the repository's, before anything is asked of git.

use contracts::limit;

/// Why a path is refused, for people. Links that lead out are found inside, where they are.
pub fn check(path: &str) -> Result<(), String> {
    let shown = || path.chars().take(100).collect::<String>();
    if path.is_empty() {
        return Err("a path is missing".into());
    }
    if path.len() > limit::PATH_CHARACTERS {
        return Err(format!("a path has at most {} bytes", limit::PATH_CHARACTERS));
    }
    if path.starts_with('/') {
        return Err(format!("{:?} is absolute: paths are relative to the repository", shown()));
    }
    if path.contains(['\0', char::REPLACEMENT_CHARACTER]) {
        return Err(format!("{:?} has something in it that cannot be asked for", shown()));
    }
    for part in path.split('/') {
        if matches!(part, "" | "." | "..") {
            return Err(format!("{:?} is no path that git would have: it has an empty part, or one of dots", shown()));
        }
        if part.eq_ignore_ascii_case(".git") {
            return Err(format!("{:?} is git's own", shown()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_out_of_the_repository_or_into_gits_own_folder_is_refused() {
        for bad in ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/", ".git/config", "a/.GIT/hooks", "a\0b"]
        {
            assert!(check(bad).is_err(), "{bad:?}");
        }
        assert!(check(&"a".repeat(5_000)).is_err());
        for good in ["a", "-x", "a b/c\nd", "..a", ".gitignore", ":(top)x", "é"] {
            assert_eq!(check(good), Ok(()), "{good:?}");
        }
    }
}
