// What people must know before they write: the task has ended, the sandbox is not there, the log cannot be read.
import { type JSX, Match, Show, Switch } from "solid-js";

import { type SessionLog, request } from "../client";
import { endingWords } from "../overview/ends";
import { Button, Icon, type IconName, attempt } from "../ui";
import type { AgentSession } from "./contract";
import { Provisioning } from "./Provisioning";
import type { TaskState } from "./task-state";

export interface StripsProps {
  state: TaskState;
  session: AgentSession | undefined;
  log: SessionLog;
  /** Why the session has failed is the last thing that was said. */
  isSaid: boolean;
  /** Sends the last message again, if there is one. */
  sendAgain(): Promise<void> | undefined;
}

export function Strips(props: StripsProps): JSX.Element {
  const sandbox = () => props.state.sandbox();
  const status = () => props.state.task.record()?.status;
  const ending = () => {
    const known = sandbox();
    return known && endingWords(known, (userId) => props.state.person(userId)?.login);
  };
  /** With what became of unpushed work. */
  const withNote = (text: string) => [text, sandbox()?.note].filter(Boolean).join(" ");

  /** Whatever waits is sent again; that makes the sandbox. */
  async function tryAgain(): Promise<void> {
    const { session, state } = props;
    if (session && session.queue.length > 0) {
      await attempt("It was not tried again", () => request("task.resumeQueue", state.key(), { sessionId: session.sessionId }));
    } else await props.sendAgain();
  }

  return (
    <>
      <Show when={props.log.status() === "refused" && props.log.problem()}>
        {(problem) => <Note tone="danger" icon="circle-alert" text={`What was said cannot be read: ${problem().message}`} />}
      </Show>
      <Switch>
        <Match when={props.state.isEnded()}>
          <Note icon="archive" text={withNote(`This task is ${status() === "killed" ? "ended" : "archived"}. What was said stays; nothing more can be asked.`)} />
        </Match>
        <Match when={sandbox()?.status === "provisioning" && sandbox()}>{(sandbox) => <Provisioning sandbox={sandbox()} />}</Match>
        <Match when={sandbox()?.status === "failed" && sandbox()}>
          {(sandbox) => <Provisioning sandbox={sandbox()} onTryAgain={props.session ? tryAgain : undefined} />}
        </Match>
        <Match when={sandbox()?.status === "paused"}>
          <Note icon="coffee" text="The sandbox rests, with all that is in it. The next message wakes it." />
        </Match>
        <Match when={sandbox()?.status === "expired"}>
          <Note icon="coffee" text={withNote("The sandbox has expired. The next message makes another one.")} />
        </Match>
        <Match when={ending()}>
          {(text) => <Note icon={sandbox()?.status === "destroying" ? "hourglass" : "coffee"} text={withNote(text())} />}
        </Match>
        <Match when={!props.isSaid && props.session?.status === "error" && props.session.error}>
          {(error) => (
            <Note tone="danger" icon="circle-alert" text={error()}>
              <Show when={props.session && props.session.queue.length > 0}>
                <Button size="small" onClick={() => void tryAgain()}>Try again</Button>
              </Show>
            </Note>
          )}
        </Match>
      </Switch>
    </>
  );
}

function Note(props: { icon: IconName; text: string; tone?: "danger"; children?: JSX.Element }): JSX.Element {
  return (
    <div class="session-note" data-tone={props.tone} role={props.tone === "danger" ? "alert" : "status"}>
      <Icon name={props.icon} size={14} />
      <span>{props.text}</span>
      {props.children}
    </div>
  );
}
