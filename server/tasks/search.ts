import type { Sought } from "../base/words.ts";
import type { Tx } from "../db/transact.ts";

/** What begins with a word: all from the first to before the last one. */
export interface WordRange {
  readonly from: string;
  readonly before: string;
}

/**
 * How a search is followed: from the instances that have a word that few have, through the order of the list when every
 * word is frequent, or not at all when some word is nobody's.
 */
export type Lead =
  | (WordRange & { readonly kind: "word" })
  | { readonly kind: "order"; readonly ranges: readonly WordRange[] }
  | { readonly kind: "nowhere" };

/**
 * So many instances are looked at one by one. Of a word that more have, each page of the list's order holds some, unless
 * they all stand at its end.
 */
export const few = 5000;

/** Which word of a search leads to its tasks, by how many instances have one that begins like it. */
export async function leadOf(tx: Tx, { words }: Sought): Promise<Lead> {
  // what has a word has what the word begins with
  const ranges = words.filter((word) => !words.some((other) => other !== word && other.startsWith(word))).map(rangeOf);
  const [{ at, count } = { at: "0", count: 0 }] = await tx.query<{ at: string; count: number }>(
    `select k.at, (select count(*)::int from (select from task_words w
       where w.tenant_id = $1 and w.word >= k.first and w.word < k.last limit ${few + 1}) as c) as count
     from unnest($2::text[], $3::text[]) with ordinality as k(first, last, at) order by count, at limit 1`,
    [tx.tenantId, ranges.map(({ from }) => from), ranges.map(({ before }) => before)],
  );
  const word = ranges[Number(at) - 1];
  if (word === undefined || count === 0) return { kind: "nowhere" };
  return count > few ? { kind: "order", ranges } : { kind: "word", ...word };
}

function rangeOf(word: string): WordRange {
  return { from: word, before: `${word}\u{10ffff}` };
}

/** The instances that have a word, whose bounds are the parameters `from` and the one behind it. */
export function instancesWith(from: number): string {
  return `select distinct instance_id from (${withWord(from)}) as found`;
}

/**
 * The instances that have a word of each of `count` ranges. Not joined: PostgreSQL would take the ranges for small when it has no
 * statistics yet, and look up the one for each row of the other.
 */
export function instancesWithAll(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => withWord(from + 2 * index)).join(" intersect ");
}

function withWord(from: number): string {
  return `select w.instance_id from task_words w where w.tenant_id = $1 and w.word >= $${from} and w.word < $${from + 1}`;
}

/** The pattern of each phrase of a search, for `like all`. They hold letters, digits and spaces only. */
export function patternsOf({ phrases }: Sought): readonly string[] {
  return phrases.map((phrase) => `%${phrase}%`);
}

/** The part of a step's statement that writes words of instances: those in the column `words` of the rows, or in another. */
export function insertWords(rows: string, column = "words"): string {
  return `insert into task_words (tenant_id, word, instance_id)
    select distinct $1, w.word, r.instance_id from ${rows}, string_to_table(r.${column}, ' ') as w(word) where w.word <> ''
    on conflict do nothing`;
}

/** The part of a step's statement that forgets the words of instances that ended. */
export function deleteWords(rows: string): string {
  return `delete from task_words as w using ${rows} where w.tenant_id = $1 and w.instance_id = r.instance_id`;
}
