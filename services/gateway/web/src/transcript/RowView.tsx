// One row of a transcript, by what it is.
import { type JSX, Match, Switch } from "solid-js";

import { everyMinute } from "../client";
// Before those of the cards, which add to it.
import "./cards.css";
import { End, Notice, Other } from "./cards/Notice";
import { Permission } from "./cards/Permission";
import { Picture, fromBase64 } from "./cards/Picture";
import { Plan } from "./cards/Plan";
import { Prompt } from "./cards/Prompt";
import { Message, Thought } from "./cards/Speech";
import { Tool } from "./cards/Tool";
import { useTranscript } from "./context";
import type { Item } from "./fold/items";
import { day } from "./format";
import type { Row } from "./rows";

export function RowView(props: { row: Row }): JSX.Element {
  const row = props.row;
  if (row.type === "day") return <div class="transcript-row transcript-day"><span>{day(row.at, everyMinute())}</span></div>;
  if (row.type === "unread") return <div class="transcript-row transcript-day transcript-unread" role="separator"><span>New since you were here</span></div>;
  // What is replayed stands on the page beside the transcript as it is, which has the ids.
  const id = useTranscript().asOf() === undefined ? row.id : undefined;
  return <div class="transcript-row" data-type={row.item().type} id={id}><ItemView item={row.item()} /></div>;
}

function ItemView(props: { item: Item }): JSX.Element {
  const as = <T extends Item["type"]>(...types: T[]) =>
    types.includes(props.item.type as T) ? (props.item as Extract<Item, { type: T }>) : undefined;
  return (
    <Switch>
      <Match when={as("prompt")}>{(item) => <Prompt item={item()} />}</Match>
      <Match when={as("message", "echo")}>{(item) => <Message item={item()} />}</Match>
      <Match when={as("image")}>{(item) => <Picture load={() => Promise.resolve(fromBase64(item().image))} label="Image by the agent" />}</Match>
      <Match when={as("thought")}>{(item) => <Thought item={item()} />}</Match>
      <Match when={as("tool")}>{(item) => <Tool item={item()} />}</Match>
      <Match when={as("plan")}>{(item) => <Plan item={item()} />}</Match>
      <Match when={as("permission")}>{(item) => <Permission item={item()} />}</Match>
      <Match when={as("notice")}>{(item) => <Notice item={item()} />}</Match>
      <Match when={as("end")}>{(item) => <End item={item()} />}</Match>
      <Match when={as("other")}>{(item) => <Other item={item()} />}</Match>
    </Switch>
  );
}
