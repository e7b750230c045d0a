import type { JsonObject } from "./json.ts";

/**
 * An error that the model foresees (BPMN 2.0.2, 10.5.1): thrown by the work behind a job, caught by a boundary event or
 * event sub-process with its code. Not a technical failure, so never tried again.
 */
export class BpmnError extends Error {
  readonly code: string;
  readonly variables: JsonObject;

  constructor(code: string, message: string, variables: JsonObject = {}) {
    super(message);
    this.name = "BpmnError";
    this.code = code;
    this.variables = variables;
  }
}
