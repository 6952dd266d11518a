import type { components } from "../wire/wire.gen";

type Schemas = components["schemas"];

export type JournalEntry = Schemas["JournalEntry"];
export type Outcome = Schemas["Outcome"];
export type WorkflowRun = Schemas["WorkflowRun"];
export type WorkflowStep = Schemas["WorkflowStep"];
export type DeadLetter = Schemas["DeadLetter"];
