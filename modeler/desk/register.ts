import type { LucideIcon } from "lucide-react";
import type { FormField, Labels } from "../api/types.ts";
import type { Tone } from "../kit/tone.ts";

/** The names of the values that a member can have, and what their colour says. */
export type ValueNames = Readonly<Record<string, Labels & { readonly tone?: Tone }>>;

/** What members of nested data are called, and what their values are. */
export interface Details {
  readonly names: ValueNames;
  readonly values: Readonly<Record<string, ValueNames>>;
}

/**
 * How a member is written. Money is in cents, time in minutes; `person` is a login, `people` several, `country` a
 * code (ISO 3166-1), `quarter` a text such as `2027-Q1`, `file` the id of a file.
 */
type Writing =
  | {
      readonly kind:
        | "text"
        | "prose"
        | "number"
        | "percent"
        | "minutes"
        | "money"
        | "date"
        | "instant"
        | "flag"
        | "person"
        | "people"
        | "country"
        | "quarter"
        | "file";
    }
  | ({ readonly kind: "data" } & Partial<Details>)
  /** A name beside which another member may have it in English. */
  | { readonly kind: "named"; readonly english: string }
  | { readonly kind: "value"; readonly values: ValueNames }
  /** The id of a record of another register; `label` is the member that names it. */
  | { readonly kind: "record"; readonly register: string; readonly label?: string }
  /** A deadline that counts down while another member has a value; after that, when it was. */
  | { readonly kind: "deadline"; readonly openWhile: { readonly at: string; readonly is: string } }
  /** The id of a task, named by the member `label`. */
  | { readonly kind: "task"; readonly label: string };

/** One thing that is known of a record: where it stands in the answer (`amounts.onceCents`), and how it is written. */
export type Member = { readonly at: string; readonly name: Labels } & Writing;

/** What narrows a list; `at` is the parameter of the list's address, here and at the server. */
export type Filter = { readonly at: string; readonly name: Labels } & (
  | { readonly kind: "value"; readonly values: ValueNames }
  | { readonly kind: "person" }
);

/** A list of the operations area where operators see the same; `search` is the member of the record that is looked for there. */
export interface OpsList {
  readonly to: "/ops/alert-answers";
  readonly search: string;
  readonly name: Labels;
}

/** A part of a record's page: members beside their names, or the lines of a list. */
export type Section =
  | { readonly kind: "facts"; readonly name: Labels; readonly members: readonly Member[] }
  | {
      readonly kind: "table";
      readonly name: Labels;
      readonly at: string;
      readonly members: readonly Member[];
      readonly inOps?: OpsList;
    };

/**
 * Where the choices of a field come from: the rows of a list of the server, or the lines that the record holds `at` a place;
 * `id` is sent, `label` is read. Or the records of a `source`, found by typing, of the customer that the record is of.
 */
export type Choosing =
  | { readonly source: string }
  | { readonly path: string; readonly id: string; readonly label: string; readonly english?: string }
  | { readonly at: string; readonly id: string; readonly label: string };

/** What is sent to the server to change something: where, who may, and what is asked before. */
export interface Change {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly permission: string;
  readonly fields: readonly FormField[];
  /** Members that go with it as they were read, such as the revision. */
  readonly carries?: readonly string[];
  /** Members of the record that go with it under another name: `{ customerId: "id" }`. */
  readonly sends?: Readonly<Record<string, string>>;
  /** The member of the answer that says what was made; it is told with it. */
  readonly makes?: string;
  /** Everything is sent, also what reads as it did before. */
  readonly isWhole?: true;
  /** What the server declines, in the reader's words: by the field it names (`/iban`), else by its code. */
  readonly refusals?: Readonly<Record<string, Labels>>;
  /** Fields about whose value the server tells something as it is typed: the address that answers `{told}`, by the field's key. */
  readonly told?: Readonly<Record<string, string>>;
  /** By the key of a field. */
  readonly choices?: Readonly<Record<string, Choosing>>;
}

/** When something can be done with a record. */
export interface When {
  readonly at: string;
  readonly is: readonly string[];
  readonly otherwise?: Readonly<Record<string, Labels>>;
}

/** Something that can be done with a record. */
export interface Action extends Change {
  readonly key: string;
  readonly name: Labels;
  /** What happens then. */
  readonly text: Labels;
  /** It can be done only while the member has one of these values; `otherwise` says why not, by value. */
  readonly when?: When;
  /** What is made by it is a record of this register, and is opened then. */
  readonly leads?: true;
  /** The record is gone by it: the list is shown then. */
  readonly leaves?: true;
}

/** What has a dialog of its own; `dialogs.tsx` has them by these keys. */
export type DialogKey = "assetImport" | "priceImport" | "projectPlan" | "projectTemplate";

/** What is drawn by itself above the parts of a page; `panels.tsx` has them by these keys. */
export type PanelKey = "projectPlan";

/** Something that is done in a dialog of its own. */
export interface OwnDialog {
  readonly key: string;
  readonly name: Labels;
  readonly permission: string;
  readonly when?: When;
  readonly dialog: DialogKey;
}

/** A file that the server writes of a record. */
export interface Download {
  readonly key: string;
  readonly name: Labels;
  readonly path: string;
}

/** The page of one record. */
export interface RecordPage {
  readonly path: string;
  /** The member that says how it stands. */
  readonly state?: Member;
  readonly sections: readonly Section[];
  /** The member with the key of its case: instances run under it, files hang on it. */
  readonly caseKey?: string;
  readonly edit?: Change & { readonly when?: When };
  readonly actions?: readonly Action[];
  readonly dialogs?: readonly OwnDialog[];
  readonly downloads?: readonly Download[];
  readonly panel?: PanelKey;
}

/** A kind of record as the desk shows it. The addresses are those of the server. */
export interface Register {
  /** In our own address. */
  readonly key: string;
  readonly name: Labels;
  readonly one: Labels;
  readonly icon: LucideIcon;
  readonly path: string;
  /** The member that names a record in addresses. */
  readonly id: string;
  /** The member that people know it by. */
  readonly title: string;
  /** The first one leads to the record. */
  readonly columns: readonly Member[];
  /** Whether the server looks for a text, or the browser in what it has loaded. */
  readonly search: "server" | "browser";
  /** Columns that the server sorts by, the usual one first. */
  readonly sorts?: readonly string[];
  /** The usual order when it is another than upwards: `-startedAt`. */
  readonly usual?: string;
  readonly filters: readonly Filter[];
  /** The member with the customer's name. */
  readonly customer?: string;
  readonly create?: Change;
  /** What the button for it says in place of “New”. */
  readonly createName?: Labels;
  /** What is made begins as a record of another register, which is shown then: `at` in the answer says which. */
  readonly createLeads?: { readonly register: string; readonly at: string };
  /** What can be done beside the list. */
  readonly dialogs?: readonly OwnDialog[];
  readonly record?: RecordPage;
}

/** Registers that belong together. */
export interface RegisterGroup {
  readonly key: string;
  readonly name: Labels;
  readonly registers: readonly Register[];
}
