// @vitest-environment happy-dom
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { SpringValue } from '@react-spring/web'
import { type ComponentType, createElement, Fragment } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { expect, it } from 'vitest'
import { writeAnimatedValues } from '#scripts/web-build/animated-values.ts'

const app = `${process.cwd()}/`

type Animated = {
  createHost: (
    tags: string[],
    host: object,
  ) => { animated: { div: ComponentType<{ style: object }> } }
}

/** The opacity of an element whose animation ends while React renders it again. */
async function opacityAfter(name: string, code: string): Promise<string> {
  const folder = `${app}.cache/animated-values`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/${name}.mjs`, code)
  const { createHost }: Animated = await import(`${folder}/${name}.mjs`)
  const { animated } = createHost(['div'], {
    applyAnimatedValues(element: HTMLElement, { style }: { style: { opacity: number } }) {
      element.style.opacity = String(style.opacity)
    },
  })
  const opacity = new SpringValue(0.5)
  function End({ isNow }: { isNow: boolean }) {
    if (isNow) opacity.set(1)
    return null
  }
  const container = document.createElement('div')
  const root = createRoot(container)
  for (const isNow of [false, true])
    flushSync(() =>
      root.render(
        createElement(
          Fragment,
          null,
          createElement(animated.div, { style: { opacity } }),
          createElement(End, { isNow }),
        ),
      ),
    )
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  const shown = container.querySelector('div')?.style.opacity ?? ''
  root.unmount()
  return shown
}

it('an element has the last values of its animation, though it was being rendered', async () => {
  const code = readFileSync(
    `${app}node_modules/@react-spring/animated/dist/react-spring-animated.esm.js`,
    'utf8',
  )
  expect(await opacityAfter('as-it-is', code)).toBe('0.5')
  expect(await opacityAfter('changed', writeAnimatedValues(code))).toBe('1')
})
