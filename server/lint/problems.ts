import type { Problem } from "../engine/types.ts";
import type { Finding } from "./finding.ts";
import { german } from "./german.ts";
import { called } from "./words.ts";
import type { Names } from "./words.ts";

/** What the compiler says of a file, in both languages. */
export function problemFinding({ severity, elementId, code, message, reference }: Problem, names: Names): Finding {
  return {
    severity,
    elementId,
    code,
    message: { de: germanOf(elementId, code, message, names), en: message },
    ...(reference === undefined ? {} : { reference }),
  };
}

function germanOf(elementId: string, code: string, message: string, names: Names): string {
  const sentence = german[code];
  const name = elementId === "" ? "Die Datei" : called({ id: elementId }, names).de;
  if (sentence === undefined) return `${name}: ${message}`;
  const [, quoted] = /"([\s\S]*)"/.exec(message) ?? [];
  const whole = sentence.includes("{…}")
    ? sentence.replace("{…}", quoted === undefined ? message : `„${quoted}“`)
    : sentence;
  return `${name} ${whole}`;
}
