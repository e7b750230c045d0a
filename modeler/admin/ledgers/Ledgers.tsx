import { useQuery } from "@tanstack/react-query";
import { BookUp, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Empty } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { Awaited } from "../Awaited.tsx";
import { SideList } from "../SideList.tsx";
import { useOpen } from "../useOpen.ts";
import { LedgerForm } from "./LedgerForm.tsx";
import { NewLedger } from "./NewLedger.tsx";
import { ledgersQuery, type Target } from "./queries.ts";
import css from "../Admin.module.css";

/** Where documents are booked. */
export function Ledgers() {
  const { t } = useWords();
  const [isAdding, setAdding] = useState(false);
  const [, setOpen] = useOpen();
  const ledgers = useQuery(ledgersQuery);
  const add = (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>
      {t("ledger.new")}
    </Button>
  );
  return (
    <>
      <div className={css["tools"]}>
        <p className={css["about"]}>{t("ledger.about")}</p>
        <span className={css["gap"]} />
        {(ledgers.data?.items.length ?? 0) > 0 && add}
      </div>
      <Awaited query={ledgers} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title={t("ledger.none")}
              text={t("ledger.noneText")}
              icon={<BookUp aria-hidden="true" />}
              action={add}
            />
          ) : (
            <Shown ledgers={items} />
          )
        }
      </Awaited>
      {isAdding && (
        <NewLedger
          taken={ledgers.data?.items.map(({ key }) => key) ?? []}
          onMade={setOpen}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

function Shown({ ledgers }: { ledgers: readonly Target[] }) {
  const { t } = useWords();
  const [open, setOpen] = useOpen();
  const shown = ledgers.find(({ key }) => key === open) ?? ledgers[0];
  const lines = ledgers.map(({ key, name, format, isActive }) => ({
    id: key,
    name,
    text: t(`ledger.format.${format}`),
    ...(isActive ? {} : { chips: <Chip>{t("ledger.off")}</Chip> }),
  }));
  return (
    <div className={css["split"]}>
      <SideList label={t("admin.ledgers")} lines={lines} open={shown?.key} onOpen={setOpen} />
      {shown !== undefined && <LedgerForm key={shown.key} target={shown} />}
    </div>
  );
}
