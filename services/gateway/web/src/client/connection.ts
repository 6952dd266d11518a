// The page's connection: the socket, what is followed over it, and how it stands.
import { createEffect, createMemo, createRoot, createSignal } from "solid-js";
import type { Attending, LiveClientMessage, LiveServerMessage, Showing } from "../wire";
import { paced, perPicture } from "./batch";
import { checkBuild, isOutdated } from "./build";
import { everySecond } from "./clock";
import { identify, session } from "./identity";
import { LiveSocket } from "./socket";
import { Subscriptions } from "./subscriptions";

/** `connecting`: for the first time, or again; `offline`: the browser has no network. */
export type ConnectionState = "live" | "connecting" | "offline" | "signedOut";

/** In milliseconds. */
const SIGNED_OUT_PAUSE = 1_000;
/** Most commands are answered sooner: whoever leaves at once is not asked. */
const LATE = 1_000;
/** What agents say is read no quicker than this, and less often by who types: their own keys are to be in the next picture. */
const SAID_EVERY = 50;
const SAID_BESIDE_KEYS_EVERY = 150;
/** Whoever has pressed a key so recently is typing. */
const TYPING = 500;

const [isOpen, setOpen] = createSignal(false);
const [retryAt, setRetryAt] = createSignal<number>();
const [isOnline, setOnline] = createSignal(navigator.onLine);
const [waitingCommands, setWaitingCommands] = createSignal(0);

const hear = (frame: LiveServerMessage) => subscriptions.frame(frame);
const told = perPicture(hear);
let keyAt = -Infinity;
window.addEventListener("keydown", () => (keyAt = performance.now()), { capture: true, passive: true });
const said = perPicture(hear, paced(() => (performance.now() - keyAt < TYPING ? SAID_BESIDE_KEYS_EVERY : SAID_EVERY)));

const socket = new LiveSocket(
  {
    opened() {
      setOpen(true);
      setRetryAt(undefined);
      subscriptions.opened();
      socket.send({ type: "show", showing: shown });
      if (attended) socket.send({ type: "attend", at: attended });
      void checkBuild();
    },
    frame: (frame) => (frame.type === "events" ? said : told)(frame),
    lost(retryAt, wasOpen) {
      setOpen(false);
      setRetryAt(retryAt);
      // A handshake that is refused does not say why; whether the sign-in is over, a request tells.
      if (!wasOpen) void identify();
    },
    signedOut() {
      setOpen(false);
      // If it is only this socket that is told so, it is opened again; not at once, should that repeat itself.
      setTimeout(() => void identify().then(() => session() && socket.start()), SIGNED_OUT_PAUSE);
    },
  },
  () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/v1/live`),
);

export const subscriptions = new Subscriptions((message) => void socket.send(message));

/** Says something on the socket. `false`: it is not open, and nothing is kept. */
export const say = (message: LiveClientMessage): boolean => socket.send(message);

let shown: Showing | null = null;

/** Tells which session this page shows, if any: what finishes there is read already. */
export function show(showing: Showing | null): void {
  if (JSON.stringify(showing) === JSON.stringify(shown)) return;
  shown = showing;
  socket.send({ type: "show", showing });
}

let attended: Attending | null = null;

/** Tells at which task this page's person is, and what they do there; null: at none. */
export function attend(at: Attending | null): void {
  if (JSON.stringify(at) === JSON.stringify(attended)) return;
  attended = at;
  socket.send({ type: "attend", at });
}

export const connection = {
  state(): ConnectionState {
    if (session() === null) return "signedOut";
    if (isOpen()) return "live";
    return isOnline() ? "connecting" : "offline";
  },
  /** Seconds until the next attempt; 0 while one is under way. */
  retryIn: (): number => Math.max(0, Math.ceil(((retryAt() ?? 0) - everySecond()) / 1_000)),
  /** How many commands wait for an answer that the connection holds up. */
  waitingCommands,
  retryNow: (): void => socket.hurry(),
  /** Whether the gateway has a newer page than this one. */
  isOutdated,
};

/** When each command was sent that has no answer and would be lost with the page. */
const unanswered = new Set<{ at: number }>();

/** A command without an answer, which leaving the page would lose. Gives its end. */
export function guardLeaving(): () => void {
  const sent = { at: Date.now() };
  unanswered.add(sent);
  return () => void unanswered.delete(sent);
}

/** So many commands wait now. */
export const showWaiting = (count: number): void => void setWaitingCommands(count);

createRoot(() => {
  // Who it is, and not each answer that says so again: a waiting attempt keeps its time.
  const personId = createMemo(() => session()?.userId);
  createEffect<string | undefined>((before) => {
    const person = personId();
    if (before && person !== before) {
      // What one person was told is not for the next one.
      socket.stop();
      setOpen(false);
      subscriptions.clear();
      if (person) location.reload();
    }
    if (person) socket.start();
    return person;
  });
});

window.addEventListener("online", () => (setOnline(true), socket.hurry()));
window.addEventListener("offline", () => setOnline(false));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) socket.hurry();
});
// What has no answer may be lost with the page, so the browser asks first.
window.addEventListener("beforeunload", (event) => {
  const isLate = ({ at }: { at: number }) => Date.now() - at > LATE;
  if ([...unanswered].some(isLate)) event.preventDefault();
});
// Another tab has signed out, or in as somebody else.
window.addEventListener("storage", ({ key }) => {
  if (key === "foundry:signed-in") void identify();
});
