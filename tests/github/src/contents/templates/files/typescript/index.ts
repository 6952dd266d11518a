// {title}: what an order costs.
export { totalCents } from "./totals.ts";
export type { Line } from "./totals.ts";
