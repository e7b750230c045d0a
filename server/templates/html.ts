/** A plain text as an HTML document: blank lines part paragraphs, line ends stay, web and mail addresses become links. */
export function htmlOf(text: string, language: string): string {
  const paragraphs = text
    .trim()
    .split(/\n[ \t]*\n+/)
    .map((paragraph) => `<p>${linked(paragraph).replaceAll("\n", "<br>\n")}</p>`);
  return `<!doctype html>\n<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"></head><body>\n${paragraphs.join("\n")}\n</body></html>\n`;
}

/** A text that HTML shows as it is, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Ends before punctuation that closes a sentence rather than an address. */
const address = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}]/g;

function linked(paragraph: string): string {
  const pieces: string[] = [];
  let end = 0;
  for (const match of paragraph.matchAll(address)) {
    const url = escapeHtml(match[0]);
    pieces.push(escapeHtml(paragraph.slice(end, match.index)), `<a href="${url}">${url}</a>`);
    end = match.index + match[0].length;
  }
  return [...pieces, escapeHtml(paragraph.slice(end))].join("");
}
