import { Refusal } from "../../base/refusal.ts";
import type { AnyKind } from "../frame/kind.ts";
import { folder, infexio, s3, webdav } from "./archives.ts";
import { absenceCalendar } from "./calendars.ts";
import { huduKind } from "./hudu.ts";
import { dattoAnswers, ninjaoneAnswers, sentineloneAnswers } from "./alertAnswers.ts";
import { alertCall } from "./alertCall.ts";
import { alertMapper } from "./alertMapper.ts";
import { graphPoll, huntressPoll, rocketcyberPoll } from "./alertPolls.ts";
import { defender } from "./defender.ts";
import { ledgerBucket, ledgerFolder, ledgerWebdav } from "./ledgers.ts";
import { rfc3161 } from "./timestamps.ts";
import { imap } from "./imap.ts";
import { microsoftLicences } from "./licences.ts";
import { sentinelone } from "./sentinelone.ts";
import { ctiPush } from "./ctiPush.ts";
import { autotaskKind, connectwiseKind, haloKind, tanssKind } from "./psa.ts";
import { simulatorKinds } from "./simulator.ts";
import { smtpIn } from "./smtpIn.ts";
import { smtpOut } from "./smtpOut.ts";

/** Every kind of connector there is. A new one is a file beside this one and a line here. */
export const kinds: readonly AnyKind[] = [
  imap,
  smtpIn,
  smtpOut,
  folder,
  webdav,
  s3,
  infexio,
  rfc3161,
  absenceCalendar,
  ledgerFolder,
  ledgerWebdav,
  ledgerBucket,
  huduKind,
  microsoftLicences,
  alertMapper,
  rocketcyberPoll,
  huntressPoll,
  graphPoll,
  ninjaoneAnswers,
  dattoAnswers,
  sentineloneAnswers,
  alertCall,
  defender,
  sentinelone,
  ctiPush,
  haloKind,
  autotaskKind,
  connectwiseKind,
  tanssKind,
  ...simulatorKinds,
];

const byKey = new Map(kinds.map((kind) => [kind.key, kind]));

/** @throws {Refusal} `connector.kind` */
export function kindNamed(key: string): AnyKind {
  const kind = byKey.get(key);
  if (kind !== undefined) return kind;
  throw new Refusal("unprocessable", "connector.kind", `Expected a kind of connector, but ${key} is none`);
}
