/**
 * The token cannot go on: thrown by behaviours and expressions, turned into a `fault` wait by the kernel. Never leaves
 * the engine. A behaviour that may throw it does so before it changes anything, so that `retry` repeats the whole step.
 */
export class Fault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "Fault";
    this.code = code;
  }
}

/**
 * A BPMN error raised inside the kernel (a script that throws one): propagates like an error end event (10.5.1).
 */
export class BpmnError extends Error {
  readonly errorCode: string;

  constructor(errorCode: string, message: string) {
    super(message);
    this.name = "BpmnError";
    this.errorCode = errorCode;
  }
}
