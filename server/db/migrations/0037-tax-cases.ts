import type { Migration } from "../migrate.ts";

/**
 * What else decides about taxes: whether the house is a small business (§ 19 UStG, § 6 Abs. 1 Z 27 UStG of Austria), and a
 * class for rates beside the standard and the reduced one: 13 % in Austria, 3.8 % in Switzerland.
 */
export const taxCases: Migration = {
  name: "0037-tax-cases",
  up: /* sql */ `
alter table sellers add column is_small_business boolean not null default false;
alter table products drop constraint products_tax_class_check,
  add constraint products_tax_class_check check (tax_class in ('standard','reduced','special','zero'));
alter table material_entries drop constraint material_entries_tax_class_check,
  add constraint material_entries_tax_class_check check (tax_class in ('standard','reduced','special','zero'));
alter table billing_lines drop constraint billing_lines_tax_class_check,
  add constraint billing_lines_tax_class_check check (tax_class in ('standard','reduced','special','zero'));
`,
};
