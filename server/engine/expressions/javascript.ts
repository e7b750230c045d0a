import type { Json } from "../../base/json.ts";
import type { Variables } from "../model.ts";
import { checkScript, runScript } from "./sandbox.ts";

/**
 * Compiles a JavaScript expression (`language="javascript"`): it runs in the sandbox and cannot change variables.
 *
 * @throws {SyntaxFault} when it cannot be read
 */
export function compileJavaScript(source: string): (variables: Variables) => Json {
  checkScript(source);
  return (variables) => runScript(source, variables).result ?? null;
}

/** Whether the name of a language or format means JavaScript; in small letters. */
export function isJavaScript(name: string): boolean {
  return /javascript|ecmascript|^js$/.test(name);
}
