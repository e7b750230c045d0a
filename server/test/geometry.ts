import type { Page } from "playwright-core";

/** How a page lies in its window. */
export interface Geometry {
  /** Whether the document itself scrolls: only parts of the product do. */
  readonly isScrolled: boolean;
  /** What is wider than its place, so that one would scroll or see it cut: the outermost, by class and text. */
  readonly wide: readonly string[];
}

/** Measured in the page once it stands still. */
const measure = `(() => {
  const root = document.documentElement;
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
  };
  const clips = (element) => {
    const { overflowX, textOverflow } = getComputedStyle(element);
    return overflowX !== "visible" && textOverflow !== "ellipsis" && isSeen(element) && !element.closest(".djs-container, svg");
  };
  const wide = [...document.querySelectorAll("body *")]
    .filter((element) => clips(element) && element.scrollWidth > element.clientWidth + 1 && element.tagName !== "INPUT")
    .map((element) => element.className + " " + element.scrollWidth + ">" + element.clientWidth + " " + element.textContent.slice(0, 40));
  const beyond = [...document.querySelectorAll("button, a, h1, h2, td, th, input, [role=tab]")]
    .filter((element) => isSeen(element) && !element.closest(".djs-container"))
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => "beyond " + element.tagName + " " + (element.textContent || String(element.getAttribute("aria-label"))).slice(0, 40));
  // a chip does not wrap by itself: it would lie over the edge of its card without being cut
  const spilled = [...document.querySelectorAll("[class*=_chip_]")].filter((chip) => {
    const place = chip.closest("section, aside, article, td, form, [role=dialog]");
    return isSeen(chip) && place !== null && chip.getBoundingClientRect().right > place.getBoundingClientRect().right + 1;
  }).map((chip) => "spilled " + chip.textContent.slice(0, 40));
  return {
    isScrolled: root.scrollHeight > innerHeight || root.scrollWidth > innerWidth,
    wide: [...wide, ...beyond.slice(0, 3), ...spilled],
  };
})()`;

/** How the page that is open lies in its window. */
export function geometryOf(page: Page): Promise<Geometry> {
  return page.evaluate<Geometry>(measure);
}
