// Where people write to an agent. Nothing that was typed here is ever lost: see draft-book.
import { type JSX, Show, batch, createEffect, createMemo, createSignal, on, onCleanup, onMount } from "solid-js";

import { Problem, connection } from "../client";
import { drafting, typed } from "../presence/doing";
import { Button, Icon } from "../ui";
import { attachTo, fileAttachment, target } from "./attachments";
import { type Draft, EMPTY, type Place } from "./draft-book";
import { drafts } from "./drafts";
import { Attached } from "./Attached";
import { takeFiles } from "./files";
import { Suggest } from "./Suggest";
import type { Suggestion } from "./suggestions";
import { tooLong } from "./text-limit";
import type { Command } from "../transcript/fold/items";
import "./composer.css";

export interface ComposerProps {
  place: Place;
  placeholder: string;
  /** Takes the focus when it is shown. */
  autofocus?: boolean;
  /** Why nothing can be sent now; undefined when it can. */
  blocked?: string;
  /** A turn is under way: what is sent waits, and it can be stopped. */
  isRunning: boolean;
  isStopping: boolean;
  /** What is sent waits: a turn is under way, or the queue is paused. Why, in a sentence. */
  waits?: string;
  /** What sending it does besides. */
  note?: string;
  /** Whether the agent takes images; undefined while nobody knows. */
  takesImages: boolean | undefined;
  /** When this person's draft last changed on the server; undefined when there is none. */
  draftAt: number | undefined;
  commands: Command[];
  /** What was asked before, newest first. */
  history: string[];
  /** Below the text, at its left. */
  options?: JSX.Element;
  /** Why it is not taken, and stays in the composer; undefined when it is. */
  onSend(draft: Draft): string | undefined;
  onStop(): void;
  /** Sends into the turn under way; undefined where the agent does not offer it. */
  onSteer?(draft: Draft): string | undefined;
}

/** The browser itself gives a field its text's height. Measuring it lays the whole page out at each key. */
const GROWS = CSS.supports("field-sizing", "content");

