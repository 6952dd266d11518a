import { beforeEach, describe, expect, it } from "vitest";
import { NewTaskChain, type Send, type Stage, type TaskForm } from "./chain";

const form: TaskForm = { repositoryId: "r1", prompt: "Rename total to sum", title: null, branch: null, onBranch: null };
const session = { agent: null };

let calls: string[];
let fails: Set<string>;
let next = 0;

const send: Send = {
  createTask: async (id, body) => note(`task ${id} ${body.prompt}`, { taskId: "t-1", title: "x", branch: "x" }),
  createSession: async (id, taskId) => note(`session ${id} ${taskId}`, "s-1"),
  sendMessage: async (id, taskId, body) =>
    note(`prompt ${id} ${taskId} ${body.sessionId} ${body.text}`, { messageId: "m", waitsBehind: null }),
};

function note<T>(call: string, answer: T): T {
  calls.push(call);
  if ([...fails].some((prefix) => call.startsWith(prefix))) throw new Error(`${call} failed`);
  return answer;
}

beforeEach(() => {
  [calls, fails, next] = [[], new Set(), 0];
});

const begin = () => new NewTaskChain(send, () => `id${++next}`);

describe("a new task", () => {
  it("takes the task, its session and the prompt, in this order", async () => {
    const stages: Stage[] = [];
    expect(await begin().run(form, session, (stage) => stages.push(stage))).toEqual({ taskId: "t-1", sessionId: "s-1" });
    expect(calls).toEqual(["task id1 Rename total to sum", "session id2 t-1", "prompt id3 t-1 s-1 Rename total to sum"]);
    expect(stages).toEqual(["task", "session", "prompt", "done"]);
  });

  it("goes on where it stopped, under the same id", async () => {
    const task = begin();
    fails.add("session");
    await expect(task.run(form, session, () => {})).rejects.toThrow("session");
    expect(task.taskId).toBe("t-1");
    fails.clear();
    await task.run(form, session, () => {});
    expect(calls.map((call) => call.split(" ", 2).join(" "))).toEqual(["task id1", "session id2", "session id2", "prompt id3"]);
  });

  it("sends the prompt once, however often it is tried", async () => {
    const task = begin();
    fails.add("prompt");
    await expect(task.run(form, session, () => {})).rejects.toThrow("prompt");
    fails.clear();
    await task.run(form, session, () => {});
    await task.run(form, session, () => {});
    expect(calls.filter((call) => call.startsWith("prompt"))).toEqual([
      "prompt id3 t-1 s-1 Rename total to sum",
      "prompt id3 t-1 s-1 Rename total to sum",
    ]);
  });

  it("gives a changed form another id, because it is another command", async () => {
    const task = begin();
    fails.add("task");
    await expect(task.run({ ...form, branch: "taken" }, session, () => {})).rejects.toThrow();
    await expect(task.run({ ...form, branch: "free" }, session, () => {})).rejects.toThrow();
    expect(calls.map((call) => call.split(" ")[1])).toEqual(["id1", "id2"]);
  });

  it("sends the words as they stand when the prompt goes, though the task was made before", async () => {
    const task = begin();
    fails.add("session");
    await expect(task.run(form, session, () => {})).rejects.toThrow();
    fails.clear();
    await task.run({ ...form, prompt: "Better words" }, session, () => {});
    expect(calls.at(-1)).toBe("prompt id3 t-1 s-1 Better words");
    expect(calls.filter((call) => call.startsWith("task"))).toHaveLength(1);
  });
});
