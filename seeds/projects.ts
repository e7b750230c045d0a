import { transact } from "../server/db/transact.ts";
import type { JsonObject } from "../server/base/json.ts";
import type { TemplatePlan } from "../server/desk/projects/template.ts";
import { openProject, saveTemplate } from "../server/runtime/commands/projects.ts";
import type { Cause, House } from "../server/runtime/house.ts";
import { drain } from "../server/workers/crew.ts";
import { answerTask } from "./answer.ts";
import type { Actor, Scene } from "./answer.ts";

type Milestone = TemplatePlan["phases"][number]["milestones"][number];
type Task = Milestone["tasks"][number];

interface About {
  readonly days: readonly [startDay: number, endDay: number];
  readonly skill?: string;
  readonly level?: number;
  readonly after?: number[];
}

const task = (no: number, name: string, minutes: number, { days, skill, level, after }: About): Task => ({
  no,
  name,
  minutes,
  skill: skill ?? null,
  skillLevel: level ?? 1,
  startDay: days[0],
  endDay: days[1],
  after: after ?? [],
});
const milestone = (name: string, dueDay: number, percent: number, tasks: Task[]): Milestone => ({
  name,
  dueDay,
  percent,
  needsAcceptance: percent > 0,
  material: null,
  materialNetCents: 0,
  tasks,
});

/** What the demo's house does again and again. */
const templates: readonly { key: string; name: { de: string; en: string }; plan: TemplatePlan }[] = [
  {
    key: "m365-migration",
    name: { de: "Migration nach Microsoft 365", en: "Migration to Microsoft 365" },
    plan: {
      phases: [
        {
          name: "Vorbereitung",
          milestones: [
            milestone("Konzept abgenommen", 6, 30, [
              task(1, "Postfächer und Berechtigungen aufnehmen", 360, { days: [0, 2], skill: "m365" }),
              task(2, "Zielbild und Zeitplan schreiben", 300, { days: [3, 5], skill: "m365", level: 3, after: [1] }),
            ]),
          ],
        },
        {
          name: "Umstellung",
          milestones: [
            milestone("Pilotgruppe umgestellt", 12, 30, [
              task(3, "Mandant einrichten, Richtlinien setzen", 480, { days: [7, 9], skill: "m365", level: 3 }),
              task(4, "Pilotpostfächer übertragen", 240, { days: [10, 11], skill: "m365", after: [3] }),
            ]),
            milestone("Alle umgestellt", 20, 40, [
              task(5, "Postfächer übertragen", 720, { days: [13, 17], skill: "m365" }),
              task(6, "Endgeräte anbinden", 600, { days: [15, 18], skill: "hardware" }),
              task(7, "Altsystem abschalten", 120, { days: [19, 19], skill: "windows", level: 3, after: [5, 6] }),
            ]),
          ],
        },
      ],
      risks: ["Altsystem hat zu wenig Platz für den Export", "Zwei-Faktor-Anmeldung ist nicht überall eingerichtet"],
    },
  },
  {
    key: "firewall-exchange",
    name: { de: "Firewall-Austausch", en: "Firewall exchange" },
    plan: {
      phases: [
        {
          name: "Planung",
          milestones: [
            milestone("Regelwerk abgestimmt", 5, 40, [
              task(1, "Regeln und VPN aufnehmen", 240, { days: [0, 1], skill: "network" }),
              task(2, "Neues Regelwerk entwerfen", 360, { days: [2, 4], skill: "network", level: 3, after: [1] }),
            ]),
          ],
        },
        {
          name: "Umbau",
          milestones: [
            milestone("In Betrieb", 10, 60, [
              task(3, "Gerät vorbereiten", 240, { days: [6, 7], skill: "network" }),
              task(4, "Umschalten und prüfen", 240, { days: [8, 8], skill: "network", level: 3, after: [3] }),
              task(5, "Dokumentieren und einweisen", 180, { days: [9, 9], after: [4] }),
            ]),
          ],
        },
      ],
      risks: ["Leitung des Anbieters fällt beim Umschalten aus"],
    },
  },
  {
    key: "customer-onboarding",
    name: { de: "Neuer Kunde", en: "Onboarding of a customer" },
    plan: {
      phases: [
        {
          name: "Aufnahme",
          milestones: [
            milestone("Bestand dokumentiert", 5, 0, [
              task(1, "Begehung und Inventar", 480, { days: [0, 2], skill: "hardware" }),
              task(2, "Zugänge und Lizenzen übernehmen", 240, { days: [3, 4], skill: "m365", after: [1] }),
            ]),
            milestone("In Betreuung", 15, 100, [
              task(3, "RMM und Datensicherung ausrollen", 600, { days: [6, 9], skill: "backup" }),
              task(4, "Sicherheitsgrundschutz", 480, { days: [8, 12], skill: "security" }),
              task(5, "Einweisung der Anwender", 240, { days: [13, 14], after: [3, 4] }),
            ]),
          ],
        },
      ],
      risks: ["Vorheriger Dienstleister gibt Zugänge nicht heraus"],
    },
  },
];

