import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState, type ReactNode } from "react";
import { ChangeDialog, type ChangeProps } from "../../desk/ChangeDialog.tsx";
import type { Change } from "../../desk/register.ts";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import css from "../Admin.module.css";

/** What is asked in a dialog: to add something, or to change one of the rows. */
export type Asked = Pick<ChangeProps, "title" | "change" | "address" | "submit"> &
  Partial<Pick<ChangeProps, "row" | "text">>;

type PartProps = {
  readonly about: string;
  /** What is added, and how the button for it is called. */
  readonly add?: { readonly name: string; readonly change: Change };
  readonly children: (ask: (asked: Asked) => void) => ReactNode;
};

/** A part of the administration that lists what the house says about itself, and asks in dialogs what is to be changed. */
export function HousePart({ about, add, children }: PartProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked>();
  const fresh = () => {
    for (const key of ["admin", "setup", "records"]) void client.invalidateQueries({ queryKey: [key] });
  };
  return (
    <>
      <div className={css["tools"]}>
        <p className={css["about"]}>{about}</p>
        <span className={css["gap"]} />
        {add !== undefined && (
          <Button
            kind="primary"
            icon={<Plus aria-hidden="true" />}
            onPress={() =>
              setAsked({ title: add.name, change: add.change, address: add.change.path, submit: t("records.createDo") })
            }
          >
            {add.name}
          </Button>
        )}
      </div>
      <div className={css["page"]}>{children(setAsked)}</div>
      {asked !== undefined && <ChangeDialog {...asked} onDone={fresh} onClose={() => setAsked(undefined)} />}
    </>
  );
}
