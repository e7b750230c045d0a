import { z } from "zod";
import { kindOf } from "../frame/kind.ts";
import { readPush } from "../telephony/push.ts";

/** A telephone system that tells of calls: sipgate.io, Zammad's generic CTI, Placetel, 3CX with a template. */
export const ctiPush = kindOf({
  key: "cti-push",
  capability: "telephony",
  label: { de: "Telefonanlage (Push)", en: "Telephone system (push)" },
  about: {
    de: "Nimmt Anrufereignisse an: POST /api/calls/<Nummer des Anschlusses>/<Schlüssel>. Ein angenommener Anruf wird ein Vorgang; nach dem Auflegen wird die Zeit vorgeschlagen.",
    en: "Takes events of calls: POST /api/calls/<id of the connector>/<key>. An answered call becomes a case; after hanging up its time is proposed.",
  },
  fields: [
    {
      key: "users",
      type: "textarea",
      label: { de: "Nebenstellen", en: "Extensions" },
      help: {
        de: "Je Zeile: wie die Anlage die Person nennt = Anmeldename",
        en: "A line each: what the system calls the person = login",
      },
      maxLength: 20_000,
    },
  ],
  secrets: [{ key: "pushKey", label: { de: "Schlüssel in der Adresse", en: "Key in the address" }, isRequired: true }],
  address: [],
  shape: z.object({ users: z.string().max(20_000).default("") }),
  open: () => ({ read: readPush }),
  test: ({ settings }) =>
    Promise.resolve([
      {
        what: { de: "Nebenstellen lesen", en: "Read the extensions" },
        answer: `${usersOf(settings.users).size} people; whether the system calls is seen at the next call`,
        isFine: true,
      },
    ]),
});

/** Logins by what the telephone system calls people. */
export function usersOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split("\n").map((line) => line.split("="));
  return new Map(
    lines.flatMap(([name = "", login = ""]) => (login.trim() === "" ? [] : [[name.trim(), login.trim()] as const])),
  );
}
