/** What came back, as text; `json` reads it. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  json<T>(): T;
}

/** Sends bytes as they are, and reads what is no JSON. */
export type RawSend = (
  method: string,
  path: string,
  body?: { readonly type: string; readonly bytes: string | Uint8Array<ArrayBuffer> },
) => Promise<RawAnswer>;

/** Somebody of the demo, signed in, who sends and gets files. */
export async function rawClient(url: string, login: string): Promise<RawSend> {
  const headers = { "x-requested-with": "ablauf" };
  const signedIn = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ login, password: "ablauf-demo" }),
  });
  const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, cookie, ...(body === undefined ? {} : { "content-type": body.type }) },
      ...(body === undefined ? {} : { body: body.bytes }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      text,
      headers: answer.headers,
      json: <T>() => JSON.parse(text) as T, // the caller states what it expects
    };
  };
}
