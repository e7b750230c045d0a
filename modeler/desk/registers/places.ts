import type { ValueNames } from "../register.ts";

/**
 * States of Germany and Austria (ISO 3166-2), as service calendars know them. Swiss cantons keep
 * their letters, which mean other places in Germany.
 */
export const regions: ValueNames = {
  BW: { de: "Baden-Württemberg", en: "Baden-Württemberg" },
  BY: { de: "Bayern", en: "Bavaria" },
  BE: { de: "Berlin", en: "Berlin" },
  BB: { de: "Brandenburg", en: "Brandenburg" },
  HB: { de: "Bremen", en: "Bremen" },
  HH: { de: "Hamburg", en: "Hamburg" },
  HE: { de: "Hessen", en: "Hesse" },
  MV: { de: "Mecklenburg-Vorpommern", en: "Mecklenburg-Western Pomerania" },
  NI: { de: "Niedersachsen", en: "Lower Saxony" },
  NW: { de: "Nordrhein-Westfalen", en: "North Rhine-Westphalia" },
  RP: { de: "Rheinland-Pfalz", en: "Rhineland-Palatinate" },
  SL: { de: "Saarland", en: "Saarland" },
  SN: { de: "Sachsen", en: "Saxony" },
  ST: { de: "Sachsen-Anhalt", en: "Saxony-Anhalt" },
  SH: { de: "Schleswig-Holstein", en: "Schleswig-Holstein" },
  TH: { de: "Thüringen", en: "Thuringia" },
  1: { de: "Burgenland", en: "Burgenland" },
  2: { de: "Kärnten", en: "Carinthia" },
  3: { de: "Niederösterreich", en: "Lower Austria" },
  4: { de: "Oberösterreich", en: "Upper Austria" },
  5: { de: "Salzburg", en: "Salzburg" },
  6: { de: "Steiermark", en: "Styria" },
  7: { de: "Tirol", en: "Tyrol" },
  8: { de: "Vorarlberg", en: "Vorarlberg" },
  9: { de: "Wien", en: "Vienna" },
};
