import type { Link } from "../frame/kind.ts";
import type { PsaPort } from "../frame/ports.ts";
import { restPsa } from "./rest.ts";
import { readMapping } from "./words.ts";

export interface TanssSettings {
  readonly url: string;
  readonly mapping: string;
}

/**
 * TANSS: a typed token in a header. What a ticket is made of is known from clients of others only, so nothing else is
 * offered until it was tried on an instance.
 */
export function tanss(link: Link<TanssSettings>): PsaPort {
  const { url, mapping } = link.settings;
  return restPsa(link, {
    key: "TANSS",
    mapping: readMapping(mapping),
    access: () => Promise.resolve({ base: url, headers: { apitoken: link.secrets["apiToken"] ?? "" } }),
    places: {
      tickets: {
        words: { title: "title", description: "content", customer: "companyId", status: "statusId", type: "typeId" },
        create: (theirs) => ({ method: "POST", path: "/api/v1/tickets", json: theirs }),
      },
    },
  });
}
