import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { answerShapes } from './answer-shapes.ts'

it('the generated shapes match the schemas', async () => {
  for (const [path, text] of await answerShapes())
    expect(readFileSync(path, 'utf8'), 'run "npm run shapes:generate"').toBe(text)
})
