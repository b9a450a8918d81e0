"""How the page of a run looks: on a screen, light or dark, and on paper."""

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #f6f7f9; --card: #ffffff; --ink: #17202b; --soft: #5a6675; --line: #e2e6eb; --track: #eef1f4;
  --accent: #1f5f8b; --good: #2e7d5b; --open: #b26a00; --bad: #b3362b;
  --age0: #5b9bb8; --age1: #d9b44a; --age2: #d98a3d; --age3: #c95f3f; --age4: #9c3030;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161b; --card: #1a2027; --ink: #e6eaef; --soft: #9aa7b5; --line: #2c343d; --track: #242b33;
    --accent: #7cb8df; --good: #6cc39b; --open: #e3a94d; --bad: #ec8378;
    --age0: #6aaac8; --age1: #d9b44a; --age2: #dd9149; --age3: #d8704f; --age4: #cf5b5b;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 64px; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: end; gap: 12px 32px; }
h1 { font-size: 27px; line-height: 1.2; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 17px; margin: 0 0 4px; }
h3 { font-size: 14px; margin: 20px 0 6px; color: var(--soft); font-weight: 600; }
p { margin: 0 0 12px; }
.soft { color: var(--soft); }
.day { font-size: 17px; margin: 6px 0 0; }
.policy { text-align: right; font-size: 13px; color: var(--soft); margin: 0; }
.policy strong { color: var(--ink); font-size: 15px; }
code { font: 12.5px/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 28px 0 20px;
  padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px;
  border-top: 3px solid var(--tone, var(--line)); }
.tiles .name { color: var(--soft); font-size: 13px; display: block; }
.tiles .number { font-size: 26px; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.tiles .under { color: var(--soft); font-size: 12.5px; display: block; }
.good { --tone: var(--good); } .open { --tone: var(--open); } .bad { --tone: var(--bad); }
  .key { --tone: var(--accent); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px 24px;
  margin: 16px 0; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 16px; }
.pair section { margin: 0; }
.stack { display: grid; gap: 16px; align-content: start; }
.beside { display: grid; grid-template-columns: minmax(0, 8fr) minmax(0, 5fr); gap: 12px 36px; align-items: center; }
@media (max-width: 820px) { .beside { grid-template-columns: minmax(0, 1fr); } }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
caption { text-align: left; color: var(--soft); padding-bottom: 6px; }
th { text-align: left; font-weight: 600; color: var(--soft); border-bottom: 1px solid var(--line);
  padding: 7px 12px 7px 0;
  white-space: nowrap; vertical-align: bottom; }
td { border-bottom: 1px solid var(--line); padding: 7px 12px 7px 0; vertical-align: top; overflow-wrap: anywhere; }
tr:last-child td { border-bottom: 0; }
tfoot td { font-weight: 650; border-top: 1px solid var(--line); }
th.n, td.n { padding-right: 20px; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal; }
td.name { white-space: nowrap; overflow-wrap: normal; }
.bar { width: 34%; min-width: 80px; }
.bar span { display: block; height: 8px; border-radius: 4px; background: var(--accent); margin-top: 7px;
  min-width: 2px; }
svg.ageing { width: 100%; max-width: 780px; height: auto; display: block; margin: 4px 0 8px; }
svg text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: var(--ink); }
svg .label { fill: var(--soft); } svg .track { fill: var(--track); }
.age0 { fill: var(--age0); } .age1 { fill: var(--age1); } .age2 { fill: var(--age2); }
.age3 { fill: var(--age3); } .age4 { fill: var(--age4); }
.note { border-left: 3px solid var(--open); padding: 2px 0 2px 14px; margin: 16px 0; }
.note ul { margin: 0; padding-left: 18px; }
a { color: var(--accent); } ul.files { list-style: none; padding: 0; margin: 8px 0 0; display: flex;
  flex-wrap: wrap; gap: 8px; }
ul.files a { display: block; border: 1px solid var(--line); border-radius: 8px; padding: 5px 12px;
  text-decoration: none; }
ul.files a:hover, ul.files a:focus { border-color: var(--accent); }
footer { color: var(--soft); font-size: 12.5px; margin-top: 24px; overflow-wrap: anywhere; }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --track: #eee; --accent: #1f5f8b; }
  body { font-size: 11px; } main { max-width: none; padding: 0; } section { break-inside: avoid-page;
  border-radius: 0; }
  section.long { break-inside: auto; } thead { display: table-header-group; } tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
