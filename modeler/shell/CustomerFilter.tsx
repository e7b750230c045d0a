import { useNavigate, useSearch } from "@tanstack/react-router";
import { Building2, ChevronDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { classes } from "../kit/classes.ts";
import css from "../kit/fields.module.css";
import { Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import shell from "./Shell.module.css";
import { whenReached } from "../live/reach.ts";

/** What finds by typing is large, and wanted when it is opened. */
const CustomerChoices = lazy(async () => ({
  default: (await whenReached(() => import("./CustomerChoices.tsx"))).CustomerChoices,
}));

/** Narrows every screen to one customer; the choice is in the URL. */
export function CustomerFilter() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const chosen = useSearch({ strict: false, select: ({ customer }: { customer?: string }) => customer });
  const name = chosen ?? t("shell.allCustomers");
  const choose = (customer: string | undefined) => {
    setOpen(false);
    void navigate({ to: ".", search: (before: Record<string, unknown>) => ({ ...before, customer }) });
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button
        aria-label={`${t("shell.customer")}: ${name}`}
        className={classes(css["input"], css["select"], css["compact"])}
      >
        <Building2 size={16} aria-hidden="true" />
        <span>{name}</span>
        <ChevronDown size={16} aria-hidden="true" />
      </Button>
      <Popover className={css["popover"] ?? ""} placement="bottom start">
        <Dialog className={shell["customers"] ?? ""} aria-label={t("shell.customer")}>
          <Suspense fallback={<Skeleton rows={4} height={36} />}>
            <CustomerChoices chosen={chosen} onChoose={choose} />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
