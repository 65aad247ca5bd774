import { describe, expect, it } from 'vitest'
import { checkInlineStyles, checkStyle } from './styles.mjs'

describe('checkStyle', () => {
  it.each([
    ['.a:has(.b){color:red}', ':has (Chrome 105'],
    ['.a:is(.b,.c){color:red}', ':is (Chrome 88'],
    [':where(.b) .c{color:red}', ':where (Chrome 88'],
    ['.a:not(.b,.c){color:red}', ':not() with a list'],
    ['.a:hover,.a:focus-visible{color:red}', ':focus-visible'],
    ['@container (width > 1px){.a{color:red}}', '@container'],
    ['@layer base{.a{color:red}}', '@layer'],
    ['@layer base,app;', '@layer'],
    ['@property --a{syntax:"*";inherits:false}', '@property'],
    ['@media (width >= 600px){.a{color:red}}', 'media query with a range'],
    ['.a{.b{color:red}}', 'nesting'],
    ['.a{&:hover{color:red}}', 'nesting'],
    ['.a{@media print{color:red}}', 'nesting'],
    ['.a{inset:0}', 'inset (Chrome 87, Safari 14.5'],
    ['.a{inset-inline-start:0}', 'inset-inline-start (Chrome 87'],
    ['.a{padding-inline:0}', 'padding-inline (Chrome 87'],
    ['.a{aspect-ratio:1}', 'aspect-ratio (Chrome 88'],
    ['.a{rotate:1deg}', 'rotate (Chrome 104'],
    ['.a{height:100dvh}', 'viewport-unit-variants'],
    ['.a{height:calc(100svh - 1px)}', 'viewport-unit-variants'],
    ['.a{height:100lvh}', 'viewport-unit-variants'],
    ['.a{width:50cqw}', 'css-container-query-units'],
    ['.a{display:flex;gap:1px}', 'flexbox-gap'],
    ['.a{width:round(1px,2px)}', 'round()'],
    ['.a{color:light-dark(red,blue)}', 'light-dark()'],
    ['.a{overflow-wrap:anywhere}', 'overflow-wrap: anywhere (Chrome 80, Safari 15.4'],
    ['.a{overflow:clip}', 'overflow: clip (Chrome 90'],
    ['.a{translate:1px}', 'translate (Chrome 104'],
    ['.a{backdrop-filter:blur(1px)}', 'backdrop-filter (Chrome 76'],
    ['.a{color:color-mix(in srgb,red,blue)}', 'color-mix()'],
    ['.a{color:oklch(50% .1 1)}', 'oklch()'],
    ['.a{width:min(1px,1vw)}', 'min()'],
    ['.a{padding:0 max(12px,env(safe-area-inset-right))}', 'max()'],
    ['.a{font-size:clamp(1rem,2vw,2rem)}', 'clamp()'],
    ['.a{--inset:10px;--inset:max(10px,1vw)}', 'max()'],
    ['.a{width:max(1px,1vw);width:min(1px,1vw)}', 'max()'],
    ['.a{padding:1px;padding:max(1px,env(safe-area-inset-top))}', 'max()'],
    ['.a{padding:1px;padding-left:max(1px,var(--a))}', 'max()'],
    ['.a{padding-left:1px;padding:max(1px,1vw)}', 'max()'],
    ['.a{pad:1px;padding:max(1px,1vw)}', 'max()'],
    ['@supports not (width:min(1px,1vw)){.a{width:max(1px,1vw)}}', 'max()'],
  ])('flags %s', (css, what) => {
    expect(checkStyle(css)[0]).toContain(what)
  })

  it.each([
    '.a{padding:12px;padding:max(12px,1vw)}',
    '.a{padding:12px;padding-right:max(12px,1vw)}',
    '.a{padding:12px}@supports (padding:max(0px)){.a{padding:max(12px,env(safe-area-inset-top))}}',
    '.a{height:100vh;height:100dvh}',
    '.a{overflow:hidden;overflow:clip}',
    '.a{word-break:break-word;font-family:ui-monospace,Menlo,monospace}',
    '.a{color:#123;margin:0;color:color-mix(in srgb,red,blue)}',
    '@supports (width:max(1px,1vw)){.a{width:max(1px,1vw)}}',
    '@supports (inset:0){@media print{.a{inset:0}}}',
    '.a:focus-visible,.b:focus-visible{outline:none}',
    '.a:not(.b):not(:nth-child(2n)),.c{color:red}',
    '.a{clip-path:inset(0);clip:rect(0 0 0 0);accent-color:red;will-change:min-height}',
    '.a{grid-template-columns:repeat(2,minmax(0,1fr))}',
    '@page{size:A4;margin:0}',
    '.a{display:grid;gap:1px}',
    '.a{background:url(data:image/svg+xml,max(1px)) no-repeat,linear-gradient(red,blue)}',
    '.a:after{content:"min(1px)"}',
    '.a{padding-inline-start:1px;color:rgb(0 0 0/50%);width:calc(100% - 3vh)}',
    '@media (min-width:600px) and (prefers-color-scheme:dark){.a{color:#fff8}}',
    '@keyframes a{from{transform:translateX(0)}to{transform:none}}',
  ])('accepts %s', (css) => {
    expect(checkStyle(css)).toEqual([])
  })

  it('finds all violations and names their places', () => {
    expect(checkStyle('.a {\n  inset: 0;\n  width: min(1px, 1vw);\n}')).toEqual([
      expect.stringMatching(/^2:3: inset /),
      expect.stringMatching(/^3:3: min\(\) /),
    ])
  })
})

it('checkInlineStyles finds the same violations in a page', () => {
  const html = '<style>.a{margin:0}</style><p>inset:0</p><style media="all">.a{inset:0}</style>'
  expect(checkInlineStyles(html)).toEqual(['inline style 2: 1:4: inset (Chrome 87, Safari 14.5)'])
})
