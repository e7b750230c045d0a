import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { LedgerTarget } from "../../desk/ledger/targets.ts";
import { isAcceptable, sentence } from "../../documents/breach.ts";
import type { Both } from "../../documents/breach.ts";
import { costCentresOf } from "../../documents/ledger/costCentres.ts";
import type { Voucher } from "../../documents/ledger/voucher.ts";
import { buildLedger, checkLedger } from "./file.ts";

/** So many documents are offered to be taken out; the rest is offered when the batch fails again. */
const mostOffered = 200;

/**
 * What the model is told beside the reason when a batch cannot be written or taken: the documents that hinder it, each tried by
 * itself, to be taken out (all of them where none does so alone), and the cost centres in it, to be named anew.
 */
export function hindrancesOf(vouchers: readonly Voucher[], target: LedgerTarget, now: Date): JsonObject {
  const tried = vouchers.map((voucher) => ({ voucher, reason: hindranceOf(voucher, target, now) }));
  const hindering = tried.filter(({ reason }) => reason !== undefined);
  return {
    exportDocuments: (hindering.length > 0 ? hindering : tried)
      .slice(0, mostOffered)
      .map(({ voucher: { number, debtor }, reason }) => option(number, `${number} ${debtor.name}`, reason)),
    exportCostCentres: costCentresOf(vouchers).map((each) => option(each, each)),
  };
}

/** What a ledger's form cannot say, and where it is put right. The documents' own numbers and values stand in the English. */
export function refusalText({ code, message }: Refusal): Both {
  return { de: german[code] ?? message, en: message };
}

const german: Readonly<Record<string, string>> = {
  "datev.account": "Erwartet: ein Erlöskonto für jeden Steuerfall, unter Verwaltung, Fibu.",
  "datev.debtor": "Erwartet: ein Debitorenkonto aus dem Bereich dieser Fibu, beim Kunden.",
  "datev.number": "Erwartet: eine Belegnummer aus Buchstaben, Ziffern und $ & % * + - / _, höchstens 36.",
  "datev.original": "Erwartet: die Nummer der Rechnung, die gutgeschrieben wird.",
  "datev.currency": "Erwartet: Beträge in der Währung dieser Fibu.",
  "datev.amount": "Erwartet: höchstens zehn Stellen vor dem Komma.",
  "bmd.taxCode": "Erwartet: Konto und Steuercode für jeden Steuerfall, unter Verwaltung, Fibu.",
  "bmd.number": "Erwartet: eine Belegnummer mit Ziffern.",
  "bmd.account": "Erwartet: ein Debitorenkonto aus Ziffern, beim Kunden.",
};

function hindranceOf(voucher: Voucher, target: LedgerTarget, now: Date): Both | undefined {
  try {
    const breaches = checkLedger(target.format, buildLedger([voucher], target, now).bytes);
    if (isAcceptable(breaches)) return undefined;
    const [first] = breaches.filter(({ severity }) => severity === "error");
    return first && { de: sentence(first, "de"), en: sentence(first, "en") };
  } catch (error) {
    if (error instanceof Refusal) return refusalText(error);
    throw error;
  }
}

function option(value: string, name: string, reason?: Both): Json {
  const told = (language: keyof Both): string => (reason === undefined ? name : `${name}: ${reason[language]}`);
  return { value, label: { de: told("de"), en: told("en") } };
}
