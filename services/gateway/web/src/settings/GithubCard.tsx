import { Card } from "../pages";
import { SyncPanel } from "../sync/SyncPanel";

export function GithubCard(props: { organizationId: string }) {
  return (
    <Card
      title="GitHub"
      about="What Foundry has read of the account, and how fresh it is. Webhooks bring changes by themselves; a sync reads everything again."
    >
      <SyncPanel organizationId={props.organizationId} />
    </Card>
  );
}
