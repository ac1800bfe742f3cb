/** How the page looks on screens of any width; colours come from custom properties. */
export const SCREEN_STYLES = `
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
body {
  margin: 0 auto; max-width: 76rem; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 3rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif;
  overflow-wrap: anywhere; text-size-adjust: 100%;
}
h1 { font-size: clamp(1.6rem, 4vw, 2.2rem); line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 .5rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
p { margin: 0 0 .75rem; max-width: 48rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.quiet { color: var(--quiet); font-weight: normal; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { position: static; }

header > .quiet { margin: 0; font-size: .9rem; }
.question { font-size: 1.15rem; }
.outcome {
  display: inline-block; margin: .25rem 0 .75rem; padding: .3rem .9rem;
  border: 2px solid currentcolor; border-radius: 2rem; font-weight: 700;
}
.good { color: var(--good); } .bad { color: var(--bad); } .open { color: var(--open); }
td .good, td .bad, td .open { font-weight: 600; }
.assumed {
  color: var(--assumed-ink); background: var(--assumed-paper); font-weight: 600;
  padding: .05rem .4rem; border-radius: .25rem; white-space: nowrap;
}
.whole { margin: 0 0 .75rem; font-weight: normal; font-size: .85rem; }
.whole-text { max-height: 12rem; overflow-y: auto; border-inline-start: 2px solid var(--line); padding-inline-start: .6rem; white-space: pre-wrap; }
.remarks > p { margin: 0; font-size: .9rem; }
.remarks ul { margin: 0 0 .75rem; padding: 0; list-style: none; max-width: 48rem; }
.remarks li { margin: 0 0 .3rem; }

nav { border-block: 1px solid var(--line); margin: 1rem 0 2rem; padding: .6rem 0; }
nav ol { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; list-style: none; counter-reset: s; }
nav li { counter-increment: s; }
nav li::before { content: counter(s) " "; color: var(--quiet); }
nav a { display: inline-block; padding: .15rem 0; }

section { margin: 0 0 3.5rem; }
.finding { font-size: 1.15rem; line-height: 1.45; border-inline-start: 4px solid var(--line); padding-inline-start: .9rem; margin-bottom: 1.25rem; }
section:first-of-type .finding { font-size: 1.3rem; font-weight: 600; border-color: var(--link); }

.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr)); gap: .75rem; margin: 0 0 1.5rem; }
.numbers > div { background: var(--panel); border-radius: .5rem; padding: .8rem 1rem; }
.numbers dt { font-size: .9rem; }
.numbers dd { margin: 0; font-size: .85rem; }
.numbers .value { font-size: clamp(1.3rem, 5.5vw, 1.7rem); font-weight: 700; line-height: 1.25; font-variant-numeric: tabular-nums; }

.scroll {
  overflow-x: auto;
  background:
    linear-gradient(to right, var(--paper) 40%, transparent) left / 2.5rem 100% no-repeat local,
    linear-gradient(to left, var(--paper) 40%, transparent) right / 2.5rem 100% no-repeat local,
    linear-gradient(to right, var(--line), transparent) left / .75rem 100% no-repeat,
    linear-gradient(to left, var(--line), transparent) right / .75rem 100% no-repeat;
}
pre.scroll { background: var(--panel); }
table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; width: 100%; margin: 0 0 1.25rem; overflow-wrap: normal; }
caption { text-align: start; font-weight: 600; padding: 0 0 .4rem; font-size: 1rem; }
.prose { min-width: 19rem; }
th, td { text-align: start; vertical-align: top; padding: .4rem .55rem; border-bottom: 1px solid var(--line); min-width: 5.2rem; max-width: 22rem; overflow-wrap: anywhere; }
thead th { color: var(--quiet); font-weight: 600; vertical-align: bottom; border-bottom: 2px solid var(--line); }
td:not(.end) { min-width: 6.6rem; }
td.wide { min-width: 13rem; }
tbody th { font-weight: 600; min-width: 10rem; }
thead th.end { min-width: 6rem; }
.date { white-space: nowrap; }
th:first-child { position: sticky; inset-inline-start: 0; background: var(--paper); }
.end { text-align: end; }
td.end { white-space: nowrap; }
td small, th small { display: block; color: var(--quiet); font-weight: normal; font-size: .8rem; white-space: normal; }

figure { margin: 0 0 2rem; }
figcaption { font-weight: 600; margin: 0 0 .5rem; max-width: 48rem; }
.drawing svg { display: block; width: 100%; min-width: 35rem; max-width: 50rem; height: auto; overflow: visible; }
figure > .scroll + .scroll { margin-top: .75rem; }
details { margin: .25rem 0 1.25rem; }
summary { cursor: pointer; padding: .3rem 0; color: var(--link); font-size: .95rem; }
details[open] > summary { margin-bottom: .4rem; }

.how { background: var(--panel); border-radius: .5rem; padding: .8rem 1rem; font-size: .92rem; }
.how ul { margin: 0; padding-inline-start: 1.1rem; }
.how li { margin: .2rem 0; }
pre { border-radius: .5rem; padding: .8rem 1rem; margin: 0 0 1.25rem; font-size: .85rem; line-height: 1.45; max-height: 32rem; overflow-y: auto; }
footer { border-top: 1px solid var(--line); padding-top: 1rem; color: var(--quiet); font-size: .9rem; }
/* Under forced colours drawings keep theirs, which tell lines apart, and bring the paper they are made for. */
@media (forced-colors: active) {
.drawing { forced-color-adjust: none; background: var(--paper); padding: .4rem; }
.scroll { background: none; }
.numbers > div, .how, .assumed, pre { border: 1px solid; }
}
@media (max-width: 30rem) { section { margin-bottom: 2.5rem; } .how { padding: .7rem .8rem; } }
`;
