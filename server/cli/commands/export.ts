import { writeFile } from "node:fs/promises";
import path from "node:path";
import { readFonts } from "../../base/fonts/arimo.ts";
import { xmlOf } from "../../definitions/parts.ts";
import { render } from "../../diagram/picture/render.ts";
import type { PictureFormat } from "../../diagram/picture/render.ts";
import type { Call, Command } from "../command/command.ts";
import { connectionOf, serverOptions } from "../command/connection.ts";
import { exit, usage } from "../command/failure.ts";
import { readSource, sourceHelp } from "../project/source.ts";

const pictures: readonly string[] = ["svg", "png", "pdf"];
const formats: readonly string[] = [...pictures, "bpmn", "zip"];

/** `ablauf export` */
export const exportCommand: Command = {
  name: "export",
  takes: "FILE|KEY|RELEASE",
  does: {
    de: "einen Prozess als Bild oder Datei schreiben, ein Release als ZIP",
    en: "write a process as a picture or a file, a release as ZIP",
  },
  details: {
    de: `${sourceHelp.de}\n\nBilder entstehen ohne Server und ohne Browser. Für --format zip ist es die Kennung eines Release auf dem Server.`,
    en: `${sourceHelp.en}\n\nPictures are drawn without a server and without a browser. For --format zip it is the id of a release on the server.`,
  },
  options: {
    ...serverOptions,
    format: {
      type: "string",
      short: "f",
      value: formats.join("|"),
      means: {
        de: "Format; sonst das der Ausgabedatei, sonst svg",
        en: "format; else that of the output file, else svg",
      },
    },
    output: {
      type: "string",
      short: "o",
      value: "FILE",
      means: { de: "Ausgabedatei; sonst KEY.FORMAT", en: "output file; else KEY.FORMAT" },
    },
    diagram: {
      type: "string",
      value: "ID",
      means: {
        de: "eine Ebene: Kennung des Diagramms oder des Teilprozesses",
        en: "one plane: id of the diagram or the sub-process",
      },
    },
  },
  count: [1, 1],
  run,
};

async function run(call: Call): Promise<number> {
  const { terminal, positionals } = call;
  const [word = ""] = positionals;
  const format = formatOf(call);
  const files = format === "zip" ? await release(call, word) : await model(call, word, format);
  for (const { bytes, name } of files) {
    await writeFile(path.resolve(terminal.cwd, name), bytes);
    terminal.err(
      terminal.pick({
        de: `${name} geschrieben (${bytes.length} Bytes).`,
        en: `Wrote ${name} (${bytes.length} bytes).`,
      }),
    );
  }
  return exit.fine;
}

function formatOf(call: Call): string {
  const given =
    call.text("format") ??
    path
      .extname(call.text("output") ?? "")
      .slice(1)
      .toLowerCase();
  const format = given === "" ? "svg" : given;
  if (formats.includes(format)) return format;
  throw usage(
    `Erwartet eines der Formate ${formats.join(", ")}; angegeben ist ${format}.`,
    `Expected one of the formats ${formats.join(", ")}, but got ${format}.`,
  );
}

interface Written {
  readonly bytes: Uint8Array;
  readonly name: string;
}

async function release(call: Call, id: string): Promise<readonly Written[]> {
  const connection = await connectionOf(call);
  const bytes = await connection.download(
    `/api/releases/${encodeURIComponent(id)}/archive.zip?language=${call.terminal.language}`,
  );
  return [{ bytes, name: call.text("output") ?? `release-${id}.zip` }];
}

async function model(call: Call, word: string, format: string): Promise<readonly Written[]> {
  const { kind, key, body } = await readSource(call, word);
  if (kind !== "process")
    throw usage(`Erwartet einen Prozess; ${word} ist ${kind}.`, `Expected a process, but ${word} is a ${kind}.`);
  const xml = xmlOf(body);
  const name = call.text("output") ?? `${key}.${format}`;
  if (!isPicture(format)) return [{ bytes: new TextEncoder().encode(xml), name }];
  const order = {
    xml,
    formats: [format],
    language: call.terminal.language,
    diagramId: call.text("diagram"),
    title: key,
    createdAt: new Date(),
  };
  const files = await render(order, await readFonts());
  // planes of collapsed sub-processes are pictures of their own, named after their element
  return files.map(({ bytes, plane }, index) => ({ bytes, name: index === 0 ? name : beside(name, plane) }));
}

function beside(name: string, plane: string): string {
  const ending = path.extname(name);
  return `${name.slice(0, name.length - ending.length)}-${plane.replaceAll(/[^\w.-]/g, "_")}${ending}`;
}

function isPicture(format: string): format is PictureFormat {
  return pictures.includes(format);
}
