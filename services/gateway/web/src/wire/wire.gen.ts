// Made by `npm run wire` from the gateway's OpenAPI document. Not written by hand.
export type paths = {
    "/v1/auditLog/command/cancelWorkflow/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For admins of the organization. */
        post: operations["auditLog_command_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/command/dropDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives up a dead command: its letter is deleted. For admins of the organization. */
        post: operations["auditLog_command_dropDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/command/replayDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. For admins of the organization. */
        post: operations["auditLog_command_replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/query/deadLetters/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Commands of this actor that could not be processed, oldest first. For members of the organization. */
        get: operations["auditLog_query_deadLetters"];
        put?: never;
        /** @description Commands of this actor that could not be processed, oldest first. For members of the organization. */
        post: operations["auditLog_query_deadLetters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/query/history/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What this actor was asked and what came of it, newest first. For members of the organization. */
        get: operations["auditLog_query_history"];
        put?: never;
        /** @description What this actor was asked and what came of it, newest first. For members of the organization. */
        post: operations["auditLog_query_history_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/query/list/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Lists the events of the audit log that match all the given filters, newest first. For members of the organization. */
        get: operations["auditLog_query_list"];
        put?: never;
        /** @description Lists the events of the audit log that match all the given filters, newest first. For members of the organization. */
        post: operations["auditLog_query_list_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/query/outcome/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The outcome of one command of this actor, by its id. For members of the organization. */
        get: operations["auditLog_query_outcome"];
        put?: never;
        /** @description The outcome of one command of this actor, by its id. For members of the organization. */
        post: operations["auditLog_query_outcome_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/query/runs/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of all actors of this kind in one organization, newest first. For members of the organization. */
        get: operations["auditLog_query_runs"];
        put?: never;
        /** @description Workflow runs of all actors of this kind in one organization, newest first. For members of the organization. */
        post: operations["auditLog_query_runs_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/query/workflow/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One workflow run with its steps, page by page where they are many. For members of the organization. */
        get: operations["auditLog_query_workflow"];
        put?: never;
        /** @description One workflow run with its steps, page by page where they are many. For members of the organization. */
        post: operations["auditLog_query_workflow_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/query/workflows/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of this actor, newest first. For members of the organization. */
        get: operations["auditLog_query_workflows"];
        put?: never;
        /** @description Workflow runs of this actor, newest first. For members of the organization. */
        post: operations["auditLog_query_workflows_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/request/cancelWorkflow/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For admins of the organization. */
        post: operations["auditLog_request_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/request/dropDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives up a dead command: its letter is deleted. For admins of the organization. */
        post: operations["auditLog_request_dropDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auditLog/request/replayDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. For admins of the organization. */
        post: operations["auditLog_request_replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Who I am. */
        get: operations["auth_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Ends a sign-in. */
        post: operations["auth_signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Ends all my sign-ins. */
        post: operations["auth_signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Makes a personal API token. For the person; with an API token, only one of scope `admin`. */
        post: operations["auth_createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Whose commands could not be processed in the last 90 days. For admins; each actor's `deadLetters` has the letters. */
        get: operations["fleet_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/command/cancelWorkflow/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For admins of the organization. */
        post: operations["githubData_command_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/command/dropDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives up a dead command: its letter is deleted. For admins of the organization. */
        post: operations["githubData_command_dropDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/command/reloadRepository/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Reads one repository again. For members of the organization. */
        post: operations["githubData_command_reloadRepository"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/command/replayDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. For admins of the organization. */
        post: operations["githubData_command_replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/command/syncRepos/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Reads everything from GitHub. While a sync of the organization runs, a further request joins it, and another runs
         *     after it so that nothing said in between is missed. For members of the organization.
         */
        post: operations["githubData_command_syncRepos"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/query/deadLetters/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Commands of this actor that could not be processed, oldest first. For members of the organization. */
        get: operations["githubData_query_deadLetters"];
        put?: never;
        /** @description Commands of this actor that could not be processed, oldest first. For members of the organization. */
        post: operations["githubData_query_deadLetters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/query/getRepository/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One repository as GitHub said it, with its branches and open pull requests. For members of the organization. */
        get: operations["githubData_query_getRepository"];
        put?: never;
        /** @description One repository as GitHub said it, with its branches and open pull requests. For members of the organization. */
        post: operations["githubData_query_getRepository_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/query/history/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What this actor was asked and what came of it, newest first. For members of the organization. */
        get: operations["githubData_query_history"];
        put?: never;
        /** @description What this actor was asked and what came of it, newest first. For members of the organization. */
        post: operations["githubData_query_history_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/query/outcome/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The outcome of one command of this actor, by its id. For members of the organization. */
        get: operations["githubData_query_outcome"];
        put?: never;
        /** @description The outcome of one command of this actor, by its id. For members of the organization. */
        post: operations["githubData_query_outcome_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/query/runs/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of all actors of this kind in one organization, newest first. For members of the organization. */
        get: operations["githubData_query_runs"];
        put?: never;
        /** @description Workflow runs of all actors of this kind in one organization, newest first. For members of the organization. */
        post: operations["githubData_query_runs_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/query/summary/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Reads the state of an organization's sync, and how much of its GitHub data is stored. For members of the organization. */
        get: operations["githubData_query_summary"];
        put?: never;
        /** @description Reads the state of an organization's sync, and how much of its GitHub data is stored. For members of the organization. */
        post: operations["githubData_query_summary_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/query/workflow/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One workflow run with its steps, page by page where they are many. For members of the organization. */
        get: operations["githubData_query_workflow"];
        put?: never;
        /** @description One workflow run with its steps, page by page where they are many. For members of the organization. */
        post: operations["githubData_query_workflow_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/query/workflows/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of this actor, newest first. For members of the organization. */
        get: operations["githubData_query_workflows"];
        put?: never;
        /** @description Workflow runs of this actor, newest first. For members of the organization. */
        post: operations["githubData_query_workflows_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/request/cancelWorkflow/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For admins of the organization. */
        post: operations["githubData_request_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/request/dropDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives up a dead command: its letter is deleted. For admins of the organization. */
        post: operations["githubData_request_dropDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/request/reloadRepository/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Reads one repository again. For members of the organization. */
        post: operations["githubData_request_reloadRepository"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/request/replayDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. For admins of the organization. */
        post: operations["githubData_request_replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/githubData/request/syncRepos/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Reads everything from GitHub. While a sync of the organization runs, a further request joins it, and another runs
         *     after it so that nothing said in between is missed. For members of the organization.
         */
        post: operations["githubData_request_syncRepos"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Which instances of each service live, what they are and what they hold. For admins. */
        get: operations["fleet_instances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/command/cancelWorkflow/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For admins of the organization. */
        post: operations["organization_command_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/command/createTask/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Starts work: a new task with its own branch, or on a branch that exists. For members of the organization. */
        post: operations["organization_command_createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/command/dropDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives up a dead command: its letter is deleted. For admins of the organization. */
        post: operations["organization_command_dropDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/command/replayDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. For admins of the organization. */
        post: operations["organization_command_replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/command/updateProfile/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Changes how the organization is shown. What is left out stays. For admins of the organization. */
        post: operations["organization_command_updateProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/deadLetters/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Commands of this actor that could not be processed, oldest first. For members of the organization. */
        get: operations["organization_query_deadLetters"];
        put?: never;
        /** @description Commands of this actor that could not be processed, oldest first. For members of the organization. */
        post: operations["organization_query_deadLetters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/getMember/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One member, if there is one with this id. For members of the organization. */
        get: operations["organization_query_getMember"];
        put?: never;
        /** @description One member, if there is one with this id. For members of the organization. */
        post: operations["organization_query_getMember_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/getTask/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One task's line. Looking at a virtual task leaves it virtual. For members of the organization. */
        get: operations["organization_query_getTask"];
        put?: never;
        /** @description One task's line. Looking at a virtual task leaves it virtual. For members of the organization. */
        post: operations["organization_query_getTask_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/getTaskIndexEntry/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What a task that nobody has acted on yet is made from. For members of the organization. */
        get: operations["organization_query_getTaskIndexEntry"];
        put?: never;
        /** @description What a task that nobody has acted on yet is made from. For members of the organization. */
        post: operations["organization_query_getTaskIndexEntry_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/history/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What this actor was asked and what came of it, newest first. For members of the organization. */
        get: operations["organization_query_history"];
        put?: never;
        /** @description What this actor was asked and what came of it, newest first. For members of the organization. */
        post: operations["organization_query_history_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/listMembers/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The people of the organization, by login. For members of the organization. */
        get: operations["organization_query_listMembers"];
        put?: never;
        /** @description The people of the organization, by login. For members of the organization. */
        post: operations["organization_query_listMembers_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/listRepositories/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Repositories, most recently active first. For members of the organization. */
        get: operations["organization_query_listRepositories"];
        put?: never;
        /** @description Repositories, most recently active first. For members of the organization. */
        post: operations["organization_query_listRepositories_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/listTasks/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Tasks, newest change first. For members of the organization. */
        get: operations["organization_query_listTasks"];
        put?: never;
        /** @description Tasks, newest change first. For members of the organization. */
        post: operations["organization_query_listTasks_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/outcome/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The outcome of one command of this actor, by its id. For members of the organization. */
        get: operations["organization_query_outcome"];
        put?: never;
        /** @description The outcome of one command of this actor, by its id. For members of the organization. */
        post: operations["organization_query_outcome_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/repositoryOverview/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Everything about one repository's tasks. For members of the organization. */
        get: operations["organization_query_repositoryOverview"];
        put?: never;
        /** @description Everything about one repository's tasks. For members of the organization. */
        post: operations["organization_query_repositoryOverview_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/runs/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of all actors of this kind in one organization, newest first. For members of the organization. */
        get: operations["organization_query_runs"];
        put?: never;
        /** @description Workflow runs of all actors of this kind in one organization, newest first. For members of the organization. */
        post: operations["organization_query_runs_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/summary/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The organization at a glance: profile, GitHub state and counts. Lists are read in pages. For members of the organization. */
        get: operations["organization_query_summary"];
        put?: never;
        /** @description The organization at a glance: profile, GitHub state and counts. Lists are read in pages. For members of the organization. */
        post: operations["organization_query_summary_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/workflow/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One workflow run with its steps, page by page where they are many. For members of the organization. */
        get: operations["organization_query_workflow"];
        put?: never;
        /** @description One workflow run with its steps, page by page where they are many. For members of the organization. */
        post: operations["organization_query_workflow_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/query/workflows/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of this actor, newest first. For members of the organization. */
        get: operations["organization_query_workflows"];
        put?: never;
        /** @description Workflow runs of this actor, newest first. For members of the organization. */
        post: operations["organization_query_workflows_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/request/cancelWorkflow/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For admins of the organization. */
        post: operations["organization_request_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/request/createTask/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Starts work: a new task with its own branch, or on a branch that exists. For members of the organization. */
        post: operations["organization_request_createTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/request/dropDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives up a dead command: its letter is deleted. For admins of the organization. */
        post: operations["organization_request_dropDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/request/replayDeadLetter/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. For admins of the organization. */
        post: operations["organization_request_replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organization/request/updateProfile/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Changes how the organization is shown. What is left out stays. For admins of the organization. */
        post: operations["organization_request_updateProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What a page must know to begin. */
        get: operations["auth_start"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queues/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What waits in the fleet's streams, of all organizations together. For admins. */
        get: operations["fleet_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/abortSync/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives a sync that stands at conflicts up: all is as it was before it. For members of the organization. */
        post: operations["sandbox_command_abortSync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/answerPermission/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Answers what an agent asks. Refused when the question is no longer open, and for an option that it does not offer. For members of the organization. */
        post: operations["sandbox_command_answerPermission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/cancelWorkflow/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For admins of the organization. */
        post: operations["sandbox_command_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/createProcess/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Starts a process in the task's sandbox. Refused while the sandbox is not ready (opening a session or sending a message
         *     makes it so), and for a sandbox with 64 processes: whoever wants more removes some that have ended. For members of the organization.
         */
        post: operations["sandbox_command_createProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/dropDeadLetter/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives up a dead command: its letter is deleted. For admins of the organization. */
        post: operations["sandbox_command_dropDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/extend/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Has the provider let the sandbox live for its whole lifetime from now. Refused for one that does not end by itself. For members of the organization. */
        post: operations["sandbox_command_extend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/killProcess/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Sends a process, and all that it has started, a signal; `kill` unless another one is named. Refused for one that does
         *     not run. For members of the organization.
         */
        post: operations["sandbox_command_killProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/mergePullRequest/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Merges the task's pull request at GitHub, as the person who asks. Refused for commits that were not pushed. For members of the organization. */
        post: operations["sandbox_command_mergePullRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/publishPullRequest/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Pushes the branch and opens a pull request for it as the person who asks. If one is open, it gets title and body. For members of the organization. */
        post: operations["sandbox_command_publishPullRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/push/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Pushes the branch to GitHub, as the task's owner. Never forced: what is there and not here is to be taken in first. For members of the organization. */
        post: operations["sandbox_command_push"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/readyPullRequest/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Makes the task's draft ready for review, as the person who asks. For members of the organization. */
        post: operations["sandbox_command_readyPullRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/refreshGit/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Reads the branch's state anew. For members of the organization. */
        post: operations["sandbox_command_refreshGit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/removeProcess/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Takes a process that has ended, or could not be started, out of the list, with what it has printed. Refused for one that
         *     runs: stop it first. For members of the organization.
         */
        post: operations["sandbox_command_removeProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/renameProcess/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Renames a process. For members of the organization. */
        post: operations["sandbox_command_renameProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/replayDeadLetter/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. For admins of the organization. */
        post: operations["sandbox_command_replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/revertFile/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Undoes what the diff of this scope shows of one file. What is overwritten is kept: [`UndoRevert`] brings it back. For members of the organization. */
        post: operations["sandbox_command_revertFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/startOver/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Starts over with another sandbox: this one is destroyed with all that is in it, and another generation is made at once. Its
         *     agents end; sessions stay, with what waits in them. What was not pushed is kept under `refs/foundry/<task>/<generation>`, if
         *     it can be. One that is gone or has failed is followed by another without that, unless it has failed and leaves the files of one
         *     before it (`filesLeft`). Refused while it is being destroyed, for another generation than the present one, and when the task has
         *     ended. For members of the organization.
         */
        post: operations["sandbox_command_startOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/stop/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Destroys the task's sandbox as [`StartOver`] does, and makes no other one: the next message does. Refused when it is not
         *     there. For members of the organization.
         */
        post: operations["sandbox_command_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/stopProcess/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Asks a process to end, with all that it has started: a terminal as if it were closed (`SIGHUP`), another one by
         *     `SIGTERM`. Refused for one that does not run. The answer comes before the end: that is seen in the list. For members of the organization.
         */
        post: operations["sandbox_command_stopProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/syncWithBase/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Fetches, and takes in what GitHub has of the branch, and then of its base. Refused while something is not committed. For members of the organization. */
        post: operations["sandbox_command_syncWithBase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/undoRevert/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Brings back what a revert has overwritten. For members of the organization. */
        post: operations["sandbox_command_undoRevert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/command/uploadImage/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Adds a part of an image. Parts may come in any order and more than once; with the last one that was missing, the image is
         *     looked at: bytes that are not those of `imageId`, or no PNG, JPEG, GIF or WebP, are refused. An image that no message
         *     points at within a day goes. Refused for a task with more than [`crate::limit::IMAGES`] images.
         *
         *     Then the message's attachment has the `imageId`, and the image's name as its `filePath`. For members of the organization.
         */
        post: operations["sandbox_command_uploadImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/agents/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description The agents that sessions can have here. They are the same for every task, also for one that has no sandbox or does not
         *     exist yet: any task id will do. Looking creates nothing. For members of the organization.
         */
        get: operations["sandbox_query_agents"];
        put?: never;
        /**
         * @description The agents that sessions can have here. They are the same for every task, also for one that has no sandbox or does not
         *     exist yet: any task id will do. Looking creates nothing. For members of the organization.
         */
        post: operations["sandbox_query_agents_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/changes/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description The files that differ from what a scope compares with, as they are in the sandbox now. What differs from the base is in the
         *     branch's state, too, as it was last read. For members of the organization.
         */
        get: operations["sandbox_query_changes"];
        put?: never;
        /**
         * @description The files that differ from what a scope compares with, as they are in the sandbox now. What differs from the base is in the
         *     branch's state, too, as it was last read. For members of the organization.
         */
        post: operations["sandbox_query_changes_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/checks/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description What GitHub says of the task's pull request: its checks, its reviews, and whether it can be merged. Asked as the person
         *     who asks, at most every ten seconds. Needs no sandbox. For members of the organization.
         */
        get: operations["sandbox_query_checks"];
        put?: never;
        /**
         * @description What GitHub says of the task's pull request: its checks, its reviews, and whether it can be merged. Asked as the person
         *     who asks, at most every ten seconds. Needs no sandbox. For members of the organization.
         */
        post: operations["sandbox_query_checks_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/deadLetters/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Commands of this actor that could not be processed, oldest first. For members of the organization. */
        get: operations["sandbox_query_deadLetters"];
        put?: never;
        /** @description Commands of this actor that could not be processed, oldest first. For members of the organization. */
        post: operations["sandbox_query_deadLetters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/detail/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The task's sandbox. Refused when it never had one: looking creates nothing. For members of the organization. */
        get: operations["sandbox_query_detail"];
        put?: never;
        /** @description The task's sandbox. Refused when it never had one: looking creates nothing. For members of the organization. */
        post: operations["sandbox_query_detail_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/diff/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What changed in one file, as it is in the sandbox now. For members of the organization. */
        get: operations["sandbox_query_diff"];
        put?: never;
        /** @description What changed in one file, as it is in the sandbox now. For members of the organization. */
        post: operations["sandbox_query_diff_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/events/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What was said in a session, in order. For members of the organization. */
        get: operations["sandbox_query_events"];
        put?: never;
        /** @description What was said in a session, in order. For members of the organization. */
        post: operations["sandbox_query_events_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/file/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A part of one file. For members of the organization. */
        get: operations["sandbox_query_file"];
        put?: never;
        /** @description A part of one file. For members of the organization. */
        post: operations["sandbox_query_file_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/files/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One folder of the sandbox's files. For members of the organization. */
        get: operations["sandbox_query_files"];
        put?: never;
        /** @description One folder of the sandbox's files. For members of the organization. */
        post: operations["sandbox_query_files_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/git/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The branch's state, as it was last read. For members of the organization. */
        get: operations["sandbox_query_git"];
        put?: never;
        /** @description The branch's state, as it was last read. For members of the organization. */
        post: operations["sandbox_query_git_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/history/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What this actor was asked and what came of it, newest first. For members of the organization. */
        get: operations["sandbox_query_history"];
        put?: never;
        /** @description What this actor was asked and what came of it, newest first. For members of the organization. */
        post: operations["sandbox_query_history_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/image/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A part of an image that was uploaded. Refused when there is no such image. For members of the organization. */
        get: operations["sandbox_query_image"];
        put?: never;
        /** @description A part of an image that was uploaded. Refused when there is no such image. For members of the organization. */
        post: operations["sandbox_query_image_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/listProcesses/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description The processes that people have started in the task's sandbox, as the sandbox has them at this moment. A sandbox that is
         *     gone, or was never there, has none, and the warning says so: that is a state, not an error. For members of the organization.
         */
        get: operations["sandbox_query_listProcesses"];
        put?: never;
        /**
         * @description The processes that people have started in the task's sandbox, as the sandbox has them at this moment. A sandbox that is
         *     gone, or was never there, has none, and the warning says so: that is a state, not an error. For members of the organization.
         */
        post: operations["sandbox_query_listProcesses_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/outcome/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The outcome of one command of this actor, by its id. For members of the organization. */
        get: operations["sandbox_query_outcome"];
        put?: never;
        /** @description The outcome of one command of this actor, by its id. For members of the organization. */
        post: operations["sandbox_query_outcome_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/paths/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The paths of the files that git knows, or does not ignore. For members of the organization. */
        get: operations["sandbox_query_paths"];
        put?: never;
        /** @description The paths of the files that git knows, or does not ignore. For members of the organization. */
        post: operations["sandbox_query_paths_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/permissions/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The questions of this task's agents, oldest first. For members of the organization. */
        get: operations["sandbox_query_permissions"];
        put?: never;
        /** @description The questions of this task's agents, oldest first. For members of the organization. */
        post: operations["sandbox_query_permissions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/picture/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description A part of an image of the branch, as it is or as it was. What an image is, its first bytes say; of what is none, or has more
         *     than 4 MiB, the answer has no data. For members of the organization.
         */
        get: operations["sandbox_query_picture"];
        put?: never;
        /**
         * @description A part of an image of the branch, as it is or as it was. What an image is, its first bytes say; of what is none, or has more
         *     than 4 MiB, the answer has no data. For members of the organization.
         */
        post: operations["sandbox_query_picture_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/processLog/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What a process has printed, page by page: give the last chunk's `last` as the next `since`. For members of the organization. */
        get: operations["sandbox_query_processLog"];
        put?: never;
        /** @description What a process has printed, page by page: give the last chunk's `last` as the next `since`. For members of the organization. */
        post: operations["sandbox_query_processLog_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/runs/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of all actors of this kind in one organization, newest first. For members of the organization. */
        get: operations["sandbox_query_runs"];
        put?: never;
        /** @description Workflow runs of all actors of this kind in one organization, newest first. For members of the organization. */
        post: operations["sandbox_query_runs_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/sessionOptions/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Everything that can be set of a session's agent, uncut. Empty until the agent has said it. For members of the organization. */
        get: operations["sandbox_query_sessionOptions"];
        put?: never;
        /** @description Everything that can be set of a session's agent, uncut. Empty until the agent has said it. For members of the organization. */
        post: operations["sandbox_query_sessionOptions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/workflow/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One workflow run with its steps, page by page where they are many. For members of the organization. */
        get: operations["sandbox_query_workflow"];
        put?: never;
        /** @description One workflow run with its steps, page by page where they are many. For members of the organization. */
        post: operations["sandbox_query_workflow_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/query/workflows/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of this actor, newest first. For members of the organization. */
        get: operations["sandbox_query_workflows"];
        put?: never;
        /** @description Workflow runs of this actor, newest first. For members of the organization. */
        post: operations["sandbox_query_workflows_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/abortSync/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives a sync that stands at conflicts up: all is as it was before it. For members of the organization. */
        post: operations["sandbox_request_abortSync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/answerPermission/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Answers what an agent asks. Refused when the question is no longer open, and for an option that it does not offer. For members of the organization. */
        post: operations["sandbox_request_answerPermission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/cancelWorkflow/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For admins of the organization. */
        post: operations["sandbox_request_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/createProcess/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Starts a process in the task's sandbox. Refused while the sandbox is not ready (opening a session or sending a message
         *     makes it so), and for a sandbox with 64 processes: whoever wants more removes some that have ended. For members of the organization.
         */
        post: operations["sandbox_request_createProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/dropDeadLetter/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives up a dead command: its letter is deleted. For admins of the organization. */
        post: operations["sandbox_request_dropDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/extend/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Has the provider let the sandbox live for its whole lifetime from now. Refused for one that does not end by itself. For members of the organization. */
        post: operations["sandbox_request_extend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/killProcess/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Sends a process, and all that it has started, a signal; `kill` unless another one is named. Refused for one that does
         *     not run. For members of the organization.
         */
        post: operations["sandbox_request_killProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/mergePullRequest/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Merges the task's pull request at GitHub, as the person who asks. Refused for commits that were not pushed. For members of the organization. */
        post: operations["sandbox_request_mergePullRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/publishPullRequest/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Pushes the branch and opens a pull request for it as the person who asks. If one is open, it gets title and body. For members of the organization. */
        post: operations["sandbox_request_publishPullRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/push/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Pushes the branch to GitHub, as the task's owner. Never forced: what is there and not here is to be taken in first. For members of the organization. */
        post: operations["sandbox_request_push"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/readyPullRequest/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Makes the task's draft ready for review, as the person who asks. For members of the organization. */
        post: operations["sandbox_request_readyPullRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/refreshGit/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Reads the branch's state anew. For members of the organization. */
        post: operations["sandbox_request_refreshGit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/removeProcess/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Takes a process that has ended, or could not be started, out of the list, with what it has printed. Refused for one that
         *     runs: stop it first. For members of the organization.
         */
        post: operations["sandbox_request_removeProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/renameProcess/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Renames a process. For members of the organization. */
        post: operations["sandbox_request_renameProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/replayDeadLetter/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. For admins of the organization. */
        post: operations["sandbox_request_replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/revertFile/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Undoes what the diff of this scope shows of one file. What is overwritten is kept: [`UndoRevert`] brings it back. For members of the organization. */
        post: operations["sandbox_request_revertFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/startOver/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Starts over with another sandbox: this one is destroyed with all that is in it, and another generation is made at once. Its
         *     agents end; sessions stay, with what waits in them. What was not pushed is kept under `refs/foundry/<task>/<generation>`, if
         *     it can be. One that is gone or has failed is followed by another without that, unless it has failed and leaves the files of one
         *     before it (`filesLeft`). Refused while it is being destroyed, for another generation than the present one, and when the task has
         *     ended. For members of the organization.
         */
        post: operations["sandbox_request_startOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/stop/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Destroys the task's sandbox as [`StartOver`] does, and makes no other one: the next message does. Refused when it is not
         *     there. For members of the organization.
         */
        post: operations["sandbox_request_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/stopProcess/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Asks a process to end, with all that it has started: a terminal as if it were closed (`SIGHUP`), another one by
         *     `SIGTERM`. Refused for one that does not run. The answer comes before the end: that is seen in the list. For members of the organization.
         */
        post: operations["sandbox_request_stopProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/syncWithBase/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Fetches, and takes in what GitHub has of the branch, and then of its base. Refused while something is not committed. For members of the organization. */
        post: operations["sandbox_request_syncWithBase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/undoRevert/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Brings back what a revert has overwritten. For members of the organization. */
        post: operations["sandbox_request_undoRevert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/request/uploadImage/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Adds a part of an image. Parts may come in any order and more than once; with the last one that was missing, the image is
         *     looked at: bytes that are not those of `imageId`, or no PNG, JPEG, GIF or WebP, are refused. An image that no message
         *     points at within a day goes. Refused for a task with more than [`crate::limit::IMAGES`] images.
         *
         *     Then the message's attachment has the `imageId`, and the image's name as its `filePath`. For members of the organization.
         */
        post: operations["sandbox_request_uploadImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/archive/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Archives the task for good. An archived task refuses what people ask of it. For members of the organization. */
        post: operations["task_command_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/cancelWorkflow/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For admins of the organization. */
        post: operations["task_command_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/changeAgent/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Puts another agent into a session: what was said stays, and the new agent is told a summary of it before its first
         *     message. What was set of the former one goes. Refused while a turn is under way. For members of the organization.
         */
        post: operations["task_command_changeAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/changeOwner/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Makes a member of the organization the one who answers for the task. For members of the organization. */
        post: operations["task_command_changeOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/closeSession/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Closes a session for good: its turn is stopped, what waits is thrown away, its agent ends. Its events can still be read. For members of the organization. */
        post: operations["task_command_closeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/createSession/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Opens a session of an agent. It may make the task, and begins to make its sandbox ready. Refused for a task that has
         *     20 open ones. For members of the organization.
         */
        post: operations["task_command_createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/dropDeadLetter/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives up a dead command: its letter is deleted. For admins of the organization. */
        post: operations["task_command_dropDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/editMessage/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Changes a message that still waits. Refused once its turn has begun. For members of the organization. */
        post: operations["task_command_editMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/kill/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Kills the task for good. A killed task refuses what people ask of it. For members of the organization. */
        post: operations["task_command_kill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/moveMessage/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Moves a message that still waits to another place in its queue. Its author stays who they are. Refused once its turn has
         *     begun, or that of the message before which it is to wait. For members of the organization.
         */
        post: operations["task_command_moveMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/removeMessage/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Takes a message that still waits out of the queue. Refused once its turn has begun. For members of the organization. */
        post: operations["task_command_removeMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/rename/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives the task another title. For members of the organization. */
        post: operations["task_command_rename"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/renameSession/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives a session another name. For members of the organization. */
        post: operations["task_command_renameSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/reorderSessions/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Puts the sessions into another order. For members of the organization. */
        post: operations["task_command_reorderSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/replayDeadLetter/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. For admins of the organization. */
        post: operations["task_command_replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/resumeQueue/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Lets a paused queue go on. For members of the organization. */
        post: operations["task_command_resumeQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/sendMessage/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Sends a message to an agent. While a turn is under way it waits in the queue. The sender becomes the task's owner when
         *     its turn begins. For members of the organization.
         */
        post: operations["task_command_sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/setSessionOption/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Sets an option of a session's agent, also while a turn is under way: its model, its mode, how much it thinks. Refused for
         *     what the agent does not offer, once it is known what it offers. Until the agent has taken it, `choices` of the session has
         *     it and `options` has not; what an agent no longer takes is told in the session's events, and goes from `choices`. For members of the organization.
         */
        post: operations["task_command_setSessionOption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/command/stopSession/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops the turn under way and pauses the queue. For members of the organization. */
        post: operations["task_command_stopSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/query/deadLetters/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Commands of this actor that could not be processed, oldest first. For members of the organization. */
        get: operations["task_query_deadLetters"];
        put?: never;
        /** @description Commands of this actor that could not be processed, oldest first. For members of the organization. */
        post: operations["task_query_deadLetters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/query/detail/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The task's record. Refused for a virtual task: looking creates nothing, and its line is with the organization. For members of the organization. */
        get: operations["task_query_detail"];
        put?: never;
        /** @description The task's record. Refused for a virtual task: looking creates nothing, and its line is with the organization. For members of the organization. */
        post: operations["task_query_detail_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/query/history/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What this actor was asked and what came of it, newest first. For members of the organization. */
        get: operations["task_query_history"];
        put?: never;
        /** @description What this actor was asked and what came of it, newest first. For members of the organization. */
        post: operations["task_query_history_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/query/outcome/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The outcome of one command of this actor, by its id. For members of the organization. */
        get: operations["task_query_outcome"];
        put?: never;
        /** @description The outcome of one command of this actor, by its id. For members of the organization. */
        post: operations["task_query_outcome_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/query/runs/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of all actors of this kind in one organization, newest first. For members of the organization. */
        get: operations["task_query_runs"];
        put?: never;
        /** @description Workflow runs of all actors of this kind in one organization, newest first. For members of the organization. */
        post: operations["task_query_runs_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/query/workflow/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One workflow run with its steps, page by page where they are many. For members of the organization. */
        get: operations["task_query_workflow"];
        put?: never;
        /** @description One workflow run with its steps, page by page where they are many. For members of the organization. */
        post: operations["task_query_workflow_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/query/workflows/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of this actor, newest first. For members of the organization. */
        get: operations["task_query_workflows"];
        put?: never;
        /** @description Workflow runs of this actor, newest first. For members of the organization. */
        post: operations["task_query_workflows_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/archive/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Archives the task for good. An archived task refuses what people ask of it. For members of the organization. */
        post: operations["task_request_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/cancelWorkflow/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For admins of the organization. */
        post: operations["task_request_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/changeAgent/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Puts another agent into a session: what was said stays, and the new agent is told a summary of it before its first
         *     message. What was set of the former one goes. Refused while a turn is under way. For members of the organization.
         */
        post: operations["task_request_changeAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/changeOwner/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Makes a member of the organization the one who answers for the task. For members of the organization. */
        post: operations["task_request_changeOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/closeSession/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Closes a session for good: its turn is stopped, what waits is thrown away, its agent ends. Its events can still be read. For members of the organization. */
        post: operations["task_request_closeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/createSession/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Opens a session of an agent. It may make the task, and begins to make its sandbox ready. Refused for a task that has
         *     20 open ones. For members of the organization.
         */
        post: operations["task_request_createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/dropDeadLetter/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives up a dead command: its letter is deleted. For admins of the organization. */
        post: operations["task_request_dropDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/editMessage/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Changes a message that still waits. Refused once its turn has begun. For members of the organization. */
        post: operations["task_request_editMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/kill/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Kills the task for good. A killed task refuses what people ask of it. For members of the organization. */
        post: operations["task_request_kill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/moveMessage/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Moves a message that still waits to another place in its queue. Its author stays who they are. Refused once its turn has
         *     begun, or that of the message before which it is to wait. For members of the organization.
         */
        post: operations["task_request_moveMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/removeMessage/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Takes a message that still waits out of the queue. Refused once its turn has begun. For members of the organization. */
        post: operations["task_request_removeMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/rename/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives the task another title. For members of the organization. */
        post: operations["task_request_rename"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/renameSession/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Gives a session another name. For members of the organization. */
        post: operations["task_request_renameSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/reorderSessions/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Puts the sessions into another order. For members of the organization. */
        post: operations["task_request_reorderSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/replayDeadLetter/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. For admins of the organization. */
        post: operations["task_request_replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/resumeQueue/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Lets a paused queue go on. For members of the organization. */
        post: operations["task_request_resumeQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/sendMessage/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Sends a message to an agent. While a turn is under way it waits in the queue. The sender becomes the task's owner when
         *     its turn begins. For members of the organization.
         */
        post: operations["task_request_sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/setSessionOption/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Sets an option of a session's agent, also while a turn is under way: its model, its mode, how much it thinks. Refused for
         *     what the agent does not offer, once it is known what it offers. Until the agent has taken it, `choices` of the session has
         *     it and `options` has not; what an agent no longer takes is told in the session's events, and goes from `choices`. For members of the organization.
         */
        post: operations["task_request_setSessionOption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/task/request/stopSession/{organization}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops the turn under way and pauses the queue. For members of the organization. */
        post: operations["task_request_stopSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/arrangeSidebar/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Arranges an organization's sidebar. For the person it is. */
        post: operations["user_command_arrangeSidebar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/cancelWorkflow/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For the person it is. */
        post: operations["user_command_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/discoverOrganizations/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Asks GitHub again which organizations the person belongs to. While that is under way, a further request joins it. For the person it is. */
        post: operations["user_command_discoverOrganizations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/dismissChecklist/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Hides the first-run checklist for good. For the person it is. */
        post: operations["user_command_dismissChecklist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/endAllSignIns/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Signs out everywhere. For the person it is; with an API token, only one of scope `admin`. */
        post: operations["user_command_endAllSignIns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/endSignIn/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Signs out of one browser. For the person it is; with an API token, only one of scope `admin`. */
        post: operations["user_command_endSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/revokeApiToken/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Ends a token at once. For the person it is; with an API token, only one of scope `admin`. */
        post: operations["user_command_revokeApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/saveDraft/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Saves a prompt that was not sent yet. A draft without text and attachments is deleted. For the person it is. */
        post: operations["user_command_saveDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/selectOrganization/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Chooses the organization that is opened first. For the person it is. */
        post: operations["user_command_selectOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/selectSession/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Selects the session that opens with a task, and marks it as read. For the person it is. */
        post: operations["user_command_selectSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/setPreferences/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Changes preferences. What is left out stays. For the person it is. */
        post: operations["user_command_setPreferences"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/command/setUnread/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Marks one of a task's sessions as read or unread, by hand. For the person it is. */
        post: operations["user_command_setUnread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/query/apiTokens/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Lists the caller's API tokens that are in force. For the person it is; with an API token, only one of scope `admin`. */
        get: operations["user_query_apiTokens"];
        put?: never;
        /** @description Lists the caller's API tokens that are in force. For the person it is; with an API token, only one of scope `admin`. */
        post: operations["user_query_apiTokens_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/query/app/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Reads the caller's own account, organizations, preferences and first-run checklist. For the person it is. */
        get: operations["user_query_app"];
        put?: never;
        /** @description Reads the caller's own account, organizations, preferences and first-run checklist. For the person it is. */
        post: operations["user_query_app_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/query/deadLetters/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Commands of this actor that could not be processed, oldest first. For the person it is. */
        get: operations["user_query_deadLetters"];
        put?: never;
        /** @description Commands of this actor that could not be processed, oldest first. For the person it is. */
        post: operations["user_query_deadLetters_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/query/draft/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Reads one draft with its text. For the person it is. */
        get: operations["user_query_draft"];
        put?: never;
        /** @description Reads one draft with its text. For the person it is. */
        post: operations["user_query_draft_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/query/history/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What this actor was asked and what came of it, newest first. For the person it is. */
        get: operations["user_query_history"];
        put?: never;
        /** @description What this actor was asked and what came of it, newest first. For the person it is. */
        post: operations["user_query_history_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/query/outcome/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The outcome of one command of this actor, by its id. For the person it is. */
        get: operations["user_query_outcome"];
        put?: never;
        /** @description The outcome of one command of this actor, by its id. For the person it is. */
        post: operations["user_query_outcome_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/query/overlay/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description Reads what the caller alone has of an organization's tasks: unread marks, drafts and selected sessions; and how they
         *     have arranged its sidebar. For the person it is.
         */
        get: operations["user_query_overlay"];
        put?: never;
        /**
         * @description Reads what the caller alone has of an organization's tasks: unread marks, drafts and selected sessions; and how they
         *     have arranged its sidebar. For the person it is.
         */
        post: operations["user_query_overlay_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/query/signIns/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Lists the caller's sign-ins. For the person it is; with an API token, only one of scope `admin`. */
        get: operations["user_query_signIns"];
        put?: never;
        /** @description Lists the caller's sign-ins. For the person it is; with an API token, only one of scope `admin`. */
        post: operations["user_query_signIns_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/query/workflow/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description One workflow run with its steps, page by page where they are many. For the person it is. */
        get: operations["user_query_workflow"];
        put?: never;
        /** @description One workflow run with its steps, page by page where they are many. For the person it is. */
        post: operations["user_query_workflow_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/query/workflows/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Workflow runs of this actor, newest first. For the person it is. */
        get: operations["user_query_workflows"];
        put?: never;
        /** @description Workflow runs of this actor, newest first. For the person it is. */
        post: operations["user_query_workflows_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/arrangeSidebar/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Arranges an organization's sidebar. For the person it is. */
        post: operations["user_request_arrangeSidebar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/cancelWorkflow/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Stops a workflow run before its next step. For the person it is. */
        post: operations["user_request_cancelWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/discoverOrganizations/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Asks GitHub again which organizations the person belongs to. While that is under way, a further request joins it. For the person it is. */
        post: operations["user_request_discoverOrganizations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/dismissChecklist/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Hides the first-run checklist for good. For the person it is. */
        post: operations["user_request_dismissChecklist"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/endAllSignIns/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Signs out everywhere. For the person it is; with an API token, only one of scope `admin`. */
        post: operations["user_request_endAllSignIns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/endSignIn/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Signs out of one browser. For the person it is; with an API token, only one of scope `admin`. */
        post: operations["user_request_endSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/revokeApiToken/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Ends a token at once. For the person it is; with an API token, only one of scope `admin`. */
        post: operations["user_request_revokeApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/saveDraft/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Saves a prompt that was not sent yet. A draft without text and attachments is deleted. For the person it is. */
        post: operations["user_request_saveDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/selectOrganization/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Chooses the organization that is opened first. For the person it is. */
        post: operations["user_request_selectOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/selectSession/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Selects the session that opens with a task, and marks it as read. For the person it is. */
        post: operations["user_request_selectSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/setPreferences/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Changes preferences. What is left out stays. For the person it is. */
        post: operations["user_request_setPreferences"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/user/request/setUnread/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Marks one of a task's sessions as read or unread, by hand. For the person it is. */
        post: operations["user_request_setUnread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
};
export type webhooks = Record<string, never>;
export type components = {
    schemas: {
        /** @description Gives a sync that stands at conflicts up: all is as it was before it. */
        AbortSync: Record<string, never>;
        /**
         * @description An account on GitHub, an organization's or a person's: `a` and GitHub's number for it, which it keeps when it takes
         *     another login.
         */
        AccountId: string;
        /** @description Whether an account on GitHub is an organization's or a person's. */
        AccountKind: "organization" | "personal";
        /** @description What an agent can do beside answering, as it says itself. */
        AgentAbilities: {
            /** @description It takes images. */
            images: boolean;
            /** @description It takes a message into the turn under way (`_session/steering`). */
            steering: boolean;
        };
        /** @description Agents, the default one first. */
        AgentList: {
            /** @description All that Foundry knows, also those that cannot be used here. */
            agents: components["schemas"]["AgentOffer"][];
        };
        /** @description What an agent knows of what was said in its session before. */
        AgentMemory: "native" | "resumed" | "summary" | "nothing";
        /** @description An agent, and whether it can be used. */
        AgentOffer: {
            /** @description Its id, as `createSession` and `changeAgent` take it: `claude`. */
            agent: string;
            /** @description It is the one that a session gets whose opener has not chosen. */
            isDefault: boolean;
            /** @description What it is called: `Claude Code`. */
            name: string;
            /** @description Why it cannot be used here, and what to do: a key that is missing, say. Null when it can be. */
            unusable?: string | null;
        };
        /**
         * @description The agents that sessions can have here. They are the same for every task, also for one that has no sandbox or does not
         *     exist yet: any task id will do. Looking creates nothing.
         */
        Agents: Record<string, never>;
        /** @description Answers what an agent asks. Refused when the question is no longer open, and for an option that it does not offer. */
        AnswerPermission: {
            /** @description The id of one of its options. */
            optionId: string;
            /** @description The question's id. */
            permissionId: components["schemas"]["PermissionId"];
        };
        /** @description A personal API token, without its secret. */
        ApiToken: {
            /** @description The API token's id. */
            apiTokenId: components["schemas"]["ApiTokenId"];
            /**
             * Format: int64
             * @description When it was made, in milliseconds since 1970.
             */
            createdAt: number;
            /**
             * Format: int64
             * @description When it ends, in milliseconds since 1970; null when it does not.
             */
            expiresAt?: number | null;
            /** @description What its person calls it. */
            name: string;
            /** @description The organizations it is for; empty for all of its person's. */
            organizations: components["schemas"]["OrganizationId"][];
            /** @description What its bearer may do. */
            scope: components["schemas"]["TokenScope"];
        };
        /** @description A personal API token, by which it is listed and revoked; it tells nothing of the token itself. A random UUID. */
        ApiTokenId: string;
        /** @description A person's API tokens. */
        ApiTokenList: {
            /** @description The API tokens that are in force, newest first. */
            apiTokens: components["schemas"]["ApiToken"][];
        };
        /** @description The token is in force no longer. */
        ApiTokenRevoked: {
            /** @description `false`: there was none with this id in force. */
            revoked: boolean;
        };
        /** @description A person's account and organizations. Also the value of the view `user.<user>.app`. */
        App: {
            /** @description The organization that is opened first: the chosen one, or the only one; null when there is neither. */
            activeOrganizationId?: components["schemas"]["OrganizationId"] | null;
            /** @description The first-run checklist; null when the person has dismissed it. */
            checklist?: components["schemas"]["Checklist"] | null;
            /** @description How the search for the person's organizations stands. */
            discovery: components["schemas"]["DiscoveryState"];
            /** @description The person's organizations, by display name. */
            organizations: components["schemas"]["Membership"][];
            /** @description What the person prefers. */
            preferences: components["schemas"]["Preferences"];
            /** @description What GitHub says of the person. */
            profile: components["schemas"]["Profile"];
            /** @description The person's id. */
            userId: components["schemas"]["UserId"];
        };
        /** @description Archives the task for good. An archived task refuses what people ask of it. */
        Archive: {
            /** @description Why: one line of at most 500 characters; null or blank for no reason. */
            reason?: string | null;
        };
        /** @description Arranges an organization's sidebar. */
        ArrangeSidebar: {
            /** @description The repositories whose tasks are folded away; at most 5,000. */
            collapsed?: components["schemas"]["RepositoryId"][];
            /** @description The repositories that come first, in this order; others follow. At most 5,000. */
            order?: components["schemas"]["RepositoryId"][];
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /** @description The tasks that the person has put in order, whatever their repositories; at most 1,000. Null: as they are. */
            tasks?: components["schemas"]["TaskId"][] | null;
        };
        /** @description A file, a line of one, or an image, that a message points at. */
        Attachment: {
            /** @description The file's path in the repository; an image's name. */
            filePath: string;
            /** @description The attachment's id, chosen by the page; 1 to 64 visible ASCII characters. */
            id: string;
            /** @description The image: what `sandbox.command.uploadImage` has taken under this id. Absent for a file or line. */
            imageId?: string | null;
            /** @description The line's text; null for the whole file. */
            lineContent?: string | null;
            /**
             * Format: uint32
             * @description The line; null for the whole file.
             */
            lineNumber?: number | null;
        };
        /** @description Somebody who is here now. */
        Attendant: {
            /** @description What they do. */
            doing: components["schemas"]["Doing"];
            /** @description In which of its sessions; null: in none. */
            sessionId?: components["schemas"]["SessionId"] | null;
            /** @description At which task. */
            taskId: components["schemas"]["TaskId"];
            /** @description Who. */
            userId: components["schemas"]["UserId"];
        };
        /** @description The task that a page shows, and what its person does there. */
        Attending: {
            /** @description What they do. */
            doing: components["schemas"]["Doing"];
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /**
             * @description The session that is open; null: none is.
             * @default null
             */
            sessionId: components["schemas"]["SessionId"] | null;
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
        };
        /** @description What a task's branch changes, in numbers: for its line in the sidebar. */
        BranchChanges: {
            /**
             * Format: uint32
             * @description Lines that were added.
             */
            added: number;
            /**
             * Format: uint32
             * @description Commits that the base does not have.
             */
            ahead: number;
            /**
             * Format: uint32
             * @description Commits of the base that are not here.
             */
            behind: number;
            /**
             * Format: uint32
             * @description Files with a conflict that nobody has resolved.
             */
            conflicted: number;
            /**
             * Format: uint32
             * @description Files that differ from the base.
             */
            files: number;
            /**
             * Format: uint32
             * @description Lines that were removed.
             */
            removed: number;
            /**
             * Format: uint32
             * @description Files with something that is not committed.
             */
            uncommitted: number;
            /**
             * Format: uint32
             * @description Commits that GitHub has on no branch.
             */
            unpushed: number;
        };
        /** @description Stops a workflow run before its next step. */
        CancelWorkflow: {
            /** @description The id of the workflow run. */
            runId: string;
        };
        /**
         * @description Puts another agent into a session: what was said stays, and the new agent is told a summary of it before its first
         *     message. What was set of the former one goes. Refused while a turn is under way.
         */
        ChangeAgent: {
            /** @description Which agent: one of `sandbox.query.agents`. */
            agent: string;
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
        };
        /** @description One file that differs from the merge base. */
        ChangedFile: {
            /**
             * Format: uint32
             * @description Lines that were added; null when they are not counted (binary, or too large).
             */
            added?: number | null;
            /** @description What happened to it. */
            change: components["schemas"]["FileChange"];
            /** @description Whether git takes it for binary. */
            isBinary: boolean;
            /** @description Whether its name is no UTF-8: it cannot be asked for by itself. */
            isLossy: boolean;
            /** @description Whether it was not looked into, for its size. */
            isTooLarge: boolean;
            /** @description Whether something of it is not committed. */
            isUncommitted: boolean;
            /** @description Where it was before; null unless it was renamed. */
            oldPath?: string | null;
            /** @description Where it is now; where it was, for one that was deleted. */
            path: string;
            /**
             * Format: uint32
             * @description Lines that were removed; null when they are not counted.
             */
            removed?: number | null;
        };
        /** @description Makes a member of the organization the one who answers for the task. */
        ChangeOwner: {
            /** @description The person's id. */
            userId: components["schemas"]["UserId"];
        };
        /** @description The files that differ from something. */
        Changes: {
            /** @description By path: at most 1,000, and 128 KiB in all. */
            files: components["schemas"]["ChangedFile"][];
            /** @description The commit that they were compared with; null where there is none: all of them are new. */
            from?: string | null;
            /**
             * Format: uint32
             * @description How many more there are.
             */
            moreFiles: number;
            /** @description What they were compared with. */
            scope: components["schemas"]["DiffScope"];
            /** @description Of all files, those that are not listed, too. */
            totals: components["schemas"]["ChangeTotals"];
        };
        /** @description What changed in all. */
        ChangeTotals: {
            /**
             * Format: uint32
             * @description Lines that were added; those of binary and of too large files are not counted.
             */
            added: number;
            /**
             * Format: uint32
             * @description Files.
             */
            files: number;
            /**
             * Format: uint32
             * @description Lines that were removed.
             */
            removed: number;
        };
        /** @description One check of a commit. */
        Check: {
            /**
             * Format: int64
             * @description When it ended, in milliseconds since 1970; null when it has not.
             */
            endedAt?: number | null;
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description When it began, in milliseconds since 1970; null when it has not, or that is not known.
             */
            startedAt?: number | null;
            /** @description How it stands. */
            state: components["schemas"]["CheckState"];
            /** @description What it says of itself: one line; null when it says nothing. */
            summary?: string | null;
            /** @description The page to look at; null when there is none. */
            url?: string | null;
        };
        /** @description The first-run checklist of a new person. Each line is derived, and never set by hand. */
        Checklist: {
            /** @description Whether the person has ever saved a draft or opened a session. */
            hasBegun: boolean;
            /** @description Whether the person belongs to an organization. */
            hasOrganization: boolean;
            /** @description Whether the GitHub App is installed for one of their organizations. */
            isConnected: boolean;
            /** @description Whether the newest sync of one of their organizations is complete. */
            isSynced: boolean;
        };
        /** @description What GitHub says of a pull request. */
        Checks: {
            /** @description Check runs and commit statuses of that commit, failed ones first: at most 200. */
            checks: components["schemas"]["Check"][];
            /** @description Its newest commit; null when there is no pull request. */
            head?: string | null;
            /** @description Whether it can be merged, and what keeps it from it. */
            merge: components["schemas"]["Mergeability"];
            /**
             * Format: uint32
             * @description How many more there are.
             */
            moreChecks: number;
            /** @description The pull request; null when the task has none: then all else is empty. */
            pullRequest?: components["schemas"]["PullRequest"] | null;
            /**
             * Format: int64
             * @description When GitHub was asked, in milliseconds since 1970.
             */
            readAt: number;
            /** @description Logins of those who were asked for a review and have not given one. */
            requestedReviewers: string[];
            /** @description The newest review of each person. */
            reviews: components["schemas"]["Review"][];
        };
        /** @description How a check stands. In the order in which they are listed. */
        CheckState: "failed" | "running" | "waiting" | "passed" | "neutral";
        /** @description How the checks of one commit stand, in numbers. */
        CheckTotals: {
            /**
             * Format: uint32
             * @description Checks that failed.
             */
            failed: number;
            /** @description The commit. */
            head: string;
            /**
             * Format: uint32
             * @description Checks that run or wait.
             */
            open: number;
            /**
             * Format: uint32
             * @description Checks that passed, were skipped or have no opinion.
             */
            passed: number;
            /**
             * Format: int64
             * @description Since when the newest of them stands so, in milliseconds since 1970.
             */
            updatedAt: number;
        };
        /** @description Closes a session for good: its turn is stopped, what waits is thrown away, its agent ends. Its events can still be read. */
        CloseSession: {
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
        };
        /** @description How pages are coloured. */
        ColourMode: "system" | "light" | "dark";
        /** @description What a caller knows of the account to sync. A field is null when the caller does not know it. */
        ContextOverrides: {
            /** @description The account's id; refused when it is known here to be another account. Null when the caller does not know it. */
            accountId?: components["schemas"]["AccountId"] | null;
            /** @description The account's login as GitHub spells it; null when the caller does not know it. */
            connectedAccount?: string | null;
            /**
             * Format: uint64
             * @description The number of the GitHub App's installation; null when the caller does not know it.
             */
            installationId?: number | null;
            /** @description Whether the GitHub App is installed on the account; null when the caller does not know it. */
            installationStatus?: components["schemas"]["InstallationStatus"] | null;
            /** @description Whether the account is an organization's or a person's; null when the caller does not know it. */
            kind?: components["schemas"]["AccountKind"] | null;
        };
        /** @description The sizes of an organization's lists. */
        Counts: {
            /**
             * Format: int64
             * @description How many members there are.
             */
            members: number;
            /**
             * Format: int64
             * @description How many repositories there are.
             */
            repositories: number;
            /**
             * Format: int64
             * @description How many tasks the sidebar has, virtual ones included.
             */
            tasks: number;
            /**
             * Format: int64
             * @description How many of the tasks are virtual: nobody has acted on them, and they exist as lines in the sidebar only.
             */
            virtualTasks: number;
        };
        /**
         * @description Starts a process in the task's sandbox. Refused while the sandbox is not ready (opening a session or sending a message
         *     makes it so), and for a sandbox with 64 processes: whoever wants more removes some that have ended.
         */
        CreateProcess: {
            /** @description Its arguments, each as it is: no shell reads them. */
            args?: string[];
            /**
             * Format: uint16
             * @description The terminal's width in characters, 1 to 1,000; 80 without one.
             */
            cols?: number | null;
            /** @description The program, found as a shell finds it; null for the login shell, which is a terminal whatever `tty` says. */
            command?: string | null;
            /** @description Where to start it: absolute, or within the repository. Null for the repository's folder. */
            cwd?: string | null;
            /**
             * Format: uint16
             * @description The terminal's height in characters, 1 to 1,000; 24 without one.
             */
            rows?: number | null;
            /** @description What to call it: one line of 1 to 100 characters. Null for the command's name. */
            title?: string | null;
            /** @description Whether it gets a terminal. */
            tty?: boolean;
        };
        /**
         * @description Opens a session of an agent. It may make the task, and begins to make its sandbox ready. Refused for a task that has
         *     20 open ones.
         */
        CreateSession: {
            /** @description Which agent; null for the default one. */
            agent?: string | null;
            /**
             * @description What is set of it from the beginning: at most 20; `{"optionId": "model", "value": …}` sets the first option of the
             *     category `model`. What the agent turns out not to offer is told in the session's events.
             */
            choices?: components["schemas"]["OptionChoice"][];
            /** @description The name: one line of 1 to 100 characters. Null for `Session N`. */
            name?: string | null;
        };
        /** @description Starts work: a new task with its own branch, or on a branch that exists. */
        CreateTask: {
            /**
             * @description The new branch's name, at most 200 bytes. Refused when a task has that branch, or one that git could not have
             *     beside it. Null or blank: derived from the title.
             */
            branch?: string | null;
            /** @description An existing branch to work on instead; its virtual task, if it has one, is adopted. Null: a new branch. */
            onBranch?: string | null;
            /** @description What the agent is asked to do: 1 to 50,000 characters. A blank prompt is refused. */
            prompt: string;
            /** @description The repository's id. */
            repositoryId: components["schemas"]["RepositoryId"];
            /**
             * @description The source of the title, at most 200 characters; the reply has the title. Null or blank: derived from the
             *     prompt.
             */
            title?: string | null;
        };
        /** @description A command that could not be processed. */
        DeadLetter: {
            /**
             * Format: int64
             * @description When its stream accepted it, in milliseconds since 1970.
             */
            at: number;
            /** @description The body as it came, or the beginning of one that was cut; bytes that are not UTF-8 are replaced. */
            body: string;
            /**
             * Format: int64
             * @description Bytes of the whole body, when `body` was cut.
             */
            bodyBytes?: number | null;
            /** @description The command's name, as it stands in its subject. */
            command: string;
            /** @description The command's id. */
            id: string;
            /**
             * Format: int64
             * @description Its place among the letters; grows with time.
             * @default 0
             */
            position: number;
            /** @description Why it could not be processed. */
            reason: string;
            /** @description The trace that it belongs to; null when it was not traced. */
            traceId?: string | null;
        };
        /** @description One actor. */
        DeadLetterActor: {
            /** @description Its kind: `task`. */
            actor: string;
            /** @description How many letters of each command there have been in 90 days, those that were settled since among them. */
            commands: {
                [key: string]: number;
            };
            /** @description Its key, as it stands in addresses: `acme/t-1`. */
            key: string;
        };
        /** @description The actors of an organization that have met commands they could not process. */
        DeadLetterActors: {
            /** @description At most 200, the one with the most letters first. */
            actors: components["schemas"]["DeadLetterActor"][];
        };
        /** @description An actor's dead letters. */
        DeadLetters: {
            /** @description The letters, oldest first. */
            letters: components["schemas"]["DeadLetter"][];
            /**
             * Format: int64
             * @description The value of `after` for the next page; null on the last page.
             * @default null
             */
            next: number | null;
        };
        /** @description What became of the letter. */
        DeadLetterSettled: {
            /** @description The outcome of the replayed command; `None` for one that was dropped. */
            outcome?: components["schemas"]["Outcome"] | null;
        };
        /** @description The task's record. Refused for a virtual task: looking creates nothing, and its line is with the organization. */
        Detail: Record<string, never>;
        /** @description What a file is compared with. */
        DiffScope: "sinceBase" | "sinceLastTurn" | "uncommitted";
        /** @description How many files have changes that are not committed. A file may count in several. */
        DirtyCounts: {
            /**
             * Format: uint32
             * @description With a conflict that nobody has resolved.
             */
            conflicted: number;
            /**
             * Format: uint32
             * @description In the index.
             */
            staged: number;
            /**
             * Format: uint32
             * @description In the files, and not in the index.
             */
            unstaged: number;
            /**
             * Format: uint32
             * @description Unknown to git, and not ignored.
             */
            untracked: number;
        };
        /** @description Asks GitHub again which organizations the person belongs to. While that is under way, a further request joins it. */
        DiscoverOrganizations: Record<string, never>;
        /** @description The workflow run that searches for the person's organizations. */
        DiscoveryStarted: {
            /** @description Whether that run was under way before; another then follows it. */
            joined: boolean;
            /** @description The id of the workflow run. */
            runId: string;
        };
        /** @description Where the search for the person's organizations stands. */
        DiscoveryState: {
            /**
             * Format: int64
             * @description When the newest complete search asked GitHub, in milliseconds since 1970; null before the first.
             */
            discoveredAt?: number | null;
            /** @description Why the search failed, waits or has not seen everything, and what to do about it; null when there is nothing to say. */
            message?: string | null;
            /** @description How the search stands. */
            status: components["schemas"]["DiscoveryStatus"];
        };
        /** @description The state of a search for a person's organizations. */
        DiscoveryStatus: "running" | "done" | "failed";
        /** @description Hides the first-run checklist for good. */
        DismissChecklist: Record<string, never>;
        /** @description What somebody does at a task. The last of these that one of their pages says counts. */
        Doing: "looking" | "drafting" | "typing";
        /** @description A message that a person has not sent yet. */
        Draft: {
            /** @description Files and lines that it points at. */
            attachments: components["schemas"]["Attachment"][];
            /** @description Its text. */
            text: string;
            /**
             * Format: int64
             * @description When it last changed, in milliseconds since 1970.
             */
            updatedAt: number;
        };
        /** @description The draft, if there is one. */
        DraftFound: {
            /** @description The draft; null when there is none. */
            draft?: components["schemas"]["Draft"] | null;
        };
        /** @description A draft without its text. */
        DraftHead: {
            /**
             * Format: uint32
             * @description How many files and lines it points at.
             */
            attachments: number;
            /** @description The first 100 characters of the draft's text. */
            beginning: string;
            /** @description The session it is for; null for one that is yet to be opened. */
            sessionId?: components["schemas"]["SessionId"] | null;
            /**
             * Format: int64
             * @description When it last changed, in milliseconds since 1970.
             */
            updatedAt: number;
        };
        /** @description When the draft was saved. */
        DraftSaved: {
            /**
             * Format: int64
             * @description When it last changed, in milliseconds since 1970.
             */
            updatedAt: number;
        };
        /** @description Gives up a dead command: its letter is deleted. */
        DropDeadLetter: {
            /** @description The command's id. */
            id: string;
        };
        /** @description Changes a message that still waits. Refused once its turn has begun. */
        EditMessage: {
            /** @description The new attachments. */
            attachments?: components["schemas"]["Attachment"][];
            /** @description The message's id. */
            messageId: components["schemas"]["MessageId"];
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
            /** @description The new text, as in `sendMessage`. */
            text: string;
        };
        /** @description How bytes are written in JSON. */
        Encoding: "base64" | "text";
        /** @description Signs out everywhere. */
        EndAllSignIns: {
            /** @description The sign-in that stays; null to end all. */
            except?: components["schemas"]["SignInId"] | null;
        };
        /** @description That a sandbox is to end. */
        Ending: {
            /**
             * Format: int64
             * @description Since when, in milliseconds since 1970.
             */
            at: number;
            /** @description Who wanted it; null for nobody in particular: the task has ended, or it was an operator. */
            by?: components["schemas"]["UserId"] | null;
            /** @description Why. */
            cause: components["schemas"]["EndingCause"];
        };
        /** @description Why a sandbox is to end, and what follows. */
        EndingCause: "taskEnded" | "stopped" | "startedOver";
        /** @description Signs out of one browser. */
        EndSignIn: {
            /** @description The sign-in's id. */
            signInId: components["schemas"]["SignInId"];
        };
        /** @description One event in the log. */
        Event: {
            /**
             * Format: int64
             * @description When it happened, in milliseconds since 1970.
             */
            at: number;
            /** @description The branch that it concerns; null when it concerns none. */
            branch?: string | null;
            /**
             * @description Who caused the event: a person (`user:u42`), a service (`service:github-data`), a caller with a token of the
             *     fleet (`token:api`), or an operator with the NATS CLI (`nats`).
             */
            by: string;
            /** @description Further facts of the event: a JSON object whose fields depend on the event's name. */
            details: unknown;
            /**
             * @description The event's name. The services send: `task.created`, `task.initialized`, `task.prompted`, `task.renamed`,
             *     `task.owner_changed`, `task.archived`, `task.brought_back`, `task.killed`, `task.pr_opened`, `task.pr_closed`, `task.pr_merged`,
             *     `task.pr_removed`, `repository.removed`, `member.linked`, `member.removed`, `organization.profile_updated`,
             *     `github.sync_started`, `github.sync_completed`, `github.sync_failed`, `github.installation_changed`.
             */
            event: string;
            /**
             * Format: int64
             * @description The event's number. Numbers grow with time, with gaps.
             */
            eventId: number;
            /** @description The repository that it concerns; null when it concerns none. */
            repositoryId?: components["schemas"]["RepositoryId"] | null;
            /** @description The task that it concerns; null when it concerns none. */
            taskId?: components["schemas"]["TaskId"] | null;
        };
        /** @description One page of events, newest first. */
        EventPage: {
            /** @description The events of the page, newest first. */
            events: components["schemas"]["Event"][];
            /**
             * Format: int64
             * @description The value of `before` for the next page; null on the last page.
             */
            next?: number | null;
        };
        /** @description What was said in a session, in order. */
        Events: {
            /**
             * Format: int64
             * @description Only events behind this index; null or 0 from the first one on.
             */
            after?: number | null;
            /**
             * Format: int64
             * @description Only events before this index, the newest of them: for reading backwards from the end, page by page. Not together with
             *     `after`. `before` the largest number is the end of the log.
             */
            before?: number | null;
            /**
             * @description The chunks of one message or thought come as one event, with the index of the first and `lastIndex`. The limit counts
             *     what comes out.
             */
            coalesce?: boolean;
            /**
             * Format: uint32
             * @description 1 to 1,000; 200 without one. A page may have fewer, so that it fits into one message.
             */
            limit?: number | null;
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
        };
        /** @description Has the provider let the sandbox live for its whole lifetime from now. Refused for one that does not end by itself. */
        Extend: Record<string, never>;
        /** @description What has become of a person's wish that a sandbox lives on. */
        Extension: {
            /**
             * Format: int64
             * @description Since when, in milliseconds since 1970.
             */
            at: number;
            /** @description Whose wish; null for an operator's. */
            by?: components["schemas"]["UserId"] | null;
            /** @description Why it did not come to it; null while the provider is asked. */
            error?: string | null;
        };
        /** @description What happened to a file. */
        FileChange: "added" | "modified" | "deleted" | "renamed" | "conflicted" | "untracked";
        /** @description What changed in one file. */
        FileDiff: {
            /**
             * Format: uint64
             * @description Bytes of the whole text.
             */
            bytes: number;
            /** @description The commit that it was compared with; null where there is none: all of it is new. */
            from?: string | null;
            /** @description Whether it is binary: `text` has only the header. */
            isBinary: boolean;
            /**
             * @description Whether `text` was cut: at 5,000 lines or 384 KiB, after a whole line. The last hunk's header then names more lines
             *     than follow.
             */
            isCut: boolean;
            /**
             * Format: uint32
             * @description Lines of the whole text.
             */
            lines: number;
            /** @description Where it was before; null unless it was renamed. */
            oldPath?: string | null;
            /** @description The file. */
            path: string;
            /** @description What it was compared with. */
            scope: components["schemas"]["DiffScope"];
            /** @description Unified, with hunks, as `git diff` writes it (its header lines included). Empty: nothing changed. */
            text: string;
        };
        /** @description A part of one file: at most 128 KiB, which ends with a line if one ends in it. */
        FilePart: {
            /**
             * Format: uint64
             * @description The number of the line that it begins in, from 1 on.
             */
            firstLine: number;
            /** @description Whether it is binary: it has a NUL in its first 8,000 bytes, as git decides it. `text` is empty then. */
            isBinary: boolean;
            /**
             * Format: uint64
             * @description From which byte on the next part is; null when this is the last one.
             */
            next?: number | null;
            /**
             * Format: uint64
             * @description From which byte on this is.
             */
            offset: number;
            /** @description The file. */
            path: string;
            /**
             * Format: uint64
             * @description Bytes of the whole file.
             */
            size: number;
            /** @description The text. Bytes that are no UTF-8 are U+FFFD. */
            text: string;
        };
        /** @description Something in a folder. */
        FolderEntry: {
            /** @description Whether git ignores it. */
            isIgnored: boolean;
            /** @description Whether its name is no UTF-8: it cannot be asked for by itself. */
            isLossy: boolean;
            /** @description What it is. */
            kind: components["schemas"]["FolderEntryKind"];
            /** @description Its name, without the folder's. */
            name: string;
            /**
             * Format: uint64
             * @description Bytes of a file; 0 for anything else.
             */
            size: number;
        };
        /** @description What something in a folder is. */
        FolderEntryKind: "folder" | "file" | "link" | "other";
        /** @description One page of a folder: folders first, then by name (by its bytes). */
        FolderPage: {
            /** @description What is in it. `.git` is left out. */
            entries: components["schemas"]["FolderEntry"][];
            /** @description Whether the folder has more than the 20,000 entries that are looked at. */
            isCut: boolean;
            /** @description The value of `after` for the next page; null on the last page. */
            next?: string | null;
            /** @description The folder; empty for the repository's own. */
            path: string;
        };
        /** @description Reads the caller's own account, organizations, preferences and first-run checklist. */
        GetApp: Record<string, never>;
        /**
         * @description The files that differ from what a scope compares with, as they are in the sandbox now. What differs from the base is in the
         *     branch's state, too, as it was last read.
         */
        GetChanges: {
            /** @description What they are compared with; the merge base without one. */
            scope?: components["schemas"]["DiffScope"];
        };
        /**
         * @description What GitHub says of the task's pull request: its checks, its reviews, and whether it can be merged. Asked as the person
         *     who asks, at most every ten seconds. Needs no sandbox.
         */
        GetChecks: Record<string, never>;
        /** @description Commands of this actor that could not be processed, oldest first. */
        GetDeadLetters: {
            /**
             * Format: int64
             * @description The `next` of the page before; null for the first page.
             */
            after?: number | null;
            /**
             * Format: uint32
             * @description 1 to 200; 200 without one. A page may have fewer, so that it fits into one message. On a page of one, its body is
             *     whole, as far as a message may be large; else large ones are cut.
             */
            limit?: number | null;
        };
        /** @description What changed in one file, as it is in the sandbox now. */
        GetDiff: {
            /**
             * Format: uint32
             * @description Unchanged lines around each change: 0 to 10,000; 3 without one.
             */
            context?: number | null;
            /** @description Whether changes of white space alone are left out. */
            ignoreWhitespace?: boolean;
            /** @description Where it was before, if it was renamed. */
            oldPath?: string | null;
            /** @description The file. */
            path: string;
            /** @description What it is compared with; the merge base without one. */
            scope?: components["schemas"]["DiffScope"];
        };
        /** @description Reads one draft with its text. */
        GetDraft: {
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /** @description The session it is for; null for one that is yet to be opened. */
            sessionId?: components["schemas"]["SessionId"] | null;
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
        };
        /** @description A part of one file. */
        GetFile: {
            /**
             * Format: uint64
             * @description From which byte on: the `next` of the part before; null for the beginning.
             */
            offset?: number | null;
            /** @description The file. */
            path: string;
        };
        /** @description The branch's state, as it was last read. */
        GetGitState: Record<string, never>;
        /** @description What this actor was asked and what came of it, newest first. */
        GetHistory: {
            /**
             * Format: int64
             * @description The `next` of the page before; null for the first page.
             */
            before?: number | null;
            /**
             * Format: uint32
             * @description 1 to 200; 50 without one. A page may have fewer, so that it fits into one message. On a page of one, inputs and
             *     replies are whole; else large ones are cut.
             */
            limit?: number | null;
        };
        /** @description A part of an image that was uploaded. Refused when there is no such image. */
        GetImage: {
            /** @description The image's id. */
            imageId: string;
            /**
             * Format: uint32
             * @description Which part, from 0; null for the first.
             */
            part?: number | null;
        };
        /** @description One member, if there is one with this id. */
        GetMember: {
            /** @description The person's id. */
            userId: components["schemas"]["UserId"];
        };
        /** @description The outcome of one command of this actor, by its id. */
        GetOutcome: {
            /** @description The command's id. */
            id: string;
        };
        /**
         * @description Reads what the caller alone has of an organization's tasks: unread marks, drafts and selected sessions; and how they
         *     have arranged its sidebar.
         */
        GetOverlay: {
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
        };
        /**
         * @description A part of an image of the branch, as it is or as it was. What an image is, its first bytes say; of what is none, or has more
         *     than 4 MiB, the answer has no data.
         */
        GetPicture: {
            /** @description As it was where these changes begin; null: as it is. */
            before?: components["schemas"]["DiffScope"] | null;
            /**
             * Format: uint64
             * @description From which byte on: the `next` of the part before; null for the beginning.
             */
            offset?: number | null;
            /** @description The file; of one that was moved, the path that it had then. */
            path: string;
        };
        /** @description One repository as GitHub said it, with its branches and open pull requests. */
        GetRepository: {
            /** @description The repository's id. */
            repositoryId: components["schemas"]["RepositoryId"];
        };
        /** @description Workflow runs of all actors of this kind in one organization, newest first. */
        GetRuns: {
            /** @description The `next` of the page before; null for the first page. */
            after?: string | null;
            /**
             * Format: uint32
             * @description 1 to 200; 50 without one. A page may have fewer, so that it fits into one message.
             */
            limit?: number | null;
            /** @description Only those that stand in one of these ways; without any, however they stand. */
            statuses?: components["schemas"]["WorkflowStatus"][];
            /** @description Only those of this workflow. */
            workflow?: string | null;
        };
        /** @description Reads the state of an organization's sync, and how much of its GitHub data is stored. */
        GetSummary: Record<string, never>;
        /** @description One task's line. Looking at a virtual task leaves it virtual. */
        GetTask: {
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
        };
        /** @description What a task that nobody has acted on yet is made from. */
        GetTaskIndexEntry: {
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
        };
        /** @description One workflow run with its steps, page by page where they are many. */
        GetWorkflow: {
            /**
             * Format: int32
             * @description Only steps behind this position: the `nextSteps` of the page before; null from the first one on.
             */
            after?: number | null;
            /**
             * Format: uint32
             * @description How many steps at most, 1 to 1,000; 1,000 without one.
             */
            limit?: number | null;
            /** @description The id of the workflow run. */
            runId: string;
        };
        /** @description Workflow runs of this actor, newest first. */
        GetWorkflows: {
            /** @description The `next` of the page before; null for the first page. */
            after?: string | null;
            /**
             * Format: uint32
             * @description 1 to 200; 20 without one. A page may have fewer, so that it fits into one message.
             */
            limit?: number | null;
        };
        /** @description The operation was stored, and is under way. */
        GitAccepted: {
            /** @description The operation's id: see [`GitState::operation`], and `sandbox.query.workflows` for its history. */
            operationId: string;
        };
        /** @description The organization's connection to GitHub and the state of its sync, as github-data knows it. */
        GithubState: {
            /**
             * @description The account's id, which stays when its login changes; null until GitHub has told it.
             * @default null
             */
            accountId: components["schemas"]["AccountId"] | null;
            /** @description The account's login as GitHub spells it. */
            connectedAccount: string;
            /**
             * @description Repositories the newest sync could not read, each with why.
             * @default []
             */
            failures: components["schemas"]["RepositoryFailure"][];
            /**
             * Format: uint64
             * @description The number of the GitHub App's installation; null when there is none.
             */
            installationId?: number | null;
            /** @description Whether the GitHub App is installed on the account. */
            installationStatus: components["schemas"]["InstallationStatus"];
            /** @description Whether the account is an organization's or a person's. */
            kind: components["schemas"]["AccountKind"];
            /**
             * Format: int64
             * @description When the newest complete sync began, in milliseconds since 1970; null before the first.
             */
            lastSyncAt?: number | null;
            /** @description What to show: "Synced 160 repositories", "GitHub's rate limit is used up until 12:40". */
            lastSyncLabel: string;
            /**
             * Format: int64
             * @description When GitHub is read again without anybody asking, in milliseconds since 1970; null while a sync runs, and before the
             *     first.
             * @default null
             */
            nextSyncAt: number | null;
            /**
             * Format: uint32
             * @description How many repositories the running sync has read; when no sync runs, those of the newest complete sync.
             */
            processedRepositoryCount: number;
            /**
             * @description GitHub's allowance of requests as last seen; null until GitHub has named one.
             * @default null
             */
            rateLimit: components["schemas"]["RateLimit"] | null;
            /**
             * Format: int64
             * @description The number of the newest complete sync; 0 before the first.
             */
            syncGeneration: number;
            /** @description What the running sync reads; null when no sync runs. */
            syncPhase?: components["schemas"]["SyncPhase"] | null;
            /** @description How the newest sync stands. */
            syncStatus: components["schemas"]["SyncStatus"];
            /**
             * Format: uint32
             * @description How many repositories the running sync has to read, 0 while that is not known; when no sync runs, those of the
             *     newest complete sync.
             */
            totalRepositoryCount: number;
            /**
             * Format: int64
             * @description Until when the running sync waits for GitHub, in milliseconds since 1970; `lastSyncLabel` says why. Null when it does
             *     not wait.
             * @default null
             */
            waitsUntil: number | null;
        };
        /** @description The state of an organization's sync, and how much of its GitHub data is stored. */
        GithubSummary: {
            /**
             * Format: int64
             * @description How many branches are stored.
             */
            branches: number;
            /** @description How the organization stands with GitHub. */
            github: components["schemas"]["GithubState"];
            /** @description The run of the newest sync, to be read with `githubData.query.workflow`; null before the first. */
            latestRunId?: string | null;
            /**
             * Format: int64
             * @description How many members are stored.
             */
            members: number;
            /**
             * Format: int64
             * @description How many open pull requests, drafts included, are stored.
             */
            pullRequests: number;
            /**
             * Format: int64
             * @description How many repositories are stored.
             */
            repositories: number;
        };
        /** @description Something that is done with the branch. */
        GitOperation: {
            /** @description Who asked; null for an operator. */
            askedBy?: components["schemas"]["UserId"] | null;
            /**
             * Format: int64
             * @description When it ended, in milliseconds since 1970; null while it goes on.
             */
            endedAt?: number | null;
            /** @description What is done. */
            kind: components["schemas"]["GitOperationKind"];
            /**
             * @description What git printed: at most 4,000 characters, the last ones. Secrets are not in it.
             * @default
             */
            log: string;
            /** @description What it is doing, or what came of it, with what to do next: for people. */
            message: string;
            /** @description Its id, as the command was answered. */
            operationId: string;
            /** @description Files with conflicts, or what was reverted: at most 100. */
            paths: string[];
            /** @description The pull request that it was about; null when it was about none. */
            pullRequest?: components["schemas"]["PublishedPullRequest"] | null;
            /**
             * Format: int64
             * @description When it began, in milliseconds since 1970.
             */
            startedAt: number;
            /** @description How far it is. */
            status: components["schemas"]["GitOperationStatus"];
        };
        /** @description What is done with the branch. */
        GitOperationKind: "push" | "publish" | "ready" | "sync" | "abortSync" | "merge" | "revert" | "undoRevert";
        /** @description How far an operation is. */
        GitOperationStatus: "running" | "done" | "conflicts" | "failed";
        /** @description What the task's branch is in its sandbox. Also the value of the view `sandbox.<org>.<task>.git`. */
        GitState: {
            /** @description Why it could not be read the last time, and what to do; null when it could. `status` is then of before. */
            error?: string | null;
            /**
             * Format: int32
             * @description The generation of the sandbox that it was read in.
             */
            generation: number;
            /** @description Whether it is being read anew. */
            isRefreshing: boolean;
            /** @description What is being done with the branch, or what was done last; null when nothing was. */
            operation?: components["schemas"]["GitOperation"] | null;
            /**
             * Format: int64
             * @description Grows with each change; a lower one is older.
             */
            revision: number;
            /** @description What was read; null until the clone was first looked at. */
            status?: components["schemas"]["GitStatus"] | null;
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
            /**
             * Format: int64
             * @description When it last changed, in milliseconds since 1970.
             */
            updatedAt: number;
        };
        /** @description The branch as git has it. */
        GitStatus: {
            /**
             * Format: uint32
             * @description Commits that the base does not have.
             */
            ahead: number;
            /**
             * @description The branch that it is compared with: the pull request's base, or the repository's default branch. Null when the
             *     clone knows of none.
             */
            baseBranch?: string | null;
            /**
             * Format: uint32
             * @description Commits of the base, as it was last fetched, that are not here.
             */
            behind: number;
            /** @description The branch that is checked out; null for none (a detached HEAD, which a rebase makes, too). */
            branch?: string | null;
            /** @description What is not committed. */
            dirty: components["schemas"]["DirtyCounts"];
            /** @description The files that differ from the merge base, committed or not, by path: at most 1,000, and 128 KiB in all. */
            files: components["schemas"]["ChangedFile"][];
            /** @description The commit that is checked out; null when the branch has none yet. */
            head?: string | null;
            /** @description What is half done, by an agent or by a sync with conflicts; null when nothing is. */
            inProgress?: components["schemas"]["InProgress"] | null;
            /**
             * @description What `sinceLastTurn` compares with: what the files were when the newest turn began. Null before the first one in
             *     this sandbox.
             */
            lastTurn?: components["schemas"]["TurnBaseline"] | null;
            /** @description The newest commit that both have; null when they have none in common. */
            mergeBase?: string | null;
            /**
             * Format: uint32
             * @description How many more there are.
             */
            moreFiles: number;
            /**
             * Format: int64
             * @description When it was read, in milliseconds since 1970.
             */
            readAt: number;
            /** @description Of all files, those that are not listed, too. */
            totals: components["schemas"]["ChangeTotals"];
            /**
             * Format: uint32
             * @description Commits that no branch of GitHub's has, as they were last fetched: what would be lost with the sandbox.
             */
            unpushed: number;
            /** @description What GitHub has of the branch, as it was last fetched or pushed; null when it was never pushed. */
            upstream?: components["schemas"]["Upstream"] | null;
        };
        /** @description One page of an actor's history. */
        History: {
            /** @description The commands, newest first. */
            commands: components["schemas"]["JournalEntry"][];
            /**
             * Format: int64
             * @description What to give to read the next page; null after the last.
             */
            next?: number | null;
        };
        /** @description A part of an image. */
        ImagePart: {
            /**
             * Format: uint32
             * @description How many bytes the whole image has.
             */
            bytes: number;
            /** @description This part's bytes in Base64. */
            data: string;
            /** @description `image/png`, `image/jpeg`, `image/gif` or `image/webp`: what its bytes say. */
            mediaType: string;
            /**
             * Format: uint32
             * @description How many parts it has.
             */
            parts: number;
        };
        /** @description How far an upload is. */
        ImageUploaded: {
            /** @description The parts that are still missing; none when messages can point at the image. */
            missing: number[];
        };
        /** @description What git is in the middle of. */
        InProgress: "merge" | "rebase" | "pick";
        /** @description Whose credentials are inside a sandbox. */
        InsideIdentity: {
            /** @description The person's login at GitHub. */
            login: string;
            /**
             * Format: int64
             * @description Since when, in milliseconds since 1970.
             */
            since: number;
            /**
             * Format: int64
             * @description When their token ends, in milliseconds since 1970; null for one that does not end.
             * @default null
             */
            tokenExpiresAt: number | null;
            /** @description The person's id. */
            userId: components["schemas"]["UserId"];
        };
        /** @description Whether the GitHub App is installed on the account. */
        InstallationStatus: "connected" | "installRequired" | "reconnectRequired";
        /** @description One instance of a service. */
        Instance: {
            /** @description Whose it is: `task`. */
            actor: string;
            /**
             * @description What it was built from, if whoever built it said so.
             * @default null
             */
            build: string | null;
            /**
             * Format: int64
             * @description When it last said that it lives, by the server's clock. It does so every 400 ms.
             */
            heardAt: number;
            /** @description Its name: `task-1`. */
            name: string;
            /**
             * @description The partitions whose commands it runs.
             * @default []
             */
            partitions: number[];
            /**
             * Format: uint32
             * @description Its process, on its machine.
             * @default null
             */
            pid: number | null;
            /**
             * Format: int64
             * @description When it joined, by its own clock.
             * @default null
             */
            startedAt: number | null;
            /**
             * @description Its version.
             * @default null
             */
            version: string | null;
        };
        /** @description The instances that have said that they live in the last five seconds. */
        Instances: {
            /**
             * Format: int64
             * @description When it was read, in milliseconds since 1970.
             */
            at: number;
            /** @description By service and name. */
            instances: components["schemas"]["Instance"][];
            /** @description Whether there are more than are told. */
            isCut: boolean;
        };
        /** @description One command in an actor's journal. */
        JournalEntry: {
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempts: number;
            /** @description Who sent it: `user:u42`, `service:organization`, `token:api`. */
            by: string;
            /** @description The id of the command or step that sent it; null when none did. */
            causedBy?: string | null;
            /** @description The command's name, as it stands in its subject. */
            command: string;
            /**
             * Format: int64
             * @description When it was done, in milliseconds since 1970.
             */
            doneAt: number;
            /**
             * Format: int64
             * @description Its place in the journal; grows with time.
             */
            entry: number;
            /** @description The command's id. */
            id: string;
            /** @description Its body. One that is no JSON is a string; so is the beginning of one that was cut. */
            input: unknown;
            /**
             * Format: int64
             * @description Bytes of the whole input, when `input` was cut.
             */
            inputBytes?: number | null;
            /** @description What came of it. */
            outcome: components["schemas"]["Outcome"];
            /**
             * Format: int64
             * @description When the stream accepted it, in milliseconds since 1970.
             */
            receivedAt: number;
            /**
             * Format: int64
             * @description Bytes of the whole reply, when the outcome's `reply` was cut: it is then a string, its beginning.
             */
            replyBytes?: number | null;
            /**
             * Format: int64
             * @description Its place in the stream.
             */
            streamSequence: number;
            /** @description The trace that it belongs to; null when it was not traced. */
            traceId?: string | null;
        };
        /** @description Kills the task for good. A killed task refuses what people ask of it. */
        Kill: {
            /** @description Why: one line of at most 500 characters; null or blank for no reason. */
            reason?: string | null;
        };
        /**
         * @description Sends a process, and all that it has started, a signal; `kill` unless another one is named. Refused for one that does
         *     not run.
         */
        KillProcess: {
            /** @description The process's id. */
            processId: components["schemas"]["ProcessId"];
            /** @description Which signal. */
            signal?: components["schemas"]["Signal"];
        };
        /** @description The step that a run has recorded last. */
        LastStep: {
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempts: number;
            /**
             * Format: int32
             * @description Its place among the run's steps, from 0.
             */
            position: number;
            /** @description Its name. */
            step: string;
        };
        /** @description Lists the events of the audit log that match all the given filters, newest first. */
        List: {
            /**
             * Format: int64
             * @description The `next` of the page before; null for the first page.
             */
            before?: number | null;
            /** @description Only events of this branch, whatever its repository; null for those of all. */
            branch?: string | null;
            /** @description Only events of this name: `task.renamed`. Null for those of any name. */
            event?: string | null;
            /**
             * Format: uint32
             * @description The largest number of events in the answer: 1 to 200, or it is refused. Null for 100.
             */
            limit?: number | null;
            /** @description Only events of this repository; null for those of all. */
            repositoryId?: components["schemas"]["RepositoryId"] | null;
            /** @description Only events of this task; null for those of all. */
            taskId?: components["schemas"]["TaskId"] | null;
        };
        /** @description Lists the caller's API tokens that are in force. */
        ListApiTokens: Record<string, never>;
        /** @description One folder of the sandbox's files. */
        ListFiles: {
            /** @description The `next` of the page before; null for the first page. */
            after?: string | null;
            /**
             * Format: uint32
             * @description 1 to 1,000; 500 without one.
             */
            limit?: number | null;
            /** @description The folder; empty or null for the repository's own. */
            path?: string | null;
        };
        /** @description The people of the organization, by login. */
        ListMembers: {
            /** @description The `next` of the page before; null for the first page. */
            after?: string | null;
            /**
             * Format: uint32
             * @description 1 to 200; 100 without one.
             */
            limit?: number | null;
        };
        /** @description The paths of the files that git knows, or does not ignore. */
        ListPaths: {
            /** @description The last path of the page before; null for the first page. */
            after?: string | null;
        };
        /**
         * @description The processes that people have started in the task's sandbox, as the sandbox has them at this moment. A sandbox that is
         *     gone, or was never there, has none, and the warning says so: that is a state, not an error.
         */
        ListProcesses: Record<string, never>;
        /** @description Repositories, most recently active first. */
        ListRepositories: {
            /** @description The `next` of the page before; null for the first page. */
            after?: string | null;
            /**
             * Format: uint32
             * @description 1 to 200; 100 without one.
             */
            limit?: number | null;
        };
        /** @description Lists the caller's sign-ins. */
        ListSignIns: Record<string, never>;
        /** @description Tasks, newest change first. */
        ListTasks: {
            /** @description The `next` of the page before; null for the first page. */
            after?: string | null;
            /**
             * Format: uint32
             * @description 1 to 200; 100 without one.
             */
            limit?: number | null;
            /** @description Only tasks of this repository; null for those of all. */
            repositoryId?: components["schemas"]["RepositoryId"] | null;
            /** @description Only tasks with this status; null for those with any. */
            status?: components["schemas"]["TaskStatus"] | null;
        };
        /** @description What a page says on /v1/live. */
        LiveClientMessage: {
            /**
             * Format: uint64
             * @description The newest `cursor` (of a session: index; of a terminal: sequence) the client has of this topic; `None`: it has nothing.
             * @default null
             */
            since: number | null;
            /**
             * @description `organization.acme`, `task.acme.t-1`, `sandbox.acme.t-1`, `user.me`, `session.acme.t-1.s-1`, `presence.acme`
             *     or `logs.acme`.
             */
            topic: string;
            /** @constant */
            type: "subscribe";
        } | {
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "unsubscribe";
        } | {
            /** @description The session; null when none is shown. */
            showing?: components["schemas"]["Showing"] | null;
            /** @constant */
            type: "show";
        } | {
            /** @description Null: at none. */
            at?: components["schemas"]["Attending"] | null;
            /** @constant */
            type: "attend";
        } | {
            /** @description The bytes, in base64. */
            data: string;
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "input";
        } | {
            /**
             * Format: uint16
             * @description Its columns.
             */
            cols: number;
            /**
             * Format: uint16
             * @description Its rows.
             */
            rows: number;
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "resize";
        } | {
            /** @constant */
            type: "ping";
        };
        /** @description Why nothing more comes for a topic. */
        LiveClosedReason: "unsubscribed" | "tooSlow" | "accessRevoked" | "ended";
        /** @description One view: its key in the bucket, its revision, and its whole value. */
        LiveEntry: {
            /** @description The key, which says what the value is: see `Views`. */
            key: string;
            /**
             * Format: int64
             * @description Grows with each change of this view.
             */
            revision: number;
            /** @description Null: the thing is gone. */
            value?: unknown;
        };
        /** @description What the gateway says on /v1/live. */
        LiveServerMessage: {
            /** @description Whether this is the last page. */
            complete: boolean;
            /**
             * Format: uint64
             * @description Resume from here, even in the middle of the pages.
             */
            cursor: number;
            /** @description The values. */
            entries: components["schemas"]["LiveEntry"][];
            /**
             * Format: uint64
             * @description It follows on this cursor: who has a lower one has missed something, and subscribes again.
             */
            previous: number;
            /** @description On the first page: forget what you have of this topic, it cannot be told what has gone since your cursor. */
            reset: boolean;
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "snapshot";
        } | {
            /**
             * Format: uint64
             * @description Resume from here.
             */
            cursor: number;
            /** @description The key, which says what the value is: see `Views`. */
            key: string;
            /**
             * Format: uint64
             * @description It follows on this cursor: who has a lower one has missed something, and subscribes again.
             */
            previous: number;
            /**
             * Format: int64
             * @description Grows with each change of this view.
             */
            revision: number;
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "change";
            /** @description Null: the thing is gone. */
            value?: unknown;
        } | {
            /** @description The events. */
            events: components["schemas"]["SessionEvent"][];
            /**
             * Format: int64
             * @description The index of the session's newest event when this was read.
             */
            last: number;
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "events";
        } | {
            /** @description Who. */
            people: components["schemas"]["Attendant"][];
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "people";
        } | {
            /** @description The lines. */
            lines: components["schemas"]["LogLine"][];
            /**
             * Format: uint64
             * @description How many more there were, since the last frame: too many for one second, or for this reader.
             */
            skipped: number;
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "lines";
        } | {
            /** @description The chunks. */
            chunks: components["schemas"]["OutputChunk"][];
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "output";
        } | {
            /**
             * Format: uint64
             * @description How many.
             */
            count: number;
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "inputTaken";
        } | {
            /**
             * Format: int64
             * @description When, in milliseconds since 1970.
             */
            at: number;
            /**
             * Format: int32
             * @description Null: by a signal.
             */
            exitCode?: number | null;
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "exited";
        } | {
            /** @description For programs: `live.topic_unknown`. */
            code: string;
            /** @description For people. */
            message: string;
            /** @description The topic it is about; left out when it is about none. */
            topic?: string | null;
            /** @constant */
            type: "error";
        } | {
            /** @description Why. */
            reason: components["schemas"]["LiveClosedReason"];
            /** @description The topic. */
            topic: string;
            /** @constant */
            type: "closed";
        } | {
            /** @constant */
            type: "pong";
        };
        /** @description How grave a line is; the gravest is the largest. */
        LogLevel: "info" | "warn" | "error";
        /** @description One line of a process's log that is about an organization. */
        LogLine: {
            /**
             * Format: int64
             * @description When, in milliseconds since 1970.
             */
            at: number;
            /** @description For search: texts, numbers and flags. At most 24, each cut after 512 bytes. */
            fields: {
                [key: string]: unknown;
            };
            /** @description The process that says it; with `sequence` the line's name. */
            instance: string;
            /** @description The actor that it is about: `acme`, `acme.t-1`. Its first part is the organization. */
            key: string;
            /** @description How grave it is. */
            level: components["schemas"]["LogLevel"];
            /** @description Reads alone. Cut after 2,048 bytes. */
            message: string;
            /**
             * Format: uint64
             * @description Grows with each line of the process.
             */
            sequence: number;
            /** @description The service: `task`, `gateway`. */
            service: string;
            /** @description The trace that it belongs to; null: none. */
            traceId?: string | null;
        };
        /** @description A member of the organization. */
        Member: {
            /** @description The address of the avatar; null when GitHub names none. */
            avatarUrl?: string | null;
            /**
             * @description Whether they have signed in to Foundry.
             * @default false
             */
            linked: boolean;
            /** @description The login on GitHub, which may change. */
            login: string;
            /** @description The name, as its owner has written it; null when there is none. */
            name?: string | null;
            /** @description The role in the organization. */
            role: components["schemas"]["Role"];
            /** @description The person's id. */
            userId: components["schemas"]["UserId"];
        };
        /** @description The member, if there is one. */
        MemberFound: {
            /** @description The member; null when nobody with this id belongs to the organization. */
            member?: components["schemas"]["Member"] | null;
        };
        /** @description One page of members. */
        MemberList: {
            /** @description The members. */
            members: components["schemas"]["Member"][];
            /** @description The value of `after` for the next page; null on the last page. */
            next?: string | null;
        };
        /** @description One organization that a person belongs to. */
        Membership: {
            /** @description What the organization is called. */
            displayName: string;
            /** @description Whether the GitHub App is installed on the account. */
            installationStatus: components["schemas"]["InstallationStatus"];
            /** @description Whether the account is an organization's or a person's. */
            kind: components["schemas"]["AccountKind"];
            /**
             * Format: int64
             * @description When the newest complete sync began, in milliseconds since 1970; null before the first.
             */
            lastSyncAt?: number | null;
            /** @description The account's login as GitHub spells it. */
            login: string;
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /** @description The role in the organization. */
            role: components["schemas"]["Role"];
            /** @description How the newest sync stands. */
            syncStatus: components["schemas"]["SyncStatus"];
        };
        /** @description Whether a pull request can be merged. */
        Mergeability: {
            /** @description Whether it conflicts with its base; null while GitHub has not found out. */
            hasConflicts?: boolean | null;
            /** @description Whether `mergePullRequest` would be taken by GitHub, as far as it says so. */
            isReady: boolean;
            /** @description One line for people: what keeps it, or that nothing does. */
            reason: string;
        };
        /** @description How a pull request is merged. The repository may not allow each. */
        MergeMethod: "merge" | "squash" | "rebase";
        /** @description Merges the task's pull request at GitHub, as the person who asks. Refused for commits that were not pushed. */
        MergePullRequest: {
            /** @description How. */
            method?: components["schemas"]["MergeMethod"];
        };
        /** @description What became of a message that was sent. */
        MessageAccepted: {
            /**
             * @description It is on its way into the turn under way. The session's events say what became of it: `steer`, or, when the agent did
             *     not take it, it waits at the head of the queue.
             * @default false
             */
            isSteering: boolean;
            /** @description The message's id; also that of the turn that it begins. */
            messageId: components["schemas"]["MessageId"];
            /**
             * Format: uint32
             * @description How many messages are before it in the queue; null when its turn has begun, or when it is on its way into the turn
             *     under way.
             */
            waitsBehind?: number | null;
        };
        /** @description One message of a person to an agent, from the queue to the turn that it begins. A random UUID. */
        MessageId: string;
        /**
         * @description Moves a message that still waits to another place in its queue. Its author stays who they are. Refused once its turn has
         *     begun, or that of the message before which it is to wait.
         */
        MoveMessage: {
            /** @description The message before which it is to wait; null: behind all others. */
            before?: components["schemas"]["MessageId"] | null;
            /** @description The message's id. */
            messageId: components["schemas"]["MessageId"];
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
        };
        /** @description What is done about conflicts. */
        OnConflict: "leave" | "abort";
        /**
         * @description What people have set. It is kept with the session and set again whenever its agent begins anew, before the next message;
         *     the session's events say so.
         */
        OptionChoice: {
            /**
             * @description An option's id; or a category, which stands for the first option of that category: so that something can be set
             *     before the agent is there. 1 to 200 visible ASCII characters.
             */
            optionId: string;
            /** @description The id of one of its values: 1 to 200 visible ASCII characters. */
            value: string;
        };
        /** @description How something is set. */
        OptionKind: "select" | "switch";
        /** @description Something that an option can be set to. */
        OptionValue: {
            /**
             * @description What it means; null when the agent does not say, or there was no room.
             * @default null
             */
            description: string | null;
            /**
             * @description The heading under which the agent lists it; null for none.
             * @default null
             */
            group: string | null;
            /** @description What it is called. */
            name: string;
            /** @description The agent's id for it. */
            value: string;
        };
        /** @description A GitHub organization or a person's own account, by [`OrganizationId::for_login`]. */
        OrganizationId: string;
        /** @description How the organization is shown. */
        OrganizationProfile: {
            /** @description The account's login until an admin chooses another. */
            displayName: string;
            /** @description The organization's own domain; null when none was given. */
            primaryDomain?: string | null;
            /** @description The organization's id until an admin chooses another. */
            slug: string;
        };
        /** @description A person's role in one organization. */
        OrganizationRole: {
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /** @description The role in the organization. */
            role: components["schemas"]["Role"];
        };
        /** @description One run, as a line of a list. What it was given and came to, and its steps, are read with the query `workflow` of its actor. */
        OrganizationRun: {
            /** @description Who had it begun: `user:u42`, `service:organization`, `token:api`. */
            by: string;
            /**
             * Format: int32
             * @description How often a worker took it over.
             */
            epoch: number;
            /** @description The key of its actor, as it stands in subjects: `acme.t-1`. */
            key: string;
            /**
             * @description Why it has failed; of a run under way, what a step of it last failed with or waits for; null when there is nothing to
             *     say. A long one is cut.
             */
            lastError?: string | null;
            /** @description The step that was recorded last; null until one is. What goes on behind it has no name before it is recorded. */
            lastStep?: components["schemas"]["LastStep"] | null;
            /** @description The id of the workflow run. */
            runId: string;
            /**
             * Format: int64
             * @description When it began, in milliseconds since 1970.
             */
            startedAt: number;
            /** @description How it stands. */
            status: components["schemas"]["WorkflowStatus"];
            /** @description The trace that it belongs to; null when it was not traced. */
            traceId?: string | null;
            /**
             * Format: int64
             * @description When it last changed, in milliseconds since 1970.
             */
            updatedAt: number;
            /**
             * Format: int64
             * @description When a sleeping run goes on, in milliseconds since 1970; null when it does not sleep.
             */
            wakesAt?: number | null;
            /** @description The workflow's name. */
            workflow: string;
        };
        /** @description Runs of an organization's actors of one kind. */
        OrganizationRuns: {
            /** @description The value of `after` for the next page; null on the last page. */
            next?: string | null;
            /** @description The runs, newest first. */
            runs: components["schemas"]["OrganizationRun"][];
            /** @description What the workflows of this kind of actor are called, of which there may be runs. */
            workflows: string[];
        };
        /** @description An organization at a glance. Also the value of the view `organization.<org>.profile`, without the counts. */
        OrganizationSummary: {
            /** @description How many repositories, members and tasks there are; left out of the view. */
            counts?: components["schemas"]["Counts"] | null;
            /** @description The account's login until an admin chooses another. */
            displayName: string;
            /** @description How the organization stands with GitHub. */
            github: components["schemas"]["GithubState"];
            /**
             * Format: int64
             * @description When GitHub's newest webhook came, in milliseconds since 1970; null when none has.
             */
            lastWebhookAt?: number | null;
            /**
             * @description GitHub's name for that webhook's event, with its action if it has one: `pull_request.opened`; null when none has
             *     come.
             */
            lastWebhookEvent?: string | null;
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /** @description The organization's own domain; null when none was given. */
            primaryDomain?: string | null;
            /** @description The organization's id until an admin chooses another. */
            slug: string;
        };
        /** @description The outcome of one command, by its id. Asking again with the same id gives the same outcome. */
        Outcome: {
            /** @description The command's id. */
            id: string;
            /** @description The handler's reply. */
            reply: unknown;
            /** @constant */
            status: "done";
        } | {
            /** @description A stable name for programs: `task.title_is_blank`. */
            code: string;
            /** @description The command's id. */
            id: string;
            /**
             * @description Left out by services that are older than this field.
             * @default conflict
             */
            kind: components["schemas"]["RefusalKind"];
            /** @description What people should read. */
            message: string;
            /** @constant */
            status: "refused";
        } | {
            /** @description A stable name for programs. */
            code: string;
            /** @description The command's id. */
            id: string;
            /** @description What people should read. */
            message: string;
            /** @constant */
            status: "dead";
            /** @description The trace that it belongs to; null when it was not traced. */
            traceId?: string | null;
        } | {
            /** @description The command's id. */
            id: string;
            /** @constant */
            status: "pending";
        } | {
            /** @description The command's id. */
            id: string;
            /** @constant */
            status: "unknown";
        } | {
            /** @description A stable name for programs. */
            code: string;
            /** @description What people should read. */
            message: string;
            /** @constant */
            status: "rejected";
        };
        /** @description Something that a process has printed. */
        OutputChunk: {
            /** @description The bytes; base64 unless text was asked for. */
            data: string;
            /**
             * Format: uint64
             * @description The sequence of its first piece. Pieces are numbered 1, 2, 3 … over all streams of the process: a gap between two
             *     chunks says that so many pieces are no longer kept (the sandbox keeps the last 10 MiB).
             */
            first: number;
            /**
             * Format: uint64
             * @description The sequence of its last piece: resume from here.
             */
            last: number;
            /** @description Which stream. */
            stream: components["schemas"]["OutputStream"];
        };
        /** @description Which of a process's streams it is. */
        OutputStream: "stdout" | "stderr" | "pty";
        /** @description What one person alone has of an organization's tasks, and how they have arranged its sidebar. */
        Overlay: {
            /** @description How the sidebar is arranged. */
            sidebar: components["schemas"]["Sidebar"];
            /**
             * @description The tasks in which the person has a selected session, a read mark or a draft, newest change first; at most
             *     1,000.
             */
            tasks: components["schemas"]["TaskOverlay"][];
            /**
             * Format: uint32
             * @description How many sessions are unread, over all tasks.
             */
            unread: number;
        };
        /** @description Who answers for a task. */
        Owner: {
            /** @description The address of the avatar; null when GitHub names none. */
            avatarUrl?: string | null;
            /** @description The login on GitHub, which may change. */
            login: string;
            /** @description The person's id. */
            userId: components["schemas"]["UserId"];
        };
        /** @description As many paths as one answer holds, by their bytes. */
        PathPage: {
            /** @description Whether there are more than the 20,000 paths that are looked at. */
            isCut: boolean;
            /** @description The value of `after` for the next page; null on the last page. */
            next?: string | null;
            /** @description From the repository's own folder on. Those that are no UTF-8 are left out. */
            paths: string[];
        };
        /** @description What an agent asks people. */
        Permission: {
            /** @description What came of it; null while it is open. */
            answer?: components["schemas"]["PermissionAnswer"] | null;
            /**
             * Format: int64
             * @description When it was asked, in milliseconds since 1970.
             */
            askedAt: number;
            /**
             * Format: int64
             * @description When it is rejected, should nobody have answered it by then, in milliseconds since 1970; null for one that was asked
             *     before there was such a limit.
             * @default null
             */
            expiresAt: number | null;
            /** @description The turn: the id of the message that began it. */
            messageId: components["schemas"]["MessageId"];
            /** @description What can be answered. */
            options: components["schemas"]["PermissionOption"][];
            /** @description The question's id. */
            permissionId: components["schemas"]["PermissionId"];
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
            /** @description What it is about, as the agent has put it: one line. */
            title: string;
            /** @description The tool call that it is about, as the agent has put it (Agent Client Protocol, `toolCall`). */
            toolCall: unknown;
        };
        /** @description What came of a question. */
        PermissionAnswer: {
            /**
             * Format: int64
             * @description When, in milliseconds since 1970.
             */
            at: number;
            /** @description Who answered (`user:u42`); `service:sandbox` when nobody did in time: then `optionId` is an option to reject. */
            by: string;
            /** @description The option that was chosen; null when the question ended without: its turn was stopped, or its agent died. */
            optionId?: string | null;
        };
        /** @description A question of an agent that waits for a person's answer. A random UUID. */
        PermissionId: string;
        /** @description Questions of a task's agents. */
        PermissionList: {
            /** @description At most 200. */
            permissions: components["schemas"]["Permission"][];
        };
        /** @description One thing that can be answered. */
        PermissionOption: {
            /** @description `allow_once`, `allow_always`, `reject_once` or `reject_always`; others may come. */
            kind: string;
            /** @description What it says: one line. */
            name: string;
            /** @description The option's id. */
            optionId: string;
        };
        /** @description The questions of this task's agents, oldest first. */
        Permissions: {
            /** @description Only those that are open. */
            open?: boolean;
        };
        /** @description A part of one image. */
        PicturePart: {
            /** @description The bytes, in Base64: at most 384 KiB of them. */
            data: string;
            /** @description Whether it has more bytes than are shown. */
            isTooLarge: boolean;
            /** @description `image/png`, `image/jpeg`, `image/gif`, `image/webp` or `image/svg+xml`; null: it is none of these. */
            mediaType?: string | null;
            /**
             * Format: uint64
             * @description From which byte on the next part is; null when this is the last one.
             */
            next?: number | null;
            /**
             * Format: uint64
             * @description From which byte on this is.
             */
            offset: number;
            /** @description The file. */
            path: string;
            /**
             * Format: uint64
             * @description Bytes of the whole file.
             */
            size: number;
        };
        /** @description What a person prefers. */
        Preferences: {
            /** @description Light, dark, or as the system says. */
            colourMode: components["schemas"]["ColourMode"];
            /** @description The model of new sessions; the fleet's own choice without one. */
            defaultModel?: string | null;
        };
        /** @description Why there is no answer (RFC 9457). */
        Problem: {
            /** @description For programs: `task.title_is_blank`. */
            code: string;
            /** @description For people. */
            detail: string;
            errors?: {
                detail?: string;
                parameter?: string;
            }[];
            status: number;
            title: string;
            /** @description The trace that tells what happened. */
            traceId?: string;
            type: string;
        };
        /** @description How a process has ended. */
        ProcessEnd: {
            /**
             * Format: int64
             * @description When, in milliseconds since 1970.
             */
            at: number;
            /**
             * Format: int32
             * @description Null when a signal has ended it.
             */
            exitCode?: number | null;
        };
        /** @description A process that somebody has started in a sandbox. A random UUID. */
        ProcessId: string;
        /** @description The processes of a task's sandbox. */
        ProcessList: {
            /** @description Oldest first; at most 64. What the sandbox runs for itself and its agents is not among them. */
            processes: components["schemas"]["ProcessRecord"][];
            /** @description The sandbox's status; null when the task never had one. */
            sandbox?: components["schemas"]["SandboxStatus"] | null;
            /** @description Why there are none, or why they are as last known: one sentence, with what to do. Null when the sandbox has answered. */
            warning?: string | null;
        };
        /** @description What a process has printed, page by page: give the last chunk's `last` as the next `since`. */
        ProcessLog: {
            /** @description How the bytes are written. */
            encoding?: components["schemas"]["Encoding"];
            /**
             * Format: uint32
             * @description About how many bytes of output, 1 to 131,072; 65,536 without one. A page has one piece at least.
             */
            limit?: number | null;
            /** @description The process's id. */
            processId: components["schemas"]["ProcessId"];
            /**
             * Format: uint64
             * @description Only what comes behind this sequence; null or 0 for all that is kept.
             */
            since?: number | null;
        };
        /** @description One page of what a process has printed. */
        ProcessLogPage: {
            /** @description In order. Neighbours of one stream come as one chunk. */
            chunks: components["schemas"]["OutputChunk"][];
            /** @description How the process has ended; null while it runs, and while `more` is there to be read. */
            ended?: components["schemas"]["ProcessEnd"] | null;
            /** @description Whether more is there already. */
            more: boolean;
        };
        /**
         * @description One process that somebody has started in a task's sandbox. It stays in the list after its end, with what it has
         *     printed, until somebody removes it or the sandbox ends.
         */
        ProcessRecord: {
            /** @description Its arguments. */
            args: string[];
            /** @description The program; null for the login shell: the first of zsh, bash and sh that the sandbox has. */
            command?: string | null;
            /**
             * Format: int64
             * @description When that was, in milliseconds since 1970.
             */
            createdAt: number;
            /** @description Who has started it; null for an operator. */
            createdBy?: components["schemas"]["UserId"] | null;
            /** @description Where it was started; null for the repository's folder. */
            cwd?: string | null;
            /** @description Why it could not be started, and what to do; null otherwise. */
            error?: string | null;
            /**
             * Format: int32
             * @description What it has ended with; null until then, and when a signal has ended it.
             */
            exitCode?: number | null;
            /**
             * Format: int64
             * @description When it ended, in milliseconds since 1970; null until then.
             */
            exitedAt?: number | null;
            /** @description Whether it takes input. Terminals do. */
            interactive: boolean;
            /**
             * Format: uint32
             * @description The system's number for it inside the sandbox; null until it runs.
             */
            pid?: number | null;
            /** @description The process's id; ours, not the system's. */
            processId: components["schemas"]["ProcessId"];
            /** @description What the sandbox calls it; null until it runs. Of no use to pages. */
            sandboxProcess?: string | null;
            /** @description The status. */
            status: components["schemas"]["ProcessStatus"];
            /** @description What people call it: one line. Without one that was given, the command's last part. */
            title: string;
            /** @description Whether it is a terminal: what it prints is one stream, and it has a size. */
            tty: boolean;
        };
        /** @description What a process is doing. */
        ProcessStatus: "starting" | "running" | "exited" | "failed";
        /** @description A person as GitHub shows them. */
        Profile: {
            /** @description The address of the avatar; null when GitHub names none. */
            avatarUrl?: string | null;
            /** @description Their primary address, verified by GitHub; null when GitHub shows none. */
            email?: string | null;
            /** @description The login on GitHub, which may change. */
            login: string;
            /** @description The name, as its owner has written it; null when there is none. */
            name?: string | null;
        };
        /** @description A pull request as an operation knows it. */
        PublishedPullRequest: {
            /** @description Whether it is not ready for review. */
            isDraft: boolean;
            /**
             * Format: uint64
             * @description Its number in the repository.
             */
            number: number;
            /** @description The page to look at. */
            url: string;
        };
        /** @description Pushes the branch and opens a pull request for it as the person who asks. If one is open, it gets title and body. */
        PublishPullRequest: {
            /** @description The text, in Markdown: at most 50,000 characters. */
            body?: string;
            /** @description Whether it is opened as a draft. One that is open already stays what it is. */
            draft?: boolean;
            /** @description One line of 1 to 200 characters. */
            title: string;
        };
        /** @description What Foundry keeps of a pull request. One spelling of its state everywhere (GitHub's own differ by endpoint). */
        PullRequest: {
            /** @description The author's login; null when the account is gone. */
            authorLogin?: string | null;
            /** @description The branch that it is to be merged into. */
            baseBranch: string;
            /** @description The branch whose commits the pull request offers. */
            headBranch: string;
            /**
             * @description `owner/name` of the repository the branch is in; a fork's differs from the base repository. Null when that
             *     repository is gone.
             */
            headRepository?: string | null;
            /**
             * Format: uint64
             * @description Its number in the repository.
             */
            number: number;
            /** @description Whether it is open, a draft, closed or merged. */
            state: components["schemas"]["PullRequestState"];
            /** @description The title: one line. */
            title: string;
            /**
             * Format: int64
             * @description GitHub's `updated_at`, in milliseconds since 1970; never the time of the fetch.
             */
            updatedAt: number;
            /** @description The page to look at. */
            url: string;
        };
        /** @description The state of a pull request. */
        PullRequestState: "open" | "draft" | "closed" | "merged";
        /** @description Pushes the branch to GitHub, as the task's owner. Never forced: what is there and not here is to be taken in first. */
        Push: Record<string, never>;
        /** @description One stream, with all who take from it together. */
        Queue: {
            /** @description Whose it is: `task`. */
            actor: string;
            /**
             * Format: uint
             * @description How many partitions or queues something waits in.
             */
            busy: number;
            /**
             * Format: uint64
             * @description Their size.
             */
            bytes: number;
            /**
             * Format: uint
             * @description How many there are.
             */
            consumers: number;
            /**
             * Format: uint64
             * @description Messages that somebody has taken and not done.
             */
            inFlight: number;
            /**
             * Format: uint64
             * @description The sequence of the newest message.
             */
            lastSequence: number;
            /**
             * Format: uint64
             * @description Messages that it keeps, done ones as well.
             */
            messages: number;
            /**
             * Format: uint64
             * @description Messages in flight that were taken before.
             */
            redelivered: number;
            /** @description Its name: `TASK_COMMANDS`. */
            stream: string;
            /**
             * Format: uint64
             * @description Messages that nobody has taken yet.
             */
            waiting: number;
        };
        /** @description A message that waits for its turn. */
        QueuedMessage: {
            /** @description Files and lines that it points at. */
            attachments: components["schemas"]["Attachment"][];
            /** @description Who wrote it; null for an operator. */
            author?: components["schemas"]["UserId"] | null;
            /** @description The message's id; also that of the turn that it will begin. */
            messageId: components["schemas"]["MessageId"];
            /**
             * Format: int64
             * @description When it was sent, in milliseconds since 1970.
             */
            sentAt: number;
            /** @description The text. */
            text: string;
        };
        /** @description What waits in the fleet. */
        Queues: {
            /**
             * Format: int64
             * @description When it was read, in milliseconds since 1970.
             */
            at: number;
            /** @description The streams of commands and workflow runs. */
            streams: components["schemas"]["Queue"][];
        };
        /** @description GitHub's allowance of requests. */
        RateLimit: {
            /**
             * Format: uint32
             * @description How many requests GitHub allows in an hour.
             */
            limit: number;
            /**
             * Format: uint32
             * @description How many of those requests are left.
             */
            remaining: number;
            /**
             * Format: int64
             * @description When the allowance is full again, in milliseconds since 1970.
             */
            resetsAt: number;
        };
        /** @description Makes the task's draft ready for review, as the person who asks. */
        ReadyPullRequest: Record<string, never>;
        /** @description Reads the branch's state anew. */
        RefreshGit: {
            /** @description Whether GitHub is asked first for what is new there. It changes no file and no branch of the sandbox's own. */
            fetch?: boolean;
        };
        /** @description What kind of no a refusal is. HTTP's status follows from it (404, 403, 400, 422, 409). */
        RefusalKind: "notFound" | "forbidden" | "invalid" | "idReused" | "conflict";
        /** @description Reads one repository again. */
        ReloadRepository: {
            /** @description The repository's id. */
            repositoryId: components["schemas"]["RepositoryId"];
        };
        /** @description Takes a message that still waits out of the queue. Refused once its turn has begun. */
        RemoveMessage: {
            /** @description The message's id. */
            messageId: components["schemas"]["MessageId"];
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
        };
        /**
         * @description Takes a process that has ended, or could not be started, out of the list, with what it has printed. Refused for one that
         *     runs: stop it first.
         */
        RemoveProcess: {
            /** @description The process's id. */
            processId: components["schemas"]["ProcessId"];
        };
        /** @description Gives the task another title. */
        Rename: {
            /** @description 1 to 200 characters, not all blank. */
            title: string;
        };
        /** @description Renames a process. */
        RenameProcess: {
            /** @description The process's id. */
            processId: components["schemas"]["ProcessId"];
            /** @description What to call it: one line of 1 to 100 characters. */
            title: string;
        };
        /** @description Gives a session another name. */
        RenameSession: {
            /** @description The name: one line of 1 to 100 characters. */
            name: string;
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
        };
        /** @description Puts the sessions into another order. */
        ReorderSessions: {
            /** @description Open sessions, in the order that is wanted. Those that are missing follow as they are. */
            order: components["schemas"]["SessionId"][];
        };
        /** @description Runs a dead command again, now, with another body if one is given. Answers with its outcome. */
        ReplayDeadLetter: {
            /** @description Another body for it; null to run it as it was. */
            body?: unknown;
            /** @description The command's id. */
            id: string;
        };
        /** @description A repository on GitHub. */
        Repository: {
            /** @description Where git clones the repository from. */
            cloneUrl: string;
            /** @description The name of the default branch. */
            defaultBranch: string;
            /** @description `owner/name` */
            fullName: string;
            /** @description Whether only members see it. */
            private: boolean;
            /** @description The repository's id. */
            repositoryId: components["schemas"]["RepositoryId"];
        };
        /** @description A repository that a sync could not read. */
        RepositoryFailure: {
            /** @description The full name: `owner/name`. */
            fullName: string;
            /** @description What people should read. */
            message: string;
            /** @description The repository's id. */
            repositoryId: components["schemas"]["RepositoryId"];
        };
        /** @description A repository: `r` and GitHub's number for it, so that a rename keeps the id. */
        RepositoryId: string;
        /** @description Everything about one repository's tasks. */
        RepositoryOverview: {
            /** @description The repository's id. */
            repositoryId: components["schemas"]["RepositoryId"];
        };
        /** @description One repository with its tasks. */
        RepositoryOverviewRead: {
            /** @description The repository. */
            repository: components["schemas"]["RepositorySummary"];
            /** @description At most 200, newest change first. */
            tasks: components["schemas"]["TaskSummary"][];
        };
        /** @description One page of repositories. */
        RepositoryPage: {
            /** @description The value of `after` for the next page; null on the last page. */
            next?: string | null;
            /** @description The repositories. */
            repositories: components["schemas"]["RepositorySummary"][];
        };
        /**
         * @description One repository with its branches and open pull requests. Where they are too many for one message, the last branches
         *     are left out first.
         */
        RepositoryRead: {
            /** @description The names of the branches, in order; at most 1,000. */
            branches: string[];
            /** @description The open pull requests, drafts included, newest change first; at most 200. */
            pullRequests: components["schemas"]["PullRequest"][];
            /** @description The repository. */
            repository: components["schemas"]["Repository"];
        };
        /**
         * @description One repository. Also the value of the view `organization.<org>.repository.<repository>`, without what its tasks add:
         *     whoever watches has the tasks' lines, too.
         */
        RepositorySummary: {
            /** @description Where git clones the repository from. */
            cloneUrl: string;
            /** @description The name of the default branch. */
            defaultBranch: string;
            /** @description `owner/name` */
            fullName: string;
            /**
             * Format: int64
             * @description The newest change of one of its tasks, in milliseconds since 1970; left out when it has no task, and in the
             *     view.
             */
            latestActivityAt?: number | null;
            /** @description Whether only members see it. */
            private: boolean;
            /** @description The repository's id. */
            repositoryId: components["schemas"]["RepositoryId"];
            /**
             * Format: int64
             * @description How many tasks it has; null where they are not counted.
             */
            taskCount?: number | null;
        };
        /** @description Lets a paused queue go on. */
        ResumeQueue: {
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
        };
        /** @description Undoes what the diff of this scope shows of one file. What is overwritten is kept: [`UndoRevert`] brings it back. */
        RevertFile: {
            /** @description Where it was before, if it was renamed; it is brought back there. */
            oldPath?: string | null;
            /** @description The file. */
            path: string;
            /** @description To what it is put back. */
            scope?: components["schemas"]["DiffScope"];
        };
        /** @description Somebody's review. */
        Review: {
            /**
             * Format: int64
             * @description When, in milliseconds since 1970.
             */
            at: number;
            /** @description The address of the avatar; null when GitHub names none. */
            avatarUrl?: string | null;
            /** @description Whether it is of an older commit than the newest one. */
            isOutdated: boolean;
            /** @description Whose: the login; null when the account is gone. */
            login?: string | null;
            /** @description What it says. */
            verdict: components["schemas"]["ReviewVerdict"];
        };
        /** @description What a review says. */
        ReviewVerdict: "approved" | "changesRequested" | "commented" | "dismissed";
        /** @description Ends a token at once. */
        RevokeApiToken: {
            /** @description The API token's id. */
            apiTokenId: components["schemas"]["ApiTokenId"];
        };
        /** @description What a member is on GitHub. */
        Role: "member" | "admin";
        /** @description Whether the command changed something. */
        SandboxApplied: {
            /** @description `false`: there is no such sandbox or session, or it was so already. */
            applied: boolean;
        };
        /** @description The task's sandbox. Refused when it never had one: looking creates nothing. */
        SandboxDetail: Record<string, never>;
        /** @description A task's sandbox. Also the value of the view `sandbox.<org>.<task>`. */
        SandboxRecord: {
            /**
             * Format: int64
             * @description When the task first got one, in milliseconds since 1970.
             */
            createdAt: number;
            /**
             * @description That it is being destroyed or was, and what follows; null for one that nobody has ended.
             * @default null
             */
            ending: components["schemas"]["Ending"] | null;
            /**
             * Format: int64
             * @description When the provider pauses or ends it by itself unless it is used, in milliseconds since 1970; null when it does not.
             */
            expiresAt?: number | null;
            /**
             * @description That somebody wants it to live on, until the provider has said yes; then `expiresAt` is another one, and this is null.
             * @default null
             */
            extension: components["schemas"]["Extension"] | null;
            /**
             * @description It could not be made ready, and the files of one before it are left: the next message goes on with them, and starting over
             *     without.
             * @default false
             */
            filesLeft: boolean;
            /**
             * Format: int32
             * @description Grows each time the task gets another sandbox.
             */
            generation: number;
            /** @description Whose credentials are inside; null for nobody's. */
            identity?: components["schemas"]["InsideIdentity"] | null;
            /** @description What happened when it was left: unpushed work that was kept, and where. Null when there is nothing to say. */
            note?: string | null;
            /**
             * @description What people have started inside, oldest first; gone with the sandbox.
             * @default []
             */
            processes: components["schemas"]["ProcessRecord"][];
            /** @description Who provides it: `local` or `e2b`; null until it is asked. */
            provider?: string | null;
            /** @description The provider's id for it; null until there is one. */
            providerId?: string | null;
            /**
             * Format: int64
             * @description Grows with each change; a lower one is older.
             */
            revision: number;
            /** @description What this generation has gone through so far. */
            stages: components["schemas"]["StageRecord"][];
            /** @description The status. */
            status: components["schemas"]["SandboxStatus"];
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
            /**
             * Format: int64
             * @description When it last changed, in milliseconds since 1970.
             */
            updatedAt: number;
        };
        /** @description The state of a sandbox. */
        SandboxStatus: "provisioning" | "ready" | "paused" | "expired" | "failed" | "destroying" | "destroyed";
        /** @description Saves a prompt that was not sent yet. A draft without text and attachments is deleted. */
        SaveDraft: {
            /** @description Files and lines that the draft points at; at most 20. */
            attachments?: components["schemas"]["Attachment"][];
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /** @description The session that the draft is for; null for one that is yet to be opened. */
            sessionId?: components["schemas"]["SessionId"] | null;
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
            /** @description The draft's text; at most 50,000 characters. */
            text: string;
        };
        /** @description Chooses the organization that is opened first. */
        SelectOrganization: {
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
        };
        /** @description Selects the session that opens with a task, and marks it as read. */
        SelectSession: {
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
        };
        /**
         * @description Sends a message to an agent. While a turn is under way it waits in the queue. The sender becomes the task's owner when
         *     its turn begins.
         */
        SendMessage: {
            /** @description Files, lines and images that it points at; at most 20. Images are refused for an agent that does not take them. */
            attachments?: components["schemas"]["Attachment"][];
            /** @description Sent now: the turn under way is stopped, and the message goes to the head of the queue. */
            interrupt?: boolean;
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
            /**
             * @description Sent into the turn under way, which goes on. Refused when the agent does not offer that (`abilities.steering`), when
             *     the turn is being stopped, and for anybody but the task's owner, with whose credentials it runs. While no turn is
             *     under way the message begins one, as any other. Not together with `interrupt`.
             */
            steer?: boolean;
            /** @description The text: at most 50,000 characters; not blank, unless there are attachments. */
            text: string;
        };
        /** @description One agent that people talk to. */
        Session: {
            /**
             * @description What its agent can do beside answering; null until the agent has said it.
             * @default null
             */
            abilities: components["schemas"]["AgentAbilities"] | null;
            /** @description Which agent it is; null until the sandbox has chosen the default one. */
            agent?: string | null;
            /**
             * @description What people have set of its agent, for good; what is not among it is the agent's own choice.
             * @default []
             */
            choices: components["schemas"]["OptionChoice"][];
            /**
             * Format: int64
             * @description When it was opened, in milliseconds since 1970.
             */
            createdAt: number;
            /** @description Who opened it; null for an operator. */
            createdBy?: components["schemas"]["UserId"] | null;
            /** @description Why the status is `error`: what happened, and what to do. Null otherwise. */
            error?: string | null;
            /** @description Whether somebody has asked the turn under way to stop. */
            isStopping: boolean;
            /**
             * @description What its agent knows of what was said before; null until the agent is there.
             * @default null
             */
            memory: components["schemas"]["AgentMemory"] | null;
            /** @description Its name: one line, at first `Session 1`, `Session 2` … */
            name: string;
            /**
             * @description What can be set of its agent, with what it is set to now. Empty until the agent has said it, and for an agent that
             *     lists nothing. At most [`crate::limit::OPTION_BYTES`] of JSON.
             * @default []
             */
            options: components["schemas"]["SessionOption"][];
            /** @description What waits to be sent, the next one first. */
            queue: components["schemas"]["QueuedMessage"][];
            /** @description Whether what waits stays where it is: somebody has stopped the session, or a turn has failed. */
            queueIsPaused: boolean;
            /**
             * Format: int64
             * @description Since when the agent at work has said nothing, in milliseconds since 1970; null while it speaks. It is told after
             *     [`crate::limit::QUIET_AFTER`] (60 s); after [`crate::limit::OFFER_STOP_AFTER`] (5 min) pages offer to stop it. No turn
             *     is ended by a clock. An agent that waits for a person's answer is not quiet.
             * @default null
             */
            quietSince: number | null;
            /**
             * Format: int64
             * @description Since when the turn is under way, in milliseconds since 1970; null when none is.
             */
            runningSince?: number | null;
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
            /** @description The status. */
            status: components["schemas"]["SessionStatus"];
            /**
             * @description Messages on their way into the turn under way (`sendMessage` with `steer`). One that the agent does not take any more
             *     goes to the head of the queue.
             * @default []
             */
            steering: components["schemas"]["QueuedMessage"][];
            /** @description The message whose turn is under way; null when none is. */
            turn?: components["schemas"]["MessageId"] | null;
        };
        /** @description The session is closed. */
        SessionClosed: {
            /** @description `false`: it was closed already, or never opened. */
            closed: boolean;
        };
        /** @description One thing that was said or happened in a session. */
        SessionEvent: {
            /**
             * Format: int64
             * @description When it was written down, in milliseconds since 1970.
             */
            at: number;
            /** @description The event itself, as its kind has it; an agent's envelope as the agent has sent it. */
            body: unknown;
            /**
             * Format: int64
             * @description Its place in the session: 1, 2, 3 … Of coalesced chunks, the first one's.
             */
            index: number;
            /**
             * @description What it is. Others may come; pages show what they do not know as it is, or not at all.
             *
             *     | kind | body |
             *     |---|---|
             *     | `prompt` | `text`, `attachments`, `author` (a person's id or null): what began the turn; `summary`: what Foundry has put before it, for an agent that remembers nothing |
             *     | `steer` | `steeredId`, `text`, `attachments`, `author`, `isTaken`: a message into the turn, and whether the agent took it |
             *     | `update` | what the agent says (Agent Client Protocol, `update` of `session/update`) |
             *     | `permission` | `permissionId`, `toolCall`: it asks; `sandbox.query.permissions` has the question and its answer |
             *     | `answered` | the agent's answer to something beside the turn, whole |
             *     | `ended` | `end` (as in `task.command.applyTurn`), and `answer`, `exited` or `text` |
             *     | `notice` | `text`: what Foundry has to say, one or two sentences; `about`: `memory` (with `memory`), `options` (with `set`, `dropped`), `stop`, `lost`, `pruned` or absent; anything else is an agent's envelope that nobody knows |
             */
            kind: string;
            /**
             * Format: int64
             * @description Of coalesced chunks, the last one's place: what follows has the next one. Absent for what is one event.
             */
            lastIndex?: number | null;
            /** @description The turn: the id of the message that began it; null for what belongs to none. */
            messageId?: components["schemas"]["MessageId"] | null;
        };
        /** @description One page of what was said in a session. */
        SessionEventPage: {
            /** @description The events, in order, without a gap: each begins behind the last index of the one before it. */
            events: components["schemas"]["SessionEvent"][];
            /**
             * Format: int64
             * @description The index of the session's oldest event that is kept; 0 when there is none. Above 1, what was said before it was removed:
             *     a log is kept so long and so large (`FOUNDRY_EVENT_LOG_DAYS`, `FOUNDRY_EVENT_LOG_BYTES` of the sandbox service).
             * @default 0
             */
            first: number;
            /**
             * Format: int64
             * @description The index of the session's newest event; 0 when there is none.
             */
            last: number;
        };
        /** @description An agent's session within a task. `s-` and a random UUID. */
        SessionId: string;
        /**
         * @description Something that can be set, as the agent lists it (Agent Client Protocol, `configOptions`; of an agent that has none, its
         *     `modes` and `models`).
         */
        SessionOption: {
            /**
             * @description `mode`, `model`, `model_config` (shown beside the model) or `thought_level`; others may come. Null when the agent
             *     does not say. Pages choose by this what to show where, and never by ids.
             * @default null
             */
            category: string | null;
            /**
             * @description What it does; null when the agent does not say, or there was no room.
             * @default null
             */
            description: string | null;
            /**
             * @description There are more values than `values` has room for: `sandbox.query.sessionOptions` has all of them.
             * @default false
             */
            isCut: boolean;
            /** @description How it is set. */
            kind: components["schemas"]["OptionKind"];
            /** @description What it is called. */
            name: string;
            /** @description The agent's id for it. */
            optionId: string;
            /** @description What it is set to now: one of `values`. */
            value: string;
            /** @description What it can be set to; `true` and `false` of a switch. */
            values: components["schemas"]["OptionValue"][];
        };
        /** @description What can be set of an agent. */
        SessionOptionList: {
            /** @description As the agent lists it. */
            options: components["schemas"]["SessionOption"][];
        };
        /** @description Everything that can be set of a session's agent, uncut. Empty until the agent has said it. */
        SessionOptions: {
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
        };
        /** @description The sessions in their order. */
        SessionOrder: {
            /** @description All open sessions. */
            order: components["schemas"]["SessionId"][];
        };
        /** @description What a session is doing. */
        SessionStatus: "opening" | "idle" | "running" | "needsAnswer" | "error";
        /** @description Changes preferences. What is left out stays. */
        SetPreferences: {
            /** @description Light, dark, or as the system says; null leaves it as it is. */
            colourMode?: components["schemas"]["ColourMode"] | null;
            /**
             * @description The model of new sessions: 1 to 100 visible ASCII characters, `claude-opus-4-5`. An empty one: the fleet's own
             *     choice. Null leaves it as it is.
             */
            defaultModel?: string | null;
        };
        /**
         * @description Sets an option of a session's agent, also while a turn is under way: its model, its mode, how much it thinks. Refused for
         *     what the agent does not offer, once it is known what it offers. Until the agent has taken it, `choices` of the session has
         *     it and `options` has not; what an agent no longer takes is told in the session's events, and goes from `choices`.
         */
        SetSessionOption: {
            /** @description The option's id, or a category. */
            optionId: string;
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
            /**
             * @description The id of one of its values; `true` or `false` of a switch. Null for what the agent chooses by itself when it begins
             *     anew.
             */
            value?: string | null;
        };
        /** @description Marks one of a task's sessions as read or unread, by hand. */
        SetUnread: {
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
            /** @description Whether the session is to be unread. */
            unread: boolean;
        };
        /** @description The session that a page shows. */
        Showing: {
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
        };
        /** @description How a person has arranged an organization's sidebar. Also the value of the view `user.<user>.sidebar.<org>`. */
        Sidebar: {
            /** @description The repositories that the person has folded. */
            collapsed: components["schemas"]["RepositoryId"][];
            /** @description The repositories, in the order in which the person has put them. */
            order: components["schemas"]["RepositoryId"][];
            /**
             * @description The tasks that the person has put in order, each among its repository's. Those that it does not name are newer.
             * @default []
             */
            tasks: components["schemas"]["TaskId"][];
        };
        /** @description What a process can be sent. */
        Signal: "interrupt" | "terminate" | "hangup" | "kill";
        /**
         * @description Why a sign-in did not succeed: `error` in the address of the sign-in page.
         * @enum {string}
         */
        SignInErrorCode: "denied" | "stateMismatch" | "expired" | "codeUsed" | "githubUnreachable" | "githubRefused" | "notConfigured" | "unavailable";
        /** @description One sign-in of a person in one browser, from the callback to the sign-out. A random UUID. */
        SignInId: string;
        /** @description A person's sign-ins. */
        SignInList: {
            /** @description The sign-ins, most recently used first. */
            signIns: components["schemas"]["SignInRead"][];
        };
        /** @description One sign-in. */
        SignInRead: {
            /**
             * Format: int64
             * @description When it was made, in milliseconds since 1970.
             */
            createdAt: number;
            /**
             * Format: int64
             * @description When it ends, in milliseconds since 1970.
             */
            expiresAt: number;
            /**
             * Format: int64
             * @description When it was last used, in milliseconds since 1970.
             */
            seenAt: number;
            /** @description The sign-in's id. */
            signInId: components["schemas"]["SignInId"];
            /** @description What the browser calls itself; null when it does not say. */
            userAgent?: string | null;
        };
        /** @description How many sign-ins have ended. */
        SignInsEnded: {
            /**
             * Format: uint32
             * @description How many sign-ins have ended; 0 when there were none.
             */
            ended: number;
        };
        /** @description What a sandbox goes through until it is ready, in this order; and what it goes through again when it has rested. */
        Stage: "allocating" | "starting" | "credentials" | "cloning" | "resuming";
        /** @description One stage of a sandbox's making. */
        StageRecord: {
            /**
             * Format: int64
             * @description When it ended, in milliseconds since 1970; null while it goes on.
             */
            endedAt?: number | null;
            /** @description Why it failed, and what to do; null when it did not. */
            error?: string | null;
            /** @description What it said: at most 4,000 characters, the last ones. Secrets are not in it. */
            log: string;
            /** @description Which stage. */
            stage: components["schemas"]["Stage"];
            /**
             * Format: int64
             * @description When it began, in milliseconds since 1970.
             */
            startedAt: number;
        };
        /**
         * @description Starts over with another sandbox: this one is destroyed with all that is in it, and another generation is made at once. Its
         *     agents end; sessions stay, with what waits in them. What was not pushed is kept under `refs/foundry/<task>/<generation>`, if
         *     it can be. One that is gone or has failed is followed by another without that, unless it has failed and leaves the files of one
         *     before it (`filesLeft`). Refused while it is being destroyed, for another generation than the present one, and when the task has
         *     ended.
         */
        StartOver: {
            /**
             * Format: int32
             * @description The generation that is to end: the one that was looked at. So what is asked twice is done once.
             */
            generation: number;
        };
        /**
         * @description Destroys the task's sandbox as [`StartOver`] does, and makes no other one: the next message does. Refused when it is not
         *     there.
         */
        Stop: {
            /**
             * Format: int32
             * @description The generation that is to end: the one that was looked at.
             */
            generation: number;
        };
        /**
         * @description Asks a process to end, with all that it has started: a terminal as if it were closed (`SIGHUP`), another one by
         *     `SIGTERM`. Refused for one that does not run. The answer comes before the end: that is seen in the list.
         */
        StopProcess: {
            /** @description The process's id. */
            processId: components["schemas"]["ProcessId"];
        };
        /** @description Stops the turn under way and pauses the queue. */
        StopSession: {
            /** @description The session's id. */
            sessionId: components["schemas"]["SessionId"];
        };
        /** @description The organization at a glance: profile, GitHub state and counts. Lists are read in pages. */
        Summary: Record<string, never>;
        /** @description How a base's commits are taken in. */
        SyncMethod: "merge" | "rebase";
        /** @description What a running sync reads. */
        SyncPhase: "discoveringRepositories" | "syncingRepositories" | "syncingBranches" | "syncingMembers" | "syncingPullRequests";
        /**
         * @description Reads everything from GitHub. While a sync of the organization runs, a further request joins it, and another runs
         *     after it so that nothing said in between is missed.
         */
        SyncRepos: {
            /** @description What the caller knows of the account; what is left out is taken from the last sync, then asked of GitHub. */
            context?: components["schemas"]["ContextOverrides"];
            /** @description Why, as people should read it: "Repository access changed". Null for the usual words. */
            label?: string | null;
        };
        /** @description The workflow run that reads GitHub. */
        SyncStarted: {
            /** @description Whether that run was under way before. Unless `connectAccount` asked, another run then follows it. */
            joined: boolean;
            /** @description The workflow run; read it with `githubData.query.workflow`. */
            runId: string;
        };
        /** @description The state of an organization's newest sync. */
        SyncStatus: "pending" | "syncing" | "synced" | "error";
        /** @description Fetches, and takes in what GitHub has of the branch, and then of its base. Refused while something is not committed. */
        SyncWithBase: {
            /** @description How. */
            method?: components["schemas"]["SyncMethod"];
            /** @description What is done about conflicts. */
            onConflict?: components["schemas"]["OnConflict"];
        };
        /** @description The task that was created. */
        TaskCreated: {
            /** @description The name of the branch. */
            branch: string;
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
            /** @description The title: one line. */
            title: string;
        };
        /** @description One branch of work. A random UUID in lower case. */
        TaskId: string;
        /** @description What a task is made from. */
        TaskIndexEntry: {
            /** @description The name of the branch. */
            branch: string;
            /** @description Where git clones the repository from. */
            cloneUrl: string;
            /** @description The pull request of its branch; null when there is none. */
            pullRequest?: components["schemas"]["PullRequest"] | null;
            /** @description The repository's id. */
            repositoryId: components["schemas"]["RepositoryId"];
            /** @description The repository's full name: `owner/name`. */
            repositoryName: string;
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
            /** @description The title: one line. */
            title: string;
        };
        /** @description The task's entry in the index, if there is one. */
        TaskIndexEntryFound: {
            /** @description The entry; null when there is no such task. */
            entry?: components["schemas"]["TaskIndexEntry"] | null;
        };
        /**
         * @description What one task is to one person. Also the value of the view `user.<user>.task.<org>.<task>`. Drafts come without
         *     their text, which is read with `draft`.
         */
        TaskOverlay: {
            /** @description The session that is open when the task is; null when the person has opened none. */
            activeSessionId?: components["schemas"]["SessionId"] | null;
            /** @description The drafts, without their texts. */
            drafts: components["schemas"]["DraftHead"][];
            /** @description The organization's id. */
            organizationId: components["schemas"]["OrganizationId"];
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
            /**
             * @description The sessions in which an agent has finished since the person last read them, or that the person marked as
             *     unread.
             */
            unreadSessionIds: components["schemas"]["SessionId"][];
            /**
             * Format: int64
             * @description When it last changed, in milliseconds since 1970.
             */
            updatedAt: number;
        };
        /** @description One page of tasks. */
        TaskPage: {
            /** @description The value of `after` for the next page; null on the last page. */
            next?: string | null;
            /** @description The tasks. */
            tasks: components["schemas"]["TaskSummary"][];
        };
        /** @description A task that somebody has acted on. Also the value of the view `task.<org>.<task>`. */
        TaskRecord: {
            /** @description The name of the branch. */
            branch: string;
            /**
             * @description What its branch changes, as it was last read in the sandbox; null until it was.
             * @default null
             */
            changes: components["schemas"]["BranchChanges"] | null;
            /** @description Where git clones the repository from. */
            cloneUrl: string;
            /**
             * Format: int64
             * @description When it was made, in milliseconds since 1970.
             */
            createdAt: number;
            /** @description The member who answers for it; null when nobody does. */
            owner?: components["schemas"]["Owner"] | null;
            /** @description What was asked for; the pull request's title for a task that began as one. */
            prompt: string;
            /** @description The pull request of its branch; null when there is none. */
            pullRequest?: components["schemas"]["PullRequest"] | null;
            /** @description The repository's id. */
            repositoryId: components["schemas"]["RepositoryId"];
            /** @description The repository's full name: `owner/name`. */
            repositoryName: string;
            /**
             * Format: int64
             * @description Grows with each change; a lower one is older.
             */
            revision: number;
            /**
             * @description Its agents' sessions that are not closed, in the order in which people have put them.
             * @default []
             */
            sessions: components["schemas"]["Session"][];
            /** @description The status. */
            status: components["schemas"]["TaskStatus"];
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
            /** @description The title: one line. */
            title: string;
            /**
             * Format: int64
             * @description When it last changed, in milliseconds since 1970.
             */
            updatedAt: number;
        };
        /** @description The state of a task. */
        TaskStatus: "initialized" | "running" | "idle" | "error" | "archived" | "killed";
        /** @description One line of the sidebar. Also the value of the view `organization.<org>.task.<task>`. */
        TaskSummary: {
            /** @description The name of the branch. */
            branch: string;
            /**
             * @description What the branch changes, as it was last read in the task's sandbox; null until it was.
             * @default null
             */
            changes: components["schemas"]["BranchChanges"] | null;
            /**
             * @description How the checks of the branch's newest commit stand, as GitHub has delivered it; null while it has said nothing.
             * @default null
             */
            checks: components["schemas"]["CheckTotals"] | null;
            /**
             * Format: int64
             * @description When it was made, in milliseconds since 1970.
             */
            createdAt: number;
            /** @description Whether anyone has acted on it. A virtual task is only this line. */
            materialised: boolean;
            /** @description The member who answers for it; null when nobody does. */
            owner?: components["schemas"]["Owner"] | null;
            /** @description The pull request of its branch; null when there is none. */
            pullRequest?: components["schemas"]["PullRequest"] | null;
            /** @description The repository's id. */
            repositoryId: components["schemas"]["RepositoryId"];
            /** @description `owner/name` */
            repositoryName: string;
            /** @description The status. */
            status: components["schemas"]["TaskStatus"];
            /** @description The task's id. */
            taskId: components["schemas"]["TaskId"];
            /** @description The title: one line. */
            title: string;
            /**
             * Format: int64
             * @description When it last changed, in milliseconds since 1970.
             */
            updatedAt: number;
        };
        /** @description What an API token allows, within what its person may do. Each scope includes those before it. */
        TokenScope: "read" | "write" | "admin";
        /** @description What the files were when a turn began. */
        TurnBaseline: {
            /** @description All files as they were, those that git did not know included: a commit in the sandbox. */
            commit: string;
            /** @description The turn: the id of the message that began it. */
            messageId: components["schemas"]["MessageId"];
        };
        /** @description Brings back what a revert has overwritten. */
        UndoRevert: {
            /** @description The id of the revert. */
            operationId: string;
        };
        /** @description Changes how the organization is shown. What is left out stays. */
        UpdateProfile: {
            /** @description The name to show: 1 to 100 characters on one line, not all blank. Null leaves it as it is. */
            displayName?: string | null;
            /** @description A host name: `acme.dev`. An empty one removes it; null leaves it as it is. */
            primaryDomain?: string | null;
            /**
             * @description A short name: 1 to 39 characters of a-z, 0-9 and single inner hyphens. For addresses and lists; nothing is found
             *     by it. Null leaves it as it is.
             */
            slug?: string | null;
        };
        /**
         * @description Adds a part of an image. Parts may come in any order and more than once; with the last one that was missing, the image is
         *     looked at: bytes that are not those of `imageId`, or no PNG, JPEG, GIF or WebP, are refused. An image that no message
         *     points at within a day goes. Refused for a task with more than [`crate::limit::IMAGES`] images.
         *
         *     Then the message's attachment has the `imageId`, and the image's name as its `filePath`.
         */
        UploadImage: {
            /**
             * Format: uint32
             * @description How many bytes the whole image has: 1 to 1,048,576 ([`crate::limit::IMAGE_BYTES`]). Pages make larger ones smaller;
             *     those of one message may have 1,310,720 together ([`crate::limit::MESSAGE_IMAGE_BYTES`]).
             */
            bytes: number;
            /** @description The part's bytes in Base64 (RFC 4648, section 4, with padding). */
            data: string;
            /** @description The SHA-256 of the whole image, in lower-case hexadecimal digits. */
            imageId: string;
            /**
             * Format: uint32
             * @description Which part this is, from 0. Each but the last one has 131,072 bytes ([`crate::limit::IMAGE_PART_BYTES`]).
             */
            part: number;
        };
        /** @description What GitHub has of the branch. */
        Upstream: {
            /**
             * Format: uint32
             * @description Commits that are here and not there.
             */
            ahead: number;
            /**
             * Format: uint32
             * @description Commits that are there and not here: a push is refused until they are taken in.
             */
            behind: number;
            /** @description Its commit there. */
            commit: string;
        };
        /** @description A person: `u` and GitHub's number for them, the one id-space for people. */
        UserId: string;
        /** @description The values of views, each by the pattern of its key. No message has this shape. */
        Views: {
            "organization.{organization}.member.{user}": components["schemas"]["Member"];
            "organization.{organization}.profile": components["schemas"]["OrganizationSummary"];
            "organization.{organization}.repository.{repository}": components["schemas"]["RepositorySummary"];
            "organization.{organization}.task.{task}": components["schemas"]["TaskSummary"];
            "sandbox.{organization}.{task}": components["schemas"]["SandboxRecord"];
            "sandbox.{organization}.{task}.git": components["schemas"]["GitState"];
            "task.{organization}.{task}": components["schemas"]["TaskRecord"];
            "user.{user}.app": components["schemas"]["App"];
            "user.{user}.sidebar.{organization}": components["schemas"]["Sidebar"];
            "user.{user}.task.{organization}.{task}": components["schemas"]["TaskOverlay"];
        };
        /** @description Whether the run was cancelled. */
        WorkflowCancelled: {
            /** @description `false`: it had ended before. */
            cancelled: boolean;
        };
        /** @description One run of a workflow. */
        WorkflowRun: {
            /**
             * @description Who had it begun: `user:u42`, `service:organization`, `token:api`.
             * @default
             */
            by: string;
            /**
             * @description The id of the command or step that began it; null when none did.
             * @default null
             */
            causedBy: string | null;
            /**
             * Format: int32
             * @description How often a worker took it over.
             */
            epoch: number;
            /** @description What it was started with. In lists, a large one is a string: its beginning. */
            input: unknown;
            /** @description What the step under way last failed with, or what it waits for; null when it has done neither. */
            lastError?: string | null;
            /**
             * Format: int32
             * @description The value of `after` for the next steps, when there are more than fit into one message.
             */
            nextSteps?: number | null;
            /** @description The reply, or why there is none; null until the run has ended. In lists, a large one is a string: its beginning. */
            result?: unknown;
            /** @description The id of the workflow run. */
            runId: string;
            /**
             * Format: int64
             * @description When it began, in milliseconds since 1970.
             */
            startedAt: number;
            /** @description How it stands. */
            status: components["schemas"]["WorkflowStatus"];
            /** @description The recorded steps, when one run is read; left out of lists. */
            steps?: components["schemas"]["WorkflowStep"][] | null;
            /** @description The trace that it belongs to; null when it was not traced. */
            traceId?: string | null;
            /**
             * Format: int64
             * @description When it last changed, in milliseconds since 1970.
             */
            updatedAt: number;
            /**
             * Format: int64
             * @description When a sleeping run goes on, in milliseconds since 1970; null when it does not sleep.
             */
            wakesAt?: number | null;
            /** @description The workflow's name. */
            workflow: string;
            /** @description Only one run with the same id is active at a time. */
            workflowId: string;
        };
        /** @description An actor's workflow runs. */
        WorkflowRuns: {
            /**
             * @description The value of `after` for the next page; null on the last page.
             * @default null
             */
            next: string | null;
            /** @description The runs, newest first. */
            runs: components["schemas"]["WorkflowRun"][];
        };
        /** @description How a run stands. */
        WorkflowStatus: "waiting" | "running" | "sleeping" | "done" | "failed" | "cancelled";
        /** @description One recorded step: done once recorded, and never run again. */
        WorkflowStep: {
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempts: number;
            /**
             * Format: int64
             * @description When it was done, in milliseconds since 1970.
             */
            doneAt: number;
            /**
             * Format: int32
             * @description Grows each time that another worker takes the run.
             */
            epoch: number;
            /**
             * Format: int32
             * @description Its place among the run's steps, from 0.
             */
            position: number;
            /** @description What it came to, as recorded. A large one is a string, its beginning; on a page of one step it is whole. */
            result: unknown;
            /**
             * Format: int64
             * @description When it began, in milliseconds since 1970.
             */
            startedAt: number;
            /** @description Its name. */
            step: string;
        };
    };
    responses: {
        /** @description Why there is no answer. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
        Csrf: string;
        /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
        IdempotencyKey: string;
        /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
        Wait: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
};
export type AbortSync = components['schemas']['AbortSync'];
export type AccountId = components['schemas']['AccountId'];
export type AccountKind = components['schemas']['AccountKind'];
export type AgentAbilities = components['schemas']['AgentAbilities'];
export type AgentList = components['schemas']['AgentList'];
export type AgentMemory = components['schemas']['AgentMemory'];
export type AgentOffer = components['schemas']['AgentOffer'];
export type Agents = components['schemas']['Agents'];
export type AnswerPermission = components['schemas']['AnswerPermission'];
export type ApiToken = components['schemas']['ApiToken'];
export type ApiTokenId = components['schemas']['ApiTokenId'];
export type ApiTokenList = components['schemas']['ApiTokenList'];
export type ApiTokenRevoked = components['schemas']['ApiTokenRevoked'];
export type App = components['schemas']['App'];
export type Archive = components['schemas']['Archive'];
export type ArrangeSidebar = components['schemas']['ArrangeSidebar'];
export type Attachment = components['schemas']['Attachment'];
export type Attendant = components['schemas']['Attendant'];
export type Attending = components['schemas']['Attending'];
export type BranchChanges = components['schemas']['BranchChanges'];
export type CancelWorkflow = components['schemas']['CancelWorkflow'];
export type ChangeAgent = components['schemas']['ChangeAgent'];
export type ChangedFile = components['schemas']['ChangedFile'];
export type ChangeOwner = components['schemas']['ChangeOwner'];
export type Changes = components['schemas']['Changes'];
export type ChangeTotals = components['schemas']['ChangeTotals'];
export type Check = components['schemas']['Check'];
export type Checklist = components['schemas']['Checklist'];
export type Checks = components['schemas']['Checks'];
export type CheckState = components['schemas']['CheckState'];
export type CheckTotals = components['schemas']['CheckTotals'];
export type CloseSession = components['schemas']['CloseSession'];
export type ColourMode = components['schemas']['ColourMode'];
export type ContextOverrides = components['schemas']['ContextOverrides'];
export type Counts = components['schemas']['Counts'];
export type CreateProcess = components['schemas']['CreateProcess'];
export type CreateSession = components['schemas']['CreateSession'];
export type CreateTask = components['schemas']['CreateTask'];
export type DeadLetter = components['schemas']['DeadLetter'];
export type DeadLetterActor = components['schemas']['DeadLetterActor'];
export type DeadLetterActors = components['schemas']['DeadLetterActors'];
export type DeadLetters = components['schemas']['DeadLetters'];
export type DeadLetterSettled = components['schemas']['DeadLetterSettled'];
export type Detail = components['schemas']['Detail'];
export type DiffScope = components['schemas']['DiffScope'];
export type DirtyCounts = components['schemas']['DirtyCounts'];
export type DiscoverOrganizations = components['schemas']['DiscoverOrganizations'];
export type DiscoveryStarted = components['schemas']['DiscoveryStarted'];
export type DiscoveryState = components['schemas']['DiscoveryState'];
export type DiscoveryStatus = components['schemas']['DiscoveryStatus'];
export type DismissChecklist = components['schemas']['DismissChecklist'];
export type Doing = components['schemas']['Doing'];
export type Draft = components['schemas']['Draft'];
export type DraftFound = components['schemas']['DraftFound'];
export type DraftHead = components['schemas']['DraftHead'];
export type DraftSaved = components['schemas']['DraftSaved'];
export type DropDeadLetter = components['schemas']['DropDeadLetter'];
export type EditMessage = components['schemas']['EditMessage'];
export type Encoding = components['schemas']['Encoding'];
export type EndAllSignIns = components['schemas']['EndAllSignIns'];
export type Ending = components['schemas']['Ending'];
export type EndingCause = components['schemas']['EndingCause'];
export type EndSignIn = components['schemas']['EndSignIn'];
export type Event = components['schemas']['Event'];
export type EventPage = components['schemas']['EventPage'];
export type Events = components['schemas']['Events'];
export type Extend = components['schemas']['Extend'];
export type Extension = components['schemas']['Extension'];
export type FileChange = components['schemas']['FileChange'];
export type FileDiff = components['schemas']['FileDiff'];
export type FilePart = components['schemas']['FilePart'];
export type FolderEntry = components['schemas']['FolderEntry'];
export type FolderEntryKind = components['schemas']['FolderEntryKind'];
export type FolderPage = components['schemas']['FolderPage'];
export type GetApp = components['schemas']['GetApp'];
export type GetChanges = components['schemas']['GetChanges'];
export type GetChecks = components['schemas']['GetChecks'];
export type GetDeadLetters = components['schemas']['GetDeadLetters'];
export type GetDiff = components['schemas']['GetDiff'];
export type GetDraft = components['schemas']['GetDraft'];
export type GetFile = components['schemas']['GetFile'];
export type GetGitState = components['schemas']['GetGitState'];
export type GetHistory = components['schemas']['GetHistory'];
export type GetImage = components['schemas']['GetImage'];
export type GetMember = components['schemas']['GetMember'];
export type GetOutcome = components['schemas']['GetOutcome'];
export type GetOverlay = components['schemas']['GetOverlay'];
export type GetPicture = components['schemas']['GetPicture'];
export type GetRepository = components['schemas']['GetRepository'];
export type GetRuns = components['schemas']['GetRuns'];
export type GetSummary = components['schemas']['GetSummary'];
export type GetTask = components['schemas']['GetTask'];
export type GetTaskIndexEntry = components['schemas']['GetTaskIndexEntry'];
export type GetWorkflow = components['schemas']['GetWorkflow'];
export type GetWorkflows = components['schemas']['GetWorkflows'];
export type GitAccepted = components['schemas']['GitAccepted'];
export type GithubState = components['schemas']['GithubState'];
export type GithubSummary = components['schemas']['GithubSummary'];
export type GitOperation = components['schemas']['GitOperation'];
export type GitOperationKind = components['schemas']['GitOperationKind'];
export type GitOperationStatus = components['schemas']['GitOperationStatus'];
export type GitState = components['schemas']['GitState'];
export type GitStatus = components['schemas']['GitStatus'];
export type History = components['schemas']['History'];
export type ImagePart = components['schemas']['ImagePart'];
export type ImageUploaded = components['schemas']['ImageUploaded'];
export type InProgress = components['schemas']['InProgress'];
export type InsideIdentity = components['schemas']['InsideIdentity'];
export type InstallationStatus = components['schemas']['InstallationStatus'];
export type Instance = components['schemas']['Instance'];
export type Instances = components['schemas']['Instances'];
export type JournalEntry = components['schemas']['JournalEntry'];
export type Kill = components['schemas']['Kill'];
export type KillProcess = components['schemas']['KillProcess'];
export type LastStep = components['schemas']['LastStep'];
export type List = components['schemas']['List'];
export type ListApiTokens = components['schemas']['ListApiTokens'];
export type ListFiles = components['schemas']['ListFiles'];
export type ListMembers = components['schemas']['ListMembers'];
export type ListPaths = components['schemas']['ListPaths'];
export type ListProcesses = components['schemas']['ListProcesses'];
export type ListRepositories = components['schemas']['ListRepositories'];
export type ListSignIns = components['schemas']['ListSignIns'];
export type ListTasks = components['schemas']['ListTasks'];
export type LiveClientMessage = components['schemas']['LiveClientMessage'];
export type LiveClosedReason = components['schemas']['LiveClosedReason'];
export type LiveEntry = components['schemas']['LiveEntry'];
export type LiveServerMessage = components['schemas']['LiveServerMessage'];
export type LogLevel = components['schemas']['LogLevel'];
export type LogLine = components['schemas']['LogLine'];
export type Member = components['schemas']['Member'];
export type MemberFound = components['schemas']['MemberFound'];
export type MemberList = components['schemas']['MemberList'];
export type Membership = components['schemas']['Membership'];
export type Mergeability = components['schemas']['Mergeability'];
export type MergeMethod = components['schemas']['MergeMethod'];
export type MergePullRequest = components['schemas']['MergePullRequest'];
export type MessageAccepted = components['schemas']['MessageAccepted'];
export type MessageId = components['schemas']['MessageId'];
export type MoveMessage = components['schemas']['MoveMessage'];
export type OnConflict = components['schemas']['OnConflict'];
export type OptionChoice = components['schemas']['OptionChoice'];
export type OptionKind = components['schemas']['OptionKind'];
export type OptionValue = components['schemas']['OptionValue'];
export type OrganizationId = components['schemas']['OrganizationId'];
export type OrganizationProfile = components['schemas']['OrganizationProfile'];
export type OrganizationRole = components['schemas']['OrganizationRole'];
export type OrganizationRun = components['schemas']['OrganizationRun'];
export type OrganizationRuns = components['schemas']['OrganizationRuns'];
export type OrganizationSummary = components['schemas']['OrganizationSummary'];
export type Outcome = components['schemas']['Outcome'];
export type OutputChunk = components['schemas']['OutputChunk'];
export type OutputStream = components['schemas']['OutputStream'];
export type Overlay = components['schemas']['Overlay'];
export type Owner = components['schemas']['Owner'];
export type PathPage = components['schemas']['PathPage'];
export type Permission = components['schemas']['Permission'];
export type PermissionAnswer = components['schemas']['PermissionAnswer'];
export type PermissionId = components['schemas']['PermissionId'];
export type PermissionList = components['schemas']['PermissionList'];
export type PermissionOption = components['schemas']['PermissionOption'];
export type Permissions = components['schemas']['Permissions'];
export type PicturePart = components['schemas']['PicturePart'];
export type Preferences = components['schemas']['Preferences'];
export type Problem = components['schemas']['Problem'];
export type ProcessEnd = components['schemas']['ProcessEnd'];
export type ProcessId = components['schemas']['ProcessId'];
export type ProcessList = components['schemas']['ProcessList'];
export type ProcessLog = components['schemas']['ProcessLog'];
export type ProcessLogPage = components['schemas']['ProcessLogPage'];
export type ProcessRecord = components['schemas']['ProcessRecord'];
export type ProcessStatus = components['schemas']['ProcessStatus'];
export type Profile = components['schemas']['Profile'];
export type PublishedPullRequest = components['schemas']['PublishedPullRequest'];
export type PublishPullRequest = components['schemas']['PublishPullRequest'];
export type PullRequest = components['schemas']['PullRequest'];
export type PullRequestState = components['schemas']['PullRequestState'];
export type Push = components['schemas']['Push'];
export type Queue = components['schemas']['Queue'];
export type QueuedMessage = components['schemas']['QueuedMessage'];
export type Queues = components['schemas']['Queues'];
export type RateLimit = components['schemas']['RateLimit'];
export type ReadyPullRequest = components['schemas']['ReadyPullRequest'];
export type RefreshGit = components['schemas']['RefreshGit'];
export type RefusalKind = components['schemas']['RefusalKind'];
export type ReloadRepository = components['schemas']['ReloadRepository'];
export type RemoveMessage = components['schemas']['RemoveMessage'];
export type RemoveProcess = components['schemas']['RemoveProcess'];
export type Rename = components['schemas']['Rename'];
export type RenameProcess = components['schemas']['RenameProcess'];
export type RenameSession = components['schemas']['RenameSession'];
export type ReorderSessions = components['schemas']['ReorderSessions'];
export type ReplayDeadLetter = components['schemas']['ReplayDeadLetter'];
export type Repository = components['schemas']['Repository'];
export type RepositoryFailure = components['schemas']['RepositoryFailure'];
export type RepositoryId = components['schemas']['RepositoryId'];
export type RepositoryOverview = components['schemas']['RepositoryOverview'];
export type RepositoryOverviewRead = components['schemas']['RepositoryOverviewRead'];
export type RepositoryPage = components['schemas']['RepositoryPage'];
export type RepositoryRead = components['schemas']['RepositoryRead'];
export type RepositorySummary = components['schemas']['RepositorySummary'];
export type ResumeQueue = components['schemas']['ResumeQueue'];
export type RevertFile = components['schemas']['RevertFile'];
export type Review = components['schemas']['Review'];
export type ReviewVerdict = components['schemas']['ReviewVerdict'];
export type RevokeApiToken = components['schemas']['RevokeApiToken'];
export type Role = components['schemas']['Role'];
export type SandboxApplied = components['schemas']['SandboxApplied'];
export type SandboxDetail = components['schemas']['SandboxDetail'];
export type SandboxRecord = components['schemas']['SandboxRecord'];
export type SandboxStatus = components['schemas']['SandboxStatus'];
export type SaveDraft = components['schemas']['SaveDraft'];
export type SelectOrganization = components['schemas']['SelectOrganization'];
export type SelectSession = components['schemas']['SelectSession'];
export type SendMessage = components['schemas']['SendMessage'];
export type Session = components['schemas']['Session'];
export type SessionClosed = components['schemas']['SessionClosed'];
export type SessionEvent = components['schemas']['SessionEvent'];
export type SessionEventPage = components['schemas']['SessionEventPage'];
export type SessionId = components['schemas']['SessionId'];
export type SessionOption = components['schemas']['SessionOption'];
export type SessionOptionList = components['schemas']['SessionOptionList'];
export type SessionOptions = components['schemas']['SessionOptions'];
export type SessionOrder = components['schemas']['SessionOrder'];
export type SessionStatus = components['schemas']['SessionStatus'];
export type SetPreferences = components['schemas']['SetPreferences'];
export type SetSessionOption = components['schemas']['SetSessionOption'];
export type SetUnread = components['schemas']['SetUnread'];
export type Showing = components['schemas']['Showing'];
export type Sidebar = components['schemas']['Sidebar'];
export type Signal = components['schemas']['Signal'];
export type SignInErrorCode = components['schemas']['SignInErrorCode'];
export type SignInId = components['schemas']['SignInId'];
export type SignInList = components['schemas']['SignInList'];
export type SignInRead = components['schemas']['SignInRead'];
export type SignInsEnded = components['schemas']['SignInsEnded'];
export type Stage = components['schemas']['Stage'];
export type StageRecord = components['schemas']['StageRecord'];
export type StartOver = components['schemas']['StartOver'];
export type Stop = components['schemas']['Stop'];
export type StopProcess = components['schemas']['StopProcess'];
export type StopSession = components['schemas']['StopSession'];
export type Summary = components['schemas']['Summary'];
export type SyncMethod = components['schemas']['SyncMethod'];
export type SyncPhase = components['schemas']['SyncPhase'];
export type SyncRepos = components['schemas']['SyncRepos'];
export type SyncStarted = components['schemas']['SyncStarted'];
export type SyncStatus = components['schemas']['SyncStatus'];
export type SyncWithBase = components['schemas']['SyncWithBase'];
export type TaskCreated = components['schemas']['TaskCreated'];
export type TaskId = components['schemas']['TaskId'];
export type TaskIndexEntry = components['schemas']['TaskIndexEntry'];
export type TaskIndexEntryFound = components['schemas']['TaskIndexEntryFound'];
export type TaskOverlay = components['schemas']['TaskOverlay'];
export type TaskPage = components['schemas']['TaskPage'];
export type TaskRecord = components['schemas']['TaskRecord'];
export type TaskStatus = components['schemas']['TaskStatus'];
export type TaskSummary = components['schemas']['TaskSummary'];
export type TokenScope = components['schemas']['TokenScope'];
export type TurnBaseline = components['schemas']['TurnBaseline'];
export type UndoRevert = components['schemas']['UndoRevert'];
export type UpdateProfile = components['schemas']['UpdateProfile'];
export type UploadImage = components['schemas']['UploadImage'];
export type Upstream = components['schemas']['Upstream'];
export type UserId = components['schemas']['UserId'];
export type Views = components['schemas']['Views'];
export type WorkflowCancelled = components['schemas']['WorkflowCancelled'];
export type WorkflowRun = components['schemas']['WorkflowRun'];
export type WorkflowRuns = components['schemas']['WorkflowRuns'];
export type WorkflowStatus = components['schemas']['WorkflowStatus'];
export type WorkflowStep = components['schemas']['WorkflowStep'];
export type ResponseProblem = components['responses']['Problem'];
export type ParameterCsrf = components['parameters']['Csrf'];
export type ParameterIdempotencyKey = components['parameters']['IdempotencyKey'];
export type ParameterWait = components['parameters']['Wait'];
export type $defs = Record<string, never>;
export interface operations {
    auditLog_command_cancelWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_command_dropDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropDeadLetter"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_command_replayDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_deadLetters: {
        parameters: {
            query?: {
                after?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_deadLetters_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetDeadLetters"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_history: {
        parameters: {
            query?: {
                before?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_history_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetHistory"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_list: {
        parameters: {
            query?: {
                before?: number | null;
                branch?: string | null;
                event?: string | null;
                limit?: number | null;
                repositoryId?: components["schemas"]["RepositoryId"] | null;
                taskId?: components["schemas"]["TaskId"] | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_list_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["List"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_outcome: {
        parameters: {
            query: {
                id: string;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_outcome_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetOutcome"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_runs: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
                statuses?: components["schemas"]["WorkflowStatus"][];
                workflow?: string | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_runs_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetRuns"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_workflow: {
        parameters: {
            query: {
                after?: number | null;
                limit?: number | null;
                runId: string;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_workflow_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetWorkflow"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_workflows: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_query_workflows_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetWorkflows"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_request_cancelWorkflow: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowCancelled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_request_dropDeadLetter: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropDeadLetter"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auditLog_request_replayDeadLetter: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auth_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who I am, and by what I am known. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apiToken?: components["schemas"]["ApiToken"];
                        csrfToken?: string;
                        expiresAt: number | null;
                        login: string;
                        organizations: components["schemas"]["OrganizationRole"][];
                        signInId?: string;
                        userId: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auth_signOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Another sign-in of mine; this one without. */
                    signInId?: string;
                };
            };
        };
        responses: {
            /** @description How many have ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended?: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auth_signOutEverywhere: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    exceptHere?: boolean;
                };
            };
        };
        responses: {
            /** @description How many have ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended?: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auth_createToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Never ends without one. */
                    expiresInDays?: number | null;
                    name: string;
                    /** @description Only these; all of mine without any. */
                    organizations?: string[];
                    /** @enum {unknown} */
                    scope: "read" | "write" | "admin";
                };
            };
        };
        responses: {
            /** @description The token, which is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apiToken: components["schemas"]["ApiToken"];
                        token: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    fleet_dead_letters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: components["schemas"]["OrganizationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterActors"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_command_cancelWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_command_dropDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropDeadLetter"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_command_reloadRepository: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReloadRepository"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_command_replayDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_command_syncRepos: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SyncRepos"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_deadLetters: {
        parameters: {
            query?: {
                after?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_deadLetters_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetDeadLetters"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_getRepository: {
        parameters: {
            query: {
                repositoryId: components["schemas"]["RepositoryId"];
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryRead"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_getRepository_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetRepository"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryRead"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_history: {
        parameters: {
            query?: {
                before?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_history_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetHistory"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_outcome: {
        parameters: {
            query: {
                id: string;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_outcome_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetOutcome"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_runs: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
                statuses?: components["schemas"]["WorkflowStatus"][];
                workflow?: string | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_runs_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetRuns"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_summary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GithubSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_summary_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetSummary"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GithubSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_workflow: {
        parameters: {
            query: {
                after?: number | null;
                limit?: number | null;
                runId: string;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_workflow_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetWorkflow"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_workflows: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_query_workflows_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetWorkflows"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_request_cancelWorkflow: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowCancelled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_request_dropDeadLetter: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropDeadLetter"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_request_reloadRepository: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReloadRepository"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncStarted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_request_replayDeadLetter: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    githubData_request_syncRepos: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SyncRepos"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncStarted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    fleet_instances: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: components["schemas"]["OrganizationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instances"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_command_cancelWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_command_createTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTask"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_command_dropDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropDeadLetter"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_command_replayDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_command_updateProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateProfile"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_deadLetters: {
        parameters: {
            query?: {
                after?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_deadLetters_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetDeadLetters"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_getMember: {
        parameters: {
            query: {
                userId: components["schemas"]["UserId"];
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberFound"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_getMember_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetMember"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberFound"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_getTask: {
        parameters: {
            query: {
                taskId: components["schemas"]["TaskId"];
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_getTask_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetTask"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_getTaskIndexEntry: {
        parameters: {
            query: {
                taskId: components["schemas"]["TaskId"];
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskIndexEntryFound"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_getTaskIndexEntry_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetTaskIndexEntry"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskIndexEntryFound"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_history: {
        parameters: {
            query?: {
                before?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_history_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetHistory"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_listMembers: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_listMembers_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListMembers"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_listRepositories: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_listRepositories_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListRepositories"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_listTasks: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
                repositoryId?: components["schemas"]["RepositoryId"] | null;
                status?: components["schemas"]["TaskStatus"] | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_listTasks_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListTasks"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_outcome: {
        parameters: {
            query: {
                id: string;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_outcome_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetOutcome"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_repositoryOverview: {
        parameters: {
            query: {
                repositoryId: components["schemas"]["RepositoryId"];
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryOverviewRead"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_repositoryOverview_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepositoryOverview"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryOverviewRead"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_runs: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
                statuses?: components["schemas"]["WorkflowStatus"][];
                workflow?: string | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_runs_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetRuns"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_summary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_summary_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Summary"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_workflow: {
        parameters: {
            query: {
                after?: number | null;
                limit?: number | null;
                runId: string;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_workflow_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetWorkflow"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_workflows: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_query_workflows_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetWorkflows"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_request_cancelWorkflow: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowCancelled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_request_createTask: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTask"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCreated"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_request_dropDeadLetter: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropDeadLetter"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_request_replayDeadLetter: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    organization_request_updateProfile: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpdateProfile"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationProfile"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    auth_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who I am, if anybody, and where traces are. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: {
                            apiToken?: components["schemas"]["ApiToken"];
                            csrfToken?: string;
                            expiresAt: number | null;
                            login: string;
                            organizations: components["schemas"]["OrganizationRole"][];
                            signInId?: string;
                            userId: string;
                        } | null;
                        /** @description `<this>/trace/<id>` shows a trace; null: nowhere. */
                        tracesUrl: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    fleet_queues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: components["schemas"]["OrganizationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queues"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_abortSync: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AbortSync"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_answerPermission: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerPermission"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_cancelWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_createProcess: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateProcess"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_dropDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropDeadLetter"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_extend: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Extend"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_killProcess: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KillProcess"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_mergePullRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MergePullRequest"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_publishPullRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishPullRequest"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_push: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Push"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_readyPullRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReadyPullRequest"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_refreshGit: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshGit"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_removeProcess: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveProcess"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_renameProcess: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameProcess"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_replayDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_revertFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevertFile"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_startOver: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartOver"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_stop: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stop"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_stopProcess: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopProcess"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_syncWithBase: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SyncWithBase"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_undoRevert: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoRevert"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_command_uploadImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadImage"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_agents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_agents_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Agents"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_changes: {
        parameters: {
            query?: {
                scope?: components["schemas"]["DiffScope"];
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_changes_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetChanges"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_checks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checks"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_checks_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetChecks"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checks"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_deadLetters: {
        parameters: {
            query?: {
                after?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_deadLetters_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetDeadLetters"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_detail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxRecord"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_detail_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SandboxDetail"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxRecord"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_diff: {
        parameters: {
            query: {
                context?: number | null;
                ignoreWhitespace?: boolean;
                oldPath?: string | null;
                path: string;
                scope?: components["schemas"]["DiffScope"];
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileDiff"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_diff_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetDiff"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileDiff"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_events: {
        parameters: {
            query: {
                after?: number | null;
                before?: number | null;
                coalesce?: boolean;
                limit?: number | null;
                sessionId: components["schemas"]["SessionId"];
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionEventPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_events_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Events"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionEventPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_file: {
        parameters: {
            query: {
                offset?: number | null;
                path: string;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilePart"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_file_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetFile"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilePart"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_files: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
                path?: string | null;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FolderPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_files_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListFiles"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FolderPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_git: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitState"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_git_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetGitState"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitState"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_history: {
        parameters: {
            query?: {
                before?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_history_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetHistory"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_image: {
        parameters: {
            query: {
                imageId: string;
                part?: number | null;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagePart"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_image_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetImage"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagePart"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_listProcesses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_listProcesses_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListProcesses"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_outcome: {
        parameters: {
            query: {
                id: string;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_outcome_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetOutcome"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_paths: {
        parameters: {
            query?: {
                after?: string | null;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PathPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_paths_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListPaths"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PathPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_permissions: {
        parameters: {
            query?: {
                open?: boolean;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_permissions_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Permissions"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_picture: {
        parameters: {
            query: {
                before?: components["schemas"]["DiffScope"] | null;
                offset?: number | null;
                path: string;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PicturePart"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_picture_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetPicture"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PicturePart"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_processLog: {
        parameters: {
            query: {
                encoding?: components["schemas"]["Encoding"];
                limit?: number | null;
                processId: components["schemas"]["ProcessId"];
                since?: number | null;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessLogPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_processLog_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProcessLog"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessLogPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_runs: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
                statuses?: components["schemas"]["WorkflowStatus"][];
                workflow?: string | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_runs_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetRuns"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_sessionOptions: {
        parameters: {
            query: {
                sessionId: components["schemas"]["SessionId"];
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOptionList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_sessionOptions_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionOptions"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOptionList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_workflow: {
        parameters: {
            query: {
                after?: number | null;
                limit?: number | null;
                runId: string;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_workflow_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetWorkflow"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_workflows: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_query_workflows_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetWorkflows"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_abortSync: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AbortSync"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitAccepted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_answerPermission: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerPermission"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Permission"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_cancelWorkflow: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowCancelled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_createProcess: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateProcess"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_dropDeadLetter: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropDeadLetter"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_extend: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Extend"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_killProcess: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KillProcess"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_mergePullRequest: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MergePullRequest"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitAccepted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_publishPullRequest: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishPullRequest"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitAccepted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_push: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Push"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitAccepted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_readyPullRequest: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReadyPullRequest"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitAccepted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_refreshGit: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshGit"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxApplied"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_removeProcess: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveProcess"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_renameProcess: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameProcess"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_replayDeadLetter: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_revertFile: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevertFile"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitAccepted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_startOver: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartOver"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_stop: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stop"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_stopProcess: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopProcess"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_syncWithBase: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SyncWithBase"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitAccepted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_undoRevert: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoRevert"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitAccepted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sandbox_request_uploadImage: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadImage"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageUploaded"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_archive: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Archive"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_cancelWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_changeAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAgent"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_changeOwner: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeOwner"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_closeSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseSession"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_createSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateSession"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_dropDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropDeadLetter"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_editMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditMessage"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_kill: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Kill"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_moveMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveMessage"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_removeMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveMessage"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_rename: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rename"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_renameSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameSession"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_reorderSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReorderSessions"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_replayDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_resumeQueue: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeQueue"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessage"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_setSessionOption: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSessionOption"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_command_stopSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopSession"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_deadLetters: {
        parameters: {
            query?: {
                after?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_deadLetters_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetDeadLetters"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_detail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRecord"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_detail_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRecord"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_history: {
        parameters: {
            query?: {
                before?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_history_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetHistory"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_outcome: {
        parameters: {
            query: {
                id: string;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_outcome_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetOutcome"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_runs: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
                statuses?: components["schemas"]["WorkflowStatus"][];
                workflow?: string | null;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_runs_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetRuns"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_workflow: {
        parameters: {
            query: {
                after?: number | null;
                limit?: number | null;
                runId: string;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_workflow_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetWorkflow"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_workflows: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_query_workflows_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetWorkflows"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_archive: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Archive"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_cancelWorkflow: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowCancelled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_changeAgent: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAgent"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_changeOwner: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeOwner"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_closeSession: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseSession"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionClosed"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_createSession: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateSession"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_dropDeadLetter: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropDeadLetter"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_editMessage: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditMessage"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_kill: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Kill"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_moveMessage: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveMessage"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_removeMessage: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveMessage"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_rename: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rename"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskRecord"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_renameSession: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameSession"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_reorderSessions: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReorderSessions"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOrder"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_replayDeadLetter: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayDeadLetter"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterSettled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_resumeQueue: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeQueue"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_sendMessage: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessage"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageAccepted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_setSessionOption: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSessionOption"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    task_request_stopSession: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                organization: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopSession"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_arrangeSidebar: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArrangeSidebar"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_cancelWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_discoverOrganizations: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DiscoverOrganizations"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_dismissChecklist: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DismissChecklist"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_endAllSignIns: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EndAllSignIns"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_endSignIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndSignIn"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_revokeApiToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeApiToken"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_saveDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveDraft"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_selectOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SelectOrganization"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_selectSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SelectSession"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_setPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SetPreferences"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_command_setUnread: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUnread"];
            };
        };
        responses: {
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            /** @description With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the same id, and it runs once. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_apiTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_apiTokens_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListApiTokens"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_app: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_app_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetApp"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_deadLetters: {
        parameters: {
            query?: {
                after?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_deadLetters_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetDeadLetters"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_draft: {
        parameters: {
            query: {
                organizationId: components["schemas"]["OrganizationId"];
                sessionId?: components["schemas"]["SessionId"] | null;
                taskId: components["schemas"]["TaskId"];
            };
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftFound"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_draft_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetDraft"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftFound"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_history: {
        parameters: {
            query?: {
                before?: number | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_history_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetHistory"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_outcome: {
        parameters: {
            query: {
                id: string;
            };
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_outcome_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetOutcome"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_overlay: {
        parameters: {
            query: {
                organizationId: components["schemas"]["OrganizationId"];
            };
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overlay"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_overlay_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetOverlay"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overlay"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_signIns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_signIns_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListSignIns"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_workflow: {
        parameters: {
            query: {
                after?: number | null;
                limit?: number | null;
                runId: string;
            };
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_workflow_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetWorkflow"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRun"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_workflows: {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number | null;
            };
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_query_workflows_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GetWorkflows"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRuns"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_arrangeSidebar: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArrangeSidebar"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sidebar"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_cancelWorkflow: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelWorkflow"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowCancelled"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_discoverOrganizations: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DiscoverOrganizations"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiscoveryStarted"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_dismissChecklist: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DismissChecklist"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_endAllSignIns: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EndAllSignIns"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInsEnded"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_endSignIn: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndSignIn"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInsEnded"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_revokeApiToken: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeApiToken"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenRevoked"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_saveDraft: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveDraft"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftSaved"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_selectOrganization: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SelectOrganization"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_selectSession: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SelectSession"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskOverlay"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_setPreferences: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SetPreferences"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    user_request_setUnread: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the outcome; `Prefer: wait=5` means the same. */
                wait?: components["parameters"]["Wait"];
            };
            header?: {
                /** @description With the cookie only: the `csrfToken` of GET /v1/auth/session. */
                "Foundry-CSRF"?: components["parameters"]["Csrf"];
                /** @description Sent again with the same key, a command runs once and its outcome is repeated. The command's id is the key behind the caller's own id (`u42.<key>`); Foundry-Command-Id names it. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUnread"];
            };
        };
        responses: {
            /** @description It is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskOverlay"];
                };
            };
            /** @description It has run, or is stored so that it is not lost and will run. */
            202: {
                headers: {
                    /** @description Where its outcome will be; until it has run, its status there is `unknown`. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id?: string;
                        /** @constant */
                        status?: "pending";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
