import { Picker } from "../../kit/Picker.tsx";
import { Choose } from "../../model/fields/Choose.tsx";
import { useWords } from "../../words/language.tsx";
import type { Design } from "./design.ts";
import type { OfField } from "./FieldProperties.tsx";

/** The kinds of records that fields are chosen from, as the server knows them. */
const sources = [
  "customers",
  "contacts",
  "sites",
  "assets",
  "contracts",
  "tickets",
  "projects",
  "projectTemplates",
  "categories",
  "licenceLines",
] as const;

/** Kinds that belong to no customer. */
const unowned: ReadonlySet<string | undefined> = new Set(["customers", "projectTemplates", "categories"]);

/** What a record is chosen from, and whose it must be: of the customer in another field, or that FEEL tells. */
export function FieldRecord({ item, design, put, faultOf }: OfField & { readonly design: Design }) {
  const { t, pick } = useWords();
  const { source = null, customer = "" } = item.field;
  const holders = design.items
    .filter(({ field }) => field.type === "record" && field.source === "customers")
    .map(({ field }) => ({ id: field.key, name: pick(field.label) }));
  return (
    <>
      <Picker
        label={t("designer.source")}
        help={t("designer.sourceHelp")}
        choices={sources.map((id) => ({ id, name: t(`source.${id}`) }))}
        value={source}
        onChange={(next) => put({ source: next, ...(unowned.has(next) ? { customer: undefined } : {}) })}
      />
      {!unowned.has(source ?? undefined) && (
        <Choose
          label={t("designer.ofCustomer")}
          help={t("designer.ofCustomerHelp")}
          choices={holders}
          value={customer}
          onChange={(text) => put({ customer: text === "" ? undefined : text })}
          error={faultOf("customer")}
          takesOthers
        />
      )}
    </>
  );
}
