import { Refusal } from "../../base/refusal.ts";
import { isSupervisor } from "../../identity/person.ts";
import type { Permission, Person } from "../../identity/person.ts";
import type { StoredFile } from "./files.ts";

/** Who may see what a file belongs to. Kinds that are not named are records of the desk. */
const readers: Readonly<Record<string, Permission>> = {
  case: "instances.read",
  evidence: "trail.read",
};

/** Who may attach something to it by hand. Evidence is made by the server alone. */
const writers: Readonly<Record<string, Permission | null>> = {
  case: "tasks.work",
  evidence: null,
};

/** Whether somebody may see a file: who may see its subject. */
export function maySee(person: Person, { subject, createdBy }: StoredFile): boolean {
  if (subject === null) return createdBy === person.login;
  return person.permissions.has(readers[subject.kind] ?? "desk.read");
}

/** Whether somebody may delete a file, if nothing uses it: who attached it, or who may act for others. */
export function mayDelete(person: Person, file: StoredFile): boolean {
  return file.createdBy === person.login || isSupervisor(person);
}

/** @throws {Refusal} `permission.missing` for files of a kind of subject that one may not see */
export function refuseSeeing(person: Person, kind: string): void {
  refuse(person, readers[kind] ?? "desk.read");
}

/** @throws {Refusal} `permission.missing`, `file.subject` for what the server alone attaches to */
export function refuseAttaching(person: Person, kind: string): void {
  const writer = writers[kind] === undefined ? "desk.write" : writers[kind];
  if (writer !== null) return refuse(person, writer);
  throw new Refusal("forbidden", "file.subject", `Expected something to attach to, but nobody attaches to ${kind}`);
}

/** @throws {Refusal} `file.others` for a file that somebody else attached */
export function refuseDeleting(person: Person, file: StoredFile): void {
  if (mayDelete(person, file)) return;
  throw new Refusal("forbidden", "file.others", `Expected a file of ${person.login}, but it is one of another person`);
}

function refuse(person: Person, permission: Permission): void {
  if (person.permissions.has(permission)) return;
  throw new Refusal(
    "forbidden",
    "permission.missing",
    `Expected the permission ${permission}, but ${person.login} does not have it`,
  );
}
