// What is typed into a terminal, given on no quicker than the gateway takes it: a paste of a megabyte arrives in whole, and
// whoever breaks it off is heard at once. Knows no page and no socket.

/** Frames that are sent and not taken yet. The gateway lets 64 KiB wait; eight kilobytes are in each. */
const UNDER_WAY = 4;

/** The gateway takes 256 KiB in a second from one page, and counts each frame for some, however little is in it. */
const BYTES_PER_SECOND = 192 * 1024;
const BURST_BYTES = 64 * 1024;
const FRAME_COST = 256;

/** Breaks off what runs, and what of a paste is still on its way to it. */
const INTERRUPT = "\u0003";

export interface Line {
  now(): number;
  /** Sends a frame. `false`: there is no connection. */
  send(data: string): boolean;
  /** Of what was taken on, the rest was not sent, and is not kept. */
  lost(): void;
}

export class Input {
  private waiting: string[] = [];
  private sent = 0;
  private taken = 0;
  /** When what was sent so far is paid for, at the pace that is allowed. */
  private paidAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly line: Line) {}

  /** Takes it on. `false`: there is no connection, and nothing of it is kept. */
  put(text: string, frames: string[]): boolean {
    if (text === INTERRUPT) this.waiting = [];
    const isFirst = this.waiting.length === 0;
    this.waiting.push(...frames);
    if (!isFirst || this.goOn()) return true;
    this.waiting = [];
    return false;
  }

  /** So many frames are with the process, of all since the terminal is followed. */
  hasTaken(count: number): void {
    this.taken = count;
    this.goOnOrLose();
  }

  /** The gateway has not taken it: what follows would be something else without it. */
  refused(): void {
    this.begin();
    this.sent = this.taken;
  }

  /** The terminal is followed anew: frames are counted from the beginning. */
  begun(): void {
    this.begin();
    this.sent = this.taken = 0;
  }

  end(): void {
    clearTimeout(this.timer);
    this.waiting = [];
  }

  private begin(): void {
    clearTimeout(this.timer);
    if (this.waiting.length > 0) this.line.lost();
    this.waiting = [];
  }

  private goOnOrLose(): void {
    if (!this.goOn()) this.begin();
  }

  /** Sends what may be sent now. `false`: there is no connection. */
  private goOn(): boolean {
    clearTimeout(this.timer);
    while (this.waiting.length > 0 && this.sent - this.taken < UNDER_WAY) {
      const [data = ""] = this.waiting;
      const early = this.paidAt - this.line.now() - (BURST_BYTES / BYTES_PER_SECOND) * 1_000;
      if (early > 0) {
        this.timer = setTimeout(() => this.goOnOrLose(), early);
        return true;
      }
      if (!this.line.send(data)) return false;
      this.waiting.shift();
      this.sent += 1;
      const cost = (data.length * 3) / 4 + FRAME_COST;
      this.paidAt = Math.max(this.paidAt, this.line.now()) + (cost / BYTES_PER_SECOND) * 1_000;
    }
    return true;
  }
}
