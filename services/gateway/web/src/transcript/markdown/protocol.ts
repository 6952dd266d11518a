// What the page and its markdown worker say to each other.

import type { Block } from "./nodes";

/** A text as it is now. */
export interface Read {
  /** Of the text: the same for all its lengths. */
  id: number;
  text: string;
  /** It grows no more: its code is highlighted, and the worker forgets it. */
  isDone: boolean;
}

/** Its blocks: so many of those before stay. Once more when its code is highlighted. */
export interface Shown {
  id: number;
  keep: number;
  blocks: Block[];
  /** Nothing more comes for what was asked. */
  isFinal: boolean;
}

/** A text that grows no more before it is done: its reader has gone. */
export interface Forget {
  forget: number;
}
