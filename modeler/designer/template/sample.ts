import type { Placeholder, Use } from "./placeholders.ts";

/** Values for the placeholders: records, lists and what stands in a text. */
export type Sample = string | number | boolean | readonly Sample[] | SampleRecord;
export type SampleRecord = { readonly [name: string]: Sample };
/** One value that can be edited, by its path. */
export type Leaf = { readonly path: readonly (string | number)[]; readonly value: string | number | boolean };

/** Sample values that make every placeholder visible: two entries for each list, yes for each condition. */
export function sampleOf(placeholders: readonly Placeholder[]): SampleRecord {
  const ordered = placeholders.toSorted((one, other) => one.path.length - other.path.length);
  return recordOf(ordered.reduce<Sample>((sample, { path, use }) => put(sample, path, use), {}));
}

/** What of `typed` still belongs to a placeholder stands in front of the samples. */
export function withTyped(
  sample: SampleRecord,
  typed: Readonly<Record<string, string | number | boolean>>,
): SampleRecord {
  const filled = leavesOf(sample).reduce<Sample>((before, { path }) => {
    const value = typed[nameOf(path)];
    return value === undefined ? before : setAt(before, path, value);
  }, sample);
  return recordOf(filled);
}

/** Every single value, in the order of the text. */
export function leavesOf(sample: Sample, path: readonly (string | number)[] = []): readonly Leaf[] {
  if (typeof sample !== "object") return [{ path, value: sample }];
  if (isList(sample)) return sample.flatMap((entry, at) => leavesOf(entry, [...path, at]));
  return Object.entries(sample).flatMap(([name, value]) => leavesOf(value, [...path, name]));
}

/** A path as it is shown: `lines 1 name`. */
export function nameOf(path: readonly (string | number)[]): string {
  return path.map((part) => (typeof part === "number" ? String(part + 1) : part)).join(" ");
}

function put(sample: Sample, [name, ...rest]: readonly string[], use: Use): Sample {
  if (name === undefined) return sample;
  if (name === "[]") return (isList(sample) ? sample : [{}, {}]).map((entry) => put(entry, rest, use));
  const record = recordOf(sample);
  if (rest.length > 0) return { ...record, [name]: put(record[name] ?? {}, rest, use) };
  return { ...record, [name]: record[name] ?? exampleOf(name, use) };
}

function exampleOf(name: string, use: Use): Sample {
  const examples: Readonly<Record<Use, Sample>> = {
    text: /link|url/i.test(name) ? "https://example.com/…" : name,
    date: "2026-12-01",
    dateTime: "2026-12-01T08:30:00Z",
    money: 123_450,
    minutes: 90,
    flag: true,
    list: [`${name} 1`, `${name} 2`],
  };
  return examples[use];
}

function setAt(sample: Sample, [first, ...rest]: Leaf["path"], value: Leaf["value"]): Sample {
  if (first === undefined) return value;
  if (isList(sample)) return sample.map((entry, at) => (at === first ? setAt(entry, rest, value) : entry));
  const record = recordOf(sample);
  return { ...record, [first]: setAt(record[first] ?? {}, rest, value) };
}

/** What is no record holds no names. */
function recordOf(sample: Sample): SampleRecord {
  return typeof sample === "object" && !isList(sample) ? sample : {};
}

function isList(sample: Sample): sample is readonly Sample[] {
  return Array.isArray(sample);
}
