import type { JsonObject } from "../server/base/json.ts";
import { transact } from "../server/db/transact.ts";
import { permissionsOf } from "../server/identity/person.ts";
import type { Person } from "../server/identity/person.ts";
import { findQuote } from "../server/desk/sales/quote.ts";
import { completeTask } from "../server/runtime/commands/completeTask.ts";
import { publishMessage } from "../server/runtime/commands/publishMessage.ts";
import { accept, reject } from "../server/runtime/commands/sales.ts";
import type { Cause, House } from "../server/runtime/house.ts";
import type { Performer } from "../server/runtime/performer.ts";
import { drain } from "../server/workers/crew.ts";

/** Where the demo's sales are played. */
export interface Market {
  readonly house: House;
  readonly performers: readonly Performer[];
  readonly tenantId: string;
}

/** How far an opportunity has come. */
type Stage = "new" | "quoting" | "sent" | "won" | "lost";

interface Opportunity {
  readonly company: string;
  readonly person: string;
  readonly email: string;
  readonly source: string;
  readonly interest: string;
  readonly employees: number;
  readonly lines: string;
  readonly termMonths: number;
  readonly stage: Stage;
}

const opportunities: readonly Opportunity[] = [
  {
    company: "Zahnarztpraxis Dr. Lindner",
    person: "Dr. Sofia Lindner",
    email: "praxis@dr-lindner.example",
    source: "referral",
    interest: "Betreuung der Praxis. Der bisherige Dienstleister hört zum Jahresende auf.",
    employees: 22,
    lines: "8 MW-SILVER\n8 M365-BP\n4 SUP-L2; Text Übernahme und Einrichtung",
    termMonths: 36,
    stage: "won",
  },
  {
    company: "Tischlerei Hofer",
    person: "Georg Hofer",
    email: "office@tischlerei-hofer.example",
    source: "website",
    interest: "Drei neue Notebooks. Ein Angebot bis Ende der Woche wäre gut.",
    employees: 24,
    lines: "3 NB-14\n1 M365-BP; optional",
    termMonths: 12,
    stage: "sent",
  },
  {
    company: "Muster GmbH",
    person: "Erika Muster",
    email: "erika@muster.example",
    source: "renewal",
    interest: "Verlängerung des Servicevertrags. Zusätzlich zwei Server.",
    employees: 120,
    lines: "2 MSRV",
    termMonths: 24,
    stage: "quoting",
  },
  {
    company: "Weingut Am Berg",
    person: "Leo Berger",
    email: "leo@weingut-am-berg.example",
    source: "event",
    interest: "WLAN im Keller.",
    employees: 30,
    lines: "12 SUP-L2; Text Ausleuchtung und Einrichtung",
    termMonths: 0,
    stage: "lost",
  },
  {
    company: "Spedition Nordlicht",
    person: "Kim Petersen",
    email: "kim@nordlicht.example",
    source: "website",
    interest: "Wir suchen einen IT-Partner für drei Standorte.",
    employees: 80,
    lines: "",
    termMonths: 0,
    stage: "new",
  },
];

/** Plays the demo's opportunities by the commands that HTTP uses: one is won, one lost, and three are under way. */
export async function playSales(market: Market): Promise<void> {
  for (const opportunity of opportunities) await play(market, opportunity);
}

async function play(market: Market, opportunity: Opportunity): Promise<void> {
  const { house, performers, tenantId } = market;
  const { company, person, email, source, interest, stage } = opportunity;
  await publishMessage(
    house,
    { tenantId, actor: "website" },
    {
      name: "lead.web",
      correlationKey: email,
      variables: { lead: { company, person, email, source, interest, consent: true } },
    },
  );
  await drain(house, performers);
  if (stage === "new") return;
  const { employees, lines, termMonths } = opportunity;
  const qualified = { industry: "services", employees, endpoints: employees, budgetKnown: true, decisionMaker: true };
  await answer(market, email, "lead_qualify", { ...qualified, country: "DE", language: "de", survey: false });
  if (stage === "quoting") return;
  await answer(market, email, "quote_edit", { action: "quote", lines, termMonths });
  await answer(market, email, "approval", { decision: "approved" });
  await decide(market, opportunity);
}

async function decide({ house, performers, tenantId }: Market, { email, person, stage }: Opportunity): Promise<void> {
  if (stage === "sent") return;
  const cause: Cause = { tenantId, actor: "customer" };
  const quoteId = await transact(house.database, tenantId, async (tx) => {
    const [quote] = await tx.query<{ number: string }>(
      `select q.number from quotes q join opportunities o on o.tenant_id = q.tenant_id and o.id = q.opportunity_id
       where q.tenant_id = $1 and o.email = $2 and q.state = 'sent'`,
      [tenantId, email],
    );
    return findQuote(tx, quote?.number ?? "");
  });
  if (stage === "won")
    await accept(house, cause, quoteId, { positions: [], name: person, reference: null, by: "link" });
  else await reject(house, cause, quoteId, { by: "link", reason: "Wir haben uns anders entschieden." });
  await drain(house, performers);
  if (stage === "lost") await answer({ house, performers, tenantId }, email, "loss", { lossReason: "timing" });
}

/** Completes the open task with a form of the opportunity of this address, if there is one. */
async function answer(
  { house, performers, tenantId }: Market,
  email: string,
  form: string,
  values: JsonObject,
): Promise<void> {
  const [task] = await transact(house.database, tenantId, (tx) =>
    tx.query<{ instance_id: string; wait_id: string; candidate_groups: string[] }>(
      `select t.instance_id, t.wait_id, t.candidate_groups from tasks t join opportunities o on o.tenant_id = t.tenant_id and o.number = t.business_key
       where t.tenant_id = $1 and t.form_key = $2 and o.email = $3 order by t.created_at desc limit 1`,
      [tenantId, form, email],
    ),
  );
  if (task === undefined) return;
  const login = task.candidate_groups.includes("sales-lead") && form === "approval" ? "jvogt" : "fbeck";
  const key = { instanceId: task.instance_id, waitId: task.wait_id };
  await completeTask(house, { tenantId, actor: login }, seller(tenantId, login), key, values);
  await drain(house, performers);
}

function seller(tenantId: string, login: string): Person {
  const roles = login === "jvogt" ? ["sales-lead"] : ["account-manager"];
  return {
    tenantId,
    login,
    name: login,
    email: null,
    language: "de",
    roles,
    permissions: permissionsOf(roles),
    kind: "user",
    sight: "all",
  };
}
