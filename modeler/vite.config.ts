import { brotliCompressSync, gzipSync } from "node:zlib";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

/** React Aria carries its words in thirty languages; the product speaks two, so the others are left out of the bundle. */
function onlyOurLanguages(): Plugin {
  const foreign = /[/\\]intl[/\\].*[/\\]?(?!de-DE|en-US)[a-z]{2}-[A-Z]{2}\.m?js$/;
  return {
    name: "ablauf:only-our-languages",
    enforce: "pre",
    load(id) {
      const path = id.split("?")[0] ?? id;
      const isOurs = /(de-DE|en-US)\.m?js$/.test(path);
      return foreign.test(path) && !isOurs ? "export default {};" : null;
    },
  };
}

/** Leaves a `.gz` and a `.br` beside each text asset, so that the server has nothing to compress while it runs. */
function compressed(): Plugin {
  const worthIt = /\.(js|css|html|svg)$/;
  return {
    name: "ablauf:compressed",
    apply: "build",
    writeBundle(options) {
      const folder = options.dir ?? "dist";
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => worthIt.test(file));
      for (const file of files) {
        const content = readFileSync(join(folder, file));
        writeFileSync(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
        writeFileSync(join(folder, `${file}.br`), brotliCompressSync(content));
      }
    },
  };
}

const server = process.env["ABLAUF_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [onlyOurLanguages(), compressed()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // What the first page shows comes as one file: alone the parts that later screens share are some hundred bytes each,
      // and thirty requests.
      output: { codeSplitting: { groups: [{ name: "first", test: /[/\\]modeler[/\\]main\.tsx$/ }] } },
      // "use client" is for React's server components, which we do not have.
      onLog: (level, log, next) => log.code !== "MODULE_LEVEL_DIRECTIVE" && next(level, log),
    },
  },
  server: { port: 5173, proxy: { "/api": server, "/health": server } },
});
