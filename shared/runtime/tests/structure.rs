//! The runtime's modules stand in layers: each imports what is below it only, and no two import each other, however far
//! around.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// From the lowest to the highest. A layer imports itself and what stands before it.
const LAYERS: [&[&str]; 7] = [
    &["core"],
    &["store"],
    &["handler", "told"],
    &["outbox"],
    &["run", "service"],
    &["commands", "config", "queries", "workflows", "maintenance"],
    &["start", "testing"],
];

type Imports = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_modules_of_the_runtime_import_each_other_in_a_circle() {
    assert_eq!(circles(&imports(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))), Vec::<BTreeSet<String>>::new());
}

#[test]
fn no_modules_of_messaging_import_each_other_in_a_circle_but_the_client_and_its_queries() {
    let circles = circles(&imports(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../messaging/src")));
    // One type in two files.
    let client = BTreeSet::from(["client".to_owned(), "query".to_owned()]);
    assert_eq!(circles, [client]);
}

#[test]
fn a_layer_imports_what_stands_below_it_only() {
    let imports = imports(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let layer = |module: &str| {
        let top = module.split("::").next().unwrap();
        LAYERS.iter().position(|layer| layer.contains(&top)).unwrap_or_else(|| panic!("{top} is in no layer"))
    };
    for (module, imported) in &imports {
        for other in imported {
            assert!(layer(other) <= layer(module), "{module} imports {other}, which stands above it");
        }
    }
}

#[test]
fn every_test_that_the_security_page_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = fs::read_to_string(root.join("docs/security.md")).unwrap();
    let is_test =
        |name: &&str| name.matches('_').count() > 3 && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let named: BTreeSet<_> = page.split('`').filter(is_test).collect();
    assert!(named.len() > 15, "{named:?}");
    let sources: Vec<_> = ["services", "shared", "tests"].iter().flat_map(|folder| files(&root.join(folder))).collect();
    let code: String = sources.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let missing: Vec<_> = named.iter().filter(|name| !code.contains(&format!("fn {name}("))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Postgres refuses a prepared statement whose columns are others than when it was prepared: somebody has added one, by hand or
/// with the next version, while this process runs.
#[test]
fn no_statement_reads_whatever_columns_a_table_has() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let crates = ["services", "shared"].map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let sources = crates.into_iter().flatten().map(|entry| entry.unwrap().path().join("src"));
    let mut found = Vec::new();
    for file in sources.filter(|src| src.is_dir()).flat_map(|src| files(&src)) {
        let text = fs::read_to_string(&file).unwrap().to_lowercase();
        let words: Vec<_> = text.split_whitespace().map(|word| word.trim_matches(['"', '(', ',', ')'])).collect();
        let reads_all = words.windows(4).any(|words| match words {
            ["select", "*", "from", from] => !from.starts_with("unnest") && !from.starts_with("jsonb_"),
            ["select", columns, ..] => columns.ends_with(".*"),
            ["returning", "*", ..] => true,
            _ => false,
        });
        if reads_all {
            found.push(file);
        }
    }
    assert!(found.is_empty(), "name the columns in {found:?}");
}

#[test]
fn every_source_file_of_the_workspace_is_a_module_of_its_crate() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let crates = ["services", "shared", "tests"].map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let sources = crates.into_iter().flatten().map(|entry| entry.unwrap().path().join("src"));
    let left_out: Vec<_> = sources.filter(|src| src.is_dir()).flat_map(|src| left_out(&src)).collect();
    assert!(left_out.is_empty(), "no module declares {left_out:?}");
}

/// The files that the compiler never reads: those that their parent does not declare.
fn left_out(src: &Path) -> Vec<String> {
    let mut files = BTreeMap::new();
    collect(src, "", &mut files);
    let root = ["lib.rs", "main.rs"].map(|name| fs::read_to_string(src.join(name)).unwrap_or_default()).concat();
    let declares = |source: &str, name: &str| source.contains(&format!("mod {name};"));
    let is_left_out = |module: &&String| {
        let (parent, name) = module.rsplit_once("::").unwrap_or(("", module));
        let is_program = parent == "bin" || *module == "main" || *module == "bin";
        let parent = if parent.is_empty() || parent.starts_with("bin") { &root } else { &files[parent] };
        !is_program && !declares(parent, name)
    };
    files.keys().filter(is_left_out).map(|module| format!("{}: {module}", src.display())).collect()
}

#[test]
fn a_circle_is_found() {
    let imports = Imports::from([
        ("a".into(), BTreeSet::from(["b".into()])),
        ("b".into(), BTreeSet::from(["c".into()])),
        ("c".into(), BTreeSet::from(["b".into()])),
    ]);
    assert_eq!(circles(&imports), [BTreeSet::from(["b".to_owned(), "c".to_owned()])]);
}

#[test]
fn imports_are_read_from_groups_paths_and_supers() {
    let source = "use crate::{a, b::{self, c::D}};\nuse super::e::F;\nfn g() { crate::h::i(); }";
    let found: Vec<_> = paths(source, "x::y").into_iter().collect();
    assert_eq!(found, ["a", "b", "b::c::D", "h::i", "x::e::F"]);
}

/// Which module imports which, by their paths without `crate`. A module is a file.
fn imports(src: &Path) -> Imports {
    let mut files = BTreeMap::new();
    collect(src, "", &mut files);
    // Unit tests may look wherever they like.
    for source in files.values_mut() {
        source.truncate(source.find("#[cfg(test)]").unwrap_or(source.len()));
    }
    let modules: BTreeSet<_> = files.keys().cloned().collect();
    // What the crate's root passes on under a name of its own.
    let mut passed_on = BTreeMap::new();
    let root = fs::read_to_string(src.join("lib.rs")).unwrap();
    for (at, _) in root.match_indices("pub use ") {
        let mut named = BTreeSet::new();
        tree(&root[at + "pub use ".len()..], "", &mut named);
        passed_on.extend(named.into_iter().map(|path| (path.rsplit("::").next().unwrap_or_default().to_owned(), path)));
    }
    let resolve = |path: &str| {
        let first = path.split("::").next().unwrap_or_default();
        let path = if modules.contains(first) { path } else { passed_on.get(first).map_or(path, String::as_str) };
        let parts: Vec<_> = path.split("::").collect();
        (1..=parts.len()).rev().map(|end| parts[..end].join("::")).find(|module| modules.contains(module))
    };
    let of = |(module, source): (&String, &String)| {
        let named = paths(source, module);
        let imported = named.iter().filter_map(|path| resolve(path)).filter(|other| other != module);
        (module.clone(), imported.collect())
    };
    files.iter().map(of).collect()
}

fn collect(folder: &Path, module: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let child = if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") };
        if path.is_dir() {
            collect(&path, &child, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") && name != "lib" {
            let source = fs::read_to_string(&path).unwrap();
            let code: Vec<_> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            files.insert(if name == "mod" { module.to_owned() } else { child }, code.join("\n"));
        }
    }
}

/// The paths that a module's source names behind `crate::` or `super::`.
fn paths(source: &str, module: &str) -> BTreeSet<String> {
    let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
    let mut found = BTreeSet::new();
    for (start, prefix) in [("crate::", ""), ("super::", parent)] {
        for (at, _) in source.match_indices(start) {
            let is_word =
                source[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == '$');
            if !is_word {
                tree(&source[at + start.len()..], prefix, &mut found);
            }
        }
    }
    found
}

/// Reads one tree of a `use`, and gives what is behind it.
fn tree<'a>(text: &'a str, prefix: &str, found: &mut BTreeSet<String>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut group) = text.strip_prefix('{') {
        loop {
            group = tree(group, prefix, found).trim_start();
            group = match group.chars().next() {
                Some(',') => &group[1..],
                Some('}') => return &group[1..],
                _ => return group,
            };
        }
    }
    let end = text.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path = match (name, prefix) {
        ("" | "self", prefix) => prefix.to_owned(),
        (name, "") => name.to_owned(),
        (name, prefix) => format!("{prefix}::{name}"),
    };
    match rest.strip_prefix("::") {
        Some(rest) => tree(rest, &path, found),
        None => {
            if !path.is_empty() {
                found.insert(path);
            }
            rest
        }
    }
}

/// The sets of modules that import each other, directly or around (strongly connected components).
fn circles(imports: &Imports) -> Vec<BTreeSet<String>> {
    let reached = |from: &String| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(module) = open.pop() {
            for other in imports.get(&module).into_iter().flatten() {
                if seen.insert(other.clone()) {
                    open.push(other.clone());
                }
            }
        }
        seen
    };
    let reach: BTreeMap<_, _> = imports.keys().map(|module| (module.clone(), reached(module))).collect();
    let mut circles: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    for (module, reached) in &reach {
        let circle: BTreeSet<_> = reached
            .iter()
            .filter(|other| reach.get(*other).is_some_and(|back| back.contains(module)))
            .cloned()
            .collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

/// Every source file below a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}
