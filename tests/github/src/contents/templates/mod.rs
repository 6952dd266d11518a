//! The files of each kind of project, to read in their own folders.

use super::project::Template;

/// The files below `files/`, each under its path in the repository.
macro_rules! files {
    ($($path:literal from $file:literal),* $(,)?) => { &[$(($path, include_str!(concat!("files/", $file)))),*] };
}

pub(super) const RUST: Template = Template {
    ignored: "/target\n",
    how_to_test: "cargo test",
    manifest: files!["Cargo.toml" from "rust/Cargo.toml.txt"],
    source: files!["src/lib.rs" from "rust/lib.rs.txt", "src/totals.rs" from "rust/totals.rs.txt"],
    test: files!["tests/totals.rs" from "rust/test.rs.txt"],
};

pub(super) const TYPESCRIPT: Template = Template {
    ignored: "node_modules/\ndist/\n",
    how_to_test: "npm test",
    manifest: files!["package.json" from "typescript/package.json", "tsconfig.json" from "typescript/tsconfig.json"],
    source: files!["src/index.ts" from "typescript/index.ts", "src/totals.ts" from "typescript/totals.ts"],
    test: files!["test/totals.test.ts" from "typescript/totals.test.ts"],
};

pub(super) const PYTHON: Template = Template {
    ignored: "__pycache__/\n.venv/\n",
    how_to_test: "python3 -m unittest discover tests",
    manifest: files!["pyproject.toml" from "python/pyproject.toml"],
    source: files![
        "{snake}/__init__.py" from "python/init.py.txt",
        "{snake}/totals.py" from "python/totals.py.txt",
    ],
    test: files!["tests/test_totals.py" from "python/test_totals.py.txt"],
};

pub(super) const PROTOBUF: Template = Template {
    ignored: "/generated\n",
    how_to_test: "buf lint && buf build",
    manifest: files!["buf.yaml" from "protobuf/buf.yaml"],
    source: files!["proto/{snake}/v1/order.proto" from "protobuf/order.proto"],
    test: files!["examples/discounted.json" from "protobuf/discounted.json"],
};

pub(super) const HCL: Template = Template {
    ignored: ".terraform/\n*.tfstate\n",
    how_to_test: "terraform init && terraform test",
    manifest: files!["versions.tf" from "hcl/versions.tf"],
    source: files!["main.tf" from "hcl/main.tf", "variables.tf" from "hcl/variables.tf"],
    test: files!["tests/totals.tftest.hcl" from "hcl/totals.tftest.hcl"],
};

pub(super) const DOCS: Template = Template {
    ignored: "node_modules/\n",
    how_to_test: "sh tests/links.sh",
    manifest: files!["docs/index.mdx" from "docs/index.mdx"],
    source: files!["docs/totals.mdx" from "docs/totals.mdx"],
    test: files!["tests/links.sh" from "docs/links.sh"],
};

pub(super) const SHELL: Template = Template {
    ignored: "*.log\n",
    how_to_test: "sh tests/total.sh",
    manifest: files!["NOTES.md" from "shell/NOTES.md"],
    source: files!["bin/total.sh" from "shell/total.sh"],
    test: files!["tests/total.sh" from "shell/test.sh"],
};
