import type { Problem } from "../../server/http/wire.ts";
import type { StoredFile } from "./cases.ts";
import { query } from "./queries.ts";
import { ProblemError } from "./request.ts";

export type Upload = {
  readonly file: Blob;
  readonly name: string;
  readonly caseKey: string;
  /** Told how much has left so far, from 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
};

/**
 * Sends a file to a case. `fetch` cannot tell how far a body has come, so this asks the old way.
 *
 * @throws {ProblemError} with the server's problem document, or code `offline` or `aborted`
 */
export function upload({ file, name, caseKey, onProgress, signal }: Upload): Promise<StoredFile> {
  return new Promise((settle, fail) => {
    const sending = new XMLHttpRequest();
    const broken = (code: string) => fail(new ProblemError(problem(code)));
    sending.open("POST", `/api/files${query({ name, subjectKind: "case", subjectId: caseKey })}`);
    sending.responseType = "json";
    sending.setRequestHeader("Content-Type", "application/octet-stream");
    sending.setRequestHeader("X-Requested-With", "ablauf");
    sending.setRequestHeader("Accept-Language", document.documentElement.lang);
    sending.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total));
    sending.addEventListener("error", () => broken("offline"));
    sending.addEventListener("abort", () => broken("aborted"));
    sending.addEventListener("load", () => {
      const answer: unknown = sending.response;
      if (sending.status === 200) return settle(answer as StoredFile); // the shape is the server's promise
      fail(new ProblemError(isProblem(answer) ? answer : problem("unknown")));
    });
    signal.addEventListener("abort", () => sending.abort());
    sending.send(file);
  });
}

function isProblem(answer: unknown): answer is Problem {
  return answer !== null && typeof answer === "object" && "code" in answer;
}

function problem(code: string): Problem {
  return { type: "about:blank", title: code, status: 0, code, detail: "", requestId: "" };
}
