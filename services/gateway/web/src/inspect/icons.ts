import type { IconName } from "../ui";
import type { ActorKind } from "./actors";

/** A shape for each kind of actor. */
export const ACTOR_ICONS: Record<ActorKind, IconName> = {
  organization: "layers",
  task: "git-branch",
  sandbox: "container",
  githubData: "satellite-dish",
  auditLog: "scroll-text",
  user: "user",
};
