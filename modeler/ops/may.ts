import type { Session } from "../api/types.ts";

/** Whether a person may intervene in instances. The server decides; this only saves a refusal. */
export function mayRepair(session: Session | undefined): boolean {
  return session?.permissions.includes("instances.repair") ?? false;
}
