import { Search, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components/Button";
import { Input } from "react-aria-components/Input";
import { SearchField } from "react-aria-components/SearchField";
import css from "./SearchBox.module.css";

const pause = 250;

/** A search field that asks a moment after the last key. */
export function SearchBox({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), pause);
    return () => clearTimeout(timer);
  });
  return (
    <SearchField aria-label={label} value={text} onChange={setText} className={css["search"] ?? ""}>
      <Search size={16} aria-hidden="true" />
      <Input placeholder={label} />
      <Button className={css["clear"] ?? ""}>
        <X size={15} aria-hidden="true" />
      </Button>
    </SearchField>
  );
}
