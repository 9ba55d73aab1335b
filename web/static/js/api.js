// Talks to the JSON API, and tells apart a refusal, trouble on the server and no connection.

const ROOT = "/api/v1";
const WAIT_MS = 20000;

/** The server understood and said no; `message` and `hint` are sentences for the resident. */
export class Refused extends Error {
  constructor(status, error) {
    super(error.message);
    Object.assign(this, { status, code: error.code, field: error.field, hint: error.hint });
  }
}

/** No usable answer came: no connection, no reply in time, or trouble on the server. */
export class Unreachable extends Error {}

async function call(method, path, { key, attempt, body, plain } = {}) {
  const headers = { Accept: plain ? "text/plain" : "application/json" };
  if (key) headers.Authorization = `Bearer ${key}`;
  if (attempt) headers["Idempotency-Key"] = attempt;
  if (body) headers["Content-Type"] = "application/json";
  const response = await reach(ROOT + path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    cache: "no-store",
    credentials: "same-origin",
    signal: AbortSignal.timeout(WAIT_MS),
  });
  if (!response.ok) throw await refusal(response);
  if (response.status === 204) return null;
  return plain ? response.text() : readJson(response);
}

async function reach(address, request) {
  try {
    return await fetch(address, request);
  } catch (fault) {
    throw new Unreachable(fault.name === "TimeoutError" ? "No answer came in time." : "No connection.");
  }
}

async function readJson(response) {
  try {
    return await response.json();
  } catch {
    throw new Unreachable("The answer was cut off.");
  }
}

async function refusal(response) {
  if (response.status >= 500 || response.status === 429) return new Unreachable("The service is in trouble.");
  const error = await response.json().then((answer) => answer.error).catch(() => null);
  return new Refused(response.status, error ?? { message: "This was not accepted.", code: "refused" });
}

/** Open a conversation; returns `{id, key}`. */
export const openConversation = () => call("POST", "/conversations", { body: {} });

/** Send one message, `{text}`, `{facts}` or `{command}`; the same attempt is answered once. */
export const sendMessage = ({ id, key }, body, attempt) =>
  call("POST", `/conversations/${encodeURIComponent(id)}/messages`, { key, attempt, body });

/** Every turn of a conversation. */
export const readConversation = ({ id, key }) => call("GET", `/conversations/${encodeURIComponent(id)}`, { key });

/** The chart-ready note of a conversation, as plain text. */
export const readNote = ({ id, key }) =>
  call("GET", `/conversations/${encodeURIComponent(id)}/note`, { key, plain: true });

/** Remove a conversation from the server. */
export const deleteConversation = ({ id, key }) =>
  call("DELETE", `/conversations/${encodeURIComponent(id)}`, { key });

/** One finding of the knowledge base. */
export const readFinding = (id) => call("GET", `/findings/${encodeURIComponent(id)}`);
