/**
 * What a new task takes: the task, then its session, then the prompt, once. Each step keeps its command's id until it is
 * done, so trying again goes on where it stopped and sends nothing twice.
 */

import type { SessionBody } from "../session/session-body";
import type { CommandAnswer, CommandBody } from "../wire";

export type TaskForm = CommandBody<"organization.createTask">;

/** The three commands, each under the id that is given. */
export interface Send {
  createTask(id: string, body: TaskForm): Promise<CommandAnswer<"organization.createTask">>;
  createSession(id: string, taskId: string, body: SessionBody): Promise<string>;
  sendMessage(id: string, taskId: string, body: { sessionId: string; text: string }): Promise<unknown>;
}

export type Stage = "task" | "session" | "prompt" | "done";

interface Step {
  body: string;
  id: string;
}

export interface Begun {
  taskId: string;
  sessionId: string;
}

export class NewTaskChain {
  #task: CommandAnswer<"organization.createTask"> | undefined;
  #sessionId: string | undefined;
  #isSent = false;
  readonly #steps = new Map<Stage, Step>();

  constructor(
    private readonly send: Send,
    private readonly newId: () => string,
  ) {}

  /** The task that exists already, if a later step has failed. */
  get taskId(): string | undefined {
    return this.#task?.taskId;
  }

  get sessionId(): string | undefined {
    return this.#sessionId;
  }

  get isSent(): boolean {
    return this.#isSent;
  }

  /** Goes on from the first step that is not done. Throws what the step throws; the next call tries that step again. */
  async run(form: TaskForm, session: SessionBody, onStage: (stage: Stage) => void): Promise<Begun> {
    onStage("task");
    this.#task ??= await this.send.createTask(this.#id("task", form), form);
    const { taskId } = this.#task;

    onStage("session");
    this.#sessionId ??= await this.send.createSession(this.#id("session", session), taskId, session);
    const sessionId = this.#sessionId;

    onStage("prompt");
    if (!this.#isSent) {
      const message = { sessionId, text: form.prompt };
      await this.send.sendMessage(this.#id("prompt", message), taskId, message);
      this.#isSent = true;
    }
    onStage("done");
    return { taskId, sessionId };
  }

  /** The same body keeps its id; another one (somebody changed the text after a refusal) is another command. */
  #id(stage: Stage, body: unknown): string {
    const written = JSON.stringify(body);
    const known = this.#steps.get(stage);
    if (known?.body === written) return known.id;
    const step = { body: written, id: this.newId() };
    this.#steps.set(stage, step);
    return step.id;
  }
}
