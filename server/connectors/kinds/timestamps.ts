import { createHash } from "node:crypto";
import { z } from "zod";
import { kindOf } from "../frame/kind.ts";
import { passwordField } from "../mail/fields.ts";
import { authority } from "../timestamp/rfc3161.ts";
import { url, urlField } from "./archives.ts";

/** What a test has stamped: nobody's data. */
const probe = createHash("sha256").update("ablauf probe").digest("hex");

/** A time-stamp authority: seals of the trail and archived objects get its time. */
export const rfc3161 = kindOf({
  key: "rfc3161",
  capability: "timestamp",
  label: { de: "Zeitstempeldienst (RFC 3161)", en: "Time-stamp authority (RFC 3161)" },
  about: {
    de: "Stempelt Siegel der Spur und archivierte Akten. Hinaus geht nur ein Hash. Ob ein Stempel qualifiziert ist (eIDAS), hängt vom Dienst ab; geprüft wird er mit „openssl ts -verify“.",
    en: "Stamps seals of the trail and archived files. Only a hash goes out. Whether a stamp is qualified (eIDAS) is up to the authority; it is checked with “openssl ts -verify”.",
  },
  fields: [urlField, { key: "user", type: "text", label: { de: "Benutzer", en: "User" }, maxLength: 254 }],
  secrets: [passwordField],
  address: ["url"],
  shape: z.object({ url, user: z.string().max(254).default("") }),
  open: authority,
  test: async (_, port) => {
    const { at, token } = await port.stamp(probe);
    return [
      {
        what: { de: "Einen Hash stempeln lassen", en: "Have a hash stamped" },
        answer: `${at.toISOString()}, ${token.length} bytes`,
        isFine: true,
      },
    ];
  },
});
