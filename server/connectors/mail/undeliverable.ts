import { BpmnError } from "../../base/bpmnError.ts";

/**
 * Sends; a mail that the server refuses for good (RFC 5321, replies of 5yz) is the BPMN error `mail.bounce` where the model
 * asks for it (`bounces`), so that a person finds another way. Everything else is tried again.
 */
export async function orBounce(bounces: boolean, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!bounces || !isFinal(error)) throw error;
    throw new BpmnError("mail.bounce", error.message, { bounce: error.message });
  }
}

function isFinal(error: unknown): error is Error & { readonly responseCode: number } {
  return error instanceof Error && "responseCode" in error && Number(error.responseCode) >= 500;
}
