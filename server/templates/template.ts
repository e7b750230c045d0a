import Handlebars from "handlebars";
import { Refusal } from "../base/refusal.ts";
import { frontMatterOf } from "./frontMatter.ts";
import { inlineHelpers, internalHelpers } from "./grammar.ts";
import { checked } from "./syntax.ts";

/** A template that can be rendered: what `parseTemplate` made of a text. */
export interface Template {
  readonly subject: Handlebars.TemplateDelegate;
  readonly body: Handlebars.TemplateDelegate;
  /** Whether nobody typed the text by hand (RFC 3834): such mails say so and are limited in number. */
  readonly isAutomatic: boolean;
}

/** The longest template text, in characters. */
const longest = 16_384;

/**
 * Reads a template: lines `subject: …` and, for mails that a person writes, `automatic: no`; then a line `---`; then the
 * body in plain text. Both parts are Handlebars with a closed set of helpers: blocks `if`, `unless`, `each`, `with`;
 * inline `date`, `time`, `dateTime`, `person`, `money`, `minutes`, `default`, `eq`, `join`. No partials, no escaping, no code.
 *
 * @throws {Refusal} `template.shape` with the line of each mistake, `template.size` for more than 16 Ki characters
 */
export function parseTemplate(text: string): Template {
  if (text.length > longest) {
    throw new Refusal(
      "tooLarge",
      "template.size",
      `Expected at most ${longest} characters, but there are ${text.length}`,
    );
  }
  const { subject, body, isAutomatic } = frontMatterOf(text.replaceAll("\r\n", "\n"));
  return { subject: compiled(subject), body: compiled(body), isAutomatic };
}

function compiled(part: { readonly text: string; readonly line: number }): Handlebars.TemplateDelegate {
  const known = [...Object.keys(inlineHelpers), ...Object.values(internalHelpers)];
  return Handlebars.create().compile(checked(part.text, part.line), {
    knownHelpers: Object.fromEntries(known.map((name) => [name, true])),
    knownHelpersOnly: true,
    noEscape: true,
  });
}
