// What an agent asks people. Its options are inert for a moment, so that a key that is held down answers nothing.
import { For, type JSX, Match, Show, Switch, createEffect, createSignal, on, onCleanup } from "solid-js";

import { Problem } from "../../client";
import { Button, duration, Icon } from "../../ui";
import { type Permission as Asked, useTranscript } from "../context";
import type { PermissionItem } from "../fold/items";
import { keyOf, optionNames, placeOf } from "../option-names";
import { Title } from "./Title";

/** How long a new question takes no answer, in milliseconds. */
const INERT = 500;

export function Permission(props: { item: PermissionItem }): JSX.Element {
  const { asOf, permission } = useTranscript();
  const asked = () => permission(props.item.permissionId);
  const answer = () => asked()?.answer ?? props.item.answer;
  return (
    <Switch fallback={<Waiting item={props.item} />}>
      <Match when={answer()}>{(answer) => <Answered item={props.item} asked={asked()} answer={answer()} />}</Match>
      <Match when={props.item.isOver}><Line icon="shield" text={`${props.item.title}: not answered before its turn ended`} /></Match>
      <Match when={asked()}>{(asked) => <Open item={props.item} asked={asked()} />}</Match>
      <Match when={asOf() !== undefined}><Line icon="shield-alert" text={`${props.item.title}: asked`} /></Match>
    </Switch>
  );
}

function Waiting(props: { item: PermissionItem }): JSX.Element {
  const { permissionProblem } = useTranscript();
  return (
    <Show when={permissionProblem()} fallback={<Line icon="shield-alert" text={`${props.item.title}: reading what can be answered`} />}>
      {(problem) => (
        <div class="transcript-card transcript-permission" role="alert">
          <p>{props.item.title}: what can be answered cannot be read. {problem().detail}</p>
          <div class="transcript-options"><Button onClick={() => problem().again()}>Try again</Button></div>
        </div>
      )}
    </Show>
  );
}

function Open(props: { item: PermissionItem; asked: Asked }): JSX.Element {
  const { answer, asOf } = useTranscript();
  const isPast = () => asOf() !== undefined;
  const [isInert, setInert] = createSignal(true);
  const [chosen, setChosen] = createSignal<string>();
  const [problem, setProblem] = createSignal<Problem>();
  createEffect(
    on(() => props.asked.permissionId, () => {
      setInert(true);
      const timer = setTimeout(() => setInert(false), INERT);
      onCleanup(() => clearTimeout(timer));
    }),
  );

  async function choose(optionId: string, event: MouseEvent | KeyboardEvent): Promise<void> {
    // A key that repeats was pressed for something else.
    if (isPast() || isInert() || chosen() || ("repeat" in event && event.repeat)) return;
    setChosen(optionId);
    setProblem(undefined);
    try {
      await answer(props.asked.permissionId, optionId);
    } catch (thrown) {
      setProblem(Problem.of(thrown));
    } finally {
      setChosen(undefined);
    }
  }

  const byNumber = (event: KeyboardEvent) => {
    const option = props.asked.options[placeOf(event.key) ?? -1];
    if (option && !event.ctrlKey && !event.metaKey && !event.altKey) void choose(option.optionId, event);
  };

  const names = () => optionNames(props.asked.options);

  return (
    <div class="transcript-card transcript-permission" role="group" aria-label={`The agent asks: ${props.item.title}`} onKeyDown={byNumber}>
      <header class="transcript-permission-head">
        <Icon name="shield-alert" size={16} />
        <div>
          <div class="transcript-permission-what">{isPast() ? "The agent asked for permission" : "The agent asks for permission"}</div>
          <strong><Title text={props.item.title} /></strong>
        </div>
      </header>
      <div class="transcript-options" aria-busy={(isInert() && !isPast()) || undefined}>
        <For each={props.asked.options}>
          {(option, at) => (
            <Button
              kind={option.kind === "allow_once" ? "primary" : option.kind.startsWith("reject") ? "danger" : "plain"}
              class="transcript-option"
              busy={chosen() === option.optionId}
              reason={isPast() ? "What is shown is the past: it is answered now, or not at all" : undefined}
              aria-disabled={isInert() || undefined}
              disabled={chosen() !== undefined}
              kbd={keyOf(at())}
              tip={keyOf(at()) && `Answer with ${keyOf(at())} while this card has the focus`}
              onClick={(event) => void choose(option.optionId, event)}
            >
              {names()[at()]}
            </Button>
          )}
        </For>
      </div>
      <Show when={problem()}>
        {(problem) => <p class="transcript-problem" role="alert">{problem().detail}</p>}
      </Show>
    </div>
  );
}

type Answer = NonNullable<PermissionItem["answer"]> | NonNullable<Asked["answer"]>;

function Answered(props: { item: PermissionItem; asked: Asked | undefined; answer: Answer }): JSX.Element {
  const { person } = useTranscript();
  const option = () => props.asked?.options.find((option) => option.optionId === props.answer.optionId);
  const isAllowed = () => (option()?.kind ?? "").startsWith("allow");
  const text = () => {
    const who = person(props.answer.by)?.login;
    if (!props.answer.optionId) return `${props.item.title}: expired before anybody answered`;
    const waited = duration(props.answer.at - (props.asked?.askedAt ?? props.item.at));
    const options = props.asked?.options ?? [];
    const what = optionNames(options)[options.findIndex(({ optionId }) => optionId === props.answer.optionId)] ?? props.answer.optionId;
    // Nobody was there in time: the service has chosen for them.
    if (!who && props.answer.by.startsWith("service:")) return `${props.item.title}: “${what}”, because nobody answered within ${waited}`;
    return `${props.item.title}: ${who ?? "somebody"} chose “${what}” after ${waited}`;
  };
  return <Line icon={isAllowed() ? "shield-check" : "shield"} text={text()} />;
}

function Line(props: { icon: "shield" | "shield-check" | "shield-alert"; text: string }): JSX.Element {
  return (
    <p class="transcript-line">
      <Icon name={props.icon} size={14} />
      <span><Title text={props.text} /></span>
    </p>
  );
}
