import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { JobWait } from "../engine/types.ts";
import { wordingOf } from "../templates/languages.ts";
import { render } from "../templates/render.ts";
import { parseTemplate } from "../templates/template.ts";
import { Deviates } from "./deviates.ts";
import type { Actor, Play } from "./play.ts";

/**
 * Renders what a `mail.send` or `notify.users` job writes, as its connector would: a mail in the language it names, a
 * notice in German and English.
 *
 * @throws {Deviates} `scenario.template` there is none of that key, or it cannot be rendered; `scenario.gap` it names what
 *   the job does not bring
 */
export function write(play: Play, actor: Actor, { type, elementId, input }: JobWait): void {
  if (type !== "mail.send" && type !== "notify.users") return;
  const { template, language } = input;
  const to = recipientsOf(type, input);
  if (isNobody(to)) return;
  if (typeof template !== "string") {
    play.written.push({ template: "", language: "", to, subject: textOf(input["title"]), text: textOf(input["text"]) });
    return;
  }
  const languages = type === "mail.send" ? [language] : ["de", "en"];
  for (const each of languages) {
    const { subject, text, language: spoken, missing } = rendered(play, template, each, input);
    // a mail with an empty place is sent all the same; that nobody would see it is why it is told here
    if (missing.length > 0)
      throw new Deviates("scenario.gap", { template, missing: missing.join(", ") }, { actual: input });
    play.written.push({ template, language: spoken, to, subject, text });
    const recipients = typeof to === "string" ? to : JSON.stringify(to);
    play.note("mail.written", actor, { elementId, words: { template, to: recipients, subject }, detail: { text } });
  }
}

/** A mail goes to addresses, a notice to roles and people. */
function recipientsOf(type: string, { to = null, groups = [], logins = [] }: JobWait["input"]): Json {
  return type === "mail.send" ? to : { groups, logins };
}

/** What mails see of `PUBLIC_URL`: links in a scenario lead nowhere. */
const publicUrl = "https://desk.example";

function rendered(play: Play, key: string, language: unknown, input: JobWait["input"]) {
  const body = play.repertoire.templates.get(key);
  if (body === undefined) throw new Deviates("scenario.template", { template: key, reason: "template.missing" });
  try {
    const { language: spoken, text } = wordingOf(body, language);
    const { timeZone } = play.plan.clock;
    const answerLink = input["answerLink"] === true ? { answerLink: `${publicUrl}/portal/solutions/…` } : {};
    const seen = { publicUrl, ...input, ...answerLink };
    return { ...render(parseTemplate(text), seen, { language: spoken, timeZone }), language: spoken };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Deviates("scenario.template", { template: key, reason: error.message });
  }
}

/** A mail to nobody is done at once and written to nobody. */
function isNobody(to: Json): boolean {
  if (isObject(to)) return false;
  return to === null || to === "" || (Array.isArray(to) && to.every((each: Json) => each === null || each === ""));
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
