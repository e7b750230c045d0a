import { isObject } from "../../base/json.ts";
import type { JsonObject } from "../../base/json.ts";

/** The server said no: a problem document (RFC 9457), or 500, which is never what a test expects. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly places: readonly string[];

  constructor(status: number, problem: JsonObject) {
    super(`${textOf(problem["code"])}: ${textOf(problem["detail"])}`);
    this.name = "Refused";
    this.status = status;
    this.code = textOf(problem["code"]);
    const { complaints } = problem;
    this.places = Array.isArray(complaints)
      ? complaints.filter((each) => isObject(each)).map((each) => textOf(each["place"]))
      : [];
  }
}

/** What a test does with the server: HTTP and nothing else. @throws {Refused} */
export interface Client {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
  patch(path: string, body: object): Promise<void>;
  /** Sends a BPMN file as it is, byte for byte. */
  send<T>(path: string, file: Uint8Array): Promise<T>;
  text(path: string): Promise<string>;
}

/** A client of one tenant. */
export function createClient(url: string, token: string): Client {
  const ask = async (method: string, path: string, body?: string | Uint8Array, type?: string): Promise<string> => {
    const headers = { authorization: `Bearer ${token}`, ...(type === undefined ? {} : { "content-type": type }) };
    const response = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    if (!response.ok) throw refused(response.status, text);
    return text;
  };
  const json = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const text = await (body === undefined
      ? ask(method, path)
      : ask(method, path, JSON.stringify(body), "application/json"));
    return (text === "" ? undefined : JSON.parse(text)) as T; // the route's own schema says what it answers
  };
  return {
    get: (path) => json("GET", path),
    post: (path, body) => json("POST", path, body),
    patch: (path, body) => json("PATCH", path, body),
    send: async <T>(path: string, file: Uint8Array) =>
      JSON.parse(await ask("POST", path, file, "application/xml")) as T, // as above
    text: (path) => ask("GET", path),
  };
}

function refused(status: number, text: string): Refused {
  try {
    const problem: unknown = JSON.parse(text);
    if (isObject(problem)) return new Refused(status, problem);
  } catch {
    // no problem document: said below
  }
  return new Refused(status, { code: "answer", detail: `${status} ${text.slice(0, 200)}` });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
