import { expect, test } from "vitest";

import { growth, isDrawing, isPicture, pixels, sides, weight } from "./sides";

test("a picture is known by its name", () => {
  expect(["a.png", "b/c.JPEG", "d.jpg", "e.gif", "f.webp", "g.svg"].map(isPicture)).toEqual(Array(6).fill(true));
  expect(["a.ts", "png", "a.png.txt", "svg/a"].map(isPicture)).toEqual(Array(4).fill(false));
  expect([isDrawing("a.SVG"), isDrawing("a.png")]).toEqual([true, false]);
});

test("a new picture was not there, a deleted one is not", () => {
  const head = "diff --git a/a.png b/a.png\n";
  expect(sides(`${head}new file mode 100644\nindex 000..abc\nBinary files /dev/null and b/a.png differ\n`)).toEqual({ wasThere: false, isThere: true });
  expect(sides(`${head}deleted file mode 100644\nindex abc..000\nBinary files a/a.png and /dev/null differ\n`)).toEqual({ wasThere: true, isThere: false });
  expect(sides(`${head}index abc..def 100644\nBinary files a/a.png and b/a.png differ\n`)).toEqual({ wasThere: true, isThere: true });
});

test("what stands in a file says nothing of its sides", () => {
  expect(sides("diff --git a/a.svg b/a.svg\n--- a/a.svg\n+++ b/a.svg\n@@ -1 +1 @@\nnew file mode 1\ndeleted file mode 1\n")).toEqual({ wasThere: true, isThere: true });
});

test("sizes are told in words", () => {
  expect([pixels({ width: 2, height: 3 }), pixels({ width: 0, height: 0 }), pixels(undefined)]).toEqual(["2 × 3 px", "", ""]);
  expect([weight(7), weight(4_200), weight(3 * 1024 * 1024)]).toEqual(["7 B", "4.1 KiB", "3.0 MiB"]);
  expect([growth(1, 4), growth(4_000, 1), growth(2, 2)]).toEqual(["+3 B", "−3.9 KiB", undefined]);
});
