import { createSignal, createUniqueId, type JSX, onCleanup, onMount, Show } from "solid-js";
import { Button, IconButton } from "./button";
import "./dialog.css";

export interface DialogProps {
  open: boolean;
  onClose(): void;
  title: string;
  /** Below the title: what it is about. */
  about?: JSX.Element;
  /** In pixels: 440 without one. */
  width?: number;
  /** The buttons at the end. */
  actions?: JSX.Element;
  /** What is typed would be lost: a click beside it does not close it. */
  isSticky?: boolean;
  children?: JSX.Element;
}

/** A window above the page, which keeps the focus until it closes. What is inside exists only while it is open. */
export function Dialog(props: DialogProps) {
  return (
    <Show when={props.open}>
      <Opened {...props} />
    </Show>
  );
}

function Opened(props: DialogProps) {
  const id = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  const before = document.activeElement;
  onMount(() => dialog?.showModal());
  onCleanup(() => {
    dialog?.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  });
  const beside = (event: MouseEvent) => {
    if (event.target === dialog && !props.isSticky) props.onClose();
  };
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      style={{ width: `${props.width ?? 440}px` }}
      onCancel={(event) => (event.preventDefault(), props.onClose())}
      onMouseDown={beside}
      on:keydown={(event) => event.stopPropagation()}
    >
      <div class="dialog-inside">
        <header class="dialog-header">
          <h2 id={id}>{props.title}</h2>
          <IconButton icon="x" label="Close" kbd="Escape" onClick={() => props.onClose()} />
        </header>
        <Show when={props.about}>
          <div class="dialog-about">{props.about}</div>
        </Show>
        {props.children}
        <Show when={props.actions}>
          <footer class="dialog-actions">{props.actions}</footer>
        </Show>
      </div>
    </dialog>
  );
}

interface Question {
  title: string;
  about?: string;
  /** What the button says: the thing that is done. */
  action: string;
  danger?: boolean;
}

const [asked, setAsked] = createSignal<Question & { answer: (is: boolean) => void }>();

/** Asks before something that cannot be undone. `false`: rather not. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => setAsked({ ...question, answer: resolve }));
}

/** Shows what `confirm` asks; once in the page. */
export function ConfirmHost() {
  const answer = (is: boolean) => {
    asked()?.answer(is);
    setAsked(undefined);
  };
  return (
    <Show when={asked()} keyed>
      {(question) => (
        <Dialog
          open
          onClose={() => answer(false)}
          title={question.title}
          about={question.about}
          actions={
            <>
              <Button onClick={() => answer(false)}>Cancel</Button>
              <Button kind={question.danger ? "danger" : "primary"} autofocus onClick={() => answer(true)}>
                {question.action}
              </Button>
            </>
          }
        />
      )}
    </Show>
  );
}
