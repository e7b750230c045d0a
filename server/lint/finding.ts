/** A text in both languages of the product. */
export interface Words {
  readonly de: string;
  readonly en: string;
}

/** How much a finding weighs: it will not run, it is probably a mistake, or it is worth a look. */
export type Severity = "error" | "warning" | "hint";

/** Something that lint has to say about one element of a model. */
export interface Finding {
  readonly severity: Severity;
  /** The element it is about; empty when it is about the file. */
  readonly elementId: string;
  /** Stable; the part before the dot or slash says who found it. */
  readonly code: string;
  readonly message: Words;
  /** Clause of BPMN 2.0.2 (formal/13-12-09). */
  readonly reference?: string;
}
