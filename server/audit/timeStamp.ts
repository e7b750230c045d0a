import { Refusal } from "../base/refusal.ts";

/** One value of DER (X.690): its tag and what it holds. */
interface Value {
  readonly tag: number;
  readonly content: Buffer;
}

const integer = 0x02;
const octets = 0x04;
const sequence = 0x30;
/** SHA-256 as AlgorithmIdentifier without parameters (RFC 5754, 2). */
const sha256 = Buffer.from("300b0609608648016503040201", "hex");
const generalizedTime = 0x18;
/** id-ct-TSTInfo, 1.2.840.113549.1.9.16.1.4, as it stands in DER. */
const tstInfo = Buffer.from("060b2a864886f70d0109100104", "hex");

/**
 * A request for a time stamp (RFC 3161, 2.4.1) of a SHA-256, asking for the certificate as well.
 *
 * @param hash hexadecimal
 * @param nonce random bytes that the answer must repeat
 */
export function timeStampRequest(hash: string, nonce: Buffer): Buffer {
  const imprint = der(sequence, sha256, der(octets, Buffer.from(hash, "hex")));
  return der(sequence, der(integer, Buffer.of(1)), imprint, der(integer, unsigned(nonce)), Buffer.of(0x01, 0x01, 0xff));
}

/**
 * Reads an answer (RFC 3161, 2.4.2): granted, for this hash and this nonce. Gives the time that the authority attests. The
 * signature on it is for auditors to check (`openssl ts -verify`): they decide whose certificate they trust.
 *
 * @throws {Refusal} `timestamp.reply`
 */
export function readTimeStamp(reply: Buffer, hash: string, nonce: Buffer): Date {
  const parts = inside(infoOf(tokenOf(reply)));
  const imprint = parts[2] === undefined ? undefined : inside(parts[2])[1]?.content.toString("hex");
  if (imprint !== hash) throw unusable("it is for something else");
  if (!parts.some(({ tag, content }) => tag === integer && unsigned(nonce).equals(content)))
    throw unusable("it answers another request");
  const time = parts.find(({ tag }) => tag === generalizedTime)?.content.toString("latin1") ?? "";
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d(?:\.\d+)?)Z$/.exec(time);
  if (match === null) throw unusable("it names no time");
  const [, year, month, day, hour, minute, second] = match;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** What was granted, with modifications or without. */
function tokenOf(reply: Buffer): Buffer {
  const [status, token] = inside(only(reply));
  const [granted] = status === undefined ? [] : inside(status);
  const code = granted?.content.at(-1);
  if (token !== undefined && (code === 0 || code === 1)) return token.content;
  throw unusable(`the authority declined (status ${code})`);
}

/** TSTInfo is the content that the token signs (RFC 5652, 5.2): an octet string behind its type. */
function infoOf(token: Buffer): Value {
  const at = token.indexOf(tstInfo);
  if (at === -1) throw unusable("it holds no time stamp");
  const [wrapped] = values(token.subarray(at + tstInfo.length));
  const [content] = wrapped === undefined ? [] : values(wrapped.content);
  if (content?.tag !== octets) throw unusable("it holds no time stamp");
  return only(content.content);
}

function only(bytes: Buffer): Value {
  const [value] = values(bytes);
  if (value?.tag !== sequence) throw unusable("it is no answer of RFC 3161");
  return value;
}

function inside({ content }: Value): readonly Value[] {
  return values(content);
}

/** The values that stand one after the other. What is cut off or too long ends the list. */
function values(bytes: Buffer): readonly Value[] {
  const found: Value[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const first = bytes[at + 1] ?? 0;
    const many = first < 0x80 ? 0 : first & 0x7f;
    if (many > 4 || at + 2 + many > bytes.length) break;
    const length = many === 0 ? first : bytes.readUIntBE(at + 2, many);
    const start = at + 2 + many;
    if (start + length > bytes.length) break;
    found.push({ tag: bytes[at] ?? 0, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), content]);
}

/** A positive INTEGER in its shortest form (X.690, 8.3). */
function unsigned(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const short = bytes.subarray(start);
  return (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
}

function unusable(reason: string): Refusal {
  return new Refusal("unprocessable", "timestamp.reply", `Expected a time stamp (RFC 3161), but ${reason}`);
}
