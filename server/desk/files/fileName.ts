/** Names that are devices on Windows, whatever their ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name under which a file can be kept on any machine: without folders, control characters and what turns the reading
 * direction round (which lets `exe.txt` look like another name). At most 120 characters; the ending is kept.
 */
export function safeFileName(given: string): string {
  const last = given.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "")
    .replaceAll(/[<>:"|?*]/g, "_")
    .replaceAll(/^[\s.]+|[\s.]+$/g, "");
  if (plain === "") return "file";
  return shortened(devices.test(plain) ? `_${plain}` : plain);
}

const longest = 120;

function shortened(name: string): string {
  const letters = Array.from(name); // a surrogate pair stays one
  if (letters.length <= longest) return name;
  const ending = /\.[^.\s]{1,10}$/u.exec(name)?.[0] ?? "";
  return `${letters.slice(0, longest - ending.length).join("")}${ending}`;
}

/** The header `Content-Disposition` that keeps a file under its name (RFC 6266, RFC 8187). */
export function attachmentHeader(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  const whole = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`;
}
