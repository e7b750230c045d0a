import type { Element } from "../reading/element.ts";
import type { Findings } from "../reading/findings.ts";

/** Placeholder until rules exist. */
export function check(_definitions: Element, _warnings: readonly { message: string; elementId: string }[], _findings: Findings): void {}
