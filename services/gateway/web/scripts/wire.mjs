// Writes src/wire/wire.gen.ts from the gateway's OpenAPI document; `--check` compares instead.
// The document comes from FOUNDRY_OPENAPI (a file), or from the gateway's own program.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import openapi, { astToString } from "openapi-typescript";

const file = new URL("../src/wire/wire.gen.ts", import.meta.url);
const given = process.env.FOUNDRY_OPENAPI;
// In the workspace's folder, where dependencies are compiled as `cargo test` has compiled them.
const cwd = new URL("../../../../", import.meta.url);
const print = ["run", "--quiet", "--example", "openapi"];
const text = given ? readFileSync(given, "utf8") : execFileSync("cargo", print, { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
const document = JSON.parse(text);
mayBeLeftOut(document);
const tree = await openapi(document, { alphabetize: true, exportType: true, rootTypes: true, rootTypesNoSchemaPrefix: true });
const types = `// Made by \`npm run wire\` from the gateway's OpenAPI document. Not written by hand.\n${astToString(tree)}`;

if (!process.argv.includes("--check")) {
  writeFileSync(file, types);
} else if (readFileSync(file, "utf8") !== types) {
  console.error("src/wire/wire.gen.ts is not what the gateway says: run `npm run wire` and commit it");
  process.exit(1);
}

/** What has a default is always there in an answer, and may be left out of a request: there it is typed without one. */
function mayBeLeftOut({ paths, components }) {
  const seen = new Set();
  const visit = (schema) => {
    if (typeof schema !== "object" || schema === null || seen.has(schema)) return;
    seen.add(schema);
    if (schema.$ref) visit(components.schemas[schema.$ref.split("/").at(-1)]);
    if (schema.properties) Object.values(schema.properties).forEach((property) => delete property.default);
    Object.values(schema).forEach(visit);
  };
  for (const path of Object.values(paths)) {
    for (const operation of Object.values(path)) visit(operation.requestBody?.content);
  }
}
