import { afterEach, beforeEach, expect, test, vi } from "vitest";

const counted = vi.hoisted(() => ({ waiting: 0, most: 0 }));
const guarded = vi.hoisted(() => ({ now: 0, ever: 0 }));
const person = vi.hoisted(() => ({ id: "u1" }));
vi.mock("./connection", () => ({
  guardLeaving: () => {
    guarded.now += 1;
    guarded.ever += 1;
    return () => (guarded.now -= 1);
  },
  showWaiting: (count: number) => {
    counted.waiting = count;
    counted.most = Math.max(counted.most, counted.waiting);
  },
}));
vi.mock("./identity", () => ({ forget: vi.fn(), identify: vi.fn(async () => undefined), proof: () => ({ "foundry-csrf": "token" }), session: () => ({ userId: person.id }) }));

const { request } = await import("./commands");
const { identify } = await import("./identity");

type Answer = { status: number; body?: object } | "lost";
let answers: Answer[] = [];
const sent: { path: string; id: string | null; body: unknown }[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
  Object.assign(counted, { waiting: 0, most: 0 });
  Object.assign(guarded, { now: 0, ever: 0 });
  person.id = "u1";
  sent.length = 0;
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    sent.push({ path, id: new Headers(init.headers).get("idempotency-key"), body: JSON.parse(String(init.body)) });
    const answer = answers.shift() ?? { status: 200, body: {} };
    if (answer === "lost") throw new TypeError("Failed to fetch");
    const type = answer.status < 400 ? "application/json" : "application/problem+json";
    return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status, headers: { "content-type": type } });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const rename = (title: string, options = {}) => request("task.rename", ["acme", "t-1"], { title }, options);
const problem = (status: number, code: string) => ({ status, body: { code, detail: code, type: "about:blank", title: "", status } });

test("a command goes to its address, with an id and the proof", async () => {
  answers = [{ status: 200, body: { title: "x" } }];
  expect(await rename("x")).toEqual({ title: "x" });
  expect(sent[0]).toMatchObject({ path: "/v1/task/request/rename/acme/t-1", body: { title: "x" } });
  expect(sent[0]?.id).toMatch(/^[0-9a-f]{32}$/);
});

test("what was lost on the way or is still to run is asked for again by the same id, and counted as waiting", async () => {
  answers = ["lost", problem(503, "runtime.unavailable"), { status: 202 }, { status: 200, body: { title: "x" } }];
  const done = rename("x");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await done).toEqual({ title: "x" });
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  expect(sent).toHaveLength(4);
  expect(counted).toEqual({ waiting: 0, most: 1 });
});

test("what was asked for behind one that is held up waits as well; what nobody has asked for by itself is not told", async () => {
  answers = ["lost"];
  const all = [rename("first", { isQuiet: true }), rename("second")];
  await vi.advanceTimersByTimeAsync(5_000);
  await Promise.all(all);
  expect(counted).toEqual({ waiting: 0, most: 0 });
  answers = ["lost"];
  const both = [rename("first"), rename("second")];
  await vi.advanceTimersByTimeAsync(100);
  expect(counted.waiting).toBe(2);
  await vi.advanceTimersByTimeAsync(5_000);
  await Promise.all(both);
  expect(counted).toEqual({ waiting: 0, most: 2 });
});

test("a refusal is not asked again: it is thrown, and what was shown is taken back", async () => {
  answers = [problem(409, "task.archived")];
  const undo = vi.fn();
  await expect(rename("x", { optimistic: () => undo })).rejects.toMatchObject({ status: 409, code: "task.archived" });
  expect(undo).toHaveBeenCalledTimes(1);
  expect(sent).toHaveLength(1);
});

test("when it has run, what was shown settles", async () => {
  answers = [{ status: 200 }];
  const optimism = { undo: vi.fn(), settle: vi.fn() };
  await rename("x", { optimistic: () => optimism });
  expect([optimism.undo.mock.calls.length, optimism.settle.mock.calls.length]).toEqual([0, 1]);
});

test("one actor is told things in order, even when the first is held up; another actor does not wait", async () => {
  answers = ["lost"];
  const all = [rename("first"), rename("second"), request("task.rename", ["acme", "t-2"], { title: "other" })];
  await vi.advanceTimersByTimeAsync(5_000);
  await Promise.all(all);
  expect(sent.map(({ body }) => (body as { title: string }).title)).toEqual(["first", "other", "first", "second"]);
});

test("a refusal of the first is no refusal of the second", async () => {
  answers = [problem(422, "task.title_is_blank"), { status: 200, body: { title: "y" } }];
  const [first, second] = await Promise.allSettled([rename(""), rename("y")]);
  expect([first.status, second.status]).toEqual(["rejected", "fulfilled"]);
});

test("a proof that is out of date is renewed once", async () => {
  answers = [problem(403, "access.csrf"), problem(403, "access.csrf")];
  await expect(rename("x")).rejects.toMatchObject({ code: "access.csrf" });
  expect(identify).toHaveBeenCalledTimes(1);
});

test("without an answer for ten minutes it is given up, and said that nobody knows", async () => {
  answers = Array.from({ length: 500 }, () => "lost" as const);
  const given = expect(rename("x")).rejects.toMatchObject({ code: "page.outcome_unknown" });
  await vi.advanceTimersByTimeAsync(11 * 60_000);
  await given;
  expect(sent.length).toBeLessThan(120);
});

test("until it is answered, leaving the page would lose it, unless it is kept elsewhere", async () => {
  answers = [{ status: 200 }];
  const done = rename("x");
  expect(guarded.now).toBe(1);
  await done;
  expect(guarded.now).toBe(0);
  await rename("y", { isKept: true });
  expect(guarded.ever).toBe(1);
});

test("what one person asked for is not done for another who has signed in meanwhile", async () => {
  answers = [problem(403, "access.csrf")];
  vi.mocked(identify).mockImplementationOnce(async () => void (person.id = "u2"));
  await expect(rename("x")).rejects.toMatchObject({ status: 401, code: "page.signed_out" });
  expect(sent).toHaveLength(1);
});
