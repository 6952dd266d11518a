import { expect, it } from "vitest";
import { news } from "./news";

const needing = (taskId: string, why = "The last turn failed") => ({ organizationId: "acme", taskId, title: `Task ${taskId}`, why });

it("says which task needs somebody, and why, and opens it", () => {
  expect(news([needing("a")], [needing("a"), needing("b")])).toEqual({ title: "Task b", body: "The last turn failed", opens: needing("b") });
});

it("says it again when a task needs somebody for another reason, also when as many do as before", () => {
  expect(news([needing("a"), needing("b")], [needing("a", "An agent waits for an answer")])?.body).toContain("waits");
});

it("names several in one", () => {
  const many = ["a", "b", "c", "d", "e", "f"].map((id) => needing(id));
  expect(news([], many)).toMatchObject({ title: "6 tasks need you", opens: needing("a") });
  expect(news([], many)?.body).toContain("and 2 more");
});

it("says nothing of what was so already, of what is over, and of what was there when the page came", () => {
  expect(news([needing("a"), needing("b")], [needing("b")])).toBeUndefined();
  expect(news(undefined, [needing("a")])).toBeUndefined();
  expect(news([needing("a")], undefined)).toBeUndefined();
});
