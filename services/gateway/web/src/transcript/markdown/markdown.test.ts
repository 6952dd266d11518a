import { describe, expect, test } from "vitest";

import { MOST_NODES, MarkdownDocument, type Patch } from "./document";
import type { Inline } from "./inlines";
import { type Block, pieces } from "./nodes";

function blocks(text: string): Block[] {
  return pieces(text).pieces.flatMap((piece) => piece.block ?? []);
}

function paragraph(text: string): Inline[] {
  const [block] = blocks(text);
  if (block?.t !== "paragraph") throw new Error(`no paragraph: ${JSON.stringify(block)}`);
  return block.children;
}

const SAMPLE = `# Title

A paragraph with **bold**, *it*, \`code\` and [a link](https://a.example).
It goes on &amp; on.

- one
- two

  with more
    - nested

1. [x] done
2. [ ] open

| a | b |
|---|--:|
| 1 | 2 |

\`\`\`ts title="x"
const a = 1;

- not a list
\`\`\`

> quoted
lazily

Setext
======

<script>alert(1)</script>

end
`;

describe("a text that grows", () => {
  test("is at each length what it would be if it were read at once", () => {
    for (const step of [1, 3, 7, 40]) {
      const document = new MarkdownDocument();
      let shown: Block[] = [];
      for (let length = step; length < SAMPLE.length; length += step) {
        shown = patched(shown, document.update(SAMPLE.slice(0, length), false));
        expect(shown).toEqual(blocks(SAMPLE.slice(0, length)));
      }
      shown = patched(shown, document.update(SAMPLE, true));
      expect(shown).toEqual(blocks(SAMPLE));
    }
  });

  test("keeps the blocks that stand already", () => {
    const document = new MarkdownDocument();
    document.update("one\n\ntwo\n\nthr", false);
    expect(document.update("one\n\ntwo\n\nthree", false)).toMatchObject({ keep: 2, blocks: [{ t: "paragraph" }] });
    expect(document.update("one\n\ntwo\n\nthree", true)).toEqual({ keep: 3, blocks: [] });
  });

  test("finds its links when they are defined at its end", () => {
    const document = new MarkdownDocument();
    document.update("see [it]", false);
    const { keep, blocks: all } = document.update("see [it]\n\n[it]: https://a.example\n", true);
    expect([keep, all]).toMatchObject([0, [{ children: [{}, { t: "link", href: "https://a.example" }] }]]);
  });

  test("is shown as it was written once it is more nodes than a browser can make at once", () => {
    const few = "- item\n".repeat(20);
    for (const many of ["- item\n".repeat(5_000), "*a* ".repeat(5_000), "a  \n".repeat(5_000), "# a\n\n".repeat(5_000), `|a|\n|-|\n${"|a|\n".repeat(5_000)}`]) {
      const text = `${few}\n***\n\n${many}`;
      const document = new MarkdownDocument();
      let shown = patched([], document.update(few, false));
      expect(shown).toMatchObject([{ t: "list" }]);
      for (const length of [text.length - 4_000, text.length - 2_000]) shown = patched(shown, document.update(text.slice(0, length), false));
      shown = patched(shown, document.update(text, true));
      expect(shown.slice(0, 2)).toMatchObject([{ t: "list" }, { t: "rule" }]);
      expect(shown.at(-1)).toMatchObject({ t: "code", language: "" });
      expect(shown.length).toBeLessThan(MOST_NODES);
      expect(document.blocks()).toEqual(shown);
      expect(JSON.stringify(shown.at(-1)).length).toBeGreaterThan(1_000);
    }
  });

  function patched(before: Block[], patch: Patch): Block[] {
    return [...before.slice(0, patch.keep), ...patch.blocks];
  }
});

test("HTML is text", () => {
  expect(paragraph("<img src=x onerror=alert(1)>")).toEqual([{ t: "text", text: "<img src=x onerror=alert(1)>" }]);
  expect(JSON.stringify(paragraph("a <b>c</b>"))).toContain("<b>");
});

test("only links to the web and to people can be followed", () => {
  for (const href of ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//host/x", "file:///etc", "/relative"]) {
    expect(JSON.stringify(paragraph(`[x](${href})`)), href).not.toContain('"link"');
  }
  expect(paragraph("https://a.example/b")).toMatchObject([{ t: "link", href: "https://a.example/b" }]);
});

test("a link whose words are another address says where it leads", () => {
  const shown = (text: string) => paragraph(text).map((node) => (node.t === "text" ? node.text : node.t)).join("");
  for (const words of ["https://github.com/login", "github.com", "**github.com**", "`www.github.com`"]) {
    expect(shown(`[${words}](https://evil.example/x)`), words).toBe("link (evil.example)");
  }
  for (const text of ["[the docs](https://a.example)", "[src/a.ts](https://a.example/b)", "https://www.a.example", "[a.example](https://www.a.example/x)", "<https://a.example>"]) {
    expect(shown(text), text).toBe("link");
  }
});

test("a picture is a link to it, and nothing is asked for", () => {
  expect(paragraph("![alt](https://a.example/b.png)")).toMatchObject([
    { t: "link", href: "https://a.example/b.png", children: [{ t: "text", text: "alt" }] },
  ]);
});

test("character references are characters, in text and not in code", () => {
  expect(paragraph("a &lt; b &#38; c &nothing;")).toEqual([{ t: "text", text: "a < b & c &nothing;" }]);
  expect(paragraph("`a &lt; b`")).toEqual([{ t: "code", text: "a &lt; b" }]);
});

test("lists know their tasks and where they begin", () => {
  expect(blocks("3. [x] a\n4. [ ] b\n5. c")).toMatchObject([
    { t: "list", isOrdered: true, start: 3, items: [{ checked: true }, { checked: false }, { checked: null }] },
  ]);
});

test("what is nested deeper than anybody reads is shown as it was written", () => {
  const depth = (block: Block | undefined): number => (block?.t === "quote" ? 1 + depth(block.blocks[0]) : 0);
  expect(depth(blocks(`${">".repeat(200)} deep`)[0])).toBeLessThan(20);
  expect(JSON.stringify(blocks(`${">".repeat(200)} deep`))).toContain("deep");
  const nested = Array.from({ length: 100 }, (_, at) => `${"  ".repeat(at)}- ${at}`).join("\n");
  expect(JSON.stringify(blocks(nested))).toContain("- 99");
  expect(JSON.stringify(paragraph(`${"**a *b ".repeat(40)}c${"* **".repeat(40)}`)).length).toBeLessThan(20_000);
});
