import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, on, Show, type JSX } from "solid-js";

import { useGit } from "../changes/use-git";
import { SandboxState } from "../overview/sandbox-state";
import { showMiddle } from "../rail/panel";
import { IconButton, Skeleton } from "../ui";
import { lineOf } from "./text";
import { ROOT } from "./tree";
import { TreeView } from "./tree-view";
import { useTree } from "./use-tree";
import { Viewer } from "./viewer";
import "../diff/comment.css";
import "../diff/diff.css";
import "./files.css";

/** The sandbox's files: a tree, and one of them. */
export function Files(props: { organizationId: string; taskId: string }): JSX.Element {
  const { topic, sandbox } = useGit(() => props.organizationId, () => props.taskId);
  return (
    <Show
      when={sandbox()?.status === "ready"}
      fallback={
        <Show when={topic.status() !== "loading"} fallback={<Skeleton lines={6} label="Loading files" />}>
          <SandboxState sandbox={sandbox()} problem={topic.problem()} what="What files there are" />
        </Show>
      }
    >
      {/* Another sandbox has other files. */}
      <Show when={`${props.organizationId} ${props.taskId} ${sandbox()?.generation}`} keyed>
        {(_which) => <ReadyFiles {...props} />}
      </Show>
    </Show>
  );
}

function ReadyFiles(props: { organizationId: string; taskId: string }): JSX.Element {
  const [address, setAddress] = useSearchParams<{ file?: string; line?: string; diff?: string }>();
  const { git, files } = useGit(() => props.organizationId, () => props.taskId);
  const tree = useTree(props.organizationId, props.taskId);
  const changes = createMemo(() => new Map(files().map((file) => [file.path, file.change])));
  tree.open(ROOT);
  createEffect(() => address.file && tree.reveal(address.file));
  // A turn may have made files and taken others away.
  createEffect(on(() => git()?.status?.readAt, () => tree.refresh(), { defer: true }));
  return (
    <Show
      when={address.file}
      fallback={
        <div class="files">
          <div class="files-bar">
            <span class="files-about">As they are in the sandbox now</span>
            <IconButton icon="refresh-cw" label="Read the files again" onClick={tree.refresh} />
          </div>
          <TreeView tree={tree} changes={changes()} onChoose={(path) => setAddress({ file: path, line: undefined })} />
        </div>
      }
    >
      {(path) => (
        <Viewer
          organizationId={props.organizationId}
          taskId={props.taskId}
          path={path()}
          line={lineOf(address.line)}
          onLine={(line) => setAddress({ line: line?.toString() }, { replace: true })}
          onClose={() => setAddress({ rail: "files", file: undefined, line: undefined })}
          onDiff={changes().has(path()) ? () => (setAddress({ diff: path() }), showMiddle()) : undefined}
        />
      )}
    </Show>
  );
}
