import type Handlebars from "handlebars";
import type { JsonObject } from "../base/json.ts";
import type { Voice } from "./format.ts";
import { allowance, helpersOf } from "./helpers.ts";
import type { Rendering } from "./helpers.ts";
import { htmlOf } from "./html.ts";
import type { Template } from "./template.ts";

/** A rendered template. */
export interface Rendered {
  /** One line of at most 250 characters. */
  readonly subject: string;
  readonly text: string;
  /** The same text as an HTML document: escaped, in paragraphs, addresses as links. */
  readonly html: string;
  /** Variables that the data did not have; they were rendered empty. */
  readonly missing: readonly string[];
}

/**
 * Renders a template. Values come from `data` alone: no prototypes, no functions, no clock.
 *
 * @throws {Refusal} `template.output` more than 10,000 rounds of loops or 1 Mi characters, `template.value` a currency
 * that is none
 */
export function render(template: Template, data: JsonObject, voice: Voice): Rendered {
  const rendering: Rendering = { voice, missing: new Set(), ...allowance };
  const fill = (part: Handlebars.TemplateDelegate) =>
    part(data, {
      helpers: helpersOf(rendering),
      allowProtoMethodsByDefault: false,
      allowProtoPropertiesByDefault: false,
    });
  const subject = fill(template.subject)
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 250)
    .toWellFormed();
  const text = tidy(fill(template.body));
  return { subject, text, html: htmlOf(text, voice.language), missing: [...rendering.missing] };
}

/** Blocks leave lines with nothing on them; more than one blank line in a row is never meant. */
function tidy(text: string): string {
  return `${text
    .replaceAll(/[ \t]+$/gm, "")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim()}\n`;
}
