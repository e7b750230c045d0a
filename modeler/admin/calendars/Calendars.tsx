import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Empty } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { Awaited } from "../Awaited.tsx";
import { SideList } from "../SideList.tsx";
import { useOpen } from "../useOpen.ts";
import { CalendarForm } from "./CalendarForm.tsx";
import { NewCalendar } from "./NewCalendar.tsx";
import { calendarsQuery, type Calendar } from "./queries.ts";
import css from "../Admin.module.css";

/** When service is rendered: SLA clocks and timers in service time count by these calendars. */
export function Calendars() {
  const { t } = useWords();
  const [isAdding, setAdding] = useState(false);
  const [, setOpen] = useOpen();
  const calendars = useQuery(calendarsQuery);
  const add = (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>
      {t("calendar.new")}
    </Button>
  );
  return (
    <>
      <div className={css["tools"]}>
        <p className={css["about"]}>{t("calendar.about")}</p>
        <span className={css["gap"]} />
        {(calendars.data?.items.length ?? 0) > 0 && add}
      </div>
      <Awaited query={calendars} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title={t("calendar.none")}
              text={t("calendar.noneText")}
              icon={<CalendarClock aria-hidden="true" />}
              action={add}
            />
          ) : (
            <Shown calendars={items} />
          )
        }
      </Awaited>
      {isAdding && <NewCalendar onMade={setOpen} onClose={() => setAdding(false)} />}
    </>
  );
}

function Shown({ calendars }: { calendars: readonly Calendar[] }) {
  const { t } = useWords();
  const [open, setOpen] = useOpen();
  const shown = calendars.find(({ key }) => key === open) ?? calendars[0];
  const lines = calendars.map(({ key, name, isDefault, customers, contracts, staff }) => ({
    id: key,
    name,
    text: t("calendar.usedBy", { customers, contracts, staff }),
    ...(isDefault ? { chips: <Chip tone="info">{t("calendar.default")}</Chip> } : {}),
  }));
  return (
    <div className={css["split"]}>
      <SideList label={t("admin.calendars")} lines={lines} open={shown?.key} onOpen={setOpen} />
      {shown !== undefined && <CalendarForm key={`${shown.key} ${shown.revision}`} calendar={shown} />}
    </div>
  );
}
