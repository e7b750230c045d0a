type Visit = { readonly elementId: string; readonly enteredAt: string; readonly endedAt: string | null };

/** How long an instance has stayed at each element, all visits together, in milliseconds; at those that are open until now. */
export function spentAt(visits: readonly Visit[], now: number): ReadonlyMap<string, number> {
  const spent = new Map<string, number>();
  for (const { elementId, enteredAt, endedAt } of visits) {
    const end = endedAt === null ? now : Date.parse(endedAt);
    spent.set(elementId, (spent.get(elementId) ?? 0) + Math.max(0, end - Date.parse(enteredAt)));
  }
  return spent;
}
