/** Buttons under figures and tables, and the box that tells what a pointer touches. */
export const FIGURE_STYLES = `
.tool, .theme select {
  font: inherit; font-size: .85rem; color: var(--ink); background: var(--panel);
  border: 1px solid var(--quiet); border-radius: .35rem; padding: .2rem .55rem; min-height: 1.75rem; cursor: pointer;
}
.tool:hover { border-color: var(--link); }
.tool[aria-pressed="false"] { color: var(--quiet); background: none; text-decoration: line-through; }
.tools > .tool[aria-pressed="false"] { text-decoration: none; }
.tool[aria-pressed="true"] { border-color: var(--ink); }
.tools, .lines { display: flex; flex-wrap: wrap; gap: .4rem; }
.tools { margin: 0 0 .6rem; }
.scroll + .tool { margin: 0 0 1.25rem; }
table + .tool { margin-top: 0; }
.scroll:has(+ .tool) table { margin-bottom: .4rem; }
.key { vertical-align: middle; }
.theme { float: inline-end; font-size: .85rem; color: var(--quiet); }
.tip {
  position: fixed; z-index: 3; max-width: 20rem; padding: .4rem .6rem; border-radius: .35rem; pointer-events: none;
  background: var(--ink); color: var(--paper); font-size: .85rem; line-height: 1.35; white-space: pre-line;
}
@media print { .tools, .tool, .theme, .tip { display: none; } }
`;
