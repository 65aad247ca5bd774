import { expect, it } from 'vitest'
import { marginSchema } from '#shared/schemas/corp/corp.ts'
import { answering, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

it.each([
  [{ margin: 98 }, 98],
  [{ margin: 98.0 }, 98],
  [{ margin: '1.2E2' }, 120],
  [{ margin: 0 }, 0],
  [{ margin: -1 }, -1],
  [{ margin: 1e300 }, null],
  [{ margin: null }, null],
  [{}, null],
])('a package of %j has %j contracts left', async (body, contractsLeft) => {
  expect(await answering(body).v2.getMargin('corp')).toEqual({ contractsLeft })
  const margin = await answering(wrapped(body)).v1.getMargin('corp')
  expect(marginSchema.parse(margin)).toEqual({ contractsLeft })
})
