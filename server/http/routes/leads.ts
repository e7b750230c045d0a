import { createHash } from "node:crypto";
import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import { clientAddress } from "../clientAddress.ts";
import { Arrivals } from "../portal/arrivals.ts";
import { notice } from "../portal/page.ts";
import { portalWords } from "../portal/words.ts";
import { rawRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";

/** So many leads may come. */
const most = { perAddress: 5, ofAll: 200, code: "lead.flood" };

const lead = z.object({
  company: z.string().trim().min(1).max(200),
  person: z.string().trim().min(1).max(200),
  email: z.email().max(254),
  phone: z.string().trim().max(40).optional(),
  interest: z.string().trim().max(4000).optional(),
  consent: z.union([z.boolean(), z.enum(["yes", "on", "true"]).transform(() => true)]).default(false),
  language: z.enum(["de", "en"]).optional(),
  /** Nobody sees this field; who fills it in is a machine. */
  website: z.string().max(1000).optional(),
});
type Lead = z.output<typeof lead>;

/**
 * The form of a website: whoever asks, without a sign-in, ends in `lead.web`. Machines are told that all went well and
 * nothing happens; the same request twice is one.
 */
export function leadRoutes(): readonly Route[] {
  const counted = new Arrivals(most);
  return [
    rawRoute({
      method: "post",
      path: "/portal/leads",
      summary: "A lead from a website's form; `website` is a trap for machines and must stay empty",
      permission: undefined,
      query: { tenant: "whose website; `main` without saying" },
      types: ["application/x-www-form-urlencoded", "application/json"],
      limit: 32 * 1024,
      answerType: "text/html",
      run: (call) => take(call, counted),
    }),
  ];
}

async function take(call: Call<Buffer>, counted: Arrivals): Promise<unknown> {
  const isForm = (call.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  counted.refuseFlood(clientAddress(call.response.req, call.site.isProxy), call.site.house.now());
  const { website = "", ...given } = read(call.body, isForm);
  if (website === "") await publish(call, given);
  if (!isForm) return new Reply(202, { received: true });
  const language = given.language ?? call.language;
  return notice(200, language, portalWords[language].thanks);
}

function read(body: Buffer, isForm: boolean): Lead {
  const given: unknown = isForm
    ? Object.fromEntries(new URLSearchParams(body.toString("utf8")))
    : parse(body.toString("utf8"));
  const result = lead.safeParse(given);
  if (result.success) return result.data;
  const complaints = result.error.issues.map((issue) => ({
    place: `/${issue.path.join("/")}`,
    code: "lead.shape",
    message: issue.message,
  }));
  throw new Refusal(
    "invalid",
    "lead.shape",
    `Expected company, person and e-mail, but at ${complaints[0]?.place}: ${complaints[0]?.message}`,
    complaints,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("invalid", "lead.shape", "Expected JSON, but it cannot be read");
  }
}

async function publish(call: Call<Buffer>, given: Omit<Lead, "website">): Promise<void> {
  const { house } = call.site;
  const tenantId = call.query["tenant"] ?? "main";
  const known = await transact(house.database, everyTenant, (tx) =>
    tx.query("select 1 from tenants where id = $1 and is_enabled", [tenantId]),
  );
  if (known.length === 0)
    throw new Refusal("missing", "tenant.missing", `Expected a known tenant, but ${tenantId} is none`);
  const clean = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
    ]),
  );
  const variables = { lead: { ...clean, source: "website" } };
  const sha256 = createHash("sha256").update(JSON.stringify(variables)).digest("hex");
  await publishMessage(
    house,
    { ...call.cause, tenantId, actor: "website" },
    {
      name: "lead.web",
      correlationKey: sha256,
      variables,
      idempotencyKey: `lead:${house.now().toISOString().slice(0, 10)}:${sha256}`,
      fingerprint: sha256,
    },
  );
}
