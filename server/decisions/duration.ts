const form =
  /^(?<sign>-)?P(?:(?<weeks>\d+)W|(?:(?<days>\d+)D)?(?:T(?=\d)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+(?:\.\d+)?)S)?)?)$/;

const units = { weeks: 604_800_000, days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000 } as const;

/**
 * The length of an ISO 8601 duration of weeks, or of days and time, in milliseconds; undefined for every other text.
 * Months and years have no fixed length and are no such duration (DMN 1.3, 10.3.2.3.4, "days and time duration").
 */
export function durationLength(text: string): number | undefined {
  const groups = form.exec(text)?.groups;
  if (groups === undefined || text === "P" || text === "-P") return undefined;
  const length = Object.entries(units).reduce((sum, [unit, size]) => sum + Number(groups[unit] ?? 0) * size, 0);
  return groups["sign"] === undefined ? length : -length;
}

/** The shortest ISO 8601 text of a length in milliseconds: days, hours, minutes, seconds. */
export function durationText(length: number): string {
  const parts: string[] = [];
  let rest = Math.abs(length);
  for (const [unit, letter] of [
    ["days", "D"],
    ["hours", "H"],
    ["minutes", "M"],
  ] as const) {
    const count = Math.floor(rest / units[unit]);
    rest -= count * units[unit];
    if (count > 0) parts.push(`${count}${letter}`);
  }
  if (rest > 0) parts.push(`${rest / units.seconds}S`);
  const days = parts[0]?.endsWith("D") === true ? parts.shift() : undefined;
  const time = parts.length === 0 ? "" : `T${parts.join("")}`;
  return `${length < 0 ? "-" : ""}P${days ?? ""}${days === undefined && time === "" ? "T0S" : time}`;
}
