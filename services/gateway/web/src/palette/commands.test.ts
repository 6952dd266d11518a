import { createRoot, createSignal } from "solid-js";
import { expect, it, vi } from "vitest";
import { commands, CommandsCount, registerCommands, runCommand } from "./commands";

const command = (id: string, run = () => {}) => ({ id, title: id, group: "Task", run });

it("lists what is registered, until its component is gone", () => {
  const dispose = createRoot((dispose) => {
    registerCommands(() => [command("a"), command("b")]);
    return dispose;
  });
  expect(commands().map((one) => one.id)).toEqual(["a", "b"]);
  dispose();
  expect(commands()).toEqual([]);
});

it("lets a later registration stand for an earlier one of the same id", () => {
  createRoot((dispose) => {
    const [first, second] = [vi.fn(), vi.fn()];
    registerCommands(() => [command("a", first)]);
    registerCommands(() => [command("a", second)]);
    expect(runCommand("a")).toBe("ran");
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
    dispose();
  });
});

it("does not run what cannot be done, and says why", () => {
  createRoot((dispose) => {
    const run = vi.fn();
    registerCommands(() => [{ ...command("a", run), unavailable: () => "The task is archived" }]);
    expect(runCommand("a")).toEqual({ unavailable: "The task is archived" });
    expect(run).not.toHaveBeenCalled();
    expect(runCommand("nothing")).toBe("unknown");
    dispose();
  });
});

it("does not list what belongs to a part that is left", () => {
  createRoot((dispose) => {
    const [isCurrent, setCurrent] = createSignal(true);
    CommandsCount({ value: isCurrent, get children() {
      registerCommands(() => [command("a")]);
      return undefined;
    } });
    const listed = () => commands().map((one) => one.id);
    expect(listed()).toEqual(["a"]);
    setCurrent(false);
    expect([listed(), runCommand("a")]).toEqual([[], "unknown"]);
    dispose();
  });
});
