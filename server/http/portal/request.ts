import { createHash, randomUUID } from "node:crypto";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { storeFile } from "../../desk/files/files.ts";
import { categoriesOf, devicesOf } from "../../desk/portal/customers.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { Call } from "../route.ts";
import { deskWords } from "./deskWords.ts";
import type { Entered } from "./requestPage.ts";
import type { Visitor } from "./visitor.ts";

const mostFiles = 10;

/** A form that nobody has filled in. */
export const blank: Entered = {
  kind: "",
  title: "",
  description: "",
  scope: "",
  canWork: "",
  category: "",
  asset: "",
  callback: "",
  key: "",
};

/** @throws {Refusal} `portal.form` */
export async function readForm({ headers, body }: Call<Buffer>): Promise<FormData> {
  const type = headers["content-type"] ?? "";
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  } catch {
    throw new Refusal("invalid", "portal.form", "Expected a form (RFC 7578), but it cannot be read");
  }
}

/** What a form says, tidied. */
export function enteredIn(given: FormData): Entered {
  const text = (name: string, longest: number) => {
    const value = given.get(name);
    return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed().trim().slice(0, longest) : "";
  };
  return {
    kind: text("kind", 20),
    title: text("title", 200),
    description: text("description", 8000),
    scope: text("scope", 20),
    canWork: text("canWork", 20),
    category: text("category", 200),
    asset: text("asset", 40),
    callback: text("callback", 40),
    key: /^[0-9a-f-]{36}$/.test(text("key", 36)) ? text("key", 36) : randomUUID(),
  };
}

/** What is missing in it, in the reader's words. */
export function mistakesIn(entered: Entered, { front }: Visitor): string[] {
  const words = deskWords[front.language];
  const isChosen = Object.hasOwn(words.scopes, entered.scope) && Object.hasOwn(words.canWorks, entered.canWork);
  return [
    ...(entered.title === "" ? [words.shortMissing] : []),
    ...(entered.description === "" ? [words.longMissing] : []),
    ...(isChosen && Object.hasOwn(words.kinds, entered.kind) ? [] : [words.choiceMissing]),
  ];
}

/** The same request as `/api/portal-requests` takes; its files wait under its id until the ticket has them. */
export async function publish(
  call: Call<unknown>,
  { tenantId, contact }: Visitor,
  { entered, files }: { readonly entered: Entered; readonly files: readonly File[] },
): Promise<void> {
  const { house } = call.site;
  const { key, asset, category, callback, ...rest } = entered;
  // what is changed after going back is another request
  const sha256 = createHash("sha256").update(JSON.stringify(entered)).digest("hex");
  const id = `${contact.id}:${key}:${sha256.slice(0, 16)}`;
  await transact(house.database, tenantId, (tx) => keepFiles(tx, id, files, house.now()));
  const devices = await transact(house.database, tenantId, (tx) => devicesOf(tx, contact));
  const categories = await transact(house.database, tenantId, categoriesOf);
  const request: JsonObject = {
    ...rest,
    requestId: id,
    description: callback === "" ? rest.description : `${rest.description}\n\n☎ ${callback}`,
    contactEmail: contact.email,
    ...(categories.some((each) => each.key === category) ? { category } : {}),
    ...(devices.some((each) => each.id === asset) ? { assetId: asset } : {}),
  };
  await publishMessage(
    house,
    { ...call.cause, tenantId, actor: "portal" },
    { name: "portal.request", correlationKey: id, variables: { request }, idempotencyKey: `portal:${id}` },
  );
}

/** The same form again finds its files waiting, even when it is sent twice at once. */
async function keepFiles(tx: Tx, id: string, files: readonly File[], now: Date): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('portal/' || $1 || '/' || $2, 0))", [tx.tenantId, id]);
  const known = await tx.query(
    "select 1 from files where tenant_id = $1 and subject_kind = 'portal' and subject_id = $2 limit 1",
    [tx.tenantId, id],
  );
  if (known.length > 0) return;
  for (const file of files.filter(({ size }) => size > 0).slice(0, mostFiles)) {
    const body = Buffer.from(await file.arrayBuffer());
    const subject = { kind: "portal", id };
    await storeFile(tx, { name: file.name || "file", body, subject, createdBy: "portal" }, now);
  }
}
