import type { Problem } from "../../server/http/wire.ts";
import { ProblemError } from "./request.ts";

/**
 * Sends a file as it is and reads the answer.
 *
 * @throws {ProblemError} with the server's problem document
 */
export async function sendFile<T>(path: string, file: Blob, type: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(path, {
    method: "POST",
    headers: {
      "Content-Type": type,
      "X-Requested-With": "ablauf",
      Accept: "application/json, application/problem+json",
      "Accept-Language": document.documentElement.lang,
    },
    body: file,
    credentials: "same-origin",
    ...(signal === undefined ? {} : { signal }),
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new ProblemError(body as Problem); // RFC 9457, as every refusal of our server
  return body as T; // the server's promise
}
