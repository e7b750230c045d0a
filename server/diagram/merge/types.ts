import type { Change } from "../diff/diff.ts";
import type { ElementRef } from "../model/owner.ts";

/** `ours` is the fork (or the draft), `theirs` the new version of what it came from. */
export type Side = "ours" | "theirs";

/**
 * What a person decides about:
 * - `deletion`: one side deleted (or retyped) what the other side changed or uses, with all that hangs on it
 * - `insertion`: both put something into the same flow
 * - `addition`: both added different elements with the same id
 * - `container`: both moved the same element, to different places, or into each other
 * - `order`: both put the same things into different orders
 * - `property`: both changed the same of an element, or two things that belong together
 * - `connection`: what both did cannot stand together in one model
 */
export type ConflictKind = "deletion" | "insertion" | "addition" | "container" | "order" | "property" | "connection";

/**
 * A way to decide:
 * - `ours`, `theirs`: as that side did, undoing what the other side did to the same elements
 * - `ours-theirs`, `theirs-ours`: both insertions, one after the other
 * - `both`: both elements, one of them with another id
 * - `same`: the element that comes again under another id is the deleted one; the changes go to it
 */
export type OptionKey = "ours" | "theirs" | "ours-theirs" | "theirs-ours" | "both" | "same";

/** Something that two sides did and one person decides. */
export interface Conflict {
  /** Stable: the same three models give the same id, whichever side is ours and whatever else is decided. */
  readonly id: string;
  readonly kind: ConflictKind;
  /** All that is concerned; the first is the one that the decision is about. */
  readonly elements: readonly ElementRef[];
  readonly ours: readonly Change[];
  readonly theirs: readonly Change[];
  readonly options: readonly OptionKey[];
  readonly suggestion: OptionKey;
  /** What was decided. As long as it is open, the suggestion stands in the XML. */
  readonly decision?: OptionKey;
}

/** The decisions of people: a key of an option for the id of a conflict. */
export type Resolutions = Readonly<Record<string, string>>;

/** What was done to the picture without asking, since layout is no conflict. */
export interface LayoutNote {
  /**
   * - `oursKept`: both sides moved it, ours stands
   * - `shifted`: drawn by theirs and moved with its neighbours, or out of the way
   * - `rerouted`: a flow that no longer met its ends
   */
  readonly code: "oursKept" | "shifted" | "rerouted";
  readonly element: ElementRef;
}

/** What had to go so that the model holds together, after decisions that do not fit each other. */
export interface IntegrityNote {
  readonly code: "dropped" | "unset";
  readonly element: ElementRef;
  /** Of `unset` the property that named something that is no more. */
  readonly property?: string;
}

/** The result of a merge. Plain JSON; the same input gives the same bytes. */
export interface Merge {
  /** Names the rules of merging, so that an auditor knows with what to replay. */
  readonly engineVersion: string;
  readonly xml: string;
  /** Of the XML in UTF-8, hexadecimal. */
  readonly sha256: string;
  /** Open ones and decided ones. */
  readonly conflicts: readonly Conflict[];
  /** What was taken from each side without asking. What both did alike stands under both. */
  readonly changes: Readonly<Record<Side, readonly Change[]>>;
  readonly layout: readonly LayoutNote[];
  readonly integrity: readonly IntegrityNote[];
  /** Decisions given for conflicts that are none (any more). */
  readonly unused: readonly string[];
}

/** Who is who although the ids differ: ids in a side, and the ids of the base that they were. */
export interface Lineage {
  readonly ours?: Readonly<Record<string, string>>;
  readonly theirs?: Readonly<Record<string, string>>;
}
