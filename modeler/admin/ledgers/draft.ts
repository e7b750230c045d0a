import type { Proposals, Target } from "./queries.ts";

/** A tax key as it is typed: where its revenue goes, and what the ledger calls its tax. */
export interface AccountRow {
  readonly taxKey: string;
  readonly account: string;
  /** The BU key of DATEV, the tax code of BMD. */
  readonly code: string;
  /** DATEV: the account taxes by itself. */
  readonly isAutomatic: boolean;
  /** Accounts of their own by group of revenue: `licence=4401; hardware=4402`. */
  readonly groups: string;
}

/** A cost centre as it is typed: its name in the ledger; blank: as the format takes it. */
export interface CentreRow {
  readonly costCentre: string;
  readonly name: string;
  readonly isLeftOut: boolean;
}

/** A ledger as it is typed. `values` are its plain settings, by path: `debtors.from`. */
export interface Draft {
  readonly name: string;
  readonly isActive: boolean;
  readonly values: Readonly<Record<string, unknown>>;
  readonly accounts: readonly AccountRow[];
  readonly centres: readonly CentreRow[];
}

type Tree = Readonly<Record<string, unknown>>;
type Proposal = { readonly account: string; readonly groups: Readonly<Record<string, string>> } & Tree;

/** A stored ledger to be typed into. */
export function draftOf({ name, isActive, format, settings }: Target): Draft {
  const { costCentres, ...rest } = settings;
  const accounts = "accounts" in settings ? settings.accounts : settings.taxCodes;
  return {
    name,
    isActive,
    values: flat(Object.fromEntries(Object.entries(rest).filter(([key]) => key !== tableOf(format)))),
    accounts: rowsOf(accounts),
    centres: Object.entries(costCentres).map(([costCentre, as]) => ({ costCentre, name: as, isLeftOut: as === "" })),
  };
}

/** What a draft says, as the server takes it. Blank settings are left out: they have their defaults. */
export function targetOf({ key, format }: Pick<Target, "key" | "format">, draft: Draft): object {
  const named = draft.centres.filter(({ name, isLeftOut }) => isLeftOut || name.trim() !== "");
  return {
    key,
    name: draft.name.trim(),
    format,
    isActive: draft.isActive,
    settings: {
      ...deep(draft.values),
      [tableOf(format)]: Object.fromEntries(draft.accounts.map((row) => [row.taxKey, accountOf(format, row)])),
      costCentres: Object.fromEntries(named.map((row) => [row.costCentre, row.isLeftOut ? "" : row.name.trim()])),
    },
  };
}

/** Proposed accounts of a format and chart as rows. */
export function proposedRows(format: Target["format"], chart: unknown, proposals: Proposals): AccountRow[] {
  return rowsOf(format === "bmd" ? proposals.bmd : proposals.datev[chart === "03" ? "03" : "04"]);
}

/** The member of the settings that the accounts stand in. */
export function tableOf(format: Target["format"]): "accounts" | "taxCodes" {
  return format === "datev" ? "accounts" : "taxCodes";
}

function rowsOf(accounts: Readonly<Record<string, Proposal>>): AccountRow[] {
  return Object.entries(accounts).map(([taxKey, { account, groups, ...rest }]) => ({
    taxKey,
    account,
    code: [rest["code"], rest["taxCode"]].find((each) => typeof each === "string") ?? "",
    isAutomatic: rest["isAutomatic"] === true,
    groups: Object.entries(groups)
      .map(([group, at]) => `${group}=${at}`)
      .join("; "),
  }));
}

function accountOf(format: Target["format"], { account, code, isAutomatic, groups }: AccountRow): object {
  const all = groups
    .split(";")
    .map((each) => each.split("=").map((part) => part.trim()))
    .filter(([group]) => group !== undefined && group !== "");
  const apart = Object.fromEntries(all.map(([group = "", at = ""]) => [group, at]));
  const shared = { account: account.trim(), groups: apart };
  return format === "bmd" ? { ...shared, code: code.trim() } : { ...shared, isAutomatic, taxCode: code.trim() };
}

/** Settings that are numbers; typed as they are written, since an adviser's number has no thousands. */
const numbers = new Set(["consultant", "client", "accountLength", "debtors.from", "debtors.to", "textLength"]);

/** What is no number is sent as it was typed, to be refused. */
function numberOf(value: unknown): unknown {
  return typeof value === "string" && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
}

function flat(tree: Tree, before = ""): Tree {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "object" && value !== null
        ? Object.entries(flat(value as Tree, `${before}${key}.`)) // of settings, which hold no lists here
        : [[`${before}${key}`, typeof value === "number" ? String(value) : value]],
    ),
  );
}

function deep(values: Tree): Tree {
  const result: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === "") continue;
    const [key = "", inner] = path.split(".");
    const told = numbers.has(path) ? numberOf(value) : value;
    result[key] = inner === undefined ? told : { ...(result[key] as Tree | undefined), [inner]: told };
  }
  return result;
}
