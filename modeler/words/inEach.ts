import type { Language } from "../api/types.ts";

/** What is made for each language once, when it is first asked for: making a formatter costs a hundred times its use. */
export function inEach<Made>(make: (language: Language) => Made): (language: Language) => Made {
  const all = new Map<Language, Made>();
  return (language) => {
    const known = all.get(language);
    if (known !== undefined) return known;
    const made = make(language);
    all.set(language, made);
    return made;
  };
}
