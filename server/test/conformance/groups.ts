/**
 * Who belongs to which group: the set-up of the suites that the step tests were distilled from creates these
 * memberships, and the neutral form does not carry them. Everybody else belongs to none.
 */
const memberships: Readonly<Record<string, readonly string[]>> = {
  kermit: ["accountancy", "management"],
  fozzie: ["accountancy"],
  gonzo: ["management", "accountancy", "sales"],
};

/** The groups of a user. */
export function groupsOf(user: string): readonly string[] {
  return memberships[user] ?? [];
}
