import { Show, type JSX } from "solid-js";

import type { FileChange } from "../wire";
import { Icon, type IconName, Revealed } from "../ui";
import { CHANGES, splitPath } from "./changes";
import "./file-name.css";

const ICONS: Record<FileChange, IconName> = {
  added: "file-plus",
  modified: "file-pen",
  deleted: "file-minus",
  renamed: "file-text",
  conflicted: "triangle-alert",
  untracked: "file-plus",
};

/** A file as people find it: what happened to it, its folder dimmed, its name, and where it was before. */
export function FileName(props: { path: string; oldPath?: string | null; change?: FileChange }): JSX.Element {
  const parts = () => splitPath(props.path);
  return (
    <span class="file-name" title={props.oldPath ? `${props.oldPath} → ${props.path}` : props.path}>
      <Show when={props.change}>
        {(change) => (
          <span class={`file-change file-${change()}`}>
            <Icon name={ICONS[change()]} />
            <abbr class="file-letter" title={CHANGES[change()].name}>
              {CHANGES[change()].letter}
            </abbr>
          </span>
        )}
      </Show>
      <span class="file-path">
        <span class="file-folder"><Revealed text={parts().folder} /></span>
        <span class="file-base"><Revealed text={parts().name} /></span>
      </span>
      <Show when={props.oldPath}>{(oldPath) => <span class="file-old">was <Revealed text={oldPath()} /></span>}</Show>
    </span>
  );
}
