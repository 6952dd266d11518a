// What is known of a task's branch in its sandbox.
import { useSandbox } from "../client";
import type { GitState } from "../wire";

/** The sandbox's state and its branch's; nothing for a task that never had a sandbox. */
export function useGit(organizationId: () => string, taskId: () => string | undefined) {
  const { topic, sandbox } = useSandbox(organizationId, taskId);
  const git = () => topic.values[`sandbox.${organizationId()}.${taskId()}.git`] as GitState | undefined;
  return { topic, sandbox, git };
}
