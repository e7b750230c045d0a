/** A measure as somebody typed it. Money in cents. */
export interface TypedItem {
  readonly quarter: string | null;
  readonly title: string;
  readonly theme: string;
  readonly capexCents: number;
  readonly opexMonthCents: number;
  readonly priority: "high" | "medium" | "low";
  readonly risk: string;
}

const themes: Readonly<Record<string, string>> = {
  lebenszyklus: "lifecycle",
  sicherheit: "security",
  infrastruktur: "infrastructure",
  stabilität: "stability",
  datensicherung: "backup",
  kapazität: "capacity",
  lizenzen: "licences",
  projekt: "project",
};
const priorities: Readonly<Record<string, TypedItem["priority"]>> = {
  hoch: "high",
  mittel: "medium",
  niedrig: "low",
  high: "high",
  medium: "medium",
  low: "low",
};

/**
 * Reads a roadmap that was typed one measure a line: `2027-Q1; Server ersetzen; lifecycle; 12.000; 120; hoch; Ausfall ohne
 * Ersatz` (quarter or `offen`, measure, theme, capex, opex a month, priority, risk of not doing). German and English words
 * are understood; what cannot be read is told line by line.
 */
export function readRoadmap(text: string): {
  readonly items: readonly TypedItem[];
  readonly problems: readonly string[];
} {
  const items: TypedItem[] = [];
  const problems: string[] = [];
  for (const [index, row] of text.split(/\r?\n/).entries()) {
    if (row.trim() === "") continue;
    const item = readItem(row.split(";").map((part) => part.trim()));
    if (typeof item === "string") problems.push(`${index + 1}: ${item}`);
    else items.push(item);
  }
  const titles = items.map(({ title }) => title.toLowerCase());
  const twice = items.filter(({ title }, index) => titles.indexOf(title.toLowerCase()) !== index);
  return {
    items,
    problems: [...problems, ...twice.map(({ title }) => `„${title}“ steht zweimal da (is there twice)`)],
  };
}

function readItem([quarter = "", title = "", ...rest]: readonly string[]): TypedItem | string {
  if (!/^(\d{4}-Q[1-4]|offen|open|)$/i.test(quarter))
    return `„${quarter}“: erwartet wie 2027-Q1 oder offen (expected such as 2027-Q1 or open)`;
  if (title === "") return "Maßnahme fehlt (no measure)";
  const more = readMore(rest);
  if (typeof more === "string") return more;
  return { quarter: /^\d/.test(quarter) ? quarter.toUpperCase() : null, title: title.slice(0, 250), ...more };
}

function readMore([theme = "", capex = "", opex = "", rank = "", ...risk]: readonly string[]) {
  const capexCents = centsOf(capex);
  const opexMonthCents = centsOf(opex);
  if (capexCents === undefined || opexMonthCents === undefined)
    return `„${capex}; ${opex}“: erwartet zwei Beträge (expected two amounts)`;
  const priority = priorities[rank.toLowerCase()];
  if (priority === undefined) return `„${rank}“: erwartet hoch, mittel oder niedrig (expected high, medium or low)`;
  return {
    theme: (themes[theme.toLowerCase()] ?? theme.toLowerCase()).slice(0, 60) || "infrastructure",
    capexCents,
    opexMonthCents,
    priority,
    risk: risk.join("; ").slice(0, 1_000),
  };
}

/** `12.000`, `12000,50` and `12,000.50` alike; nothing is nought. */
function centsOf(text: string): number | undefined {
  const plain = text.replaceAll(/[€\s]|EUR/gi, "");
  if (plain === "") return 0;
  const decimal = /^([\d.,]*)[.,](\d{1,2})$/.exec(plain);
  const whole = (decimal?.[1] ?? plain).replaceAll(/[.,]/g, "");
  if (!/^\d{1,9}$/.test(whole)) return undefined;
  return Number(whole) * 100 + Number((decimal?.[2] ?? "0").padEnd(2, "0"));
}

/** The line that {@link readRoadmap} reads as this measure. */
export function writeItem(item: TypedItem): string {
  const { quarter, title, theme, capexCents, opexMonthCents, priority, risk } = item;
  const line = [quarter ?? "offen", title, theme, euro(capexCents), euro(opexMonthCents), priority, risk];
  return line.map((part) => part.replaceAll(/[\r\n]+/g, " ")).join("; ");
}

function euro(cents: number): string {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}
