// Vega's parts come without types of their own; those of `vega` describe what two of them export.
declare module 'vega-dataflow' {
  export const transforms: Record<string, unknown>;
}
declare module 'vega-encode';
declare module 'vega-transforms';
declare module 'vega-view-transforms';
declare module 'vega-parser' {
  export { parse } from 'vega';
}
declare module 'vega-view' {
  export { View } from 'vega';
}
declare module 'vega-scenegraph' {
  interface TextItem {
    readonly fontSize?: number;
    readonly fontWeight?: string | number;
  }
  export const textMetrics: { width: (item: TextItem, text: string) => number };
}
