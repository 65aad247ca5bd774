export const pageStyle = `
:root { color-scheme: light dark; --line: #8884; --accent: #1677ff; }
body { margin: 0; font: 16px/1.6 system-ui, sans-serif; }
.banner { margin: 0; padding: 8px 16px; background: #fa8c16; color: #000; font-size: 14px; text-align: center; }
main { max-width: 640px; margin: 0 auto; padding: 16px; }
h1 { font-size: 22px; }
h2 { font-size: 18px; margin-bottom: 0; }
section { border: 1px solid var(--line); border-radius: 12px; padding: 4px 16px 16px; margin: 16px 0; }
h3 { font-size: 16px; margin: 12px 0 0; }
.people { display: flex; flex-wrap: wrap; gap: 4px 20px; }
.people > * { display: inline-flex; align-items: center; min-height: 44px; }
.line { margin: 0; }
.bar { padding: 4px 12px; border-left: 4px solid var(--accent); background: #8882; }
.muted { opacity: .75; font-size: 14px; }
.problem { padding: 8px 12px; border-radius: 8px; background: #cf1322; color: #fff; }
form { display: grid; gap: 12px; margin-top: 12px; }
label { display: grid; gap: 4px; }
label.check { display: flex; gap: 8px; align-items: center; min-height: 44px; }
input[type=text] { font: inherit; padding: 10px 12px; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; }
button { font: inherit; min-height: 44px; border-radius: 8px; border: 1px solid var(--line); background: transparent; color: inherit; }
button.primary { background: var(--accent); border-color: var(--accent); color: #fff; }
a { color: var(--accent); }
`

export const sealImage = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="120" height="120">
<circle cx="60" cy="60" r="55" fill="none" stroke="#c00" stroke-width="5"/>
<text x="60" y="68" font-size="20" text-anchor="middle" fill="#c00">沙箱印章</text>
</svg>
`
