import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { transact } from "../db/transact.ts";
import { listPeople } from "../identity/users.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import { wordingOf } from "../templates/languages.ts";
import { render } from "../templates/render.ts";
import type { Rendered } from "../templates/render.ts";
import { parseTemplate } from "../templates/template.ts";
import type { ConnectorOptions } from "./performers.ts";

type Source = Pick<ConnectorOptions, "database" | "loadTemplate" | "timeZone" | "log">;

/** Which template, in which language, for which job. */
export interface Wanted {
  readonly job: Pick<LeasedJob, "tenantId" | "instanceId">;
  readonly key: string;
  readonly language: unknown;
}

/**
 * Loads and renders a template. Variables that the job did not bring are logged, since nobody would see an empty place.
 *
 * @throws {Refusal} `template.missing`, and what reading and rendering refuse
 */
export async function worded(
  source: Source,
  wanted: Wanted,
  data: JsonObject,
): Promise<Rendered & { readonly isAutomatic: boolean }> {
  const body = await source.loadTemplate(wanted.job, wanted.key);
  if (body === undefined) {
    throw new Refusal(
      "missing",
      "template.missing",
      `Expected a template with the key ${wanted.key}, but there is none`,
    );
  }
  const { language, text } = wordingOf(body, wanted.language);
  const template = parseTemplate(text);
  const people = text.includes("person") ? await namesOf(source, wanted.job.tenantId) : undefined;
  const voice = { language, timeZone: source.timeZone, ...(people === undefined ? {} : { people }) };
  const rendered = render(template, data, voice);
  if (rendered.missing.length > 0) {
    source.log.warn(
      { template: wanted.key, language, missing: rendered.missing },
      "a template names variables that the job does not bring",
    );
  }
  return { ...rendered, isAutomatic: template.isAutomatic };
}

async function namesOf({ database }: Source, tenantId: string): Promise<ReadonlyMap<string, string>> {
  const people = await transact(database, tenantId, (tx) => listPeople(tx, undefined));
  return new Map(people.map(({ login, name }) => [login, name]));
}
