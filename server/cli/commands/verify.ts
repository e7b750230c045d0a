import { readFile } from "node:fs/promises";
import path from "node:path";
import { verifyPackage } from "../../audit/package.ts";
import type { PackageVerdict } from "../../audit/package.ts";
import { unzip } from "../../definitions/exchange/unzip.ts";
import type { Call, Command } from "../command/command.ts";
import { exit } from "../command/failure.ts";
import type { Words } from "../command/words.ts";

/** `ablauf verify` */
export const verifyCommand: Command = {
  name: "verify",
  takes: "PACKAGE.zip",
  does: {
    de: "ein Nachweispaket ohne Server prüfen",
    en: "check an evidence package without a server",
  },
  details: {
    de: "Prüft jede Datei gegen das Manifest, das Manifest gegen seine Signatur, jede Kette, jedes Siegel und den Weg von jedem\nStrom zu seinem Siegel. Mit --key auch, ob der Schlüssel der erwartete ist.",
    en: "Checks every file against the manifest, the manifest against its signature, every chain, every seal and the way from\neach stream to its seal. With --key also whether the key is the expected one.",
  },
  options: {
    json: { type: "boolean", means: { de: "als JSON schreiben", en: "write JSON" } },
    key: {
      type: "string",
      value: "ID",
      means: { de: "die erwartete Kennung des Schlüssels", en: "the expected id of the key" },
    },
  },
  count: [1, 1],
  run,
};

const sayings: Readonly<Record<string, Words>> = {
  "manifest.signature": { de: "Die Signatur des Manifests passt nicht", en: "The manifest's signature does not fit" },
  "manifest.format": {
    de: "Das ist kein Nachweispaket dieses Formats",
    en: "This is no evidence package of this format",
  },
  "file.missing": { de: "Datei fehlt", en: "File is missing" },
  "file.changed": { de: "Datei wurde geändert", en: "File was changed" },
  "file.unlisted": { de: "Datei steht nicht im Manifest", en: "File is not in the manifest" },
  "event.shape": { de: "Kein Ereignis", en: "No event" },
  "event.chain": { de: "Die Kette ist unterbrochen", en: "The chain is broken" },
  "seal.number": { de: "Siegel unter falscher Nummer", en: "Seal under a wrong number" },
  "seal.signature": { de: "Die Signatur des Siegels passt nicht", en: "The seal's signature does not fit" },
  "seal.previous": { de: "Das Siegel folgt nicht auf das vorige", en: "The seal does not follow the one before" },
  "proof.event": { de: "Der Nachweis nennt ein anderes Ereignis", en: "The proof names another event" },
  "proof.root": { de: "Der Weg führt nicht zur Wurzel des Siegels", en: "The way does not lead to the seal's root" },
  "key.other": { de: "Ein anderer Schlüssel als erwartet", en: "Another key than expected" },
};

async function run(call: Call): Promise<number> {
  const { terminal, positionals } = call;
  const bytes = await readFile(path.resolve(terminal.cwd, positionals[0] ?? ""));
  const files = new Map(unzip(bytes).map((each) => [each.path, Buffer.from(each.bytes)]));
  const verdict = withKey(verifyPackage(files), call.text("key"));
  if (call.isSet("json")) terminal.out(JSON.stringify(verdict, undefined, 2));
  else tell(call, verdict);
  return verdict.mistakes.length === 0 ? exit.fine : exit.no;
}

function withKey(verdict: PackageVerdict, expected: string | undefined): PackageVerdict {
  if (expected === undefined) return verdict;
  const others = verdict.keyIds.filter((id) => id !== expected).map((place) => ({ code: "key.other", place }));
  return { ...verdict, mistakes: [...verdict.mistakes, ...others] };
}

function tell({ terminal }: Call, { events, streams, seals, sealed, keyIds, mistakes }: PackageVerdict): void {
  for (const { code, place } of mistakes)
    terminal.out(`✗ ${terminal.pick(sayings[code] ?? { de: code, en: code })}: ${place}`);
  terminal.err(
    terminal.pick({
      de: `${events} Ereignisse in ${streams} Strömen, ${sealed} davon bis zum letzten Ereignis gesiegelt; ${seals} Siegel; Schlüssel ${keyIds.join(", ") || "–"}; ${mistakes.length} Beanstandungen`,
      en: `${events} events in ${streams} streams, ${sealed} of them sealed up to their last event; ${seals} seals; key ${keyIds.join(", ") || "–"}; ${mistakes.length} mistakes`,
    }),
  );
}
