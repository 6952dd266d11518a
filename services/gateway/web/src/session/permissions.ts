// The questions of a task's agents, read when there is news of them. Looking asks nothing of anybody.
import { createEffect, createSignal, on } from "solid-js";

import { Problem, query, request, whenBack } from "../client";
import type { Permission } from "../transcript";

/** `news`: whatever changes when a question was asked or answered. */
export function createPermissions(key: () => string[], news: () => unknown) {
  const [known, setKnown] = createSignal(new Map<string, Permission>());
  const [problem, setProblem] = createSignal<Problem>();
  let reads = 0;

  async function read(): Promise<void> {
    reads += 1;
    const mine = reads;
    try {
      const { permissions } = await query("sandbox.permissions", key());
      if (mine === reads) setKnown(new Map(permissions.map((permission) => [permission.permissionId, permission])));
      setProblem(undefined);
    } catch (thrown) {
      const problem = Problem.of(thrown);
      // A task without a sandbox has no questions.
      if (mine === reads && problem.status !== 404) setProblem(problem);
    }
  }
  createEffect(on([() => key().join("/"), news], () => void read()));
  whenBack(problem, () => void read());

  return {
    problem,
    read,
    get: (permissionId: string) => known().get(permissionId),
    open: () => [...known().values()].filter((permission) => !permission.answer),
    async answer(permissionId: string, optionId: string): Promise<void> {
      try {
        const answered = await request("sandbox.answerPermission", key(), { permissionId, optionId });
        setKnown((known) => new Map(known).set(permissionId, answered));
      } catch (thrown) {
        // Somebody else was quicker, or its turn has ended: what became of it is shown.
        void read();
        throw thrown;
      }
    },
  };
}
