import { z } from "zod";
import type { FormField } from "../../tasks/form.ts";
import { folderArchive } from "../archive/folder.ts";
import { infexioArchive } from "../archive/infexio.ts";
import { bucketLocks, s3Archive } from "../archive/s3.ts";
import { probe } from "../archive/same.ts";
import { webdavArchive } from "../archive/webdav.ts";
import { kindOf } from "../frame/kind.ts";
import type { TestStep } from "../frame/kind.ts";
import type { ArchivePort } from "../frame/ports.ts";
import { passwordField } from "../mail/fields.ts";

export const url = z.url({ protocol: /^https?$/ }).max(500);
export const urlField: FormField = {
  key: "url",
  type: "text",
  label: { de: "Adresse", en: "Address" },
  required: true,
  maxLength: 500,
};
export const clientFields: readonly FormField[] = [
  {
    key: "tokenUrl",
    type: "text",
    label: { de: "Token-Adresse", en: "Token address" },
    required: true,
    maxLength: 500,
  },
  { key: "clientId", type: "text", label: { de: "Client-ID", en: "Client id" }, required: true, maxLength: 200 },
  { key: "scope", type: "text", label: { de: "Scope", en: "Scope" }, maxLength: 500 },
];
export const clientShape = {
  tokenUrl: url,
  clientId: z.string().min(1).max(200),
  scope: z.string().max(500).default(""),
};
export const clientSecret = {
  key: "clientSecret",
  label: { de: "Client-Secret", en: "Client secret" },
  isRequired: true,
};

/** Writes a small object and reads it back. It stays there: an archive deletes nothing. */
export async function roundTrip(port: ArchivePort): Promise<TestStep> {
  const { location } = await port.put(probe);
  const found = await port.get(probe.key);
  const isFine = found?.equals(probe.bytes) === true;
  return {
    what: { de: "Ein kleines Objekt schreiben und zurücklesen", en: "Write a small object and read it back" },
    answer: isFine ? location : "what was read back is not what was written",
    isFine,
  };
}

const subfolder = z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, "Expected letters, digits, _ and -");

/** What a place in the file system is asked by. */
export const folderForm = (name: string) => ({
  fields: [
    { key: "subfolder", type: "text", label: { de: "Unterordner", en: "Subfolder" }, default: name, maxLength: 60 },
  ] satisfies readonly FormField[],
  secrets: [],
  address: [],
  shape: z.object({ subfolder: subfolder.default(name) }),
});

/** What a WebDAV server is asked by. */
export const webdavForm = {
  fields: [
    urlField,
    { key: "user", type: "text", label: { de: "Benutzer", en: "User" }, maxLength: 254 },
  ] satisfies readonly FormField[],
  secrets: [passwordField],
  address: ["url"],
  shape: z.object({ url, user: z.string().max(254).default("") }),
};

const name = z.string().regex(/^[a-z0-9.-]{1,63}$/, "Expected small letters, digits, . and -");

/** What a bucket is asked by. */
export const bucketForm = {
  fields: [
    { key: "endpoint", type: "text", label: { de: "Endpunkt", en: "Endpoint" }, required: true, maxLength: 500 },
    { key: "region", type: "text", label: { de: "Region", en: "Region" }, default: "eu-central-1", maxLength: 63 },
    { key: "bucket", type: "text", label: { de: "Bucket", en: "Bucket" }, required: true, maxLength: 63 },
    { key: "prefix", type: "text", label: { de: "Präfix", en: "Prefix" }, maxLength: 100 },
    {
      key: "accessKeyId",
      type: "text",
      label: { de: "Access Key ID", en: "Access key id" },
      required: true,
      maxLength: 200,
    },
  ] satisfies readonly FormField[],
  secrets: [{ key: "secretAccessKey", label: { de: "Secret Access Key", en: "Secret access key" }, isRequired: true }],
  address: ["endpoint", "bucket"],
  shape: z.object({
    endpoint: url,
    region: name.default("eu-central-1"),
    bucket: name,
    prefix: z
      .string()
      .regex(/^(?:[\w.-]+\/)*$/, "Expected segments that end in /")
      .max(100)
      .default(""),
    accessKeyId: z.string().min(1).max(200),
  }),
};

export const folder = kindOf({
  key: "archive-folder",
  capability: "archive",
  label: { de: "Archiv im Dateisystem", en: "Archive in the file system" },
  about: {
    de: "Schreibt in einen Ordner unter DATA_DIR/archive, auch in einen eingehängten. Dass dort niemand ändert, muss der Betrieb sicherstellen.",
    en: "Writes into a folder below DATA_DIR/archive, also one that is mounted. That nobody changes anything there is up to who runs it.",
  },
  ...folderForm("main"),
  open: folderArchive,
  test: async (_, port) => [await roundTrip(port)],
});

export const webdav = kindOf({
  key: "archive-webdav",
  capability: "archive",
  label: { de: "Archiv über WebDAV", en: "Archive by WebDAV" },
  about: {
    de: "Schreibt auf einen WebDAV-Server, etwa Nextcloud oder ein NAS. Überschrieben wird nie; gegen Löschen schützt nur der Server selbst.",
    en: "Writes to a WebDAV server such as Nextcloud or a NAS. Nothing is overwritten; only the server itself protects from deletion.",
  },
  ...webdavForm,
  open: webdavArchive,
  test: async (_, port) => [await roundTrip(port)],
});

export const s3 = kindOf({
  key: "archive-s3",
  capability: "archive",
  label: { de: "Archiv in S3 mit Object Lock", en: "Archive in S3 with Object Lock" },
  about: {
    de: "Schreibt in einen Bucket und sperrt jedes Objekt bis zum Ende seiner Aufbewahrung (COMPLIANCE). Der Bucket muss mit Object Lock angelegt sein.",
    en: "Writes into a bucket and locks each object until its retention ends (COMPLIANCE). The bucket has to be created with Object Lock.",
  },
  ...bucketForm,
  fields: [
    ...bucketForm.fields,
    {
      key: "lock",
      type: "boolean",
      label: { de: "Objekte sperren (Object Lock)", en: "Lock objects (Object Lock)" },
      default: true,
    },
  ],
  shape: bucketForm.shape.extend({ lock: z.boolean().default(true) }),
  open: s3Archive,
  test: async (link, port) => {
    const steps = [await roundTrip(port)];
    if (!link.settings.lock) return steps;
    const isFine = await bucketLocks(link);
    const answer = isFine
      ? "Object Lock is enabled"
      : "the bucket was made without Object Lock: nothing would be locked";
    return [
      ...steps,
      { what: { de: "Object Lock des Buckets prüfen", en: "Look for Object Lock of the bucket" }, answer, isFine },
    ];
  },
});

export const infexio = kindOf({
  key: "archive-infexio",
  capability: "archive",
  label: { de: "Archiv in Infexio", en: "Archive in Infexio" },
  about: {
    de: "Schreibt nach dem Vertrag infexio.openapi.yaml: Objekt ablegen, zurückgeben, Hash nennen. Anmeldung mit einem Dienstkonto (OAuth 2).",
    en: "Writes by the contract infexio.openapi.yaml: put an object, give it back, tell its hash. Signs in with a service account (OAuth 2).",
  },
  fields: [urlField, ...clientFields],
  secrets: [clientSecret],
  address: ["url", "tokenUrl"],
  shape: z.object({ url, ...clientShape }),
  open: infexioArchive,
  test: async (_, port) => [await roundTrip(port)],
});
