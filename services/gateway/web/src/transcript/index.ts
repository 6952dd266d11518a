// What other folders use of the transcript.
export { TranscriptProvider, type Permission, type Person, type TranscriptContext } from "./context";
export { PinnedPlan } from "./cards/Plan";
export { Find } from "./Find";
export { Transcript, type TranscriptHandle } from "./Transcript";
export { activePlan } from "./fold/transcript";
export { type Folds, createFolds } from "./folds";
export { withUnread } from "./unread-line";
export { createRows, type Row, type Rows } from "./rows";
export type { EndItem, Item, PromptItem } from "./fold/items";
export { clock, count, money } from "./format";
