// Where the rail is, in windows of every shape.
import { right, setDrawerOpen, shape, showPane } from "../app/panels";

/** Brings the rail in sight. */
export function showRail(): void {
  if (shape() === "single") showPane("details");
  else if (shape() === "drawer") setDrawerOpen(true);
  else right.setOpen(true);
}

/** Brings what is in the middle in sight, where the rail lies over it. */
export function showMiddle(): void {
  if (shape() === "single") showPane("session");
  else if (shape() === "drawer") setDrawerOpen(false);
}
