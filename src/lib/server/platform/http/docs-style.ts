/** The style sheet of the API page. */
export const docsStyle = `
:root { color-scheme: dark light; --ink: #d7e3ea; --dim: #8aa0ad; --ground: #0b1116; --panel: #111a21; --line: #22313c;
  --accent: #35d0e6; --mono: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
@media (prefers-color-scheme: light) { :root { --ink: #14212a; --dim: #51636f; --ground: #f6f9fb; --panel: #fff;
  --line: #d3dfe6; --accent: #006f80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, sans-serif; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
h1 { margin: 0; font: 600 1.5rem/1.3 var(--mono); }
h2 { margin: 2.5rem 0 .75rem; font: 600 1.1rem/1.3 var(--mono); color: var(--accent); }
p { max-width: 46rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
details { margin: .5rem 0; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); }
summary { padding: .6rem .8rem; cursor: pointer; }
summary code { overflow-wrap: anywhere; }
summary span { display: block; color: var(--dim); }
.method { display: inline-block; min-width: 4.5rem; color: var(--accent); font-weight: 600; }
.body { padding: 0 .8rem .8rem; overflow-x: auto; }
code, pre, .method { font-family: var(--mono); font-size: .875rem; }
pre { padding: .8rem; overflow: auto; max-height: 30rem; border: 1px solid var(--line); border-radius: 6px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--dim); font-weight: 500; }
`;
