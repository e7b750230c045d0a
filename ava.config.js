export default {
  files: ["server/**/*.test.ts", "modeler/**/*.test.ts", "seeds/**/*.test.ts"],
  extensions: ["ts"],
  timeout: "3m",
  concurrency: 2,
};
