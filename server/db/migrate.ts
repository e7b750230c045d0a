import type { Knex } from "knex";
import type { Log } from "../base/log.ts";
import { Refusal } from "../base/refusal.ts";
import type { Database } from "./connect.ts";
import { everyTenant } from "./transact.ts";
import { foundation } from "./migrations/0001-foundation.ts";
import { desk } from "./migrations/0002-desk.ts";
import { archiveChain } from "./migrations/0003-archive-chain.ts";
import { startTriggers } from "./migrations/0004-start-triggers.ts";
import { batches } from "./migrations/0005-batches.ts";
import { tasksByName } from "./migrations/0006-tasks-by-name.ts";
import { lifecycle } from "./migrations/0007-lifecycle.ts";
import { impacts } from "./migrations/0008-impacts.ts";
import { batchControl } from "./migrations/0009-batch-control.ts";
import { files } from "./migrations/0010-files.ts";
import { billing } from "./migrations/0011-billing.ts";
import { sales } from "./migrations/0012-sales.ts";
import { projects } from "./migrations/0013-projects.ts";
import { security } from "./migrations/0014-security.ts";
import { connectors } from "./migrations/0015-connectors.ts";
import { tasks } from "./migrations/0016-tasks.ts";
import { assetsAndReviews } from "./migrations/0017-assets-and-reviews.ts";
import { seals } from "./migrations/0018-seals.ts";
import { tokenUse } from "./migrations/0019-token-use.ts";
import { operations } from "./migrations/0025-operations.ts";
import { archiveStamps } from "./migrations/0024-archive-stamps.ts";
import { billingByCustomer } from "./migrations/0026-billing-by-customer.ts";
import { slaPauses } from "./migrations/0027-sla-pauses.ts";
import { records } from "./migrations/0023-records.ts";
import { tenantLock } from "./migrations/0028-tenants.ts";
import { alertAnswers } from "./migrations/0031-alert-answers.ts";
import { ledgerDebtors } from "./migrations/0032-ledger-debtors.ts";
import { lists } from "./migrations/0029-lists.ts";
import { taskWords } from "./migrations/0030-task-words.ts";
import { processNames } from "./migrations/0033-process-names.ts";
import { ledgerWaysOut } from "./migrations/0043-ledger-ways-out.ts";
import { psaTried } from "./migrations/0058-psa-tried.ts";
import { followedParties } from "./migrations/0064-followed-parties.ts";
import { absencesPlanned } from "./migrations/0065-absences-planned.ts";
import { sightOfIntakes } from "./migrations/0066-sight-of-intakes.ts";
import { ownRoles } from "./migrations/0053-own-roles.ts";
import { alertAnswerPlaces } from "./migrations/0034-alert-answer-places.ts";
import { taxCases } from "./migrations/0037-tax-cases.ts";
import { licences } from "./migrations/0047-licences.ts";
import { systemsOfRecord } from "./migrations/0048-systems-of-record.ts";
import { contractRenewals } from "./migrations/0049-contract-renewals.ts";
import { ticketsByHand } from "./migrations/0040-tickets-by-hand.ts";
import { correctedTimes } from "./migrations/0041-corrected-times.ts";
import { refusedClearings } from "./migrations/0042-refused-clearings.ts";
import { erasedComments } from "./migrations/0060-erased-comments.ts";
import { erasedLeads } from "./migrations/0046-erased-leads.ts";
import { absencesTold } from "./migrations/0044-absences-told.ts";
import { sightOfMails } from "./migrations/0059-sight-of-mails.ts";
import { solutionLinks } from "./migrations/0045-solution-links.ts";
import { house } from "./migrations/0036-house.ts";
import { mailSenders } from "./migrations/0051-mail-senders.ts";
import { portalKeys } from "./migrations/0052-portal-keys.ts";
import { priceVersions } from "./migrations/0050-price-versions.ts";
import { reportedIncidents } from "./migrations/0063-reported-incidents.ts";
import { licencesKept } from "./migrations/0062-licences-kept.ts";
import { quantityOfDay } from "./migrations/0060-quantity-of-day.ts";
import { elementTemplates } from "./migrations/0061-element-templates.ts";

