// What this tab remembers over a reload: the conversation's key, the typed text, a message not yet answered.

const PREFIX = "lendex.";

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    if (value === null || value === "") sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Without session storage the page works, but forgets on a reload.
  }
}

/** The open conversation, `{id, key}`, or null. */
export const readConversation = () => read("conversation");
export const keepConversation = (conversation) => write("conversation", conversation);

/** What stands in the text field. */
export const readDraft = () => read("draft") ?? "";
export const keepDraft = (text) => write("draft", text);

/** The message that was sent and not answered yet, `{body, attempt}`, or null. */
export const readPending = () => read("pending");
export const keepPending = (message) => write("pending", message);

/** Forget everything about the patient. */
export function forget() {
  for (const name of ["conversation", "draft", "pending"]) write(name, null);
}

/** A random name for one message: the server answers it once, however often it arrives. */
export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
