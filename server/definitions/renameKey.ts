import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { xmlOf } from "./parts.ts";
import type { Part } from "./parts.ts";

/**
 * A part under another key. Of a process the id is exchanged wherever the file means it (the process, its plane, its
 * participant); ids of elements stay, so that the copy can take in what becomes of the original.
 */
export function renamed({ kind, key, body }: Part, as: string): Json {
  switch (kind) {
    case "process":
      return xmlOf(body).replaceAll(
        new RegExp(`(\\s(?:id|bpmnElement|processRef)\\s*=\\s*)(["'])${escape(key)}\\2`, "g"),
        (_, name: string, quote: string) => `${name}${quote}${as}${quote}`,
      );
    case "ruleSet":
    case "form":
      return isObject(body) ? { ...body, key: as } : body;
    case "scenario":
      return isObject(body) ? { ...body, process: as.split(":")[0] ?? as } : body;
    case "template":
      return body;
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
