/** The member states of the EU by ISO 3166-1, within which taxes on turnover are settled by VAT ids. Greece's ids begin with EL. */
export const memberStates: ReadonlySet<string> = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);
