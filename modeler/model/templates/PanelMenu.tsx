import { EllipsisVertical } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { MenuTrigger } from "react-aria-components/Menu";
import { Button } from "../../kit/Button.tsx";
import { Menu, MenuItem } from "../../kit/Menu.tsx";
import { whenReached } from "../../live/reach.ts";
import { useMay } from "../../processes/may.ts";
import { useWords } from "../../words/language.tsx";
import { usePlace } from "../panel/place.tsx";
import { templatable } from "./values.ts";

/** Fetched when somebody keeps a template: most who draw never do. */
const SaveTemplate = lazy(() =>
  whenReached(() => import("./SaveTemplate.tsx")).then(({ SaveTemplate: component }) => ({ default: component })),
);

/** What can be done with an element as a whole. */
export function PanelMenu() {
  const { t } = useWords();
  const { owner } = usePlace();
  const may = useMay();
  const [isSaving, setSaving] = useState(false);
  if (!templatable.includes(owner.$type) || !may("definitions.edit")) return null;
  return (
    <>
      <MenuTrigger>
        <Button kind="plain" label={t("elementTemplate.actions")} icon={<EllipsisVertical aria-hidden="true" />} />
        <Menu label={t("elementTemplate.actions")}>
          <MenuItem text={t("elementTemplate.save")} onAction={() => setSaving(true)} />
        </Menu>
      </MenuTrigger>
      {isSaving && (
        <Suspense>
          <SaveTemplate onClose={() => setSaving(false)} />
        </Suspense>
      )}
    </>
  );
}
