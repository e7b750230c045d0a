import { Refusal } from "../../base/refusal.ts";
import { plainHeading, readCsv } from "../csv.ts";

/** More rows than any list of devices has. */
const mostRows = 20_000;

/** The columns we understand, by their names in German and English lists, in small letters without blanks. */
const columns: Readonly<Record<string, readonly string[]>> = {
  externalId: ["id", "deviceid", "geräteid", "agentid"],
  name: ["name", "gerät", "gerätename", "device", "devicename", "hostname", "computername"],
  serial: ["serial", "serialnumber", "seriennummer", "sn"],
  mac: ["mac", "macaddress", "macadresse", "macs"],
  kind: ["kind", "art", "typ", "type"],
  manufacturer: ["manufacturer", "hersteller", "vendor"],
  model: ["model", "modell"],
  os: ["os", "betriebssystem", "operatingsystem"],
  purchasedOn: ["purchasedon", "kaufdatum", "purchasedate"],
  warrantyUntil: ["warrantyuntil", "garantiebis", "garantieende", "warrantyend", "warrantydate"],
  eolOn: ["eolon", "eol", "endoflife"],
  osEolOn: ["oseolon", "oseol", "supportende"],
  customer: ["customer", "kunde", "client", "company", "firma"],
  site: ["site", "standort", "location"],
  lastSeenAt: ["lastseenat", "lastseen", "zuletztgesehen"],
};

/** A row of a list with the line it began in. */
export interface ListRow {
  readonly line: number;
  readonly row: Readonly<Record<string, unknown>>;
}

/**
 * Reads a list of devices: CSV with a line of names (RFC 4180; comma, semicolon or tab; UTF-8 or Windows-1252). Columns that
 * nobody knows are told by name. A cell that a spreadsheet would take for a formula is no value.
 *
 * @throws {Refusal} `asset.list` no names, none that we know, or too many rows
 */
export function readDeviceList(bytes: Buffer): {
  readonly rows: readonly ListRow[];
  readonly ignored: readonly string[];
} {
  const [head, ...lines] = readCsv(bytes);
  const names = (head?.cells ?? []).map((name) => name.trim());
  const keys = names.map((name) => keyOf(name));
  if (!keys.some((key) => key === "name" || key === "serial"))
    throw new Refusal(
      "unprocessable",
      "asset.list",
      "Expected columns such as name and serial in the first line, but there are none",
    );
  if (lines.length > mostRows)
    throw new Refusal("tooLarge", "asset.list", `Expected at most ${mostRows} rows, but there are ${lines.length}`);
  return {
    rows: lines.map(({ line, cells }) => ({ line, row: rowOf(keys, cells) })),
    ignored: names.filter((name, index) => name !== "" && keys[index] === undefined),
  };
}

function keyOf(name: string): string | undefined {
  const plain = plainHeading(name);
  return Object.entries(columns).find(([, known]) => known.includes(plain))?.[0];
}

function rowOf(keys: readonly (string | undefined)[], cells: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, key] of keys.entries()) {
    const text = cells[index]?.trim() ?? "";
    if (key === undefined || text === "") continue;
    row[key === "mac" ? "macs" : key] = valueOf(key, text);
  }
  return row;
}

function valueOf(key: string, text: string): unknown {
  if (/^[=@\t\r]/.test(text)) return { formula: text };
  if (key === "mac") return text.split(/[,;|\s]+/);
  if (key === "lastSeenAt") return instantOf(text);
  return /On$|Until$/.test(key) ? dayOf(text) : text;
}

/** `31.12.2026` as well as `2026-12-31`; anything else is left for the check to refuse. */
function dayOf(text: string): string {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (german === null) return text;
  const [, day = "", month = "", year = ""] = german;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function instantOf(text: string): string {
  const day = dayOf(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00Z` : text;
}
