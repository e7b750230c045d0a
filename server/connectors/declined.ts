import { BpmnError } from "../base/bpmnError.ts";
import { Declined } from "./http/client.ts";

/** What the other side declined is an error that the model foresees; everything else is tried again. */
export async function declinedAs<T>(code: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Declined)) throw error;
    throw new BpmnError(code, error.message, { refusal: { status: error.status, answer: error.answer } });
  }
}
