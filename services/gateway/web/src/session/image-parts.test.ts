import { expect, test } from "vitest";

import { PART_BYTES, base64, bytesOf, parts } from "./image-parts";

test("parts are as large as they may be, and together they are the image", () => {
  const bytes = Uint8Array.from({ length: 2 * PART_BYTES + 5 }, (_, at) => at % 251);
  const all = parts(bytes);
  expect(all.map((part) => part.length)).toEqual([PART_BYTES, PART_BYTES, 5]);
  expect(Buffer.concat(all)).toEqual(Buffer.from(bytes));
  expect(parts(new Uint8Array(PART_BYTES))).toHaveLength(1);
});

test("bytes in Base64", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
  expect(bytesOf(base64(bytes))).toEqual(bytes);
});
