// The one socket: opened, watched, and opened again. It knows nothing of topics.
//
// Every WebSocket object has an epoch; what a given-up one still says or does is nobody's business any more.
import type { LiveClientMessage, LiveServerMessage } from "../wire";

/** How long a handshake may take before the socket is given up, in milliseconds. */
export const HANDSHAKE = 10_000;
/** How often a sign of life is asked for, and how long it may take: a gateway that answers nothing any more is noticed within 12 s. */
export const HEARTBEAT = 7_000;
export const HEARTBEAT_ANSWER = 5_000;
/** Between two attempts: doubled from the first to the last, then cut by up to a half at random. */
export const FIRST_RETRY = 1_000;
export const LAST_RETRY = 30_000;

/** The gateway's word that the sign-in is over. */
const SIGNED_OUT = 4401;

export interface SocketEvents {
  opened(): void;
  frame(frame: LiveServerMessage): void;
  /** It is lost; another attempt follows at `retryAt`, in milliseconds since 1970. */
  lost(retryAt: number, wasOpen: boolean): void;
  signedOut(): void;
}

/** The part of a WebSocket that is used here. */
export type Wire = Pick<WebSocket, "send" | "close" | "onopen" | "onmessage" | "onclose" | "onerror">;

export class LiveSocket {
  private epoch = 0;
  private wire: Wire | undefined;
  private isOpen = false;
  private attempts = 0;
  private retry: Timer;
  private handshake: Timer;
  private heartbeat: Timer;
  private answer: Timer;

  constructor(
    private readonly events: SocketEvents,
    private readonly dial: () => Wire,
    private readonly random: () => number = Math.random,
  ) {}

  /** Connects at once, unless that is under way or done. */
  start(): void {
    if (this.wire) return;
    this.clearTimers();
    const epoch = ++this.epoch;
    const current = () => epoch === this.epoch;
    const wire = this.dial();
    this.wire = wire;
    this.handshake = setTimeout(() => current() && this.lose(), HANDSHAKE);
    wire.onopen = () => {
      if (!current()) return;
      clearTimeout(this.handshake);
      this.isOpen = true;
      this.heartbeat = setInterval(() => this.ping(), HEARTBEAT);
      this.events.opened();
    };
    wire.onmessage = ({ data }: MessageEvent) => {
      if (current()) this.hear(String(data));
    };
    wire.onclose = ({ code }: CloseEvent) => {
      if (!current()) return;
      if (code !== SIGNED_OUT) return this.lose();
      this.stop();
      this.events.signedOut();
    };
    // A close follows each error, and tells more.
    wire.onerror = null;
  }

  /** Gives the socket up, and tries no more. */
  stop(): void {
    this.abandon();
    this.attempts = 0;
  }

  /** Says it if the socket is open. `false`: it is not, and nothing is kept. */
  send(message: LiveClientMessage): boolean {
    if (!this.isOpen || !this.wire) return false;
    this.wire.send(JSON.stringify(message));
    return true;
  }

  /** The network is back, or somebody looks at the page: a waiting attempt begins now, an open socket is tested. */
  hurry(): void {
    if (this.isOpen) return this.ping();
    if (!this.wire && this.retry !== undefined) this.start();
  }

  private hear(text: string): void {
    clearTimeout(this.answer);
    this.answer = undefined;
    this.attempts = 0;
    const frame = JSON.parse(text) as LiveServerMessage;
    if (frame.type !== "pong") this.events.frame(frame);
  }

  private ping(): void {
    this.send({ type: "ping" });
    const epoch = this.epoch;
    this.answer ??= setTimeout(() => epoch === this.epoch && this.lose(), HEARTBEAT_ANSWER);
  }

  private lose(): void {
    const wasOpen = this.isOpen;
    this.abandon();
    const longest = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** this.attempts);
    const wait = Math.round(longest * (1 - this.random() / 2));
    this.attempts += 1;
    this.retry = setTimeout(() => this.start(), wait);
    this.events.lost(Date.now() + wait, wasOpen);
  }

  private abandon(): void {
    this.epoch += 1;
    this.clearTimers();
    this.isOpen = false;
    this.wire?.close();
    this.wire = undefined;
  }

  private clearTimers(): void {
    for (const timer of [this.retry, this.handshake, this.heartbeat, this.answer]) clearTimeout(timer);
    this.retry = this.handshake = this.heartbeat = this.answer = undefined;
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined;
