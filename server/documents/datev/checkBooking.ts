import type { Both, Breach } from "../breach.ts";
import type { RawFile } from "../csv/lines.ts";
import { columnNo, columns } from "./columns.ts";
import { dayInRange, fromDotless } from "./parse.ts";
import type { DatevHeader } from "./parse.ts";
import { isAutomatic } from "./settings.ts";

type Field = keyof typeof columnNo;

interface Booking {
  readonly header: DatevHeader;
  readonly of: (field: Field) => string;
  readonly breach: (rule: string, field: Field, expected: Both) => Breach;
}

/** What the fields of one record say together, and against the header. */
export function checkBooking({ no, cells }: RawFile["lines"][number], header: DatevHeader): Breach[] {
  const of = (field: Field): string => cells[columnNo[field] - 1]?.text ?? "";
  const breach: Booking["breach"] = (rule, field, expected) => ({
    severity: "error",
    rule,
    place: { line: no, column: columnNo[field], name: columns[columnNo[field] - 1]?.name ?? field },
    value: of(field),
    expected,
  });
  const booking = { header, of, breach };
  return [
    ...accounts(booking),
    ...taxCode(booking),
    ...date(booking),
    ...document(booking),
    ...fixed(booking),
    ...currency(booking),
    ...eu(booking),
    ...links(booking),
  ];
}

function accounts({ header, of, breach }: Booking): Breach[] {
  const length = header.accountLength;
  if (!(length >= 4 && length <= 8)) return [];
  const found: Breach[] = [];
  const sides = ["account", "contraAccount"] as const;
  for (const side of sides) {
    const digits = of(side);
    if (!/^\d+$/.test(digits)) continue;
    if (digits.length > length + 1)
      found.push(
        breach("datev.accountLength", side, {
          de: `ein Sachkonto mit ${length} oder ein Personenkonto mit ${length + 1} Ziffern`,
          en: `a general account of ${length} or a personal account of ${length + 1} digits`,
        }),
      );
    else if (digits.length < length && sides.some((each) => of(each).length === length + 1))
      found.push(
        breach("datev.accountLength", side, {
          de: `ein Sachkonto mit ${length} Ziffern`,
          en: `a general account of ${length} digits`,
        }),
      );
  }
  if (of("account") !== "" && of("account") === of("contraAccount"))
    found.push(
      breach("datev.account", "contraAccount", { de: "ein anderes als das Konto", en: "another than the account" }),
    );
  return found;
}

function taxCode({ header, of, breach }: Booking): Breach[] {
  const code = of("taxCode");
  // 40 lifts the automatic, with a further key in the digits before it or alone
  if (code === "" || /^0*40$/.test(code)) return [];
  const found = (["account", "contraAccount"] as const).find((side) => isAutomatic(header.chart, of(side)));
  if (found === undefined) return [];
  return [
    breach("datev.automatic", "taxCode", {
      de: `leer, da ${of(found)} ein Automatikkonto ist (REW00305)`,
      en: `empty, since ${of(found)} is an automatic account (REW00305)`,
    }),
  ];
}

function date({ header, of, breach }: Booking): Breach[] {
  const found: Breach[] = [];
  const { from, to } = header;
  const text = of("date");
  const pattern = columns[columnNo.date - 1]?.pattern;
  if (from !== null && to !== null && pattern?.test(text) === true && dayInRange(text, header) === null)
    found.push(
      breach("datev.dateRange", "date", { de: `einen Tag von ${from} bis ${to}`, en: `a day from ${from} to ${to}` }),
    );
  const [day, due] = [dayInRange(text, header), fromDotless(of("dueDate"))];
  if (day !== null && due !== null && due < day)
    found.push(
      breach("datev.dueDate", "dueDate", {
        de: `nicht vor dem Belegdatum ${day}`,
        en: `not before the document's date ${day}`,
      }),
    );
  const isPersonal = [of("account"), of("contraAccount")].some((each) => each.length === header.accountLength + 1);
  if (of("dueDate") !== "" && !isPersonal)
    found.push(
      breach("datev.dueDate", "dueDate", {
        de: "leer, da kein Personenkonto bebucht wird",
        en: "empty, since no personal account is booked",
      }),
    );
  return found;
}

function document({ of, breach }: Booking): Breach[] {
  if (of("document1") !== "") return [];
  const expected = {
    de: "eine Belegnummer; sie ordnet die Zahlung zu",
    en: "a document number; payments are matched by it",
  };
  return [{ ...breach("datev.document", "document1", expected), severity: "warning" }];
}

function fixed({ of, breach }: Booking): Breach[] {
  const found: Breach[] = [];
  if (of("fixed") === "" || of("fixed") === "1")
    found.push(
      breach("datev.fixed", "fixed", {
        de: "0; leer oder 1 schreibt die Buchung fest, und die Kanzlei kann sie nicht mehr ändern",
        en: "0; empty or 1 fixes the booking, and the adviser cannot change it any more",
      }),
    );
  if (of("reversal") === "1") {
    const expected = {
      de: "0 oder leer; Korrekturen als Gegenbuchung",
      en: "0 or nothing; corrections as a booking of their own",
    };
    found.push({ ...breach("datev.reversal", "reversal", expected), severity: "warning" });
  }
  const stages = ["", "AA", "AG", "AV", "SR", "SU"];
  if (!stages.includes(of("stage")))
    found.push(breach("datev.stage", "stage", { de: "AA, AG, AV, SR oder SU", en: "AA, AG, AV, SR or SU" }));
  return found;
}

function currency({ header, of, breach }: Booking): Breach[] {
  const isForeign = of("currency") !== "" && of("currency") !== header.currency;
  if (isForeign && of("rate") === "")
    return [
      breach("datev.rate", "rate", {
        de: `einen Kurs, da ${of("currency")} nicht die Währung des Stapels ist`,
        en: `a rate, since ${of("currency")} is not the currency of the batch`,
      }),
    ];
  if (!isForeign && of("rate") !== "")
    return [
      breach("datev.rate", "rate", {
        de: "leer bei der Währung des Stapels",
        en: "empty in the currency of the batch",
      }),
    ];
  return [];
}

function eu({ of, breach }: Booking): Breach[] {
  const id = of("euVatId");
  if (id !== "" && !/^[A-Z]{2}([A-Z0-9+*]{2,13})?$/.test(id))
    return [
      breach("datev.euVatId", "euVatId", { de: "eine USt-IdNr. wie ATU12345678", en: "a VAT id as ATU12345678" }),
    ];
  if (of("euPercent") !== "" && id === "")
    return [
      breach("datev.euVatId", "euVatId", {
        de: "ein Land oder eine USt-IdNr. zum Steuersatz",
        en: "a country or VAT id for the rate",
      }),
    ];
  return [];
}

function links({ of, breach }: Booking): Breach[] {
  const link = of("link");
  const guid = /^BEDI "[0-9A-F]{8}-([0-9A-F]{4}-){3}[0-9A-F]{12}"$/i;
  if (link === "" || guid.test(link) || /^(DDMS|DORIS) ".+"$/.test(link)) return [];
  return [breach("datev.link", "link", { de: 'BEDI "GUID" oder DDMS "…"', en: 'BEDI "GUID" or DDMS "…"' })];
}
