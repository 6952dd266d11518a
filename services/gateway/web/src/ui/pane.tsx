import { ErrorBoundary, type JSX, Suspense } from "solid-js";
import { Button } from "./button";
import { Empty, Skeleton } from "./empty";
import { toast } from "./toast";

/**
 * A part of the page that may break by itself: the others go on, and this one can be loaded again. It also shows something
 * while its code is fetched.
 */
export function Pane(props: { name: string; /** Shown meanwhile; a skeleton without. */ fetching?: JSX.Element; children: JSX.Element }) {
  return (
    <ErrorBoundary fallback={(thrown: unknown, reset) => <Broken name={props.name} thrown={thrown} reset={reset} />}>
      <Suspense fallback={props.fetching ?? <Skeleton label={`Loading ${props.name}`} />}>{props.children}</Suspense>
    </ErrorBoundary>
  );
}

function Broken(props: { name: string; thrown: unknown; reset(): void }) {
  console.error(`The pane "${props.name}" broke`, props.thrown);
  const report = () =>
    [`build ${__BUILD__}`, `pane ${props.name}`, `address ${location.pathname}`, props.thrown instanceof Error ? props.thrown.stack : String(props.thrown)].join("\n");
  const message = () => (props.thrown instanceof Error ? props.thrown.message : String(props.thrown));
  const copy = () => {
    navigator.clipboard.writeText(report()).then(
      () => toast({ text: "The report is copied" }),
      (thrown: unknown) => toast({ kind: "warning", text: "The browser did not let the report be copied", detail: String(thrown) }),
    );
  };
  // Its code could not be fetched although there is a connection: most likely the page has been replaced by a newer one.
  const isUnfetched = props.thrown instanceof Error && /dynamically imported module|preload/i.test(props.thrown.message);
  return (
    <Empty
      icon="circle-alert"
      title={isUnfetched ? "This part of the page could not be fetched" : "This part of the page broke"}
      action={
        <div class="pane-broken">
          <Button kind="primary" onClick={() => (isUnfetched ? location.reload() : props.reset())}>
            {isUnfetched ? "Reload the page" : "Load it again"}
          </Button>
          <Button onClick={copy}>Copy a report</Button>
        </div>
      }
    >
      {isUnfetched ? "A newer Foundry may be here. Your drafts are kept." : message()}
    </Empty>
  );
}
