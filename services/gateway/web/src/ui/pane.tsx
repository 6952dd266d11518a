import { ErrorBoundary, type JSX, Suspense } from "solid-js";
import { Button } from "./button";
import { Empty, Skeleton } from "./empty";
import { toast } from "./toast";

/**
 * A part of the page that may break by itself: the others go on, and this one can be loaded again. It also shows something
 * while its code is fetched.
 */
export function Pane(props: { name: string; children: JSX.Element }) {
  return (
    <ErrorBoundary fallback={(thrown: unknown, reset) => <Broken name={props.name} thrown={thrown} reset={reset} />}>
      <Suspense fallback={<Skeleton label={`Loading ${props.name}`} />}>{props.children}</Suspense>
    </ErrorBoundary>
  );
}

function Broken(props: { name: string; thrown: unknown; reset(): void }) {
  console.error(`The pane "${props.name}" broke`, props.thrown);
  const report = () =>
    [`build ${__BUILD__}`, `pane ${props.name}`, `address ${location.pathname}`, props.thrown instanceof Error ? props.thrown.stack : String(props.thrown)].join("\n");
  const copy = () => {
    navigator.clipboard.writeText(report()).then(
      () => toast({ text: "The report is copied" }),
      (thrown: unknown) => toast({ kind: "warning", text: "The browser did not let the report be copied", detail: String(thrown) }),
    );
  };
  return (
    <Empty
      icon="circle-alert"
      title="This part of the page broke"
      action={
        <div class="pane-broken">
          <Button kind="primary" onClick={() => props.reset()}>
            Load it again
          </Button>
          <Button onClick={copy}>Copy a report</Button>
        </div>
      }
    >
      {props.thrown instanceof Error ? props.thrown.message : String(props.thrown)}
    </Empty>
  );
}
