import { createHash } from "node:crypto";

/**
 * The hash of a leaf of a Merkle tree (RFC 9162, 2.1.1): SHA-256 over a zero byte and the text. The byte keeps a leaf from
 * being passed off as a node.
 */
export function leafHash(text: string): string {
  return createHash("sha256").update(Buffer.of(0)).update(text).digest("hex");
}

/** The root over leaves in their order (RFC 9162, 2.1.1). Without leaves it is the hash of nothing. */
export function rootOf(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash("sha256").digest("hex");
  let level = leaves;
  while (level.length > 1) level = above(level);
  return level[0] as string; // one is left
}

/** What is needed besides the leaf at `index` to come to the root (RFC 9162, 2.1.3), from the leaf upwards. */
export function proofOf(leaves: readonly string[], index: number): readonly string[] {
  const proof: string[] = [];
  let level = leaves;
  for (let at = index; level.length > 1; at = Math.floor(at / 2)) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling !== undefined) proof.push(sibling);
    level = above(level);
  }
  return proof;
}

/** The root that a leaf and its proof lead to (RFC 9162, 2.1.3.2). */
export function rootFrom(
  leaf: string,
  place: { readonly index: number; readonly size: number },
  proof: readonly string[],
): string {
  let [hash, at, size] = [leaf, place.index, place.size];
  for (let next = 0; size > 1; at = Math.floor(at / 2), size = Math.ceil(size / 2)) {
    const isAlone = at % 2 === 0 && at === size - 1;
    if (isAlone) continue;
    const sibling = proof[next] ?? "";
    next += 1;
    hash = at % 2 === 0 ? join(hash, sibling) : join(sibling, hash);
  }
  return hash;
}

/** Two and two are joined; who is left over goes up as it is. That is the tree of RFC 9162, built from below. */
function above(level: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left = "", right] = [level[at], level[at + 1]];
    joined.push(right === undefined ? left : join(left, right));
  }
  return joined;
}

function join(left: string, right: string): string {
  return createHash("sha256")
    .update(Buffer.of(1))
    .update(Buffer.from(left, "hex"))
    .update(Buffer.from(right, "hex"))
    .digest("hex");
}
