import { EllipsisVertical, Stamp } from "lucide-react";
import { useState } from "react";
import { MenuTrigger } from "react-aria-components/Menu";
import { Button } from "../../kit/Button.tsx";
import { Menu, MenuItem } from "../../kit/Menu.tsx";
import { useMay } from "../../processes/may.ts";
import { useWords } from "../../words/language.tsx";
import { usePlace } from "../panel/place.tsx";
import { templatable } from "./captured.ts";
import { SaveTemplate } from "./SaveTemplate.tsx";

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
          <MenuItem
            text={t("elementTemplate.save")}
            icon={<Stamp size={16} aria-hidden="true" />}
            onAction={() => setSaving(true)}
          />
        </Menu>
      </MenuTrigger>
      {isSaving && <SaveTemplate onClose={() => setSaving(false)} />}
    </>
  );
}
