/** A client of the server's HTTP interface, as a browser or a system would be. */
export interface Client {
  /** Sends a request and gives status and JSON body. */
  send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
}

/** How a client says who it is. */
export type Access = { readonly token: string } | { readonly login: string; readonly password: string };

/**
 * Opens a client on one or several servers of one installation. When a server does not answer, the next one is asked, and
 * so on until `patience` milliseconds are over.
 */
export async function openClient(urls: readonly string[], access: Access | undefined, patience = 0): Promise<Client> {
  const session: { cookie?: string } = {};
  const send: Client["send"] = async <T>(method: string, path: string, body?: unknown) => {
    const until = performance.now() + patience;
    for (let turn = 0; ; turn += 1) {
      try {
        return await once<T>(urls[turn % urls.length] ?? "", method, path, body);
      } catch (error) {
        if (performance.now() >= until) throw error;
        await pause(50);
      }
    }
  };
  const once = async <T>(url: string, method: string, path: string, body?: unknown) => {
    const headers: Record<string, string> = { "x-requested-with": "ablauf", accept: "application/json" };
    if (access !== undefined && "token" in access) headers["authorization"] = `Bearer ${access.token}`;
    if (session.cookie !== undefined) headers["cookie"] = session.cookie;
    if (body !== undefined) headers["content-type"] = "application/json";
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const cookie = response.headers.get("set-cookie");
    if (cookie !== null) session.cookie = cookie.split(";")[0] ?? "";
    const text = await response.text();
    if (response.status === 503) throw new Error("draining");
    return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as T }; // the caller states what it expects
  };
  if (access !== undefined && "login" in access) {
    const answer = await send("POST", "/api/session", access);
    if (answer.status !== 200) throw new Error(`${access.login} could not sign in: ${answer.status}`);
  }
  return { send };
}

/** Asks again and again until `look` finds something; the deadline is the test's. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>, deadline = 30_000): Promise<T> {
  const until = performance.now() + deadline;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`Expected ${what} within ${deadline} ms, but it did not come`);
    await pause(50);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
