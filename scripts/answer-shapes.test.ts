import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { answerShapes } from './answer-shapes.ts'

it('has the shapes of answers as the schemas are', async () => {
  for (const [path, text] of await answerShapes())
    expect(readFileSync(path, 'utf8'), 'run "npm run shapes:generate"').toBe(text)
})
