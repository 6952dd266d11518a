// The one module that speaks to the gateway.
export { useAttendants } from "./attendance";
export { everyMinute, everySecond } from "./clock";
export { type CommandAnswer, type CommandBody, type CommandName, type QueryAnswer, type QueryName, type QueryParams } from "../wire";
export { keepHere } from "./keep";
export { newId, request, type RequestOptions, type Undo } from "./commands";
export { attend, connection, type ConnectionState, say, show, subscriptions } from "./connection";
export { Problem, query, send } from "./http";
export { forget, hasSignedOut, identify, proof, session, type Session, sessionProblem, signInAddress, signOut, tracesUrl, wasSignedIn } from "./identity";
export { sent } from "./sent";
export { followSession, type SessionLog } from "./session-log";
export { follow, type Optimism, patch, type Topic, type TopicStatus } from "./topics";
export { type OrganizationViews, useMe, useOrganization, useSandbox, useTask, useTaskOrLine } from "./views";
export { whenBack } from "./when-back";
export type { Followed } from "./subscriptions";
