/** A new task: what is to be done, where, and then everything up to the agent's first turn. Nothing typed is lost. */

import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, createSignal, on, Show } from "solid-js";
import { createStore } from "solid-js/store";
import { newId, Problem, useOrganization } from "../client";
import { useSessionBody } from "../session/create";
import { Button, Dialog, Kbd, Notice, toastProblem, TraceLink, traceOf } from "../ui";
import { AgentField } from "./AgentField";
import { BranchField } from "./BranchField";
import { NewTaskChain, type Stage } from "./chain";
import { dropDraft, keepDraft, readDraft } from "./draft";
import { MOST, taskForm, type Typed, withPreset, type Wrong, wrong } from "./form";
import { closeNewTask, type Preset, preset } from "./open";
import { RepositoryField } from "./RepositoryField";
import { saveDraft, sendTo } from "./send";
import { Stages } from "./Stages";
import "./new-task.css";

export function NewTask() {
  const params = useParams<{ organizationId?: string }>();
  return (
    <Show when={params.organizationId}>
      {(organizationId) => (
        <Show when={preset()} keyed>
          {(wanted) => <Opened organizationId={organizationId()} preset={wanted} />}
        </Show>
      )}
    </Show>
  );
}

function Opened(props: { organizationId: string; preset: Preset }) {
  const navigate = useNavigate();
  const sessionBody = useSessionBody();
  const organization = useOrganization(() => props.organizationId);
  const [typed, setTyped] = createStore<Typed>(withPreset(readDraft(props.organizationId), props.preset));
  const [agent, setAgent] = createSignal<string | null>(null);
  const [tried, setTried] = createSignal(false);
  const [stage, setStage] = createSignal<Stage>();
  const [problem, setProblem] = createSignal<Problem>();
  /** The task, once it is there and a later step has failed: where it is can be changed no more. */
  const [made, setMade] = createSignal<string>();
  const chain = new NewTaskChain(sendTo(props.organizationId), newId);
  const found = (): Wrong => (tried() ? wrong(typed) : {});
  const isBusy = () => stage() !== undefined && problem() === undefined;
  const change = (part: Partial<Typed>) => setTyped(part);
  createEffect(
    on(
      () => ({ ...typed }),
      (now) => keepDraft(props.organizationId, now),
      { defer: true },
    ),
  );

  async function create() {
    setTried(true);
    if (isBusy() || Object.keys(wrong(typed)).length > 0) return;
    setProblem(undefined);
    try {
      const { taskId, sessionId } = await chain.run(taskForm(typed), sessionBody(agent()), setStage);
      dropDraft(props.organizationId, typed.repositoryId);
      closeNewTask();
      navigate(`/organizations/${props.organizationId}/tasks/${taskId}?sessionId=${sessionId}`);
    } catch (thrown) {
      setProblem(Problem.of(thrown));
      setMade(chain.taskId);
    }
  }

  /** The task is there already: its composer takes what was typed. */
  async function openAnyway(taskId: string) {
    try {
      if (!chain.isSent) await saveDraft(props.organizationId, taskId, chain.sessionId, typed.prompt.trim());
      dropDraft(props.organizationId, typed.repositoryId);
      closeNewTask();
      navigate(`/organizations/${props.organizationId}/tasks/${taskId}`);
    } catch (thrown) {
      toastProblem("What you typed could not be kept with the task", thrown, () => void openAnyway(taskId));
    }
  }

  /** A task that is there keeps what was typed for it: the next new task is another one. */
  const close = () => {
    const taskId = made();
    if (isBusy()) return;
    if (taskId === undefined) closeNewTask();
    else void openAnyway(taskId);
  };
  const submitByKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void create();
  };

  return (
    <Dialog
      open
      isSticky
      title="New task"
      width={600}
      onClose={close}
      actions={
        <>
          <span class="new-task-hint">
            <Kbd keys="mod+enter" />
          </span>
          <Button onClick={close} reason={isBusy() ? "It is being made" : undefined}>
            {made() ? "Open the task as it is" : "Close"}
          </Button>
          <Button kind="primary" icon="sparkles" busy={isBusy()} onClick={() => void create()}>
            {problem() ? "Try again" : "Create and start"}
          </Button>
        </>
      }
    >
      <form class="new-task" onSubmit={(event) => event.preventDefault()} on:keydown={submitByKey}>
        <Show
          when={made() === undefined}
          fallback={
            <Notice tone="info">
              The task is made, in <span class="mono">{organization.repository(typed.repositoryId)?.fullName}</span>. Only its agent is
              missing.
            </Notice>
          }
        >
          <RepositoryField
            organization={organization}
            value={typed.repositoryId}
            problem={found().repositoryId}
            onChoose={(repositoryId) => change({ repositoryId, ...(typed.choice === "existing" && { branch: "" }) })}
          />
        </Show>
        <div class="page-field">
          <label for="new-task-prompt">What is the agent to do?</label>
          <textarea
            id="new-task-prompt"
            class="page-input"
            rows={6}
            autofocus={typed.repositoryId !== ""}
            placeholder="Round totals to two decimals in the cart, and add a test."
            aria-invalid={found().prompt !== undefined}
            value={typed.prompt}
            onInput={(event) => change({ prompt: event.currentTarget.value })}
          />
          <Show when={found().prompt} fallback={<small>It is sent once, as soon as the agent is ready.</small>}>
            {(text) => <small class="page-wrong">{text()}</small>}
          </Show>
        </div>
        <Show when={made() === undefined}>
          <div class="page-field">
            <label for="new-task-title">
              Title <span class="new-task-optional">optional</span>
            </label>
            <input
              id="new-task-title"
              class="page-input"
              autocomplete="off"
              placeholder="Taken from the first line"
              maxLength={MOST.title * 2}
              aria-invalid={found().title !== undefined}
              value={typed.title}
              onInput={(event) => change({ title: event.currentTarget.value })}
            />
            <Show when={found().title}>{(text) => <small class="page-wrong">{text()}</small>}</Show>
          </div>
          <BranchField organizationId={props.organizationId} typed={typed} problem={found().branch} onChange={change} />
        </Show>
        <AgentField organizationId={props.organizationId} value={agent()} onChange={setAgent} />
        <Stages stage={stage()} failed={problem() !== undefined} />
        <Show when={problem()}>{(why) => <Notice tone="danger">{why().detail} What you typed is kept. <TraceLink trace={traceOf(why())} /></Notice>}</Show>
      </form>
    </Dialog>
  );
}