const projects = [
  {
    customer: "Muster GmbH",
    name: "Firewall-Austausch Zentrale",
    template: "firewall-exchange",
    netCents: 780_000,
    budgetMinutes: 1_320,
  },
  {
    customer: "Alpen%",
    name: "Umzug nach Microsoft 365",
    template: "m365-migration",
    netCents: 1_650_000,
    budgetMinutes: 2_880,
  },
] as const;

const lead: Actor = { login: "dgruber", roles: ["project-lead", "technician"] };

/** What has happened in the project that is under way: planned, confirmed, and the first milestone reached but for one task. */
const progress: readonly (readonly [string, JsonObject])[] = [
  ["project_plan", { mode: "keep", acceptsOverload: true }],
  ["project_confirm", { decision: "confirmed", name: "Ulf Stade" }],
  ["milestone_task", { technician: "dgruber", minutes: 400, workType: "project", isDone: true, note: "Bestand aufgenommen" }], // prettier-ignore
  ["milestone_task", { technician: "dgruber", minutes: 150, workType: "project", isDone: false, note: "Zielbild zur Hälfte" }], // prettier-ignore
];

/** A project that is under way: something is done, and its health is seen. */
export async function playProgress(scene: Scene): Promise<void> {
  const { house, tenantId } = scene;
  const [customer] = await transact(house.database, tenantId, (tx) =>
    tx.query<{ id: string }>("select id from customers where tenant_id = $1 and name like 'Stadtwerke%'", [tenantId]),
  );
  if (customer === undefined) return;
  const startsOn = new Date(house.now().getTime() - 2 * 86_400_000).toISOString().slice(0, 10);
  const wanted = { name: "Microsoft 365 für die Verwaltung", template: "m365-migration", netCents: 1_480_000, budgetMinutes: 2_880 }; // prettier-ignore
  const terms = { manager: lead.login, billingMode: "fixed_milestones", startsOn, endsOn: null } as const;
  const about = { customerId: customer.id, contactId: null, orderNumber: null };
  const { number } = await openProject(house, { tenantId, actor: lead.login }, { ...wanted, ...terms, ...about });
  await drain(house, scene.performers);
  for (const [form, values] of progress)
    await answerTask(scene, { forms: [form], about: number }, () => ({ actor: lead, values }));
}

/** Keeps the templates and opens two projects from them, which wait for their lead to plan them. */
export async function playProjects(house: House, tenantId: string): Promise<void> {
  const cause: Cause = { tenantId, actor: "dgruber" };
  for (const template of templates) await saveTemplate(house, cause, { ...template, isActive: true, revision: null });
  const startsOn = new Date(house.now().getTime() + 10 * 86_400_000).toISOString().slice(0, 10);
  for (const { customer, ...project } of projects) {
    const [row] = await transact(house.database, tenantId, (tx) =>
      tx.query<{ id: string }>("select id from customers where tenant_id = $1 and name like $2", [tenantId, customer]),
    );
    const wanted = { ...project, manager: "dgruber", billingMode: "fixed_milestones", startsOn, endsOn: null } as const;
    if (row !== undefined)
      await openProject(house, cause, { ...wanted, customerId: row.id, contactId: null, orderNumber: null });
  }
}
