import type { Sight } from "../db/transact.ts";

/** All there is to be allowed. Routes ask for one of these before anything else. */
export const permissions = [
  "tasks.read",
  "tasks.work",
  "tasks.assign",
  "instances.read",
  "instances.start",
  "instances.repair",
  "definitions.read",
  "definitions.edit",
  "definitions.approve",
  "definitions.publish",
  "definitions.deploy",
  "messages.publish",
  "jobs.work",
  "desk.read",
  "desk.write",
  "billing.approve",
  "sales.write",
  "catalogue.write",
  "trail.read",
  "administration",
] as const;

/** What somebody may do. */
export type Permission = (typeof permissions)[number];

/** Who acts: a signed-in person or a system with an API token. */
export interface Person {
  readonly tenantId: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: "de" | "en";
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
  readonly kind: "user" | "token";
  /** What they see of security incidents and of whatever else is restricted. */
  readonly sight: Sight;
}

const work: readonly Permission[] = ["tasks.read", "tasks.work", "instances.read", "definitions.read", "desk.read"];
const lead: readonly Permission[] = [...work, "tasks.assign", "instances.start", "desk.write"];
const all: readonly Permission[] = [
  ...lead,
  "instances.repair",
  "definitions.edit",
  "definitions.approve",
  "definitions.publish",
  "definitions.deploy",
  "messages.publish",
  "jobs.work",
  "billing.approve",
  "sales.write",
  "catalogue.write",
  "trail.read",
  "administration",
];

/** What each role may do. Roles are the candidate groups of tasks as well. */
export const roles: Readonly<Record<string, readonly Permission[]>> = {
  technician: work,
  security: work,
  "account-manager": [...work, "instances.start", "sales.write"],
  "sales-lead": [...lead, "sales.write", "catalogue.write"],
  presales: work,
  "technical-lead": work,
  vcio: work,
  "project-lead": lead,
  dispatcher: lead,
  "billing-manager": [...lead, "billing.approve", "catalogue.write"],
  "service-manager": [...lead, "instances.repair", "definitions.edit", "definitions.approve", "trail.read"],
  "process-owner": [
    ...work,
    "definitions.edit",
    "definitions.approve",
    "definitions.publish",
    "definitions.deploy",
    "instances.start",
  ],
  compliance: ["instances.read", "definitions.read", "trail.read", "desk.read"],
  management: [...work, "trail.read"],
  administrator: all,
};

/** All permissions that a set of roles gives. Unknown roles give none. */
export function permissionsOf(roleNames: readonly string[]): ReadonlySet<Permission> {
  return new Set(roleNames.flatMap((role) => roles[role] ?? []));
}

/** What roles see of what is restricted. Only the security team sees a case that is kept from everybody else in the house. */
export function sightOf(roleNames: readonly string[]): Sight {
  if (roleNames.includes("security")) return "all";
  return roleNames.includes("service-manager") || roleNames.includes("administrator") ? "cleared" : "named";
}

/** Whether somebody may act on tasks of others. */
export function isSupervisor(person: Person): boolean {
  return person.permissions.has("tasks.assign");
}

/**
 * Whether somebody may know why a colleague is away: who leads the service or runs the house, and the colleague. That somebody
 * is ill is data concerning health (GDPR, Art. 4 no. 15); planning needs only the fact that they are away.
 */
export function mayKnowWhyAway(person: Person, login: string): boolean {
  return person.login === login || person.roles.includes("service-manager") || person.permissions.has("administration");
}
