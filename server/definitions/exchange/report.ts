/** One thing to say about what came in: a file, or an element of a model in it. */
export interface Entry {
  /** Taken over; kept or left out without effect; not taken over. */
  readonly outcome: "understood" | "ignored" | "refused";
  readonly file: string;
  /** An element of BPMN, or a place in a rule set or form; empty when it is about the file. */
  readonly elementId: string;
  /** Stable. */
  readonly code: string;
  readonly message: { readonly de: string; readonly en: string };
}

/** About a file as a whole. */
export function aboutFile(outcome: Entry["outcome"], file: string, code: string, message: Entry["message"]): Entry {
  return { outcome, file, elementId: "", code, message };
}
