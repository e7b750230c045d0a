import { useRef, useState, type PointerEvent } from "react";
import { FileRows } from "../../files/FileRows.tsx";
import { useUploads } from "../../files/useUploads.ts";
import { Button } from "../../kit/Button.tsx";
import { FieldProblemText } from "../../kit/FieldProblemText.tsx";
import fields from "../../kit/fields.module.css";
import { useWords } from "../../words/language.tsx";
import css from "../form.module.css";
import type { FieldProps } from "./props.ts";

/** The picture's size; the pad shows it as wide as there is room. */
const size = { width: 600, height: 180 };

/** A place to sign. What was drawn becomes a picture when it is taken over. */
export function SignaturePad({ label, error, isRequired, caseKey, onChange }: FieldProps & { caseKey: string }) {
  const { t } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isEmpty, setEmpty] = useState(true);
  const uploads = useUploads(caseKey, Infinity, ({ id }) => onChange(id));
  const stroke = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = event.currentTarget.getContext("2d");
    if (pen === null || event.buttons !== 1) return;
    const [x, y] = placeOf(event);
    pen.lineTo(x, y);
    pen.stroke();
    setEmpty(false);
  };
  const clear = () => {
    canvas.current?.getContext("2d")?.clearRect(0, 0, size.width, size.height);
    setEmpty(true);
  };
  const take = () =>
    canvas.current?.toBlob((picture) => {
      if (picture !== null) uploads.add([new File([picture], t("signature.file"), { type: "image/png" })]);
    });
  return (
    <div className={fields["field"]}>
      <span className={fields["label"]}>
        {label}
        {isRequired && (
          <span className={fields["required"]} aria-hidden="true">
            *
          </span>
        )}
      </span>
      <canvas
        ref={canvas}
        {...size}
        className={css["pad"]}
        role="img"
        aria-label={t("signature.pad")}
        onPointerDown={begin}
        onPointerMove={stroke}
      />
      <div className={css["padFoot"]}>
        <Button kind="plain" onPress={clear}>
          {t("signature.clear")}
        </Button>
        <Button declined={isEmpty ? t("signature.pad") : undefined} onPress={take}>
          {t("signature.take")}
        </Button>
      </div>
      <FileRows label={label} files={[]} uploads={uploads} />
      <FieldProblemText>{error}</FieldProblemText>
    </div>
  );
}

function begin(event: PointerEvent<HTMLCanvasElement>): void {
  event.currentTarget.setPointerCapture(event.pointerId);
  const pen = event.currentTarget.getContext("2d");
  if (pen === null) return;
  Object.assign(pen, { lineWidth: 2.5, lineCap: "round", lineJoin: "round", strokeStyle: "#12233f" });
  pen.beginPath();
  pen.moveTo(...placeOf(event));
}

function placeOf({ currentTarget, clientX, clientY }: PointerEvent<HTMLCanvasElement>): [number, number] {
  const box = currentTarget.getBoundingClientRect();
  return [((clientX - box.left) / box.width) * size.width, ((clientY - box.top) / box.height) * size.height];
}