/** As high as its text; the style sheet bounds it. */
function grow(area: HTMLTextAreaElement): void {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

export function Composer(props: ComposerProps): JSX.Element {
  let area!: HTMLTextAreaElement;
  const [draft, setDraft] = createSignal<Draft>(drafts().read(props.place), { equals: false });
  const [problem, setProblem] = createSignal<string>();
  const [isDropping, setDropping] = createSignal(false);
  const [caret, setCaret] = createSignal(0);
  let recalled = -1;

  // Another session is another draft; the one that was left has been saved where it was written.
  createEffect(
    on(() => `${props.place.taskId}/${props.place.sessionId}`, () => {
      const place = { ...props.place };
      setDraft(drafts().read(place));
      setProblem(undefined);
      recalled = -1;
      onCleanup(target(place, () => area.focus()));
      const isHere = (other: Place) => other.taskId === place.taskId && other.sessionId === place.sessionId;
      onCleanup(drafts().listen((other) => isHere(other) && setDraft(drafts().read(place))));
    }),
  );
  // What was written on another device; what could not be read is, when the connection is back.
  createEffect(() => {
    const [place, updatedAt] = [{ ...props.place }, props.draftAt];
    if (updatedAt !== undefined && connection.state() === "live") drafts().hear(place, updatedAt);
  });
  createEffect(() => {
    if (area.value !== draft().text) area.value = draft().text;
    if (!GROWS) grow(area);
  });

  onMount(() => props.autofocus && area.focus());

  const long = createMemo(() => tooLong(draft().text.trim()));
  const isEmpty = () => draft().text.trim() === "" && draft().attachments.length === 0;
  const [hasFocus, setFocus] = createSignal(false);
  createEffect(() => drafting(hasFocus() && !isEmpty()));
  onCleanup(() => drafting(false));

  const kept = () => {
    const place = { ...props.place };
    if (!draft()) return undefined;
    const isUnsaved = drafts().isUnsaved(place);
    if (isUnsaved && connection.state() !== "live") return "Kept here until you are online";
    const problem = drafts().problem(place);
    if (!problem) return undefined;
    return `${isUnsaved ? "Kept in this browser alone" : "What was written elsewhere cannot be read"}: ${Problem.of(problem).detail}`;
  };
  const edit = (next: Partial<Draft>) => drafts().edit({ ...props.place }, { ...draft(), ...next });
  function send(how: (draft: Draft) => string | undefined): void {
    if (isEmpty() || long() || props.blocked) return;
    const place = { ...props.place };
    const why = how({ text: draft().text.trim(), attachments: draft().attachments });
    setProblem(why);
    if (why) return;
    // Only now: what was sent is kept there.
    recalled = -1;
    drafts().edit(place, EMPTY);
    area.focus();
  }

  function pick({ text, caret, attaches }: Suggestion): void {
    edit({ text });
    if (attaches) attachTo({ ...props.place }, fileAttachment(attaches));
    area.focus();
    area.setSelectionRange(caret, caret);
    setCaret(caret);
  }

  const onInput = () =>
    batch(() => {
      recalled = -1;
      typed();
      setCaret(area.selectionStart);
      edit({ text: area.value });
    });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const isSend = event.key === "Enter" && !event.shiftKey && !event.altKey;
    if (isSend) {
      event.preventDefault();
      if (!event.repeat) send(props.onSend);
    } else if (event.key === "ArrowUp" && (draft().text === "" || recalled >= 0)) recall(event, recalled + 1);
    else if (event.key === "ArrowDown" && recalled >= 0) recall(event, recalled - 1);
  }

  function recall(event: KeyboardEvent, at: number): void {
    if (at >= props.history.length || area.selectionStart !== area.selectionEnd) return;
    event.preventDefault();
    recalled = at;
    edit({ text: props.history[at] ?? "" });
  }

  const hasFiles = (data: DataTransfer | null) => data?.types.includes("Files") ?? false;
  /** A browser forgets what was pasted or dropped when its event is over. */
  const take = (data: DataTransfer | null) => void takeFiles({ ...props.place }, [...(data?.files ?? [])], props.takesImages, setProblem);

  function onPaste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!hasFiles(data)) return;
    // A text beside the files is pasted as one.
    if (!data?.getData("text/plain")) event.preventDefault();
    take(data);
  }
  function onDrop(event: DragEvent): void {
    setDropping(false);
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    take(event.dataTransfer);
  }

  return (
    <div
      class="composer"
      classList={{ "composer-dropping": isDropping() }}
      onDragOver={(event) => hasFiles(event.dataTransfer) && (event.preventDefault(), setDropping(true))}
      onDragLeave={() => setDropping(false)}
      onDrop={onDrop}
    >
      <Attached attachments={draft().attachments} onRemove={(id) => edit({ attachments: draft().attachments.filter((other) => other.id !== id) })} />
      <Suggest place={props.place} text={draft().text} caret={caret()} commands={props.commands} area={() => area} onPick={pick} />
      <textarea
        ref={area}
        class="composer-text"
        rows={1}
        aria-label="Message to the agent"
        placeholder={props.placeholder}
        aria-invalid={long() !== undefined}
        onFocus={() => setFocus(true)}
        onBlur={() => setFocus(false)}
        onInput={onInput}
        onSelect={() => setCaret(area.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <Show when={long()}>{(long) => <p class="composer-note composer-wrong" role="status">{long()}</p>}</Show>
      <Show when={problem()}>{(problem) => <p class="composer-note" role="status">{problem()}</p>}</Show>
      <div class="composer-foot">
        {props.options}
        <span class="composer-end">
          <Show when={props.blocked ?? kept() ?? (isEmpty() ? undefined : props.note)}>
            {(note) => <span class="composer-note truncate">{note()}</span>}
          </Show>
          <Show when={props.isRunning}>
            <Button
              kind="danger"
              size="small"
              icon="circle-stop"
              class="composer-stop"
              kbd="Escape Escape"
              tip="Stop the agent"
              disabled={props.isStopping}
              onClick={props.onStop}
            >
              {props.isStopping ? "Stopping" : "Stop"}
            </Button>
          </Show>
          <Show when={props.isRunning && props.onSteer}>
            {(steer) => (
              <Button size="small" icon="route" disabled={isEmpty() || long() !== undefined} tip="Told while it works" onClick={() => send(steer())}>Steer</Button>
            )}
          </Show>
          <Button
            kind="primary"
            size="small"
            icon={props.waits ? "list" : "arrow-up"}
            class="composer-send"
            kbd="Enter"
            tip={props.waits ?? "Send"}
            disabled={isEmpty() || long() !== undefined || props.blocked !== undefined}
            onClick={() => send(props.onSend)}
          >
            {props.waits ? "Queue" : "Send"}
          </Button>
        </span>
      </div>
      <Show when={isDropping()}><div class="composer-drop"><Icon name="image" /> Drop images and texts here</div></Show>
    </div>
  );
}
