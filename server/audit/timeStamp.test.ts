import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { readTimeStamp, timeStampRequest } from "./timeStamp.ts";

// made with `openssl ts` by an authority of our own: a request, and what was answered to it
const fixture = (name: string) => readFile(join(import.meta.dirname, "fixtures", name));
const hash = "a997b52a0f01376721c5f6853568e11b33bcfc4cf94638699018388e94e0aba6";
const nonce = Buffer.from("18182b2bcd54c983", "hex");

test("a request names the hash, asks for the certificate and carries the nonce", async (t) => {
  const openssl = await fixture("manifest.tsq");

  const ours = timeStampRequest(hash, nonce);

  // openssl writes the NULL that RFC 5754 lets be left out
  const withNull = ours
    .toString("hex")
    .replace("30413001", "")
    .replace("302f300b0609608648016503040201", "3031300d06096086480165030402010500")
    .replace(/^3041/, "3043");
  t.is(withNull, openssl.toString("hex"));
});

test("a nonce that would read as negative is written with a leading zero", (t) => {
  t.true(timeStampRequest(hash, Buffer.from("ff00", "hex")).includes(Buffer.from("020300ff00", "hex")));
});

test("an answer tells the time that the authority attests", async (t) => {
  t.deepEqual(readTimeStamp(await fixture("manifest.tsr"), hash, nonce), new Date("2026-11-22T17:22:40Z"));
});

test("an answer for something else, to another request, or none at all is refused", async (t) => {
  const reply = await fixture("manifest.tsr");
  const other = "b".repeat(64);
  const declined = Buffer.from("30053003020102", "hex");

  for (const [bytes, wanted, sent] of [
    [reply, other, nonce],
    [reply, hash, Buffer.from("0102", "hex")],
    [declined, hash, nonce],
    [reply.subarray(0, 200), hash, nonce],
    [Buffer.from("<html>"), hash, nonce],
    [Buffer.alloc(0), hash, nonce],
  ] as const) {
    const refusal = t.throws(() => readTimeStamp(bytes, wanted, sent), { instanceOf: Refusal });
    t.is(refusal.code, "timestamp.reply");
  }
});
