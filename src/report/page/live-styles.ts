/** How the panel that simulates looks; the script alone puts it into the page. */
export const LIVE_STYLES = `
.live-is-there { scroll-padding-bottom: 4rem; }
.live-is-open { scroll-padding-bottom: 72vh; }
.live-place {
  position: sticky; bottom: 0; z-index: 5;
  margin: 1rem calc(-1 * clamp(1rem, 4vw, 2.5rem)) -3rem;
}
.live {
  margin: 0; background: var(--panel); border: 1px solid var(--line); border-bottom: 0;
  border-radius: .75rem .75rem 0 0; box-shadow: 0 -.25rem 1.25rem rgb(0 0 0 / 16%);
  display: flex; flex-direction: column; max-height: 72vh; max-height: 72dvh; overflow: hidden;
}
.live-bar { flex: none; display: flex; align-items: center; gap: .5rem; padding-inline-end: 1rem; }
.live-bar h2 { flex: 1; margin: 0; font-size: 1.05rem; min-width: 0; }
.live-toggle {
  width: 100%; padding: .75rem 1.25rem; border: 0; border-radius: .75rem; background: none; color: inherit;
  font: inherit; font-weight: 700; text-align: start; cursor: pointer;
}
.live-toggle:focus-visible { outline-offset: -4px; }
.live-toggle:hover .live-where { text-decoration: underline; }
.live-where { color: var(--link); }
.live-arrow {
  display: inline-block; margin-inline-end: .7rem; border: .38rem solid transparent;
  border-bottom-color: currentcolor; border-top: 0; vertical-align: .1em;
}
.live-open .live-arrow { transform: rotate(180deg); }
@media (prefers-reduced-motion: no-preference) {
  .live-arrow { transition: transform .15s; }
  .live-stale, .live-summary { transition: opacity .15s; }
}
.live-body { display: flex; flex-direction: column; min-height: 0; }
.live-body[hidden] { display: none; }
.live-summary {
  flex: none; max-width: none; margin: 0; padding: .1rem 1.25rem .75rem; font-size: 1.05rem; font-weight: 600;
  border-bottom: 1px solid var(--line);
}
.live-progress { font-size: .88rem; }
.live-scroll {
  overflow-y: auto; overscroll-behavior: contain; min-height: 0; padding: 1rem 1.25rem 1.25rem;
  display: grid; gap: 1rem 2rem; grid-template-columns: minmax(17rem, 21rem) minmax(0, 1fr); align-items: start;
}
.live-scroll > * { grid-column: 2; }
.live-about, .live-check { grid-column: 1 / -1; }
.live-about p, .live-check { margin: 0; max-width: none; font-size: .9rem; }
.live-check { border-top: 1px solid var(--line); padding-top: .75rem; }
.live-scroll > .live-controls { grid-column: 1; grid-row: 2 / span 2; }
.live-title { font-size: 1rem; font-weight: 700; padding: 0; margin: 0 0 .5rem; }
.live-controls, .live-choice { border: 0; margin: 0; padding: 0; min-width: 0; }
.live-controls:disabled { opacity: .6; }
.live-control { margin: 0 0 1rem; }
.live-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .6rem; }
.live-head label, .live-choice legend { font-size: .92rem; font-weight: 600; padding: 0; }
.live-head output { font-variant-numeric: tabular-nums; font-size: .92rem; }
.live-turned { color: var(--link); font-weight: 700; }
.live-reset {
  margin-inline-start: auto; padding: .1rem .5rem; min-height: 1.5rem; border: 1px solid var(--line); border-radius: 1rem;
  background: var(--paper); color: var(--link); font: inherit; font-size: .82rem; cursor: pointer;
}
.live-button {
  padding: .3rem .9rem; border: 1px solid var(--quiet); border-radius: .4rem; background: var(--paper);
  color: var(--link); font: inherit; font-size: .9rem; cursor: pointer;
}
.live-button[aria-disabled=true] { color: var(--quiet); border-color: var(--line); cursor: default; }
.live input[type=range] {
  appearance: none; display: block; width: 100%; height: 1.75rem; margin: 0; background: none; cursor: pointer;
}
.live input[type=range]::-webkit-slider-runnable-track { height: .3rem; border-radius: .15rem; background: var(--quiet); }
.live input[type=range]::-moz-range-track { height: .3rem; border-radius: .15rem; background: var(--quiet); }
.live input[type=range]::-webkit-slider-thumb {
  appearance: none; width: 1.25rem; height: 1.25rem; margin-top: -.475rem; border: 2px solid var(--paper);
  border-radius: 50%; background: var(--link);
}
.live input[type=range]::-moz-range-thumb {
  box-sizing: border-box; width: 1.25rem; height: 1.25rem; border: 2px solid var(--paper); border-radius: 50%; background: var(--link);
}
.live-scale {
  position: relative; display: flex; justify-content: space-between; white-space: nowrap; min-height: 1.3rem; padding: .25rem 0 0;
  color: var(--quiet); font-size: .78rem; font-variant-numeric: tabular-nums;
}
.live-mark {
  position: absolute; top: -.3rem; left: calc(.625rem + var(--at) * (100% - 1.25rem)); margin-left: -.3rem;
  border: .3rem solid transparent; border-top: 0; border-bottom: .5rem solid var(--ink);
}
.live-marks > span:not(.live-mark) {
  position: absolute; left: calc(.625rem + var(--at) * (100% - 1.25rem)); transform: translateX(-50%);
}
.live-marks > span:first-of-type + span { transform: translateX(-30%); }
.live-marks > span:last-of-type { transform: translateX(-70%); }
.live-typed { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .75rem; margin-top: .35rem; font-size: .85rem; }
.live-typed input { font: inherit; width: 4rem; padding: .15rem .4rem; border: 1px solid var(--quiet); border-radius: .3rem; background: var(--paper); color: inherit; }
.live-options { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem 1rem; font-size: .9rem; padding-top: .2rem; }
.live-options label { display: inline-flex; align-items: center; gap: .35rem; min-height: 1.75rem; cursor: pointer; }
.live-options input { accent-color: var(--link); width: 1.05rem; height: 1.05rem; margin: 0; }
.live-own bdi { text-decoration: underline dotted; text-underline-offset: .25em; }
.live-results { min-width: 0; }
.live-stale, .live-summary[aria-busy=true] { opacity: .5; }
.live-flips { list-style: none; margin: 0 0 1rem; padding: 0; font-size: .92rem; }
.live-flips li { display: flex; gap: .6rem; padding: .3rem .5rem; border-bottom: 1px solid var(--line); }
.live-flips small { display: block; color: var(--quiet); font-variant-numeric: tabular-nums; }
.live-flipped { background: var(--paper); border-inline-start: 4px solid var(--link); }
.live-signs { flex: none; min-width: 3.2rem; font-weight: 700; white-space: nowrap; }
.live-rule { font-family: ui-monospace, Consolas, monospace; font-size: .88em; }
.live-table { margin: 0; }
.live-table th:first-child, .live-table td:first-child { background: var(--panel); }
.live-table tbody td { white-space: normal; max-width: none; }
.live-table tbody th { min-width: 7.5rem; }
.live-variant textarea {
  display: block; width: 100%; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: .4rem; resize: vertical;
  background: var(--paper); color: inherit; font: .85rem/1.45 ui-monospace, Consolas, monospace; white-space: pre; overflow-x: auto;
}
.live-variant p { margin: .5rem 0 0; }
@media (max-width: 48rem) {
  .live { max-height: 88vh; max-height: 88dvh; }
  .live-toggle { padding: .75rem 1rem; font-size: 1rem; }
  .live-open .live-where { display: none; }
  .live-summary { font-size: .9rem; line-height: 1.35; padding-inline: 1rem; }
  .live-scroll { grid-template-columns: minmax(0, 1fr); padding: .75rem 1rem 1rem; }
  .live-scroll > *, .live-scroll > .live-controls { grid-column: 1; grid-row: auto; }
  .live-table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .live-table, .live-table tbody, .live-table tr, .live-table th, .live-table tbody td { display: block; }
  .live-table tr { border-bottom: 1px solid var(--line); padding: .35rem 0; }
  .live-table tbody th, .live-table tbody td { border: 0; padding: .05rem 0; }
  .live-table tbody td { display: flex; gap: .6rem; justify-content: space-between; text-align: end; }
  .live-table tbody td::before { content: attr(data-label); color: var(--quiet); flex: none; font-weight: 400; }
  .live-table tbody td:empty { display: none; }
}
@media print { .live-place { display: none; } }
`;
