// Bytes as they stand in JSON, and what people type in pieces that one frame may carry.

/** What one frame of input may carry, in bytes. */
export const MOST_INPUT = 8_192;

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** What was typed or pasted, each piece in base64; a character may be cut, the terminal puts it together again. */
export function inputFrames(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const count = Math.ceil(bytes.length / MOST_INPUT);
  return Array.from({ length: count }, (_, index) => toBase64(bytes.subarray(index * MOST_INPUT, (index + 1) * MOST_INPUT)));
}
