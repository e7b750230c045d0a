import type { Language } from "../api/types.ts";

/** An element with what it is for. */
export type Documented = { readonly id: string; readonly type: string; readonly name: string; readonly text: string };

/** What the elements of a BPMN file say of themselves, in a language; the process first, the others as the file has them. */
export function documentationIn(xml: string, language: Language): readonly Documented[] {
  const file = new DOMParser().parseFromString(xml, "text/xml");
  const all = [...file.querySelectorAll("[id]")].flatMap((element): Documented[] => {
    const own = childrenOf(element, "documentation")[0]?.textContent?.trim() ?? "";
    const extensions = childrenOf(element, "extensionElements").flatMap((each) => [...each.children]);
    const text = extensions.find((each) => each.localName === "text" && each.getAttribute("lang") === language);
    const said = text?.getAttribute("documentation") ?? own;
    if (said === "") return [];
    const name = text?.getAttribute("name") ?? element.getAttribute("name") ?? "";
    const type = `bpmn:${element.localName.charAt(0).toUpperCase()}${element.localName.slice(1)}`;
    return [{ id: element.id, type, name, text: said }];
  });
  const isProcess = (one: Documented) => one.type === "bpmn:Process";
  return [...all.filter(isProcess), ...all.filter((one) => !isProcess(one))];
}

function childrenOf(element: Element, name: string): readonly Element[] {
  return [...element.children].filter((child) => child.localName === name);
}
