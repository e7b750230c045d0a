import { answerTo } from "./request.ts";

/**
 * Sends a file as it is and reads the answer.
 *
 * @throws {ProblemError} with the server's problem document, or code `offline` when no answer came
 */
export async function sendFile<T>(path: string, file: Blob, type: string, signal?: AbortSignal): Promise<T> {
  const answer = await answerTo(path, {
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
  return (await answer.json()) as T; // the server's promise
}
