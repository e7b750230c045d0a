import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { SearchField } from "react-aria-components/SearchField";
import { customersQuery } from "../api/queries.ts";
import css from "../kit/fields.module.css";
import { useSettled } from "../kit/settled.ts";
import { useWords } from "../words/language.tsx";

const everyone = "*";

/** The customers that work is about, found by typing; all of them is a choice too. */
export function CustomerChoices({
  chosen,
  onChoose,
}: {
  readonly chosen: string | undefined;
  readonly onChoose: (customer: string | undefined) => void;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const { data } = useQuery({ ...customersQuery(useSettled(typed.trim())), placeholderData: keepPreviousData });
  const wanted = typed.trim().toLowerCase();
  // the answer to what is typed may still be under way, and Enter must not take what it leaves out
  const found = (data?.items ?? []).filter((name) => name.toLowerCase().includes(wanted));
  const known = chosen === undefined || wanted !== "" || found.includes(chosen) ? found : [chosen, ...found];
  const choices = known.map((name) => ({ id: name, name }));
  const all = wanted === "" ? [{ id: everyone, name: t("shell.allCustomers") }] : [];
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField aria-label={t("shell.findCustomer")} autoFocus>
        <Input className={css["input"] ?? ""} placeholder={t("shell.findCustomer")} />
      </SearchField>
      <ListBox
        aria-label={t("shell.customer")}
        className={css["list"] ?? ""}
        items={[...all, ...choices]}
        selectionMode="single"
        selectedKeys={[chosen ?? everyone]}
        onSelectionChange={(keys) => {
          const [key = chosen ?? everyone] = keys; // pressed again, what is chosen stays
          onChoose(key === everyone ? undefined : String(key));
        }}
        renderEmptyState={() => <p className={css["help"]}>{t("shell.noCustomer")}</p>}
      >
        {({ id, name }) => (
          <ListBoxItem id={id} textValue={name} className={css["option"] ?? ""}>
            {({ isSelected }) => (
              <>
                <span style={{ flex: 1 }}>{name}</span>
                {isSelected && <Check size={16} aria-hidden="true" />}
              </>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  );
}
