import { folderArchive } from "../archive/folder.ts";
import { s3Archive } from "../archive/s3.ts";
import { webdavArchive } from "../archive/webdav.ts";
import { kindOf } from "../frame/kind.ts";
import { handOver } from "../ledger/handOver.ts";
import { bucketForm, folderForm, roundTrip, webdavForm } from "./archives.ts";

/** Milliseconds between two looks for an answer of the accounting. */
const lookEvery = 300_000;

const answers = {
  de: "Neben der Datei liegt NAME.sha256 als Beleg; liegt später NAME.ok oder NAME.error daneben, gilt der Stapel als gebucht oder abgelehnt.",
  en: "Beside the file lies NAME.sha256 as the receipt; once NAME.ok or NAME.error lies there, the batch counts as booked or rejected.",
};

export const ledgerFolder = kindOf({
  key: "ledger-folder",
  capability: "ledgerTransfer",
  label: { de: "Übergabe in einen Ordner", en: "Hand-over into a folder" },
  about: {
    de: `Legt Stapel für DATEV oder BMD in einen Ordner unter DATA_DIR/archive, auch in einen eingehängten. ${answers.de}`,
    en: `Puts batches for DATEV or BMD into a folder below DATA_DIR/archive, also one that is mounted. ${answers.en}`,
  },
  ...folderForm("ledger"),
  pollEvery: lookEvery,
  open: (link) => handOver(folderArchive(link)),
  test: async (link) => [await roundTrip(folderArchive(link))],
});

export const ledgerWebdav = kindOf({
  key: "ledger-webdav",
  capability: "ledgerTransfer",
  label: { de: "Übergabe über WebDAV", en: "Hand-over by WebDAV" },
  about: {
    de: `Legt Stapel auf einen WebDAV-Server, etwa eine Nextcloud, die auch die Kanzlei sieht. ${answers.de}`,
    en: `Puts batches on a WebDAV server such as a Nextcloud that the tax adviser sees as well. ${answers.en}`,
  },
  ...webdavForm,
  pollEvery: lookEvery,
  open: (link) => handOver(webdavArchive(link)),
  test: async (link) => [await roundTrip(webdavArchive(link))],
});

export const ledgerBucket = kindOf({
  key: "ledger-s3",
  capability: "ledgerTransfer",
  label: { de: "Übergabe in einen S3-Bucket", en: "Hand-over into an S3 bucket" },
  about: {
    de: `Legt Stapel in einen Bucket. ${answers.de}`,
    en: `Puts batches into a bucket. ${answers.en}`,
  },
  ...bucketForm,
  pollEvery: lookEvery,
  open: (link) => handOver(s3Archive({ ...link, settings: { ...link.settings, lock: false } })),
  test: async (link) => [await roundTrip(s3Archive({ ...link, settings: { ...link.settings, lock: false } }))],
});
