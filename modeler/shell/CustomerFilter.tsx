import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Building2 } from "lucide-react";
import { customersQuery } from "../api/queries.ts";
import { Picker } from "../kit/Picker.tsx";
import { useWords } from "../words/language.tsx";

const everyone = "*";

/** Narrows every screen to one customer; the choice is in the URL. */
export function CustomerFilter() {
  const { t } = useWords();
  const navigate = useNavigate();
  const chosen = useSearch({ strict: false, select: ({ customer }: { customer?: string }) => customer });
  const { data: customers = [] } = useQuery(customersQuery);
  const known = chosen === undefined || customers.includes(chosen) ? customers : [chosen, ...customers];

  return (
    <Picker
      isCompact
      label={t("shell.customer")}
      icon={<Building2 size={16} aria-hidden="true" />}
      choices={[{ id: everyone, name: t("shell.allCustomers") }, ...known.map((name) => ({ id: name, name }))]}
      value={chosen ?? everyone}
      onChange={(name) => {
        const customer = name === everyone ? undefined : name;
        void navigate({ to: ".", search: (before: Record<string, unknown>) => ({ ...before, customer }) });
      }}
    />
  );
}
