import { createRoot, createSignal } from "solid-js";
import { expect, it, vi } from "vitest";

const [state, setState] = createSignal("live");
vi.mock("./connection", () => ({ connection: { state } }));
const { whenBack } = await import("./when-back");

it("reads again what nobody was reached for, once the connection is back, and nothing else", async () => {
  const [problem, setProblem] = createSignal<{ isPassing: boolean }>();
  const again = vi.fn();
  const end = createRoot((end) => (whenBack(problem, again), end));
  await Promise.resolve();
  const lose = () => (setState("offline"), setState("live"));
  lose();
  setProblem({ isPassing: false });
  lose();
  expect(again).not.toHaveBeenCalled();
  setProblem({ isPassing: true });
  expect(again).not.toHaveBeenCalled();
  lose();
  expect(again).toHaveBeenCalledTimes(1);
  end();
  lose();
  expect(again).toHaveBeenCalledTimes(1);
});
