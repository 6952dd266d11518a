// A session's events by their indexes: pure. Without a gap, without a twin, whatever comes in whichever order.
import type { SessionEvent } from "../wire";

/** How many events that came too early are kept until what is before them is read. */
const AHEAD = 2_000;

export class EventLog {
  readonly events: SessionEvent[] = [];
  /** The index of the event that is expected next; undefined before `begin`. */
  next: number | undefined;
  /** The index of the session's newest event, as far as it is known. */
  last = 0;
  /** The index of its oldest event that is kept: what was said before was removed. */
  first = 1;
  private start = 0;
  private readonly ahead = new Map<number, SessionEvent>();

  /** Only what is behind the index `after` is held. */
  begin(after: number, last: number): void {
    this.start = after;
    this.next = after + 1;
    this.last = last;
  }

  /** How many events are before the first one that is held. */
  get before(): number {
    return this.events[0] ? this.events[0].index - 1 : this.start;
  }

  /** Whether there is something to read before the first one that is held. */
  get hasOlder(): boolean {
    return this.before >= this.first;
  }

  get hasGap(): boolean {
    return this.ahead.size > 0;
  }

  get isAtEnd(): boolean {
    return this.next !== undefined && this.next > this.last;
  }

  /** Takes in events that came. `gap`: something before them is missing, and must be read. */
  append(events: readonly SessionEvent[], last: number): "ok" | "gap" {
    this.last = Math.max(this.last, last);
    for (const event of events) this.take(event);
    for (let event = this.ahead.get(this.next ?? 0); event; event = this.ahead.get(this.next ?? 0)) this.take(event);
    return this.hasGap ? "gap" : "ok";
  }

  /** Puts an older page in front, if it ends where the first event begins. */
  prepend(page: readonly SessionEvent[]): void {
    const before = this.before;
    const fitting = page.filter((event) => event.index <= before);
    if (fitting.at(-1)?.index !== before) return;
    this.events.unshift(...fitting);
  }

  /** What came too early cannot be reached; it comes again. */
  forgetAhead(): void {
    this.ahead.clear();
  }

  private take(event: SessionEvent): void {
    if (this.next === undefined || event.index > this.next) {
      if (this.ahead.size < AHEAD) this.ahead.set(event.index, event);
      return;
    }
    this.ahead.delete(event.index);
    if (event.index < this.next) return;
    this.events.push(event);
    this.next += 1;
    this.last = Math.max(this.last, event.index);
  }
}
