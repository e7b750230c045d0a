/** How files begin, in hexadecimal digits, that a browser may show inside a page. Nothing else is ever shown: an SVG or HTML file is a program. */
const shown: readonly (readonly [string, RegExp])[] = [
  ["image/png", /^89504e470d0a1a0a/],
  ["image/jpeg", /^ffd8ff/],
  ["image/gif", /^47494638(37|39)61/],
  ["image/webp", /^52494646.{8}57454250/],
];

/** How other files begin whose kind nobody needs to be told. */
const known: readonly (readonly [string, RegExp])[] = [["application/pdf", /^255044462d/]];

/** Kinds by the end of the name, for what begins like anything. Told to programs that take the file in; never shown. */
const byEnding: Readonly<Record<string, string>> = {
  csv: "text/csv",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  eml: "message/rfc822",
  json: "application/json",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  txt: "text/plain",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xml: "application/xml",
  zip: "application/zip",
};

/** How many of the first bytes {@link mediaTypeOf} looks at. */
export const sniffed = 16;

/** What a file is, by its first bytes, else by its name; `application/octet-stream` when nobody can say. */
export function mediaTypeOf(name: string, head: Uint8Array): string {
  const beginning = Buffer.from(head.subarray(0, sniffed)).toString("hex");
  const found = [...shown, ...known].find(([, form]) => form.test(beginning));
  if (found !== undefined) return found[0];
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  return byEnding[ending] ?? "application/octet-stream";
}

/** Whether a page may show a file of this kind as a picture. */
export function isShown(mediaType: string): boolean {
  return shown.some(([type]) => type === mediaType);
}
