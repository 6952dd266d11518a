// What is thrown away of a review can be had back for a moment.
import { plural } from "../checks/summary";
import { toast } from "../ui";
import type { Review } from "./kept";
import type { Comment } from "./review";

export function discardComments(review: Review, comments: readonly Comment[]): void {
  const gone = comments.map((comment) => ({ ...comment }));
  review.remove(gone);
  toast({ text: `${plural(gone.length, "comment")} discarded`, action: { label: "Undo", run: () => review.restore(gone) } });
}

export function discardWriting(review: Review): void {
  const writing = review.writing();
  review.write(undefined);
  if (!writing?.text.trim()) return;
  const gone = { ...writing };
  toast({ text: "What you wrote was discarded", action: { label: "Undo", run: () => review.write(gone) } });
}
