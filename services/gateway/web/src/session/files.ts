// What is pasted or dropped onto a message: an image is attached, a text is quoted, and of anything else it is said why not.
import { attachTo } from "./attachments";
import type { Place } from "./draft-book";
import { drafts } from "./drafts";
import { quoted, textOf } from "./file-text";
import { ImageProblem, uploadImage } from "./images";
import { MOST_BYTES, MOST_CHARACTERS, isTooLong } from "./text-limit";

/** What is told of how it goes; undefined when there is nothing to say. */
type Say = (text: string | undefined) => void;

/** `takesImages`: undefined while nobody knows, because the agent has not started. */
export async function takeFiles(place: Place, files: File[], takesImages: boolean | undefined, say: Say): Promise<void> {
  const told: string[] = [];
  for (const file of files) {
    say([...told, `Reading ${nameOf(file)}`].join(" "));
    const problem = await (file.type.startsWith("image/") ? takeImage(place, file, takesImages) : takeText(place, file));
    if (problem && !told.includes(problem)) told.push(problem);
  }
  say(told.join(" ") || undefined);
}

async function takeImage(place: Place, image: File, isTaken: boolean | undefined): Promise<string | undefined> {
  if (isTaken === false) return "This agent takes no images. Files of the repository can be mentioned with @.";
  try {
    attachTo(place, await uploadImage([place.organizationId, place.taskId], image));
  } catch (thrown) {
    if (thrown instanceof ImageProblem) return thrown.message;
    throw thrown;
  }
  return isTaken === undefined ? "Whether the agent takes images is known when it has started." : undefined;
}

/** Behind what is written. */
async function takeText(place: Place, file: File): Promise<string | undefined> {
  const name = nameOf(file);
  const tooLong = `${name} is too long: a message has ${MOST_CHARACTERS.toLocaleString("en")} characters at most. Paste the part that matters.`;
  if (file.size > MOST_BYTES) return tooLong;
  const text = textOf(await bytesOf(file));
  if (text === undefined) return `${name} is neither a text nor an image: it cannot be sent.`;
  if (text.trim() === "") return `${name} is empty.`;
  const draft = drafts().read(place);
  const whole = [draft.text, quoted(name, text)].filter((part) => part.trim()).join("\n\n");
  if (isTooLong(whole)) return tooLong;
  drafts().edit(place, { ...draft, text: whole });
  return undefined;
}

/** None of what cannot be read, such as a folder. */
async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return Uint8Array.of(0);
  }
}

const nameOf = (file: File): string => file.name || "the file";
