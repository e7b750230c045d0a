import { useQuery } from "@tanstack/react-query";
import { Building2, Pencil } from "lucide-react";
import { Sections } from "../../desk/Sections.tsx";
import record from "../../desk/Desk.module.css";
import { Button } from "../../kit/Button.tsx";
import { Empty } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { Awaited } from "../Awaited.tsx";
import { HousePart } from "./HouseTable.tsx";
import { companySections, editCompany } from "./changes.ts";
import { sellerQuery } from "./queries.ts";

/** Who sells: how the house stands on its documents. */
export function Company() {
  const { t } = useWords();
  const seller = useQuery(sellerQuery);
  return (
    <HousePart about={t("company.about")}>
      {(ask) => (
        <Awaited query={seller} rows={6}>
          {(row) => {
            const edit = (
              <Button
                kind="primary"
                icon={<Pencil aria-hidden="true" />}
                onPress={() =>
                  ask({
                    title: t("admin.company"),
                    change: editCompany,
                    address: editCompany.path,
                    submit: t("records.save"),
                    row,
                  })
                }
              >
                {t("house.edit")}
              </Button>
            );
            if (row.revision === 0)
              return (
                <Empty
                  title={t("admin.company")}
                  text={t("company.unsaid")}
                  icon={<Building2 aria-hidden="true" />}
                  action={edit}
                />
              );
            return (
              <div className={record["record"]}>
                <div>{edit}</div>
                <Sections sections={companySections} row={row} />
              </div>
            );
          }}
        </Awaited>
      )}
    </HousePart>
  );
}
