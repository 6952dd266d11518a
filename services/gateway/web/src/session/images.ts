// Images that a message points at: uploaded in parts before it is sent, under the hash of their bytes.
import { Problem, newId, query, request } from "../client";
import type { Attachment } from "./contract";
import { IMAGE_BYTES, base64, bytesOf, hex, parts } from "./image-parts";

const TAKEN = ["image/png", "image/jpeg", "image/gif", "image/webp"];

export class ImageProblem extends Error {}

/** Uploads an image; larger ones are made smaller first. Throws an `ImageProblem` with what to do. */
export async function uploadImage(key: string[], file: File): Promise<Attachment> {
  const name = file.name || "image";
  if (!TAKEN.includes(file.type)) throw new ImageProblem(`${name} is no PNG, JPEG, GIF or WebP`);
  const image = file.size > IMAGE_BYTES ? await smaller(file, name) : file;
  const bytes = new Uint8Array(await image.arrayBuffer());
  const imageId = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  for (const [part, data] of parts(bytes).entries()) {
    try {
      await request("sandbox.uploadImage", key, { imageId, bytes: bytes.length, part, data: base64(data) });
    } catch (thrown) {
      throw new ImageProblem(`${name} was not uploaded: ${Problem.of(thrown).detail}`);
    }
  }
  return { id: newId(), filePath: name.slice(0, 200), lineNumber: null, lineContent: null, imageId };
}

/** The bytes of an image that was uploaded, from its parts. Throws a `Problem`. */
export async function downloadImage(key: string[], imageId: string): Promise<Blob> {
  const first = await query("sandbox.image", key, { imageId, part: 0 });
  const rest = await Promise.all(Array.from({ length: first.parts - 1 }, (_, at) => query("sandbox.image", key, { imageId, part: at + 1 })));
  return new Blob([first, ...rest].map((part) => bytesOf(part.data)), { type: first.mediaType });
}

/** Half as large, until it fits. */
async function smaller(file: File, name: string): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new ImageProblem(`${name} is no image that this browser can read`);
  });
  for (let scale = 0.5; scale > 0.02; scale /= 2) {
    const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.85 });
    if (blob.size <= IMAGE_BYTES) return blob;
  }
  throw new ImageProblem(`${name} is too large`);
}
