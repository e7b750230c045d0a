export const units = ["minutes", "hours", "days", "businessDays", "weeks"] as const;
export type Unit = (typeof units)[number];
export type Duration = { readonly count: number; readonly unit: Unit };

const forms: readonly (readonly [RegExp, Unit])[] = [
  [/^PT(\d+)M$/, "minutes"],
  [/^PT(\d+)H$/, "hours"],
  [/^P(\d+)D$/, "days"],
  [/^P(\d+)BD$/, "businessDays"],
  [/^P(\d+)W$/, "weeks"],
];

/** A duration of one unit, as people say it: `PT4H`, `P3BD`. Null for anything else. */
export function durationIn(value: string): Duration | null {
  for (const [form, unit] of forms) {
    const count = form.exec(value)?.[1];
    if (count !== undefined) return { count: Number(count), unit };
  }
  return null;
}

/** The ISO 8601 text of a duration; business days are `P3BD`. */
export function durationText({ count, unit }: Duration): string {
  const texts: Record<Unit, string> = {
    minutes: `PT${count}M`,
    hours: `PT${count}H`,
    days: `P${count}D`,
    businessDays: `P${count}BD`,
    weeks: `P${count}W`,
  };
  return texts[unit];
}
