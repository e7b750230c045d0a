import { createHash } from "node:crypto";
import { canonical } from "../base/json.ts";
import { leafHash } from "./merkle.ts";

/** How far a stream was sealed: its last event, and with that its whole chain. */
export interface Head {
  readonly streamId: string;
  readonly seq: number;
  readonly hash: string;
}

/**
 * What is signed: the root over the heads of all streams that went on since the seal before, and that seal's hash. Whoever
 * changes an event, takes one away or takes a whole stream away no longer comes to the roots of the seals after it.
 */
export interface Manifest {
  readonly format: "ablauf-seal/1";
  readonly tenant: string;
  readonly no: number;
  readonly at: string;
  /** SHA-256 of the manifest before; zeros for the first. */
  readonly previous: string;
  readonly streams: number;
  readonly merkleRoot: string;
  readonly keyId: string;
}

/** The leaf that a head is in the tree of its seal. */
export function leafOf({ streamId, seq, hash }: Head): string {
  return leafHash(canonical({ streamId, seq, hash }));
}

/** The text that is signed and hashed: canonical JSON. */
export function manifestText(manifest: Manifest): string {
  return canonical({ ...manifest });
}

/** SHA-256 of a manifest's text, hexadecimal: what the next manifest names and a time stamp is for. */
export function manifestHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The order of the leaves in a tree: by stream, as bytes compare. */
export function inLeafOrder<T extends { readonly streamId: string }>(heads: readonly T[]): readonly T[] {
  return heads.toSorted((one, other) => (one.streamId < other.streamId ? -1 : one.streamId > other.streamId ? 1 : 0));
}
