// What was asked in all of a task's sessions that were opened here, and a jump to it.
import { For, type JSX, createSignal } from "solid-js";

import { everyMinute } from "../client";
import { type PromptItem, clock } from "../transcript";
import { IconButton, Popover } from "../ui";

export interface AskedIn {
  sessionId: string;
  name: string;
  prompts: PromptItem[];
}

/** So much of each is shown. */
const PREVIEW = 80;

export function Prompts(props: { asked: AskedIn[]; onJump(sessionId: string, itemId: string): void }): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  let anchor: HTMLButtonElement | undefined;
  // By time, whichever session they are of.
  const all = () =>
    props.asked
      .flatMap(({ sessionId, name, prompts }) => prompts.map((prompt) => ({ sessionId, name, prompt })))
      .sort((one, other) => one.prompt.at - other.prompt.at);
  return (
    <>
      <IconButton
        ref={(element: HTMLButtonElement) => (anchor = element)}
        icon="list"
        label={`What was asked: ${all().length}`}
        reason={all().length === 0 ? "Nothing yet" : undefined}
        aria-haspopup="dialog"
        aria-expanded={isOpen()}
        onClick={() => setOpen(!isOpen())}
      />
      <Popover open={isOpen()} onClose={() => setOpen(false)} anchor={() => anchor} label="What was asked" align="end" class="session-prompts">
        <p class="menu-heading">{all().length} asked</p>
        <For each={all()}>
          {({ sessionId, name, prompt }, at) => (
            <button
              type="button"
              class="menu-item"
              autofocus={at() === all().length - 1}
              onClick={() => (setOpen(false), props.onJump(sessionId, prompt.id))}
            >
              <span class="menu-text">
                {prompt.text.replace(/\s+/g, " ").trim().slice(0, PREVIEW) || "Attachments"}
                <span class="menu-hint">{name} · {clock(prompt.at, everyMinute())}</span>
              </span>
            </button>
          )}
        </For>
      </Popover>
    </>
  );
}
