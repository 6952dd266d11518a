// What is known of a task's branch in its sandbox.
import { createMemo } from "solid-js";
import { unwrap } from "solid-js/store";

import { useSandbox } from "../client";
import type { ChangedFile, GitState } from "../wire";

/** The sandbox's state and its branch's; nothing for a task that never had a sandbox. */
export function useGit(organizationId: () => string, taskId: () => string | undefined) {
  const { topic, sandbox } = useSandbox(organizationId, taskId);
  const git = () => topic.value(`sandbox.${organizationId()}.${taskId()}.git`) as GitState | undefined;
  // Plain copies: a thousand files are searched at each key, and reading them from a store is slow.
  const files = createMemo((): ChangedFile[] => {
    const state = git();
    return state?.revision === undefined ? [] : (unwrap(state).status?.files ?? []).map((file) => ({ ...file }));
  });
  return { topic, sandbox, git, files };
}
