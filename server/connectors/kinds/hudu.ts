import { z } from "zod";
import { kindOf } from "../frame/kind.ts";
import { hudu, lookAtHudu } from "../hudu/hudu.ts";
import { url, urlField } from "./archives.ts";

/** Hudu: devices and pages for reading. Pages stay editable there, so it is never the archive. */
export const huduKind = kindOf({
  key: "hudu",
  capability: "documentation",
  label: { de: "Hudu", en: "Hudu" },
  about: {
    de: "Schreibt Geräte, Seiten und Anhänge nach Hudu und liest, was abläuft. Eine Lesekopie: Seiten bleiben dort änderbar, das Archiv ist es nicht.",
    en: "Writes devices, pages and attachments to Hudu and reads what expires. A copy for reading: pages stay editable there, it is not the archive.",
  },
  fields: [
    urlField,
    {
      key: "assetLayoutId",
      type: "int",
      label: { de: "Asset-Layout (Nummer)", en: "Asset layout (number)" },
      required: true,
      min: 1,
    },
    {
      key: "folderId",
      type: "int",
      label: { de: "Ordner für Seiten (Nummer)", en: "Folder for pages (number)" },
      min: 1,
    },
  ],
  secrets: [{ key: "apiKey", label: { de: "API-Schlüssel", en: "API key" }, isRequired: true }],
  address: ["url"],
  pace: { requests: 280, within: 60_000 },
  shape: z.object({
    url,
    assetLayoutId: z.number().int().positive(),
    folderId: z.number().int().positive().optional(),
  }),
  open: hudu,
  test: async (link) => {
    const count = await lookAtHudu(link);
    return [
      {
        what: { de: "Artikel lesen", en: "Read articles" },
        answer: `${count} articles on the first page`,
        isFine: true,
      },
    ];
  },
});
