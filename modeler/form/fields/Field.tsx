import { lazy, Suspense } from "react";
import { typeOf } from "../fieldType.ts";
import { BooleanField, EnumField, MultiField } from "./ChoiceFields.tsx";
import { DateField, InstantField } from "./DateFields.tsx";
import { FileField } from "./FileField.tsx";
import { NumberInput } from "./NumberInput.tsx";
import { ReadOnlyField } from "./ReadOnlyField.tsx";
import { SignatureField } from "./SignatureField.tsx";
import { TextInputField } from "./TextFields.tsx";
import { UserField } from "./UserField.tsx";
import type { FieldProps } from "./props.ts";
import { whenReached } from "../../live/reach.ts";

/** Few forms have one, and what finds by typing is large. */
const RecordField = lazy(async () => ({ default: (await whenReached(() => import("./RecordField.tsx"))).RecordField }));

/** The component for a field's type. */
export function Field(props: FieldProps) {
  switch (typeOf(props.field)) {
    case "text":
    case "textarea":
    case "email":
    case "phone":
      return <TextInputField {...props} />;
    case "int":
    case "decimal":
    case "money":
      return <NumberInput {...props} />;
    case "date":
      return <DateField {...props} />;
    case "datetime":
      return <InstantField {...props} />;
    case "enum":
      return <EnumField {...props} />;
    case "multi":
      return <MultiField {...props} />;
    case "boolean":
      return <BooleanField {...props} />;
    case "user":
      return <UserField {...props} />;
    case "record":
      return (
        <Suspense fallback={<ReadOnlyField {...props} value={null} />}>
          <RecordField {...props} />
        </Suspense>
      );
    case "signature":
      return <SignatureField {...props} />;
    case "file":
      return <FileField {...props} />;
    case "readonly":
      return <ReadOnlyField {...props} />;
  }
}
