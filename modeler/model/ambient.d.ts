/** What we use of packages that bring no types. */
declare module "diagram-js-minimap" {
  const module: { readonly [name: string]: unknown };
  export default module;
}
declare module "diagram-js-grid" {
  const module: { readonly [name: string]: unknown };
  export default module;
}
declare module "bpmn-js-create-append-anything" {
  export const CreateAppendAnythingModule: { readonly [name: string]: unknown };
}
declare module "bpmn-js-token-simulation/lib/viewer.js" {
  const module: { readonly [name: string]: unknown };
  export default module;
}
