import { Refusal } from "../../base/refusal.ts";
import type { AnyKind } from "../frame/kind.ts";
import { simulatorKinds } from "./simulator.ts";

/** Every kind of connector there is. A new one is a file beside this one and a line here. */
export const kinds: readonly AnyKind[] = [...simulatorKinds];

const byKey = new Map(kinds.map((kind) => [kind.key, kind]));

/** @throws {Refusal} `connector.kind` */
export function kindNamed(key: string): AnyKind {
  const kind = byKey.get(key);
  if (kind !== undefined) return kind;
  throw new Refusal("unprocessable", "connector.kind", `Expected a kind of connector, but ${key} is none`);
}
