import { z } from "zod";
import { publishedCalendar } from "../calendar/ics.ts";
import { kindOf } from "../frame/kind.ts";

/** Milliseconds in the year that a test looks ahead. */
const year = 365 * 24 * 3_600_000;

/** A calendar whose entries are somebody's absences. */
export const absenceCalendar = kindOf({
  key: "calendar-ics",
  capability: "calendar",
  label: { de: "Abwesenheiten aus einem Kalender (.ics)", en: "Absences from a calendar (.ics)" },
  about: {
    de: "Liest stündlich einen veröffentlichten Kalender, etwa „Urlaub“ aus Outlook, Google oder der Zeiterfassung. Was dort steht, ist eine Abwesenheit; was dort verschwindet, wird zurückgenommen.",
    en: "Reads a published calendar every hour, such as “Holidays” of Outlook, Google or the time clock. What stands there is an absence; what goes from there is taken back.",
  },
  fields: [
    {
      key: "login",
      type: "text",
      label: { de: "Wessen (Anmeldename)", en: "Whose (login)" },
      required: true,
      maxLength: 200,
    },
  ],
  secrets: [
    {
      key: "url",
      label: { de: "Adresse", en: "Address" },
      help: { de: "Wer sie kennt, liest den Kalender.", en: "Whoever knows it reads the calendar." },
      isRequired: true,
    },
  ],
  address: [],
  pollEvery: 3_600_000,
  shape: z.object({ login: z.string().min(1).max(200) }),
  open: publishedCalendar,
  test: async ({ now }, port) => {
    const from = now();
    const found = await port.events({ from, to: new Date(from.getTime() + year), timeZone: "UTC" }, null);
    return [
      {
        what: { de: "Kalender lesen", en: "Read the calendar" },
        answer: `${found?.events.length ?? 0} entries within a year`,
        isFine: true,
      },
    ];
  },
});
