import { expect, test } from "vitest";

import { fold } from "../transcript/fold/fold";
import { Log } from "../transcript/fold/samples";
import { changedFiles } from "./changed-files";

const diff = (path: string) => ({ status: "completed", content: [{ type: "diff", path: `/home/user/repo/${path}`, oldText: "a", newText: "b" }] });

test("each file that was changed is there once, with the call that changed it last", () => {
  const { events } = new Log()
    .prompt("go")
    .tool("t1", { locations: [{ path: "/home/user/repo/read.ts" }], status: "completed" })
    .tool("t2", { kind: "edit", ...diff("a.ts") })
    .tool("t3", { kind: "delete", status: "completed", locations: [{ path: "/home/user/repo/b.ts" }] })
    .tool("t4", { kind: "other", ...diff("a.ts") })
    .tool("t5", { kind: "edit", ...diff("c.ts"), status: "failed" })
    .tool("t6", { kind: "edit", locations: [{ path: "/home/user/repo/d.ts" }] });
  expect(changedFiles(fold(events).items)).toEqual([
    { path: "a.ts", itemId: "tool-5" },
    { path: "b.ts", itemId: "tool-4" },
  ]);
});
