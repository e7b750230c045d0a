import { BookmarkPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "../../kit/Button.tsx";
import type { TaskSearch } from "../../search.ts";
import { useWords } from "../../words/language.tsx";
import { whenReached } from "../../live/reach.ts";

const SaveViewDialog = lazy(async () => ({
  default: (await whenReached(() => import("./SaveViewDialog.tsx"))).SaveViewDialog,
}));

/** Keeps what the list shows now under a name. */
export function SaveView({ search }: { search: TaskSearch }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        kind="plain"
        label={t("views.save")}
        icon={<BookmarkPlus aria-hidden="true" />}
        onPress={() => setOpen(true)}
      />
      <Suspense>{isOpen && <SaveViewDialog search={search} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
