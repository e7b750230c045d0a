import { Eraser } from "lucide-react";
import { useState } from "react";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { fileAddress } from "../../api/cases.ts";
import { Button } from "../../kit/Button.tsx";
import fields from "../../kit/fields.module.css";
import { classes } from "../../kit/classes.ts";
import { useWords } from "../../words/language.tsx";
import { useCaseKey } from "../CaseContext.ts";
import css from "../form.module.css";
import type { FieldProps } from "./props.ts";
import { SignaturePad } from "./SignaturePad.tsx";
import { TypedSignature } from "./TextFields.tsx";

type Way = "draw" | "type";

/** A signature: drawn with pen, finger or mouse and kept as a picture of the case, or the typed name, which anybody can give. */
export function SignatureField(props: FieldProps) {
  const { t } = useWords();
  const caseKey = useCaseKey();
  const { value, label, isDisabled, onChange } = props;
  const [way, setWay] = useState<Way>(typeof value === "string" && !isDrawn(value) && value !== "" ? "type" : "draw");
  if (caseKey === null || (isDisabled && !isDrawn(value))) return <TypedSignature {...props} />;
  if (isDrawn(value)) return <Drawn {...props} id={value} />;
  return (
    <div className={css["signing"]} role="group" aria-label={label}>
      <RadioGroup
        aria-label={t("signature.how")}
        orientation="horizontal"
        className={css["ways"] ?? ""}
        value={way}
        onChange={(next) => {
          setWay(next === "type" ? "type" : "draw");
          onChange(null);
        }}
      >
        {(["draw", "type"] as const).map((one) => (
          <Radio key={one} value={one} className={fields["choice"] ?? ""}>
            <span className={classes(fields["mark"], fields["dot"])} />
            {t(`signature.${one}`)}
          </Radio>
        ))}
      </RadioGroup>
      {way === "type" ? <TypedSignature {...props} /> : <SignaturePad {...props} caseKey={caseKey} />}
    </div>
  );
}

/** A typed name has no such form. */
function isDrawn(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value);
}

function Drawn({ id, label, isDisabled, onChange }: FieldProps & { id: string }) {
  const { t } = useWords();
  return (
    <div className={fields["field"]}>
      <span className={fields["label"]}>{label}</span>
      <div className={css["drawn"]}>
        <img src={fileAddress(id)} alt={t("signature.shown")} />
        {!isDisabled && (
          <Button icon={<Eraser aria-hidden="true" />} onPress={() => onChange(null)}>
            {t("signature.clear")}
          </Button>
        )}
      </div>
    </div>
  );
}
