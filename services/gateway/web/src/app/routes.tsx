// Every address of the page.
import { Route, Router } from "@solidjs/router";
import { Entry, OrganizationGate, SignedInGate } from "./gates";
import { NotFound } from "./not-found";
import { AccountPage, ActivityPage, HealthPage, InspectPage, LogsPage, RepositoryPage, SettingsPage } from "./parts";
import { OrganizationHome } from "./organization-home";
import { Picker } from "./picker";
import { Root } from "./root";
import { SignIn } from "./sign-in";
import { TaskPage } from "./task-page";

export function Routes() {
  return (
    <Router root={Root}>
      <Route path="/" component={Entry} />
      <Route path="/sign-in" component={SignIn} />
      <Route component={SignedInGate}>
        <Route path="/organizations" component={Picker} />
        <Route path="/account/:section?" component={AccountPage} />
      </Route>
      <Route path="/organizations/:organizationId" component={OrganizationGate}>
        <Route path="/" component={OrganizationHome} />
        <Route path="/tasks/:taskId" component={TaskPage} />
        <Route path="/repos/:repositoryId" component={RepositoryPage} />
        <Route path="/inspect/:kind?/*key" component={InspectPage} />
        <Route path="/activity" component={ActivityPage} />
        <Route path="/health" component={HealthPage} />
        <Route path="/logs" component={LogsPage} />
        <Route path="/settings/:section?" component={SettingsPage} />
        <Route path="*" component={NotFound} />
      </Route>
      <Route path="*" component={NotFound} />
    </Router>
  );
}