/** One step of the schema. Never edited after it has been merged; the next change is the next file. */
export interface Migration {
  readonly name: string;
  readonly up: string;
  /** Fills in what SQL cannot compute. */
  readonly fill?: (ask: Ask) => Promise<void>;
}

/** Asks within the transaction of the migrations, with `?` for each value, and gives the rows. */
export type Ask = (text: string, values: readonly string[]) => Promise<readonly object[]>;

/** An explicit list: what runs, and in which order, is read here and nowhere else. */
const migrations: readonly Migration[] = [
  foundation,
  desk,
  archiveChain,
  startTriggers,
  batches,
  tasksByName,
  lifecycle,
  impacts,
  batchControl,
  files,
  billing,
  sales,
  projects,
  connectors,
  tasks,
  assetsAndReviews,
  seals,
  tokenUse,
  archiveStamps,
  security, // it restricts who sees what those before keep
  records,
  operations,
  billingByCustomer,
  slaPauses,
  tenantLock,
  alertAnswers,
  ledgerDebtors,
  lists,
  taskWords,
  processNames,
  alertAnswerPlaces,
  taxCases,
  ticketsByHand,
  correctedTimes,
  refusedClearings,
  licences,
  systemsOfRecord,
  contractRenewals,
  house,
  ledgerWaysOut,
  priceVersions,
  mailSenders,
  absencesTold,
  solutionLinks,
  ownRoles,
  erasedLeads,
  portalKeys,
  sightOfMails,
  quantityOfDay,
  erasedComments,
  psaTried,
  followedParties,
  licencesKept,
  absencesPlanned,
  reportedIncidents,
  sightOfIntakes,
  elementTemplates,
];

/** Any number that nobody else uses: two servers that start at once migrate one after the other. */
const lock = 7_204_616;

/**
 * Brings the schema up to date and tells what ran. Safe when several servers start at once. Correctness rests on the
 * table `migrations`, whose primary key refuses a second run; the advisory lock only spares the loser an error.
 *
 * @throws {Refusal} `database.superuser` row-level security would not bind this role
 */
export async function migrate(database: Database, log?: Log): Promise<readonly string[]> {
  await refuseSuperuser(database);
  return database.knex.transaction(async (trx) => {
    await trx.raw("select pg_advisory_xact_lock(?)", [lock]);
    // what a migration fills in, it fills in for all tenants: without one row-level security shows no row
    await trx.raw("select set_config('app.tenant', ?, true)", [everyTenant]);
    await trx.raw(
      "create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())",
    );
    const done = new Set(await appliedNames(trx));
    const pending = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of pending) {
      await trx.raw(migration.up.replaceAll("?", "\\?"));
      await migration.fill?.((text, values) => asked(trx, text, values));
      await trx.raw("insert into migrations (name) values (?)", [migration.name]);
      log?.info({ migration: migration.name }, "migrated");
    }
    return pending.map((migration) => migration.name);
  });
}

async function asked(trx: Knex.Transaction, text: string, values: readonly string[]): Promise<readonly object[]> {
  const { rows }: { rows: readonly object[] } = await trx.raw(text, [...values]);
  return rows;
}

/** Row-level security keeps tenants apart and does not bind superusers, so we do not run as one. */
async function refuseSuperuser(database: Database): Promise<void> {
  const result: { rows: readonly { bypasses: boolean }[] } = await database.knex.raw(
    "select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user",
  );
  if (result.rows[0]?.bypasses !== true) return;
  throw new Refusal(
    "forbidden",
    "database.superuser",
    "Expected DATABASE_URL to name an ordinary role that owns its database, but this one bypasses row-level security; create one with: create role ablauf login password '…'; create database ablauf owner ablauf",
  );
}

async function appliedNames(trx: Knex.Transaction): Promise<readonly string[]> {
  const rows: readonly { name: string }[] = await trx("migrations").select("name");
  return rows.map((row) => row.name);
}
